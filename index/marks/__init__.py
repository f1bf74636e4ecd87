"""The journal of what the user says of a paper, its folding into marks, and undo."""

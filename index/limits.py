"""How much of a file is read as a report. Beyond that it is told, so that time and memory stay bounded."""

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; a day of 445 papers has 1.6 million."""
MOST_LINES = 500_000
LONGEST_LINE = 1_000_000
"""Characters."""

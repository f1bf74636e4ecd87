"""What the verbs of the registry do, one module a group."""

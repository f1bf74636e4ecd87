"""The commands beside the reader, one module a subject."""

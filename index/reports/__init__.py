"""Report text to Report: one module a format, one shared scanner."""

from .reader import read, read_bytes, read_file, reread

__all__ = ["read", "read_bytes", "read_file", "reread"]

"""Report text to Report: one module a format, one shared scanner."""

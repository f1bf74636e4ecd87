"""Markdown to laid-out lines. Pure: imports no textual."""

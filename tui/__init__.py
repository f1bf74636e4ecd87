"""The terminal: commands, screens, widgets and typesetting."""

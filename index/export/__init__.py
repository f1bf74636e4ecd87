"""Papers out of the library: one module a format."""

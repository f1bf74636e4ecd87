"""Whoosh, and only here: analyzer, schema, writer, searcher."""

"""The catalog: which papers, on which days, in which file at which offset; a disposable cache in SQLite."""

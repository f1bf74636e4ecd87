"""The library: reports, papers, search, marks. Knows no terminal."""

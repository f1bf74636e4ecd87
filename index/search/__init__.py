"""Search over the whole archive: an index by Whoosh, the only room that knows it; see `index.SearchIndex`."""

"""The index is brought up beside the reader: a few papers here, a whole archive in a process of its own."""

from pathlib import Path

import pytest
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library
from paperdeck.index.results import Progress, never
from paperdeck.tui import indexing


@pytest.mark.parametrize("large", [1, 1000])
def test_all_is_found_afterwards(three_days: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    """Eight papers, indexed in a process of their own where that is worth it."""
    monkeypatch.setattr(indexing, "LARGE", large)
    library = Library.open(Config(), [three_days])
    library.refresh()
    assert library.search.wants_update
    told: list[Progress] = []
    indexing.bring_up(library, [], told.append, never)
    assert not library.search.wants_update
    assert library.search.count() == 8
    assert library.search.search("title:Gamma").mode == "strict"
    assert all(step.total == 8 and 0 <= step.done <= 8 for step in told)
    library.close()

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
    assert library.search.quick("gamm") == ("2501.00003",)
    assert all(step.total == 8 and 0 <= step.done <= 8 for step in told)
    library.close()


def test_titles_are_found_before_an_archive_is_indexed(three_days: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build takes minutes; a reader that is closed takes it down."""
    monkeypatch.setattr(indexing, "LARGE", 1)
    library = Library.open(Config(), [three_days])
    library.refresh()
    found: list[tuple[str, ...]] = []

    def closing() -> bool:
        found.append(library.search.quick("gamm"))
        return True

    indexing.bring_up(library, [], lambda _step: None, closing)
    assert found[0] == ("2501.00003",)
    library.close()

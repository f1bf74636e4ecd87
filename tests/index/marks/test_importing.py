"""Marks from another machine's export: the newer is kept, nothing is taken away, and all of it is one thing to undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.model import NO_MARKS, Marks
from support.clock import Clock


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[MarkStore]:
    store = MarkStore(tmp_path / "marks", device_file=tmp_path / "device", clock=clock)
    yield store
    store.close()


def test_an_export_comes_in_whole_with_its_days(store: MarkStore, tmp_path: Path) -> None:
    exported = {
        "a": Marks(read=True, starred=True, read_on="2025-05-01", starred_on="2025-05-02", tags=("x", "强化")),
        "hep-th/9901001": Marks(later=True, due="2026-02-01", later_on="2025-06-01"),
        "nothing": NO_MARKS,
    }
    operation = store.apply_imported(exported, label="Import")
    assert dict(store.marks) == {"a": exported["a"], "hep-th/9901001": exported["hep-th/9901001"]}
    assert operation.ids == ("a", "hep-th/9901001")
    assert store.flush()
    assert dict(MarkStore(tmp_path / "marks", device_file=tmp_path / "device").marks) == dict(store.marks)
    assert store.apply_imported(exported).changes == ()
    store.undo()
    assert store.get("a") == NO_MARKS


def test_the_newer_word_is_kept(store: MarkStore) -> None:
    for mark in ("read", "starred"):
        store.apply([Change("a", mark)])
        store.apply([Change("a", mark, value=False)])
    store.apply([Change("a", "tag", "x"), Change("a", "tag", "y")])
    store.apply([Change("a", "untag", "x")])
    store.apply_imported(
        {"a": Marks(read=True, read_on="2026-01-01", starred=True, starred_on="2026-01-03", tags=("x", "z"))}
    )
    assert store.get("a") == Marks(starred=True, starred_on="2026-01-03", tags=("y", "z"))


def test_days_of_any_shape_do_no_harm(store: MarkStore) -> None:
    store.apply_imported({"a": Marks(read=True, read_on="no day at all\n"), "b": Marks(starred=True)})
    assert store.get("a").read
    assert store.get("b").starred_on == "2026-01-02"

"""Any order, grouping and repetition of rows folds to the same; undo and redo are part of what is folded."""

import random
from collections.abc import Sequence
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.marks.compaction import condense
from paperdeck.index.marks.events import Row
from paperdeck.index.marks.folding import Folding
from paperdeck.index.marks.held import marks_of, said_of
from paperdeck.index.model import Marks

PAPERS = ("2512.00001", "hep-th/9901001", "某篇论文")


def stamp(number: int, device: str) -> str:
    return f"{number:012x}.0000.{device}.wwww"


def folded(*groups: Sequence[Row]) -> dict[str, dict[str, str]]:
    folding = Folding()
    for group in groups:
        folding.absorb(deepcopy(list(group)))
    return {paper: dict(registers) for paper, registers in folding.papers.items() if registers}


@st.composite
def journals(draw: st.DrawFn) -> list[list[Row]]:
    """The journals of three devices; each undoes and redoes its own operations."""
    found: list[list[Row]] = []
    for device in ("aaa", "bbb", "ccc"):
        rows: list[Row] = []
        said: list[str] = []
        undone: list[str] = []
        for step in range(draw(st.integers(0, 12))):
            op = stamp(draw(st.integers(0, 5)) * 100 + step, device)
            what = draw(st.integers(0, 5))
            if what == 0 and said:
                undone.append(said.pop())
                rows.append({"op": op, "reverts": [undone[-1]], "at": "x"})
            elif what == 1 and undone:
                said.append(undone.pop())
                rows.append({"op": op, "restores": [said[-1]], "at": "x"})
            else:
                said.append(op)
                undone.clear()
                for paper in draw(st.sets(st.sampled_from(PAPERS), min_size=1)):
                    mark, value = draw(
                        st.sampled_from(
                            [("read", True), ("read", False), ("starred", True), ("later", ""), ("later", "2026-01-03"),
                             ("later", False), ("tag", "ml"), ("untag", "ml"), ("rating", "5")]
                        )
                    )  # fmt: skip
                    rows.append({"op": op, "paper": paper, "mark": mark, "value": value, "on": "2026-01-02"})
        found.append(rows)
    return found


def by_hand(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """What the rows amount to, said in the plainest way."""
    settled: dict[str, tuple[str, bool]] = {}
    for row in rows:
        for key, undone in (("reverts", True), ("restores", False)):
            for op in row.get(key, ()):  # pyright: ignore[reportGeneralTypeIssues]
                settled[op] = max(settled.get(op, ("", False)), (str(row["op"]), undone))
    best: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        if "mark" in row and not settled.get(str(row["op"]), ("", False))[1]:
            named = row["mark"] in ("tag", "untag")
            register = f"tag:{row['value']}" if named else str(row["mark"])
            value = row["mark"] == "tag" if named else row["value"]
            shown = f"={value}" if isinstance(value, str) else str(int(bool(value)))
            key = (str(row["paper"]), register)
            best[key] = max(best.get(key, ("", "")), (str(row["op"]), shown))
    found: dict[str, dict[str, str]] = {}
    for (paper, register), (op, shown) in best.items():
        found.setdefault(paper, {})[register] = f"{op} 2026-01-02 {shown}"
    return found


@given(journals(), st.randoms(use_true_random=False))
def test_any_order_grouping_and_repetition_folds_to_the_same(found: list[list[Row]], shuffle: random.Random) -> None:
    rows = [row for journal in found for row in journal]
    expected = by_hand(rows)
    assert folded(rows) == expected
    repeated = rows + [row for row in rows if shuffle.random() < 0.5]
    shuffle.shuffle(repeated)
    cut = shuffle.randint(0, len(repeated))
    assert folded(repeated[:cut], repeated[cut:]) == expected
    assert folded(*([row] for row in repeated)) == expected


@given(journals(), st.randoms(use_true_random=False))
def test_a_compacted_journal_means_what_it_meant(found: list[list[Row]], shuffle: random.Random) -> None:
    expected = folded(*found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paperdeck.index.marks.history.OPERATIONS", shuffle.randint(0, 3))
        patch.setattr("paperdeck.index.marks.history.ALWAYS", 0)
        small = [condense(deepcopy(journal)) for journal in found]
        again = [condense(deepcopy(journal)) for journal in small]
    groups = [*small, *again]
    shuffle.shuffle(groups)
    assert folded(*small) == expected
    assert folded(*groups) == expected
    # Old copies of the journals, as sync tools leave them, bring nothing back.
    old = [journal[: shuffle.randint(0, len(journal))] for journal in found]
    shuffle.shuffle(old)
    assert folded(*old, *small) == expected
    assert folded(*small, *old) == expected


def test_the_changed_papers_are_those_whose_marks_changed() -> None:
    folding = Folding()
    first: Row = {"op": stamp(1, "aaa"), "paper": "p", "mark": "read", "value": True, "on": "2026-01-01"}
    assert folding.absorb([first]) == {"p"}
    assert folding.absorb([first]) == set()
    assert folding.absorb([{**first, "op": stamp(0, "aaa"), "value": False}]) == set()
    assert folding.absorb([{"op": stamp(3, "aaa"), "reverts": [stamp(1, "aaa")]}]) == {"p"}
    assert folding.absorb([{"op": stamp(2, "aaa"), "restores": [stamp(1, "aaa")]}]) == set()


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["op", "paper", "mark", "value", "on", "base", "settled", "reverts", "restores", "read", "x"])


@given(st.lists(st.dictionaries(KEYS, ODD, max_size=6), max_size=6))
def test_no_row_whatever_stops_folding_or_compaction(rows: list[Row]) -> None:
    for registers in folded(rows).values():
        assert isinstance(marks_of(registers), Marks)
    assert folded(condense(deepcopy(rows))) == folded(rows)


@given(st.text())
def test_no_held_string_whatever_stops_reading_it(string: str) -> None:
    day, value = said_of(string)
    assert isinstance(day, str)
    assert isinstance(value, bool | str)


def test_what_a_later_version_says_survives_compaction() -> None:
    strange: Row = {"op": stamp(1, "aaa"), "paper": "p", "mark": "rating", "value": 5, "on": "2026-01-01"}
    other: Row = {"future": [1, 2]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paperdeck.index.marks.history.OPERATIONS", 0)
        patch.setattr("paperdeck.index.marks.history.ALWAYS", 0)
        assert condense([strange, other]) == [strange, other]

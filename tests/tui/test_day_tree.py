"""The sidebar's rows: months that fold, days, saved searches; the cursor stays on what it stood on."""

from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.day_tree import DayTree, MonthRow, SavedRow
from support.listed import days

DAYS = days("2025-12-27:3 2025-12-26:0 2025-11-30:1 2025-11-02:0 2024-11-30:4")


def keys(tree: DayTree) -> list[str]:
    return [tree.key(row) for row in range(len(tree.rows))]


def test_the_newest_month_is_open_and_the_others_are_folded() -> None:
    tree = DayTree(DAYS)
    assert keys(tree) == ["2025-12", "2025-12-27", "2025-12-26", "2025-11", "2024-11"]
    assert tree.rows[0] == MonthRow("2025-12", 20, 3, folded=False)
    assert tree.rows[3] == MonthRow("2025-11", 20, 1, folded=True)


def test_months_fold_and_unfold() -> None:
    tree = DayTree(DAYS)
    tree.toggle(3)
    assert keys(tree)[3:6] == ["2025-11", "2025-11-30", "2025-11-02"]
    tree.toggle(3)
    tree.toggle(0)
    assert keys(tree) == ["2025-12", "2025-11", "2024-11"]
    tree.toggle(99)
    tree.toggle(-1)
    assert len(tree.rows) == 3


def test_the_cursor_goes_to_the_month_when_its_day_is_folded_away() -> None:
    tree = DayTree(DAYS)
    assert tree.place("2025-12-26")
    tree.toggle(0)
    assert tree.key(tree.cursor) == "2025-12"


def test_a_day_is_revealed_with_its_month() -> None:
    tree = DayTree(DAYS)
    assert tree.reveal("2025-11-02")
    assert tree.key(tree.cursor) == "2025-11-02"
    assert not tree.reveal("1999-01-01")
    assert tree.key(tree.cursor) == "2025-11-02"


def test_saved_searches_stand_first_with_what_is_unread_in_them() -> None:
    tree = DayTree(DAYS, saved={"RL": "tag:rl", "2025-12": "day:2025-12"}, saved_unread={"RL": 4})
    assert keys(tree)[:3] == ["/RL", "/2025-12", "2025-12"]
    assert tree.rows[:2] == [SavedRow("RL", "tag:rl", 4), SavedRow("2025-12", "day:2025-12", None)]


def test_other_counts_leave_the_cursor_on_its_day() -> None:
    tree = DayTree(DAYS)
    tree.place("2025-12-26")
    tree.show(days("2025-12-28:9 2025-12-27:2 2025-12-26:1 2025-11-30:1"))
    assert tree.key(tree.cursor) == "2025-12-26"


def test_days_that_come_later_open_the_newest_month() -> None:
    tree = DayTree()
    assert tree.rows == []
    assert tree.key(tree.cursor) == ""
    tree.show(DAYS)
    assert keys(tree)[:2] == ["2025-12", "2025-12-27"]


def test_the_nearest_day_with_unread_papers() -> None:
    tree = DayTree(DAYS)
    assert tree.unread_day("2025-12-27", -1) == "2025-11-30"
    assert tree.unread_day("2025-11-30", -1) == "2024-11-30"
    assert tree.unread_day("2024-11-30", -1) is None
    assert tree.unread_day("2025-11-02", 1) == "2025-11-30"
    assert tree.unread_day("2025-12-27", 1) is None


ISO = st.dates().map(lambda day: f"{day.isoformat()}:1")


@given(st.lists(st.lists(ISO, max_size=8, unique=True), min_size=1, max_size=4), st.lists(st.integers(-2, 20)))
def test_the_cursor_stands_on_a_row_whatever_days_come_and_fold(shown: list[list[str]], toggles: list[int]) -> None:
    tree = DayTree()
    for texts in shown:
        tree.show(days(" ".join(sorted(texts, reverse=True))))
        for row in toggles:
            tree.toggle(row)
            tree.cursor = max(0, min(row, len(tree.rows) - 1))
            assert (tree.key(tree.cursor) == "") == (not tree.rows)

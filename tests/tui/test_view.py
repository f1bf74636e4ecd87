"""A list of papers keeps its cursor, selection and marks through every change of order, filter and entries."""

from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.model import Marks
from paperdeck.tui.view import SortKey, View
from support.listed import entries, entry


def view(text: str = "a b c d e") -> View:
    return View("day", "2025-12-27", entries(text))


def ids(shown: View) -> str:
    return "".join(row.id for row in shown.rows)


def test_the_rows_are_the_entries_in_their_order() -> None:
    shown = view()
    assert ids(shown) == "abcde"
    assert shown.current is shown.rows[0]


def test_the_cursor_stays_within_the_rows() -> None:
    shown = view()
    assert shown.move(3)
    assert shown.move(99)
    assert shown.cursor == 4
    assert not shown.move(1)
    assert shown.move(-99)
    assert shown.cursor == 0
    assert not shown.move(-1)


def test_an_empty_view_has_no_paper_and_nothing_moves() -> None:
    shown = View("day", "", ())
    assert shown.current is None
    assert not shown.move(1)
    assert not shown.move(-1)
    assert shown.targets() == ()
    assert shown.next_unread() is None
    assert not shown.place("a")


def test_sorting_keeps_the_cursor_on_its_paper() -> None:
    rows = (entry("a", "Zebra", upvotes=3), entry("b", "apple"), entry("c", "Mango", upvotes=30))
    shown = View("day", "2025-12-27", rows, cursor=1)
    orders: dict[SortKey, str] = {"title": "bca", "upvotes": "cab", "": "abc"}
    for sort, order in orders.items():
        shown.sort = sort
        shown.arrange()
        assert ids(shown) == order
        assert shown.current is not None
        assert shown.current.id == "b"
    shown.backwards = True
    shown.arrange()
    assert ids(shown) == "cba"


def test_sorting_by_day_puts_the_newest_first_and_by_star_the_starred() -> None:
    rows = (
        entry("a", day="2025-12-25"),
        entry("b", day="2025-12-27"),
        entry("c", day="2025-12-26", marks=Marks(starred=True)),
    )
    shown = View("query", "is:unread", rows, sort="day")
    assert ids(shown) == "bca"
    shown.sort = "starred"
    shown.arrange()
    assert ids(shown) == "cab", "those that are equal keep the order of the list"


def test_a_filter_hides_rows_and_gives_them_back() -> None:
    shown = view()
    shown.place("d")
    shown.kept = frozenset("bd")
    shown.arrange()
    assert (ids(shown), shown.cursor) == ("bd", 1)
    shown.kept = frozenset("b")
    shown.arrange()
    assert (ids(shown), shown.cursor) == ("b", 0)
    shown.kept = None
    shown.arrange()
    assert ids(shown) == "abcde"


def test_verbs_act_on_the_selection_in_the_order_of_the_rows_else_on_the_cursor() -> None:
    shown = view()
    assert shown.targets() == ("a",)
    shown.selected = {"d", "b"}
    assert shown.targets() == ("b", "d")
    assert shown.clear_selection()
    assert not shown.clear_selection()
    assert shown.targets() == ("a",)


def test_a_range_reaches_from_the_anchor_to_the_cursor_either_way() -> None:
    shown = view()
    shown.place("d")
    shown.anchor = 3
    shown.move(-2)
    assert shown.targets() == ("b", "c", "d")


def test_the_anchor_of_a_range_stays_on_its_paper() -> None:
    shown = view()
    shown.anchor = 4
    shown.backwards = True
    shown.arrange()
    shown.place("d")
    assert shown.targets() == ("e", "d")
    shown.clear_selection()
    shown.anchor = 0
    shown.kept = frozenset("abc")
    shown.arrange()
    assert shown.anchor is None, "its paper is hidden"


def test_newer_marks_move_no_row() -> None:
    shown = View("query", "x", entries("a b c"), sort="starred")
    shown.update_marks([entry("c", marks=Marks(starred=True))])
    assert ids(shown) == "abc"
    assert shown.starred_count == 1
    shown.arrange()
    assert ids(shown) == "cab"


def test_newer_entries_keep_cursor_and_selection() -> None:
    shown = view()
    shown.place("c")
    shown.selected = {"b", "e"}
    shown.replace_entries(entries("z b y c"))
    assert shown.current is not None
    assert shown.current.id == "c"
    assert shown.selected == {"b"}


def test_the_next_unread_paper_is_looked_for_in_both_directions() -> None:
    shown = view("a! b c! d! e f!")
    assert shown.next_unread() == 1
    shown.place("d")
    assert shown.next_unread() == 4
    assert shown.next_unread(-1) == 1
    shown.place("e")
    assert shown.next_unread() is None
    assert shown.read_count == 4


IDS = st.sampled_from("abcdefgh")


@given(
    st.lists(IDS, unique=True, max_size=8),
    st.lists(
        st.one_of(
            st.tuples(st.just("move"), st.integers(-20, 20)),
            st.tuples(st.just("sort"), st.sampled_from(["", "day", "upvotes", "title", "starred"])),
            st.tuples(st.just("keep"), st.none() | st.frozensets(IDS)),
            st.tuples(st.just("place"), IDS),
            st.tuples(st.just("anchor"), st.none()),
            st.tuples(st.just("select"), st.frozensets(IDS)),
            st.tuples(st.just("entries"), st.lists(IDS, unique=True)),
        ),
        max_size=12,
    ),
)
def test_whatever_is_done_the_cursor_stands_on_a_row(names: list[str], steps: list[tuple[str, object]]) -> None:
    shown = View("day", "2025-12-27", tuple(map(entry, names)))
    for what, value in steps:
        match what, value:
            case "move", int():
                shown.move(value)
            case "place", str():
                shown.place(value)
            case "anchor", _:
                shown.anchor = shown.cursor if shown.rows else None
            case "entries", list():
                shown.replace_entries([entry(str(name)) for name in value])
            case "select", frozenset():
                shown.selected = {row.id for row in shown.rows if row.id in value}
            case "keep", frozenset() | None:
                shown.kept = value
                shown.arrange()
            case _:
                shown.backwards = not shown.backwards
                shown.arrange()
        assert (shown.current is None) == (not shown.rows)
        assert set(shown.targets()) <= {entry.id for entry in shown.entries}

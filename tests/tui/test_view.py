"""A list of papers keeps its cursor, selection and marks through every change of order, filter and entries."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.model import Marks
from paperdeck.tui.view import SortKey, View
from support.listed import day, entries, entry, rows


def view(text: str = "a b c d e") -> View:
    return day(entries(text))


def ids(shown: View) -> str:
    return "".join(shown.rows.ids)


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
    shown = View("day", "")
    assert shown.current is None
    assert not shown.move(1)
    assert not shown.move(-1)
    assert shown.targets() == ()
    assert shown.next_unread() is None
    assert not shown.place("a")


def test_another_order_keeps_the_cursor_on_its_paper() -> None:
    shown = view("a b c")
    shown.place("b")
    orders: dict[SortKey, str] = {"title": "bca", "upvotes": "cab", "": "abc"}
    for sort, order in orders.items():
        shown.sort_by(sort, order)
        assert (shown.sort, ids(shown), shown.current_id) == (sort, order, "b")
    shown.turn()
    assert (ids(shown), shown.current_id) == ("cba", "b")
    shown.sort_by("title", "bca")
    assert ids(shown) == "bca", "another order is not turned"


def test_a_paper_that_an_order_does_not_know_comes_last() -> None:
    shown = view("a b c")
    shown.sort_by("title", "cb")
    assert ids(shown) == "cba"


def test_a_filter_hides_rows_and_gives_them_back() -> None:
    shown = view()
    shown.place("d")
    shown.keep("x", frozenset("bd"))
    assert (ids(shown), shown.cursor) == ("bd", 1)
    shown.keep("xy", frozenset("b"))
    assert (ids(shown), shown.cursor) == ("b", 0)
    shown.keep("", None)
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
    shown.turn()
    shown.place("d")
    assert shown.targets() == ("e", "d")
    shown.clear_selection()
    shown.anchor = 0
    shown.keep("x", frozenset("abc"))
    assert shown.anchor is None, "its paper is hidden"


def test_newer_marks_move_no_row_and_are_counted() -> None:
    shown = view("a b* c")
    shown.update_marks({"c": Marks(starred=True, read=True), "b": Marks()})
    assert ids(shown) == "abc"
    assert (shown.starred_count, shown.read_count) == (1, 1)
    shown.mark("ab", "read", holds=True)
    assert shown.read_count == 3
    shown.keep("x", frozenset("bz"))
    assert shown.read_count == 1, "of the rows that are shown"
    shown.use_marks({"z"}, {"b", "z"})
    assert (shown.starred_count, shown.read_count) == (1, 0)


def test_newer_entries_keep_cursor_and_selection() -> None:
    shown = view()
    shown.place("c")
    shown.selected = {"b", "e"}
    shown.replace_entries(view("z b y! c"))
    assert shown.current is not None
    assert shown.current.id == "c"
    assert shown.selected == {"b"}
    assert shown.read_count == 1
    shown.replace_entries(view("a b c"), "cba")
    assert ids(shown) == "cba"


def test_what_the_filter_hides_of_a_selection_comes_last() -> None:
    shown = view()
    shown.selected = {"a", "e", "c"}
    shown.keep("x", frozenset("cd"))
    assert shown.targets() == ("c", "a", "e")


def test_fifty_thousand_papers_are_handled_without_loading_them() -> None:
    """Only the rows that are looked at are loaded, those around them with them, and again after a mark."""
    names = [f"{number:05}" for number in range(50_000)]
    loads: list[Sequence[str]] = []
    shown = View("query", "", rows([entry(name) for name in names], loads))
    shown.place("30000")
    shown.anchor = shown.cursor
    shown.move(15_000)
    assert len(shown.targets()) == 15_001
    shown.turn()
    shown.keep("x", set(names[::2]))
    assert shown.clear_selection()
    shown.mark(names[:49_990], "read", holds=True)
    assert (shown.next_unread(-1), shown.read_count, len(shown.unread())) == (4, 24_995, 5)
    shown.selected = set(names)
    assert len(shown.targets()) == 50_000
    assert loads == []
    assert shown.current is not None
    assert shown.rows[shown.cursor + 1].id < shown.current.id
    shown.update_marks({shown.current.id: Marks(starred=True)})
    assert shown.current.id == "45000"
    assert len(loads) <= 4
    assert sum(map(len, loads)) < 300


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
    shown = day(tuple(map(entry, names)))
    for what, value in steps:
        match what, value:
            case "move", int():
                shown.move(value)
            case "place", str():
                shown.place(value)
            case "anchor", _:
                shown.anchor = shown.cursor if shown.rows else None
            case "entries", list():
                shown.replace_entries(day([entry(str(name)) for name in value]))
            case "select", frozenset():
                shown.selected = {paper for paper in shown.ids if paper in value}
            case "keep", frozenset() | None:
                shown.keep("x" if value else "", value)
            case "sort", "title":
                shown.sort_by("title", sorted(shown.ids))
            case _:
                shown.turn()
        assert (shown.current is None) == (not shown.rows)
        assert set(shown.targets()) <= set(shown.ids)
        assert shown.read_count == 0

"""Places: back and forward as in a browser, letters, and the session from one run to the next."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.trail import Session, Spot, Trail, load_session, save_session


class Walker:
    """A reader that stands somewhere."""

    def __init__(self) -> None:
        self.at = Spot("day", "a")
        self.trail = Trail(lambda: self.at, self.visit)

    def visit(self, spot: Spot) -> None:
        self.at = spot

    def go(self, name: str) -> None:
        self.trail.leave()
        self.at = Spot("day", name)


def walker(names: str) -> Walker:
    found = Walker()
    for name in names:
        found.go(name)
    return found


def test_back_and_forward() -> None:
    walk = walker("bc")
    assert walk.trail.back()
    assert walk.at.name == "b"
    assert walk.trail.back()
    assert walk.at.name == "a"
    assert not walk.trail.back()
    assert walk.trail.forward(2)
    assert walk.at.name == "c"
    assert not walk.trail.forward()


def test_several_steps_go_as_far_as_there_is_anything() -> None:
    walk = walker("bcd")
    assert walk.trail.back(99)
    assert walk.at.name == "a"
    assert walk.trail.forward(99)
    assert walk.at.name == "d"


def test_a_new_place_forgets_what_lay_ahead() -> None:
    walk = walker("bc")
    walk.trail.back()
    walk.go("x")
    assert not walk.trail.forward()
    walk.trail.back()
    assert walk.at.name == "b"


def test_the_same_place_is_kept_once_and_a_hundred_at_most() -> None:
    walk = walker("bbb")
    walk.trail.back()
    walk.trail.back()
    assert walk.at.name == "a"
    long = Walker()
    for number in range(300):
        long.go(str(number))
    assert len(long.trail.past) == 100


def test_letters() -> None:
    walk = walker("b")
    walk.trail.set("k")
    walk.go("c")
    assert walk.trail.go("k")
    assert walk.at.name == "b"
    walk.trail.back()
    assert walk.at.name == "c", "going to a letter can be gone back from"
    assert not walk.trail.go("z")


SESSION = Session(Spot("query", "is:starred", "1706.03762", "results", 120), {"k": Spot("day", "a")}, ("rl",), 60)


def test_a_session_is_found_as_it_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "session.json"
    save_session(file, SESSION)
    assert load_session(file) == SESSION
    save_session(file, Session())
    assert load_session(file) == Session()
    assert [path.name for path in file.parent.iterdir()] == ["session.json"]


def test_without_a_file_the_session_is_fresh(tmp_path: Path) -> None:
    assert load_session(tmp_path / "none.json") == Session()
    assert load_session(tmp_path) == Session()


def test_a_session_cut_anywhere_is_fresh(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    save_session(file, SESSION)
    whole = file.read_bytes()
    for size in range(0, len(whole) - 1, 7):
        file.write_bytes(whole[:size])
        assert load_session(file) == Session()


@pytest.mark.parametrize("column", [1, 19, 201, -5, True, 2.5, "60", None])
def test_a_width_that_cannot_be_is_left_out(tmp_path: Path, column: object) -> None:
    file = tmp_path / "session.json"
    file.write_bytes(orjson.dumps({"column": column}))
    assert load_session(file).column is None


def test_a_letter_that_leads_nowhere_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    file.write_bytes(orjson.dumps({"letters": {"a": 5, "b": {"kind": "day"}, "c": {"kind": "day", "name": "x"}}}))
    assert load_session(file).letters == {"c": Spot("day", "x")}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PLACE = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["day", "query", "search", "x"]) | JSON,
        "name": JSON,
        "paper": JSON,
        "tab": JSON,
        "offset": JSON,
    },
)
TABLE = st.fixed_dictionaries(
    {},
    optional={
        "spot": PLACE | JSON,
        "letters": st.dictionaries(st.text(max_size=2), PLACE | JSON, max_size=3) | JSON,
        "searches": st.lists(JSON, max_size=3) | JSON,
        "column": JSON,
    },
)


@given(TABLE | JSON)
def test_any_json_gives_a_session_that_can_be_saved(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    file = tmp_path_factory.getbasetemp() / "any-session.json"
    file.write_bytes(orjson.dumps(data))
    session = load_session(file)
    assert session.spot.kind in ("day", "query", "search")
    assert session.spot.offset >= 0
    assert all(isinstance(text, str) for text in session.searches)
    save_session(file, session)
    assert load_session(file) == session


@given(st.binary(max_size=60))
def test_any_bytes_give_a_session(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any-bytes.json"
    file.write_bytes(data)
    assert isinstance(load_session(file), Session)

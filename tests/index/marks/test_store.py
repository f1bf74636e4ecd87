"""What a user sees of the store: it holds at once, after a restart, in the other window and on the other machine."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from paperdeck.index import places
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.model import NO_MARKS, Marks
from support.clock import Clock

Open = Callable[..., MarkStore]


@pytest.fixture
def open_store(tmp_path: Path, clock: Clock) -> Iterator[Open]:
    """Opens a store on one folder, as a window of machine "one" unless told otherwise; all are closed at the end."""
    stores: list[MarkStore] = []

    def start(machine: str = "one", **options: object) -> MarkStore:
        options.setdefault("clock", clock)
        options.setdefault("device_file", tmp_path / machine / "device")
        store = MarkStore(tmp_path / "marks", **options)  # pyright: ignore[reportArgumentType]
        stores.append(store)
        return store

    yield start
    for store in stores:
        store.close(2.0)


def test_what_is_said_holds_at_once_and_after_a_restart(open_store: Open) -> None:
    store = open_store()
    said = store.apply(
        [
            Change("2512.19680", "read"),
            Change("2512.19680", "starred"),
            Change("hep-th/9901001", "later", "2026-01-04"),
            Change("hep-th/9901001", "tag", " 强化  学习\n"),
        ],
        label="Two papers",
    )
    marks = {
        "2512.19680": Marks(read=True, starred=True, read_on="2026-01-02", starred_on="2026-01-02"),
        "hep-th/9901001": Marks(later=True, due="2026-01-04", later_on="2026-01-02", tags=("强化 学习",)),
    }
    assert dict(store.marks) == marks
    assert store.flush()
    assert store.state().pending == 0
    again = open_store()
    assert dict(again.marks) == marks
    assert again.history() == (said,)
    assert said.ids == ("2512.19680", "hep-th/9901001")
    assert again.marked("starred") == {"2512.19680"}
    assert again.marked("later") == {"hep-th/9901001"}
    assert again.marked("tag:强化 学习") == {"hep-th/9901001"}
    assert again.tags() == {"强化 学习": 1}


def test_opening_and_looking_create_nothing(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    assert store.get("x") == NO_MARKS
    assert store.undo() is None
    assert store.redo() is None
    assert store.go_to("") == ()
    assert store.poll() == set()
    assert store.close() == ()
    assert list(tmp_path.iterdir()) == []


def test_each_event_is_one_json_line_in_the_file_of_the_device(open_store: Open, tmp_path: Path) -> None:
    store = open_store(device="dev1")
    store.apply([Change("a", "read"), Change("b", "tag", "x")], label="Read")
    store.apply([Change("a", "later")])
    store.undo()
    assert store.flush()
    lines = [json.loads(line) for line in (tmp_path / "marks" / "dev1.jsonl").read_text("utf-8").splitlines()]
    assert [(line.get("paper"), line.get("mark"), line.get("value")) for line in lines] == [
        ("a", "read", True),
        ("b", "tag", "x"),
        ("a", "later", ""),
        (None, None, None),
    ]
    assert lines[0]["op"] == lines[1]["op"] != lines[2]["op"]
    assert lines[3]["reverts"] == [lines[2]["op"]]
    assert (tmp_path / "marks" / "format").read_text("ascii") == "1\n"


def test_what_holds_already_is_not_said_again(open_store: Open) -> None:
    store = open_store()
    store.apply([Change("a", "starred")])
    again = store.apply([Change("a", "starred"), Change("b", "starred", value=False), Change("", "read")])
    assert (again.id, again.changes) == ("", ())
    assert len(store.history()) == 1
    assert store.apply([Change("a", "tag", ""), Change("b", "untag", "x")]).changes == ()


def test_undo_and_redo_go_through_restarts(open_store: Open) -> None:
    store = open_store()
    store.apply([Change("a", "starred"), Change("b", "starred")], label="Star two")
    store.apply([Change("a", "starred", value=False)], label="Unstar")
    store.close()
    store = open_store()
    undone = store.undo()
    assert undone is not None
    assert (undone.label, undone.undone, store.get("a").starred) == ("Unstar", True, True)
    store.close()
    store = open_store()
    undone = store.undo()
    assert undone is not None
    assert undone.ids == ("a", "b")
    assert store.get("a") == store.get("b") == NO_MARKS
    assert store.undo() is None
    store.close()
    store = open_store()
    assert [(operation.label, operation.undone) for operation in store.history()] == [
        ("Unstar", True),
        ("Star two", True),
    ]
    redone = store.redo()
    assert redone is not None
    assert (redone.label, redone.undone, store.get("b").starred) == ("Star two", False, True)
    store.apply([Change("c", "read")])
    assert store.redo() is None


def test_going_back_to_a_point_of_the_history(open_store: Open) -> None:
    store = open_store()
    points = [store.apply([Change(f"p{n}", "read")], label=str(n)).id for n in range(5)]
    assert [operation.label for operation in store.go_to(points[1])] == ["4", "3", "2"]
    assert store.marked("read") == {"p0", "p1"}
    assert [operation.label for operation in store.go_to(points[3])] == ["2", "3"]
    assert store.marked("read") == {"p0", "p1", "p2", "p3"}
    assert store.go_to("unknown") == ()
    store.go_to("")
    assert store.marked("read") == set()
    store.close()
    assert len(open_store().go_to(points[4])) == 5


def test_undo_leaves_alone_what_another_machine_said_later(open_store: Open, clock: Clock) -> None:
    here, there = open_store(), open_store("two")
    here.apply([Change("a", "starred"), Change("b", "starred")])
    assert here.flush()
    assert there.poll() == {"a", "b"}
    clock.advance()
    there.apply([Change("a", "starred", value=False)])
    there.apply([Change("a", "starred")])
    assert there.flush()
    here.undo()
    assert here.get("a").starred
    assert not here.get("b").starred
    assert there.undo() is not None, "each machine undoes its own"
    assert there.undo() is not None
    assert there.undo() is None


def test_two_windows_show_each_others_marks_and_share_one_history(open_store: Open) -> None:
    one = open_store()
    two = open_store()
    one.apply([Change("a", "read")], label="one")
    assert one.flush()
    assert two.poll() == {"a"}
    assert two.poll() == set()
    two.apply([Change("b", "starred")], label="two")
    assert two.flush()
    undone = one.undo()
    assert undone is not None
    assert undone.label == "two"
    assert one.poll() == {"b"}, "seen while undoing, told by the next poll"
    assert one.flush()
    assert two.poll() == {"b"}
    redone = two.redo()
    assert redone is not None
    assert redone.label == "two"


def test_a_window_that_opened_before_the_first_mark_undoes_it(open_store: Open) -> None:
    early = open_store()
    late = open_store()
    late.apply([Change("a", "read")])
    assert late.flush()
    assert early.undo() is not None
    assert early.get("a") == NO_MARKS


@pytest.mark.parametrize(
    "name",
    [
        "other.jsonl",
        "one1.sync-conflict-20250101-120000-ABCDEFG.jsonl",
        "one1 (Bob's conflicted copy 2025-01-01).jsonl",
        "one1-LAPTOP.jsonl",
        "one1 (1).jsonl",
        "one1.jsonl.conflict1",
    ],
)
def test_journals_of_other_machines_and_conflict_copies_are_folded_in(
    open_store: Open, tmp_path: Path, name: str
) -> None:
    store = open_store(device="one1")
    store.apply([Change("a", "read")])
    assert store.flush()
    elsewhere = MarkStore(tmp_path / "elsewhere", device="two2", device_file=tmp_path / "d")
    elsewhere.apply([Change("b", "starred")])
    elsewhere.close()
    copy = (tmp_path / "elsewhere" / "two2.jsonl").read_bytes()
    (tmp_path / "marks" / name).write_bytes(copy)
    assert store.poll() == {"b"}
    assert open_store(device="one1").get("b").starred
    store.apply([Change("b", "read")])
    assert store.flush()
    assert (tmp_path / "marks" / name).read_bytes() == copy


def test_a_clock_in_a_far_year_keeps_no_mark_for_ever(open_store: Open, clock: Clock) -> None:
    wrong, right = open_store("two", clock=Clock(4_070_908_800.0)), open_store()
    wrong.apply([Change("a", "starred"), Change("b", "read")])
    assert wrong.flush()
    assert right.poll() == {"a", "b"}
    said = right.apply([Change("a", "starred", value=False)])
    assert not right.get("a").starred
    assert right.flush()
    assert wrong.poll() == {"a"}
    assert said.when.startswith("2026-01-02")
    # The wrong year does not spread: what is said next is ordered by this machine's clock again.
    assert right.apply([Change("c", "read")]).id < said.id
    undone = right.undo()
    assert undone is not None
    assert undone.ids == ("c",)


def test_a_clock_that_is_set_back_keeps_the_order(open_store: Open, clock: Clock) -> None:
    store = open_store()
    store.apply([Change("a", "starred")])
    clock.advance(-3600 * 24 * 365)
    store.apply([Change("a", "starred", value=False)])
    store.apply([Change("a", "later")])
    assert store.flush()
    store.close()
    store = open_store()
    assert not store.get("a").starred
    for register in ("later", "starred", "starred"):
        undone = store.undo()
        assert undone is not None
        assert undone.changes[0].mark == register


def test_a_later_format_is_refused_and_never_written(open_store: Open, tmp_path: Path) -> None:
    store = open_store(device="one1")
    store.apply([Change("a", "read")])
    assert store.flush()
    journal = tmp_path / "marks" / "one1.jsonl"
    before = journal.read_bytes()
    (tmp_path / "marks" / "format").write_text("2\n", "ascii")
    later = open_store().refused
    assert later is not None
    assert "newer version" in later.title
    store.poll()
    error = store.state().error
    assert error is not None
    assert "newer version" in error.title
    store.apply([Change("b", "read")])
    (unsaved,) = store.close(5.0)
    assert unsaved.ids == ("b",)
    assert journal.read_bytes() == before


def test_a_copied_folder_gets_an_id_of_its_own_on_another_machine(open_store: Open, tmp_path: Path) -> None:
    for machine in ("one", "two"):
        store = open_store(machine)
        store.apply([Change("a", "tag", machine)])
        assert store.flush()
    assert len(list((tmp_path / "marks").glob("*.jsonl"))) == 2
    assert {path.name for path in (tmp_path / "marks").iterdir() if path.suffix != ".jsonl"} == {"format"}


def test_text_that_json_cannot_carry_is_kept_as_far_as_it_can_be(open_store: Open) -> None:
    store = open_store()
    store.apply([Change("a\ud800", "tag", "x\ud800\x1b[31m")], label="\udfff")
    assert store.flush()
    assert dict(open_store().marks) == {"a?": Marks(tags=("x? [31m",))}


def test_by_default_the_id_lies_on_this_machine_and_not_among_the_marks(tmp_path: Path) -> None:
    store = MarkStore(tmp_path / "marks", clock=time.time)
    store.apply([Change("a", "read")])
    assert store.close() == ()
    (journal,) = (tmp_path / "marks").glob("*.jsonl")
    assert places.device_file().read_text("utf-8").split()[0] == journal.stem
    assert tmp_path not in places.device_file().parents


@pytest.mark.parametrize("restarted", [False, True])
def test_undo_takes_back_what_the_user_did_with_what_was_marked_by_itself_after_that(
    open_store: Open, *, restarted: bool
) -> None:
    def next_window(store: MarkStore) -> MarkStore:
        if not restarted:
            return store
        store.close()
        return open_store()

    store = open_store()
    store.apply([Change("x", "read")], label="read-end")
    store.apply([Change("a", "starred")], label="star")
    store.apply([Change("a", "read")], label="read-time")
    store.apply([Change("b", "read")], label="read-end")
    store = next_window(store)
    undone = store.undo()
    assert undone is not None
    assert (undone.label, undone.undone) == ("star", True)
    assert store.get("a") == NO_MARKS, "what followed on the same paper goes with it"
    assert store.marked("read") == {"x", "b"}, "what was read besides stays"
    assert store.undo() is None, "the rest is for the history"
    store.apply([Change("c", "read")], label="read-end")
    store = next_window(store)
    redone = store.redo()
    assert redone is not None, "what marks itself does not end what can be redone"
    assert (redone.label, store.get("a").starred, store.get("a").read) == ("star", True, True)
    assert store.redo() is None
    assert [operation.label for operation in store.go_to("")][-1] == "read-end", "the history takes back all of it"
    assert store.marked("read") == set()
    assert store.redo() is not None
    assert store.marked("read") == store.marked("starred") == {"a"}
    assert store.redo() is not None, "what only marked itself comes back too, one by one"

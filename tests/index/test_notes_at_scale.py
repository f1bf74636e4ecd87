"""The notes all at once: read once, afterwards only what changed, and nothing in their folder spoils the rest."""

import errno
import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperdeck.index import locks, note_reader
from paperdeck.index.config.records import Config
from paperdeck.index.errors import StoreError
from paperdeck.index.library import Library
from paperdeck.index.note_texts import LARGEST, decode
from paperdeck.index.notes import Notes
from support.clock import Clock


@pytest.fixture
def notes(tmp_path: Path, clock: Clock) -> Notes:
    return Notes(tmp_path / "notes", clock=clock, lock_file=tmp_path / "lock")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    names: list[str] = []
    real = note_reader.read_part

    def reading(path: Path) -> tuple[bytes, bool]:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(note_reader, "read_part", reading)
    return names


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are listed from now on."""
    folders: list[str] = []
    real = os.scandir

    def listing(path: str) -> "os._ScandirIterator[str]":
        folders.append(str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", listing)
    return folders


def settle(folder: Path) -> None:
    """Wait until the folder and all in it are older than a tick of the disk's clock."""
    newest = max(path.stat().st_ctime_ns for path in (folder, *folder.iterdir()) if path.exists())
    while time.time_ns() - newest < 100_000_000:
        os.sched_yield()


def test_texts_are_read_once_and_then_only_what_changed(notes: Notes, read: list[str]) -> None:
    assert notes.texts() == {}
    for number in range(30):
        notes.write(f"n{number}", f"text {number}")
    settle(notes.folder)
    del read[:]
    assert notes.texts() == {f"n{number}": f"text {number}" for number in range(30)}
    assert len(read) == 30
    del read[:]
    stamp = notes.texts_stamp()
    assert notes.texts() is notes.texts()
    assert (notes.texts_stamp(), read) == (stamp, [])
    notes.path("n3").write_text("in place", "utf-8")
    notes.path("n4").unlink()
    notes.write("n5", "my own")
    (notes.folder / "other.md").write_text("new", "utf-8")
    del read[:]
    assert notes.texts_stamp() != stamp
    texts = notes.texts()
    assert (texts["n3"], texts["n5"], texts["other"], "n4" in texts, len(texts)) == (
        "in place",
        "my own",
        "new",
        False,
        30,
    )
    assert sorted(read) == ["n3.md", "n5.md", "other.md"]


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk whose clock ticks every 10 ms."""
    real, tick = os.stat, 10_000_000

    def stat(*arguments: Any, **named: Any) -> os.stat_result:
        found = real(*arguments, **named)
        times = {name: getattr(found, name) // tick * tick + 1 for name in ("st_mtime_ns", "st_ctime_ns")}
        return os.stat_result(found, times)

    monkeypatch.setattr(os, "stat", stat)


@pytest.mark.usefixtures("coarse")
def test_a_change_within_one_tick_of_the_clock_is_seen(notes: Notes) -> None:
    notes.folder.mkdir()
    path = notes.path("a")
    for turn in range(300):
        path.write_text(f"{turn:04}", "utf-8")
        stamp = notes.texts_stamp()
        assert notes.texts()["a"] == f"{turn:04}"
        assert notes.texts_stamp() == stamp, "nothing changed"
        path.write_text(f"{turn:03}x", "utf-8")
        assert notes.texts_stamp() != stamp
        assert notes.texts()["a"] == f"{turn:03}x"


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["write", "own", "remove", "look", "poll"]))))
@settings(max_examples=40)
def test_texts_are_what_the_folder_holds_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("notes")
    notes = Notes(folder, lock_file=folder / "lock")
    held: dict[str, str] = {}
    stamp, texts = notes.texts_stamp(), notes.texts()
    for number, (paper, step) in enumerate(steps):
        if step == "write":
            held[paper] = f"{number:04}"
            notes.path(paper).write_text(held[paper], "utf-8")
        elif step == "own":
            held[paper] = f"{number:04}"
            notes.write(paper, held[paper])
        elif step == "remove" and held.pop(paper, None):
            notes.path(paper).unlink()
        elif step == "poll":
            notes.poll()
        else:
            now = notes.texts_stamp()
            assert (now != stamp) or texts == held
            stamp, texts = now, notes.texts()
        assert notes.texts() == held
        assert notes.ids() == held.keys()


def test_threads_and_another_process_agree_in_the_end(notes: Notes) -> None:
    other = Notes(notes.folder, lock_file=notes.folder.parent / "lock")
    failed: list[BaseException] = []

    def work(turn: int) -> None:
        try:
            for number in range(40):
                paper = f"n{number % 7}"
                match (turn + number) % 5:
                    case 0:
                        notes.write(paper, f"{turn} {number}")
                    case 1:
                        other.write(paper, f"other {number}" if number % 3 else "")
                    case 2:
                        notes.poll()
                    case 3:
                        notes.ids()
                    case _:
                        notes.texts()
        except BaseException as error:  # noqa: BLE001 - told below, in the thread of the test
            failed.append(error)

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    fresh = Notes(notes.folder)
    assert notes.texts() == other.texts() == fresh.texts()
    assert notes.ids() == fresh.ids() == fresh.texts().keys()


def test_one_note_is_read_without_looking_at_the_others(notes: Notes, listed: list[str], read: list[str]) -> None:
    for number in range(50):
        notes.write(f"n{number}", "text")
    settle(notes.folder)
    notes.ids()
    del listed[:], read[:]
    for number in range(50):
        assert notes.read(f"n{number}").text == "text"
        assert len(notes.ids()) == 50
    assert len(read) == 50
    assert str(notes.folder) not in [str(folder) for folder in listed]


def spoil(folder: Path, what: str) -> Path:
    """Put something into the folder of the notes that is no note; its file."""
    path = folder / "bad.md"
    match what:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "dangling":
            path.symlink_to(folder / "nowhere")
        case "loop":
            path.symlink_to(path)
        case _:
            path.write_text("secret", "utf-8")
            path.chmod(0)
    return path


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Path, number: int = errno.EACCES) -> None:
    """Let the system refuse to open a file or list a folder, also to root."""
    real_open, real_scandir = os.open, os.scandir

    def opening(path: "str | Path", *arguments: int, **named: int) -> int:
        if Path(path) == refused:
            raise OSError(number, os.strerror(number), str(path))
        return real_open(path, *arguments, **named)

    def listing(path: "str | Path") -> "Iterator[os.DirEntry[str]]":
        if Path(path) == refused:
            raise OSError(number, os.strerror(number), str(path))
        return real_scandir(path)

    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "scandir", listing)


@pytest.mark.parametrize("what", ["pipe", "device", "folder", "dangling", "loop", "forbidden"])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_what_is_no_note_spoils_nothing_and_is_told_once(
    notes: Notes, monkeypatch: pytest.MonkeyPatch, what: str, when: str
) -> None:
    notes.write("good", "text")
    notes.poll()
    if when == "meanwhile":
        assert notes.texts() == {"good": "text"}
        assert notes.problems() == ()
    bad = spoil(notes.folder, what)
    if what == "forbidden":
        refuse(monkeypatch, bad)
    notes.poll()
    assert notes.texts() == {"good": "text"}
    assert notes.text("bad") == ""
    assert (notes.read("good").text, notes.conflicted()) == ("text", [])
    with pytest.raises(StoreError):
        notes.read("bad")
    with pytest.raises(StoreError):
        notes.write("bad", "mine")
    (problem,) = notes.problems()
    assert notes.texts() == {"good": "text"}
    assert notes.problems() == (problem,)
    assert problem.title == "1 note cannot be read"
    assert problem.advice.startswith("bad.md: ")
    assert notes.unread().keys() == {"bad"}
    monkeypatch.undo()
    bad.rmdir() if what == "folder" else bad.unlink()
    bad.write_text("mended", "utf-8")
    assert notes.texts() == {"good": "text", "bad": "mended"}
    assert notes.problems() == ()


def test_a_note_that_may_be_read_again_is_read_again(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    notes.write("a", "text")
    for number in (errno.EACCES, errno.EIO, errno.EMFILE):
        with pytest.MonkeyPatch.context() as patch:
            refuse(patch, notes.path("a"), number)
            notes.path("a").write_text(f"text {number}", "utf-8")
            assert notes.texts() == {}
            stamp = notes.texts_stamp()
        if number == errno.EACCES:
            notes.path("a").chmod(0o600)
        assert notes.texts_stamp() != stamp
        assert notes.texts() == {"a": f"text {number}"}
        assert notes.problems() == ()


@pytest.mark.parametrize("name", ["a.conflict-1.md", "a.sync-conflict-2.md"])
@pytest.mark.parametrize("what", ["dangling", "pipe"])
def test_a_copy_that_cannot_be_read_is_named_and_stays(notes: Notes, name: str, what: str) -> None:
    notes.write("a", "mine")
    copy = spoil(notes.folder, what).rename(notes.folder / name)
    note = notes.read("a")
    assert (note.text, note.conflicts) == ("mine", (copy,))
    with pytest.raises(StoreError):
        notes.copy_text(copy)
    assert notes.unread().keys() == notes.texts().keys() == set(notes.conflicted()) == {"a"}
    notes.settle("a", ())
    assert os.path.lexists(copy)


@pytest.mark.parametrize("head", [b"", "笔".encode(), b"\xff\xfe"])
def test_of_a_huge_note_the_beginning_is_read_and_nothing_is_written_back(notes: Notes, head: bytes) -> None:
    notes.folder.mkdir()
    data = head + "论文".encode("utf-16-le" if head == b"\xff\xfe" else "utf-8") * LARGEST
    notes.path("huge").write_bytes(data)
    notes.write("good", "text")
    note = notes.read("huge")
    assert not note.whole
    assert note.text == notes.texts()["huge"]
    assert note.text.startswith("笔论文" if head == "笔".encode() else "论文")
    assert "\ufffd" not in note.text
    assert len(note.text.encode("utf-16-le")) <= 2 * LARGEST
    with pytest.raises(StoreError, match="larger"):
        notes.write("huge", note.text + "more", note.stamp)
    kept = notes.write("huge", "mine", "another stamp").conflict
    assert kept is not None
    assert kept.read_text("utf-8") == "mine"
    assert notes.path("huge").read_bytes() == data


@given(st.binary(max_size=200), st.integers(0, 200))
def test_a_beginning_is_text_whatever_it_ends_in(data: bytes, length: int) -> None:
    assert isinstance(decode(data[:length], whole=False)[0], str)


def a_file(folder: Path) -> Callable[[], None]:
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder", "utf-8")

    def undo() -> None:
        folder.unlink()
        folder.with_name("away").rename(folder)

    return undo


def a_pipe(folder: Path) -> Callable[[], None]:
    undo = a_file(folder)
    folder.unlink()
    os.mkfifo(folder)
    return undo


def unreadable(folder: Path) -> Callable[[], None]:
    patch = pytest.MonkeyPatch()
    refuse(patch, folder)
    os.utime(folder)
    return patch.undo


@pytest.mark.parametrize("spoiled", [a_file, a_pipe, unreadable])
def test_a_folder_that_cannot_be_read_is_told_and_what_was_known_stays(
    notes: Notes, spoiled: Callable[[Path], Callable[[], None]]
) -> None:
    for number in range(3):
        notes.write(f"n{number}", "text")
    notes.poll()
    texts = notes.texts()
    undo = spoiled(notes.folder)
    try:
        assert [notes.poll(), notes.poll()] == [set(), set()]
        assert [notes.texts(), notes.texts()] == [texts, texts]
        assert notes.ids() == texts.keys()
        (problem,) = notes.problems()
        assert problem.title.startswith("The folder of your notes cannot be read")
        assert str(notes.folder) in problem.advice
        fresh = Notes(notes.folder)
        assert fresh.ids() == fresh.poll() == fresh.drafted() == set()
        assert (fresh.texts(), fresh.conflicted()) == ({}, [])
        assert fresh.draft("n0") is None
        assert fresh.problems() == (problem,)
        if spoiled is not unreadable:
            for say in (lambda: notes.write("n0", "mine"), lambda: notes.save_draft("n0", "mine")):
                with pytest.raises(StoreError):
                    say()
            assert notes.text("n0") == ""
    finally:
        undo()
    assert notes.texts() == texts
    assert notes.problems() == ()


def test_a_name_that_is_no_text_is_no_note(notes: Notes) -> None:
    notes.write("a", "text")
    (notes.folder / os.fsdecode(b"\xff\xfe.md")).write_text("strange", "utf-8")
    (notes.folder / "\x1b]0;title\x07.md").write_text("strange", "utf-8")
    notes.poll()
    assert notes.texts() == {"a": "text"}
    assert (notes.ids(), notes.problems()) == ({"a"}, ())


def test_a_damaged_draft_folder_hangs_nobody(notes: Notes) -> None:
    notes.save_draft("a", "half")
    os.mkfifo(notes.folder / ".drafts" / "b.x.json")
    assert notes.drafted() == {"a"}
    assert notes.draft("b") is None


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
@pytest.mark.parametrize("old", [False, True], ids=["fresh", "with-an-old-lock-file"])
def test_where_nothing_can_be_locked_notes_are_written_and_it_is_told(
    notes: Notes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, old: bool
) -> None:
    if old:
        notes.write("a", "before")
        (tmp_path / "lock").touch()

    def flock(_descriptor: int, _how: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr("paperdeck.index.notes._LOCK_SECONDS", 0.5)
    for text in ("one", "two"):
        notes.write("a", text)
    assert notes.read("a").text == "two"
    assert [notice for notice in locks.notices() if str(tmp_path) in notice.title]


def test_where_no_lock_file_can_be_made_notes_are_written_and_it_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", "utf-8")
    notes = Notes(tmp_path / "notes", lock_file=tmp_path / "state" / "notes.lock")
    for text in ("one", "two"):
        notes.write("a", text)
    assert notes.read("a").text == "two"
    (problem,) = notes.problems()
    assert problem.title.startswith("Notes are saved without a lock")


def test_the_library_tells_what_is_wrong_with_notes_and_gives_every_paper(library_dir: Path) -> None:
    library = Library.open(Config(), (library_dir,))
    library.refresh()
    assert library.problems() == ()
    bad, good = [entry.id for entry in library.view()][:2]
    library.notes.write(good, "good")
    os.mkfifo(library.notes.path(bad))
    for entry in library.view():
        assert library.paper(entry.id).note == ("good" if entry.id == good else "")
    assert [library.poll().troubled for _turn in range(3)] == [True, False, False]
    assert [notice.title for notice in library.problems()] == ["1 note cannot be read"]
    library.close()


def test_the_library_tells_that_nothing_can_be_locked(library_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    library = Library.open(Config(), (library_dir,))
    library.refresh()
    library.poll()
    monkeypatch.setattr(fcntl, "flock", flock)
    library.notes.write("a", "text")
    assert [library.poll().troubled for _turn in range(2)] == [True, False]
    assert any("cannot be locked" in notice.title for notice in library.problems())
    monkeypatch.undo()
    library.close()

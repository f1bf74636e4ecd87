"""What the journals say is what is shown: journals that go, come back older, or cannot be read under a reader."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from paperdeck.index import locks, places
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library
from paperdeck.index.marks import Change, MarkStore, compaction
from paperdeck.index.marks.compaction import compact
from support.report_maker import make_report


def opened(tmp_path: Path, device: str = "dev") -> MarkStore:
    return MarkStore(tmp_path / "marks", device=device, device_file=tmp_path / device / "device")


def say(store: MarkStore, paper: str, mark: str = "read") -> None:
    store.apply([Change(paper, mark)])
    assert store.flush()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "marks" / "dev.jsonl"


def test_marks_of_a_journal_that_is_gone_are_gone(tmp_path: Path) -> None:
    mine, theirs = opened(tmp_path), opened(tmp_path, "other")
    say(theirs, "theirs")
    say(mine, "mine")
    assert mine.poll() == {"theirs"}
    (tmp_path / "marks" / "other.jsonl").unlink()
    assert mine.poll() == {"theirs"}
    assert set(mine.marked("read")) == {"mine"}
    assert mine.restored == 0


def test_an_older_copy_of_the_journal_of_another_device_is_believed(tmp_path: Path) -> None:
    mine, theirs = opened(tmp_path), opened(tmp_path, "other")
    say(theirs, "a")
    older = (tmp_path / "marks" / "other.jsonl").read_bytes()
    say(theirs, "b")
    mine.poll()
    assert mine.marked("read") == {"a", "b"}
    (tmp_path / "marks" / "other.jsonl").write_bytes(older)
    assert mine.poll() == {"b"}
    assert mine.marked("read") == {"a"}


@pytest.mark.parametrize("loss", ["gone", "older", "emptied", "folder"])
def test_what_this_device_said_is_written_again_with_its_history(tmp_path: Path, journal: Path, loss: str) -> None:
    store = opened(tmp_path)
    say(store, "a")
    older = journal.read_bytes()
    say(store, "b", "starred")
    say(store, "c")
    assert store.undo() is not None
    assert store.flush()
    store.poll()
    before = (dict(store.marks), store.history())
    match loss:
        case "gone":
            journal.unlink()
        case "older":
            journal.write_bytes(older)
        case "emptied":
            journal.write_bytes(b"")
        case _:
            shutil.rmtree(tmp_path / "marks")
    assert store.poll() == set()
    assert store.restored > 0
    assert store.flush()
    assert store.poll() == set()
    fresh = opened(tmp_path)
    assert {paper: marks for paper, marks in fresh.marks.items() if marks != fresh.get("-")} == {
        paper: marks for paper, marks in before[0].items() if marks != store.get("-")
    }
    assert [(operation.id, operation.undone) for operation in fresh.history()] == [
        (operation.id, operation.undone) for operation in before[1]
    ]


def test_what_older_operations_came_to_is_written_again(tmp_path: Path, journal: Path) -> None:
    store = opened(tmp_path)
    for number in range(450):
        store.apply([Change(f"p{number}", "read")])
    assert store.flush()
    store = opened(tmp_path)
    expected = dict(store.marks)
    journal.unlink()
    store.poll()
    assert store.flush()
    assert dict(opened(tmp_path).marks) == expected


def test_a_compaction_by_another_window_loses_nothing(tmp_path: Path, journal: Path) -> None:
    store = opened(tmp_path)
    for number in range(450):
        store.apply([Change(f"p{number % 9}", "starred", value=number % 2 == 0)])
    store.undo()
    assert store.flush()
    store.poll()
    before = dict(store.marks)
    compact(journal, "dev", force=True)
    assert compaction.LEAST
    assert store.poll() == set()
    assert (dict(store.marks), store.restored) == (before, 0)
    assert len(store.history(1000)) == 200


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A reader's library with one mark that is remembered."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2026-01-01.md").write_text(make_report(1, day="2026-01-01"), "utf-8")
    library = Library.open(Config(), [tmp_path / "reports"], hurried=True)
    library.refresh()
    entries = library.day_entries("2026-01-01")
    library.mark([entries[0].id], read=True)
    library.mark([entries[1].id], starred=True)
    assert library.said.flush()
    library.close()
    return Library.open(Config(), [tmp_path / "reports"], hurried=True)


def test_no_ghosts_between_runs(library: Library) -> None:
    library.close()
    shutil.rmtree(places.marks_dir())
    again = Library.open(Config(), library.roots, hurried=True)
    assert [(day.unread, day.starred) for day in again.days()] == [(2, 1)]  # shown until it is known better
    again.refresh()
    assert len(again.poll().marks) == 2
    assert [(day.unread, day.starred) for day in again.days()] == [(3, 0)]
    again.close()
    assert [(day.unread, day.starred) for day in Library.open(Config(), library.roots).days()] == [(3, 0)]


def test_the_loss_of_the_own_journal_is_told(library: Library) -> None:
    library.refresh()
    (journal,) = places.marks_dir().glob("*.jsonl")
    journal.unlink()
    library.poll()
    assert library.said.flush()
    assert "written again" in library.problems()[0].title
    assert [(day.unread, day.starred) for day in library.days()] == [(2, 1)]
    library.close()
    assert journal.exists()


def block_format(folder: Path) -> None:
    (folder / "format").write_text("99\n", "ascii")


def endless_format(folder: Path) -> None:
    (folder / "format").write_text("9" * 100_000, "ascii")


def fifo_format(folder: Path) -> None:
    (folder / "format").unlink()
    os.mkfifo(folder / "format")


def no_folder(folder: Path) -> None:
    folder.rename(folder.with_name("aside"))
    folder.write_text("a file", "ascii")


def looping_folder(folder: Path) -> None:
    folder.rename(folder.with_name("aside"))
    folder.symlink_to(folder)


BLOCKS = [block_format, endless_format, fifo_format, no_folder, looping_folder]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("running", [False, True])
def test_marks_that_cannot_be_used_are_told_and_the_reader_goes_on(
    library: Library, block: Callable[[Path], None], *, running: bool
) -> None:
    if running:
        library.refresh()
    block(places.marks_dir())
    library.refresh()
    library.poll()
    assert any("marks" in problem.title for problem in library.problems())
    paper = library.day_entries("2026-01-01")[2].id
    library.mark([paper], read=True)
    assert library.marks_of(paper).read
    assert not library.said.flush(0.3)
    assert library.said.state().error is not None
    assert [operation.ids for operation in library.close()] == [(paper,)]


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A system whose files cannot be locked."""

    def refuse(_descriptor: int, _how: int) -> NoReturn:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(locks, "_marked", set[Path]())


@pytest.mark.parametrize("no_locks", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP], indirect=True)
def test_without_locks_marks_are_saved_and_it_is_told_once(library: Library, no_locks: None) -> None:
    del no_locks
    assert places.device_file().with_name("device.lock").exists()  # left by an earlier run, which had locks
    library.refresh()
    paper = library.day_entries("2026-01-01")[2].id
    library.mark([paper], read=True)
    assert library.said.flush()
    (notice,) = library.problems()
    assert notice.title.startswith("Files cannot be locked in ")
    assert library.close() == ()
    assert not list(places.state_dir().glob("*.held"))


@pytest.mark.parametrize("no_locks", [errno.ENOLCK], indirect=True)
def test_a_marker_is_waited_for_while_its_process_lives_and_taken_over_after(tmp_path: Path, no_locks: None) -> None:
    del no_locks
    file = tmp_path / "lock"
    with locks.locked(file, timeout=0):
        with pytest.raises(TimeoutError), locks.locked(file, timeout=0.05):
            pass
        marker = locks.in_use(file)
        lines = marker.read_text("ascii").splitlines()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    marker.write_text(f"{pid}\n{lines[1]}\n", "ascii")
    with locks.locked(file, timeout=5):
        pass
    marker.write_text("1\nanother-machine\n", "ascii")
    os.utime(marker, (1, 1))
    with locks.locked(file, timeout=5):
        pass
    assert not locks.work_in(tmp_path)

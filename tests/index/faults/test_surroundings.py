"""A machine that fails: full disks, no descriptors, a clock that jumps, odd homes and files, two versions."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from paperdeck.index import places
from paperdeck.index.config.records import Config
from paperdeck.index.errors import ExportError
from paperdeck.index.export.files import save
from paperdeck.index.library import Library
from paperdeck.tui.trail import Session, load_session
from support.clock import Clock
from support.report_maker import make_report
from support.scale import scale, scaled

COMMANDS = (["mark", "ID", "--star"], ["doctor"], ["days"], ["list", "--json"], ["search", "模型"], ["index"])
THOROUGH = scale() > 1
SECONDS = 30.0


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two days of reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(2):
        day = f"2026-01-0{number + 1}"
        (folder / f"{day}.md").write_text(make_report(number, day=day), "utf-8")
    return folder


def paperdeck(reports: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command; it may fail with a sentence, never with a trace or by waiting."""
    done = subprocess.run(
        [sys.executable, "-m", "paperdeck", "-L", reports, *arguments],
        capture_output=True, text=True, check=False, timeout=SECONDS, env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), (done.returncode, done.stderr)
    return done


def paper_of(reports: Path) -> str:
    library = Library.open(Config(), [reports])
    library.refresh()
    paper = next(iter(library.view())).id
    library.close()
    return paper


FAILURES = [
    (name, number)
    for name in ("write", "fsync", "open", "replace", "mkdir")
    for number in (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS)
]


@pytest.mark.parametrize(("name", "number"), FAILURES, ids=str)
def test_a_failing_disk_is_told_and_nothing_is_lost_once_it_works_again(
    reports: Path, tmp_path: Path, name: str, number: int
) -> None:
    library = Library.open(Config(), [reports], hurried=True)
    library.refresh()
    first, second = list(library.view())[:2]
    out = tmp_path / "out.md"
    save(out, "old")
    original = getattr(os, name)

    def failing(*arguments: object, **options: object) -> NoReturn:
        del arguments, options
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, failing)
        library.mark([first.id], starred=True)
        saved = library.said.flush(0.3)
        assert saved or library.said.state().error is not None
        assert library.marks_of(first.id).starred
        try:
            save(out, "new", overwrite=True)
        except ExportError as error:
            assert error.advice
            assert out.read_text("utf-8") == "old"
        library.refresh()
        library.poll()
    assert getattr(os, name) is original
    library.mark([second.id], starred=True)
    assert library.said.flush(20)
    assert library.close() == ()
    assert Library.open(Config(), [reports]).marked("starred") == {first.id, second.id}


@pytest.mark.parametrize("days", [-366, 366])
def test_a_clock_that_jumps_a_year_changes_no_mark(reports: Path, clock: Clock, days: int) -> None:
    library = Library.open(Config(), [reports], clock=clock)
    library.refresh()
    first, second = list(library.view())[:2]
    for _turn in range(scaled(3)):
        library.mark([first.id], starred=True)
        clock.advance(days * 86400)
        library.mark([first.id], starred=False)
        library.mark([second.id], read=True)
        clock.advance(-days * 86400)
        library.mark([first.id], starred=True)
        assert library.undo() is not None
        assert not library.marks_of(first.id).starred
        assert library.marks_of(second.id).read
        library.mark([second.id], read=False)
    assert library.close() == ()
    again = Library.open(Config(), [reports], clock=clock)
    assert not again.marks_of(first.id).starred
    assert not again.marks_of(second.id).read


def test_a_home_that_is_a_link_is_a_home(reports: Path, tmp_path: Path, isolated_home: Path) -> None:
    paper = paper_of(reports)
    link = tmp_path / "link"
    link.symlink_to(isolated_home, target_is_directory=True)
    moved = {name: value.replace(str(isolated_home), str(link)) for name, value in os.environ.items()}
    assert paperdeck(reports, "mark", paper, "--star", **moved).returncode == 0
    assert paper in paperdeck(reports, "list", "is:starred").stdout
    assert paperdeck(reports, "mark", paper, "--unstar").returncode == 0
    assert paper not in paperdeck(reports, "list", "is:starred", **moved).stdout


def test_a_later_version_on_the_same_data_is_left_in_peace(reports: Path) -> None:
    paper = paper_of(reports)
    assert paperdeck(reports, "mark", paper, "--read").returncode == 0
    (journal,) = places.marks_dir().glob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"op":"0fffffffffff.0000.later.wwww","paper":"x","rating":5}\n{"kind":"new","of":[1]}\n')
    before = journal.read_bytes()
    assert paperdeck(reports, "mark", paper, "--star").returncode == 0
    assert journal.read_bytes().startswith(before)
    (places.marks_dir() / "format").write_text("2\n", "ascii")
    before = journal.read_bytes()
    done = paperdeck(reports, "mark", paper, "--later")
    assert (done.returncode, "newer version" in done.stderr) == (1, True)
    assert paper in paperdeck(reports, "list", "is:starred").stdout
    assert paperdeck(reports, "doctor", "--fix").returncode == 1
    assert journal.read_bytes() == before


def fifo(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


ODD: tuple[Callable[[Path], None], ...] = (fifo, loop, device, folder) if THOROUGH else (fifo, loop)
PLACES: dict[str, Callable[[], Path]] = {
    "journal of another": lambda: places.marks_dir() / "other.jsonl",
    "format": lambda: places.marks_dir() / "format",
    "device": places.device_file,
    "lock": lambda: places.device_file().with_name("device.lock"),
    "session": places.session_file,
    "catalog": lambda: next(places.cache_dir().rglob("catalog*.sqlite")),
    "catalog's lock": lambda: next(places.cache_dir().rglob("catalog*.lock")),
    "answer": lambda: places.cache_dir() / "days.glance",
    "damaged lines": lambda: places.marks_dir() / "damaged",
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
@pytest.mark.parametrize("place", PLACES)
def test_a_file_of_ours_that_is_none_stops_nothing(reports: Path, place: str, odd: Callable[[Path], None]) -> None:
    paper = paper_of(reports)
    assert paperdeck(reports, "mark", paper, "--read").returncode == 0
    path = PLACES[place]()
    path.unlink(missing_ok=True)
    odd(path)
    (reports / "2026-01-02.md").write_text(make_report(7, day="2026-01-02"), "utf-8")
    assert load_session(places.session_file()) == Session()
    for command in COMMANDS if THOROUGH else COMMANDS[:2]:
        paperdeck(reports, *(paper if word == "ID" else word for word in command))

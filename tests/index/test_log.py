"""The log: rotated, at `warning` unless told otherwise, without the text of notes, and never a trouble itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from paperdeck.index import log, log_records, places
from paperdeck.tui.cli import main


@pytest.fixture(autouse=True)
def level() -> Iterator[None]:
    """The level holds for a process; it is that of the start in each test."""
    log.use_level("warning")
    yield
    log.use_level("warning")


def recorded() -> str:
    """What is in the log."""
    return log.log_file().read_text(encoding="utf-8")


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error as it is when it was raised here, with a local variable that is nobody's business."""
    secret = "what I wrote"
    try:
        raise error from cause
    except type(error) as found:
        del secret
        return found


def test_the_file_lies_where_doctor_says(library_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert log.log_file().parent == places.log_dir()
    main(["doctor", "-L", str(library_dir)])
    assert str(places.log_dir()) in capfd.readouterr().out


def test_nothing_is_made_before_there_is_something_to_record(library_dir: Path) -> None:
    log.info("this is below the level")
    assert main(["list", "-L", str(library_dir)]) == 0
    assert not places.log_dir().exists()


@pytest.mark.parametrize(("setting", "words"), [("", ["--verbose"]), ("log_level = 'debug'\n", [])])
def test_it_tells_more_where_that_is_wanted(library_dir: Path, setting: str, words: list[str]) -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text(setting)
    assert main(["list", "secret words", "-L", str(library_dir), *words]) == 0
    assert "INFO" in recorded()
    assert "began: list" in recorded()
    assert "secret" not in recorded()


def test_a_fault_is_recorded_with_its_trace_and_without_values() -> None:
    assert log.fault(raised(RuntimeError("boom"), raised(KeyError("what I wrote"))))
    text = recorded()
    assert " ERROR " in text
    assert "RuntimeError: boom" in text
    assert "KeyError" in text
    assert "test_log.py" in text
    assert text.index("KeyError\n") < text.index("RuntimeError")
    assert 'secret = "what I wrote"' not in text
    assert "what I wrote" not in text.replace("raise", "")


def test_what_a_terminal_obeys_is_escaped_and_lone_surrogates_too() -> None:
    log.warning("red \x1b[31m\x07 \udcff 内部")
    assert "red \\x1b[31m\\x07 " in recorded()
    assert "内部" in recorded()


def test_it_is_rotated_and_never_grows_beyond_three_files() -> None:
    for _ in range(40):
        log.warning("x" * 50_000)
    files = sorted(path.name for path in places.log_dir().iterdir())
    assert files == ["paperdeck.log", "paperdeck.log.1", "paperdeck.log.2"]
    assert all(path.stat().st_size <= log_records.MOST_BYTES for path in places.log_dir().iterdir())


@pytest.mark.parametrize("way", ["a file in the way of the folder", "a folder in the way of the file", "a full disk"])
def test_a_log_that_cannot_be_written_is_no_error(way: str, capfd: pytest.CaptureFixture[str]) -> None:
    if way == "a file in the way of the folder":
        places.log_dir().parent.mkdir(parents=True, exist_ok=True)
        places.log_dir().write_text("")
    elif way == "a folder in the way of the file":
        log.log_file().mkdir(parents=True)
    elif not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    else:
        places.log_dir().mkdir(parents=True)
        log.log_file().symlink_to("/dev/full")
    assert log.fault(raised(RuntimeError("boom"))) is False
    assert capfd.readouterr() == ("", "")


def test_errors_that_lead_to_each_other_are_recorded_once() -> None:
    one, other = RuntimeError("one"), RuntimeError("other")
    one.__cause__, other.__cause__ = other, one
    assert log.trace(one).count("RuntimeError: one") == 1


def test_the_text_of_a_refused_command_line_is_not_recorded(library_dir: Path) -> None:
    assert main(["note", "2501.00001", "-m", "my secret", "and more of it", "-L", str(library_dir)]) == 2
    assert not places.log_dir().exists()


def test_a_command_that_records_nothing_loads_no_logging(library_dir: Path) -> None:
    assert main(["days", "-L", str(library_dir)]) == 0
    ask = "import sys; from paperdeck.tui.cli import main; main(sys.argv[1:]); sys.exit('logging' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", ask, "days", "-L", str(library_dir)], capture_output=True, check=False, env=os.environ
    )
    assert (done.returncode, done.stderr) == (0, b"")

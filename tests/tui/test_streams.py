"""Commands whose output is of another encoding, full, closed or left by its reader, and ctrl+c: no traceback, an honest
exit status, nothing half-written."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from paperdeck.index.config import Config
from paperdeck.index.library import Library
from paperdeck.tui.commands.registry import NAMES
from support.reader import report

PAPER = "2501.00001"
TALKING = {
    "days": ["days"],
    "days of a status bar": ["days", "--json"],
    "list": ["list"],
    "list in JSON": ["list", "--json"],
    "search": ["search", "正文"],
    "show": ["show", PAPER],
    "show in JSON": ["show", PAPER, "--json"],
    "note": ["note", PAPER],
    "export": ["export", "is:read", "--format", "json"],
    "check": ["check", "."],
    "doctor": ["doctor"],
    "config": ["config", "--default"],
    "themes": ["themes"],
    "keys": ["keys"],
    "completion": ["completion", "bash"],
    "words": ["completion", "--words", "ids"],
    "version": ["--version"],
    "help": ["--help"],
    "help of a command": ["list", "--help"],
    "manual": ["--man"],
}
"""Commands that print data."""

SILENT = {
    "add": ["add", "."],
    "remove": ["remove", "."],
    "mark": ["mark", PAPER, "--star"],
    "copy": ["copy", PAPER],
    "import": ["import", "-"],
    "index": ["index"],
}
"""Commands that only talk."""

EVERY = {**TALKING, **SILENT}


@pytest.fixture
def folder(tmp_path: Path, isolated_home: Path) -> Path:
    """Reports of two days, registered, with Chinese titles, an emoji, a note and a paper that is read."""
    folder = tmp_path / "reports"
    report(folder, "2025-12-27", [(PAPER, "Café 内部表示空间 🚀"), ("2501.00002", "Beta")], text="正文 é 🚀")
    report(folder, "2025-12-26", [("2501.00003", "Gamma")])
    library = Library.open(Config(), [folder])
    library.refresh()
    library.mark([PAPER], read=True)
    library.notes.write(PAPER, "笔记 é 🚀")
    library.close()
    return folder


def ran(
    words: Sequence[str], folder: Path, redirect: str = "", stdin: str = "[]", **env: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command through the shell, in the folder of reports."""
    registered = () if words[0] in ("add", "remove", "import", "--version", "--man", "--help") else ("-L", str(folder))
    line = f'exec "$@" {redirect}'
    argv = ["sh", "-c", line, "sh", sys.executable, "-m", "paperdeck", *words, *registered]
    return subprocess.run(
        argv, cwd=folder, input=stdin.encode(), capture_output=True, env={**os.environ, **env}, check=False, timeout=60
    )


def test_every_command_is_tried() -> None:
    assert {words[0] for words in EVERY.values()} >= NAMES


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
@pytest.mark.parametrize("name", EVERY)
def test_an_output_that_lacks_characters(folder: Path, name: str, encoding: str) -> None:
    plain = ran(EVERY[name], folder)
    other = ran(EVERY[name], folder, PYTHONIOENCODING=encoding)
    assert other.returncode == plain.returncode or name == "doctor"
    assert b"Traceback" not in other.stderr
    assert b"fault" not in other.stderr
    if b"[" in plain.stdout[:1]:
        assert json.loads(other.stdout) == json.loads(plain.stdout)
    if plain.stdout.isascii() and name != "doctor":
        assert other.stdout == plain.stdout


@pytest.mark.parametrize("name", TALKING)
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
def test_an_output_that_takes_nothing_fails_in_one_line(folder: Path, name: str, redirect: str) -> None:
    done = ran(TALKING[name], folder, redirect)
    assert done.returncode == 1, done.stderr
    told = done.stderr.decode().splitlines()
    assert told[-2].startswith("paperdeck: The output cannot be written: "), told
    assert told[-1] == "  What was printed is not complete."
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"The output cannot") == 1


@pytest.mark.parametrize("name", SILENT)
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-", "2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_what_only_talks_does_its_work_all_the_same(folder: Path, name: str, redirect: str) -> None:
    done = ran(SILENT[name], folder, redirect)
    plain = 1 if name in ("remove", "copy") or ("<&-" in redirect and name == "import") else 0
    assert done.returncode in (plain, 0), done.stderr
    assert b"Traceback" not in done.stderr
    if name == "mark":
        assert PAPER in ran(["list", "--starred"], folder).stdout.decode()


@pytest.mark.parametrize("name", EVERY)
def test_talk_that_nobody_hears_changes_nothing(folder: Path, name: str) -> None:
    plain = ran(EVERY[name], folder)
    for redirect in ("2>/dev/full", "2>&-"):
        done = ran(EVERY[name], folder, redirect)
        assert name in ("doctor", "add", "remove", "words") or done.stdout == plain.stdout
        assert name in ("add", "remove") or done.returncode == plain.returncode


def test_no_file_of_ours_takes_the_number_of_a_closed_stream(folder: Path) -> None:
    done = ran(["mark", PAPER, "--star"], folder, "<&- >&- 2>&-")
    assert done.returncode == 0
    assert PAPER in ran(["list", "--starred"], folder).stdout.decode()


def test_a_note_is_not_emptied_by_a_closed_stdin(folder: Path) -> None:
    done = ran(["note", PAPER, "-m", "-"], folder, "<&-")
    assert done.returncode == 1
    assert b"Standard input cannot be read" in done.stderr
    assert "笔记" in ran(["note", PAPER], folder).stdout.decode()


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_note_comes_in_as_utf8_whatever_the_encoding(folder: Path, encoding: str) -> None:
    assert ran(["note", PAPER, "-m", "-"], folder, stdin="读 🚀", PYTHONIOENCODING=encoding).returncode == 0
    assert ran(["note", PAPER], folder).stdout.decode().strip() == "读 🚀"


@pytest.mark.parametrize("name", TALKING)
def test_a_reader_of_the_pipe_that_has_gone(folder: Path, name: str) -> None:
    words = [*TALKING[name]]
    shut, pipe = os.pipe()
    os.close(shut)
    registered = () if words[0].startswith("--") else ("-L", str(folder))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "paperdeck", *words, *registered],
            cwd=folder, stdout=pipe, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False, timeout=60,
        )  # fmt: skip
    finally:
        os.close(pipe)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


INTERRUPT = """
import os, signal, sys
left = int(sys.argv.pop(1))
def audited(event, _arguments):
    global left
    if event in ("import", "open", "os.rename", "sqlite3.connect", "os.listdir", "os.scandir"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGINT)
from paperdeck.tui.cli import main
sys.addaudithook(audited)
status = main(sys.argv[1:])
print(left, file=sys.stderr) if os.environ.get("HOW_MANY") else None
sys.exit(status)
"""


@pytest.mark.parametrize("name", EVERY)
def test_ctrl_c_at_any_moment(folder: Path, name: str) -> None:
    """The signal comes with the n-th file or module that the command opens, for some n from the first to the last."""
    words = EVERY[name]
    registered = () if words[0] in ("add", "remove", "import") or words[0].startswith("--") else ("-L", str(folder))
    argv = [sys.executable, "-c", INTERRUPT]

    def go(moment: int, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*argv, str(moment), *words, *registered],
            cwd=folder, capture_output=True, text=True, check=False, input="[]", timeout=60, env={**os.environ, **env},
        )  # fmt: skip

    whole = go(10**6, HOW_MANY="1")
    many = 10**6 - int(whole.stderr.split()[-1])
    for moment in sorted({1, 2, many // 4, many // 2, many * 3 // 4, many - 1}):
        done = go(max(moment, 1))
        assert done.returncode in (130, -signal.SIGINT, whole.returncode), (moment, done.stderr)
        assert "Traceback" not in done.stderr, (moment, done.stderr)
        assert "fault" not in done.stderr
    marked = ran(["list", "--json"], folder)
    assert {found["id"] for found in json.loads(marked.stdout)} == {PAPER, "2501.00002", "2501.00003"}
    assert ran(["doctor"], folder).returncode == 0

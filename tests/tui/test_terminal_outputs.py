"""What a command writes to a terminal holds nothing that a terminal obeys; a file keeps the text as it is."""

import json
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.json_escapes import escaped
from paperdeck.tui.cli import main
from paperdeck.tui.typeset.safety import harmless
from support.reader import report
from support.terminal import COMMAND, Terminal

Start = Callable[..., Terminal]
EVIL = "A\u009b31m \u202eevil\u2066 \x1b]0;t\x07 Title"


@pytest.fixture
def evil_reports(tmp_path: Path) -> Path:
    """One report of one paper whose title drives a terminal."""
    folder = tmp_path / "reports"
    report(folder, "2025-12-27", [("2501.00001", EVIL)])
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json"),
        ("show", "2501.00001", "--json"),
        *(("export", "Title", "--format", name) for name in ("json", "csl-json", "csv", "markdown", "bibtex", "ris")),
    ],
)
def test_nothing_acts_on_a_terminal(words: tuple[str, ...], terminal: Start, evil_reports: Path) -> None:
    shell = terminal(*words, command=(COMMAND, "-L", evil_reports))
    assert shell.wait() == 0
    written = shell.output.decode()
    assert "Title" in written
    assert not set(written) & set("\u009b\u202e\u2066\x07\x1b")


def test_json_gives_back_what_was_escaped(evil_reports: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["-L", str(evil_reports), "list", "--json"]) == 0
    data = capsysbinary.readouterr().out
    assert b"\xc2\x9b" not in data
    assert b"\\u202e" in data
    assert "\u202eevil\u2066" in json.loads(data)[0]["title"]


@given(st.text())
def test_escapes_change_nothing_that_is_read(text: str) -> None:
    written = escaped(orjson.dumps([text.encode("utf-8", "replace").decode()]))
    assert json.loads(written) == [text.encode("utf-8", "replace").decode()]
    assert harmless(written.decode()) == written.decode()


def test_a_pipe_gets_the_text_as_it_is(evil_reports: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["-L", str(evil_reports), "export", "Title", "--format", "markdown"]) == 0
    assert "\u202e" in capsysbinary.readouterr().out.decode()

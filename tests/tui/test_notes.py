"""Notes in a real terminal: nothing in them drives it, no text is lost, and no folder of theirs stops the reader."""

import json
import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index import places
from paperdeck.tui.stand_ins import StandIns, visible
from support.terminal import COMMAND, Terminal

Start = Callable[..., Terminal]

PAPER = "2501.12948"
ACTS = (
    "\x1b]0;TITLE\x07 \x1b]52;c;Q0xJUA==\x07 \x1b[31;5mred \x9b?25l \x90q\x9c \x1bc \x85 \x0c\x0b \u202eback\u2066"
    " \u200f\u061c \u2028 \r \x00\x7f end"
)
MARKED = ("TITLE", "Q0xJUA==", "red", "?25l")
NEVER = (
    "".join(map(chr, range(0x80, 0xA0)))
    + "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *words], capture_output=True, check=False, timeout=60, encoding="utf-8")


@pytest.fixture
def note() -> Path:
    """The file of the first paper's note, in a folder that is there."""
    places.notes_dir().mkdir(parents=True)
    return places.notes_dir() / f"{PAPER}.md"


def holds_nothing_that_acts(output: bytes) -> bool:
    """Whether what the note says came without what it would do."""
    text = output.decode("utf-8", "surrogateescape")
    plain = not any(
        mark in text for mark in ("\x1b]0;TITLE", "\x1b]52;c;Q0x", "\x1b[31;5mred", "\x9b", "\x1bP", "\x1bc")
    )
    return plain and not set(text) & set(NEVER)


@given(st.text() | st.text(st.sampled_from("\x1b\x9b\u202e\r\n\U000f0000\U000f0001a末\t")))
def test_stand_ins_give_back_every_character_and_show_none_that_acts(text: str) -> None:
    stand_ins = StandIns()
    parts = [stand_ins.put_in(part) for part in (text, text[::-1])]
    assert [stand_ins.take_out(part) for part in parts] == [text, text[::-1]]
    assert parts[0].splitlines() == parts[0].split("\n")[: None if parts[0] and parts[0][-1] != "\n" else -1]
    shown = visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & ({*map(chr, range(0x20)), *NEVER} - {"\n", "\t"})


def test_the_note_editor_sends_nothing_that_acts_and_keeps_every_byte(
    terminal: Start, library_dir: Path, note: Path
) -> None:
    note.write_text(f"first\n{ACTS}\n", "utf-8", newline="")
    (note.parent / f"{PAPER}.conflict-1.md").write_text(ACTS, "utf-8", newline="")
    before = note.read_bytes()
    reader = terminal("-L", library_dir, size=(160, 40))
    reader.wait_for("0 of 6 read")
    reader.keys("e")
    screen = reader.wait_for("saves")
    assert "␛]0;TITLE␇ ␛]52;c;Q0xJUA==␇ ␛[31;5mred ␦?25l" in screen
    reader.keys("escape")
    reader.wait_until_gone("saves")
    assert note.read_bytes() == before, "only looked at"
    reader.keys("e")
    reader.wait_for("saves")
    reader.paste("pasted \x9b31m")
    reader.wait_for("pasted ␦31m")
    reader.keys("ctrl+s")
    reader.wait_for("The note is saved")
    reader.keys("8")
    reader.keys("Q")
    assert reader.wait() == 0
    assert holds_nothing_that_acts(reader.output)
    saved = note.read_bytes().decode()
    assert saved.startswith(f"first\n{ACTS}\n")
    assert saved.count(ACTS) == 2
    assert saved.endswith("pasted \x9b31m")


def test_the_command_prints_a_note_harmlessly_on_a_terminal_and_as_it_is_into_a_pipe(
    terminal: Start, library_dir: Path, note: Path
) -> None:
    note.write_bytes(ACTS.encode())
    assert (
        subprocess.run(
            [COMMAND, "-L", library_dir, "note", PAPER], capture_output=True, check=True, stdin=subprocess.DEVNULL
        ).stdout
        == ACTS.encode()
    )
    line = f"{shlex.join([COMMAND, '-L', str(library_dir), 'note', PAPER])} </dev/null"
    shown = terminal(command=("/bin/sh", "-c", line))
    shown.wait_for("␛]0;TITLE␇")
    assert shown.wait() == 0
    assert b"\x1b" not in shown.output
    assert holds_nothing_that_acts(shown.output)


def an_editor(tmp_path: Path, script: str) -> Path:
    """An editor that does what a shell script says, with the file as `$1`."""
    editor = tmp_path / "an editor"
    editor.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    editor.chmod(0o755)
    return editor


def goes_on(reader: Terminal) -> None:
    """See the reader take keys and end well."""
    assert reader.emulator.alternate
    reader.keys("s")
    reader.wait_for("●★")
    reader.keys("Q")
    assert reader.wait() == 0


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("/no/such/editor", "The editor /no/such/editor cannot be started"),
        ("/no/such/editor --wait 'a b'", "cannot be started"),
        ("vi 'unclosed", "cannot be started"),
        ("/etc/passwd", "cannot be started"),
        ("false", "The editor ended with an error"),
        ("true", "The note is as it was"),
    ],
)
def test_an_editor_that_does_not_work_is_told_and_the_reader_goes_on(
    terminal: Start, library_dir: Path, tmp_path: Path, editor: str, says: str
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    reader = terminal("-L", library_dir, env={"EDITOR": editor, "TMPDIR": str(temporary)})
    reader.wait_for("0 of 6 read")
    reader.keys("E")
    reader.wait_for(says)
    assert list(temporary.iterdir()) == [], "nothing was written"
    goes_on(reader)


def test_where_no_editor_is_named_and_none_is_there_it_is_told(
    terminal: Start, library_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    named = {"EDITOR": " ", "VISUAL": "", "PATH": str(tmp_path / "bin")}
    reader = terminal("-L", library_dir, env=named)
    reader.wait_for("0 of 6 read")
    reader.keys("E")
    reader.wait_for("The editor vi cannot be started")
    goes_on(reader)


def test_an_editor_may_have_blanks_and_arguments(
    terminal: Start, library_dir: Path, tmp_path: Path, note: Path
) -> None:
    editor = an_editor(tmp_path, 'printf "%s" "$1" >"$2"')
    reader = terminal("-L", library_dir, env={"EDITOR": f"'{editor}' --wait"})
    reader.wait_for("0 of 6 read")
    reader.keys("E")
    reader.wait_for("The note is saved")
    goes_on(reader)
    assert note.read_text("utf-8") == "--wait"


@pytest.mark.parametrize("where", ["reader", "command"])
def test_an_interrupt_is_the_editors(
    terminal: Start, library_dir: Path, tmp_path: Path, note: Path, where: str
) -> None:
    editor = an_editor(
        tmp_path, "trap 'printf caught' INT\nprintf ready\nread -r line\nread -r line\nprintf MINE >\"$1\""
    )
    words = ("note", PAPER) if where == "command" else ()
    shown = terminal("-L", library_dir, *words, env={"EDITOR": f"'{editor}'"})
    if where == "reader":
        shown.wait_for("0 of 6 read")
        shown.keys("E")
    shown.wait_for("ready")
    shown.send(b"\x03")
    shown.wait_for("caught")
    shown.send(b"\r\r")
    shown.wait_for("The note is saved")
    assert note.read_text("utf-8") == "MINE"
    if where == "reader":
        goes_on(shown)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('printf MINE >"$1"; exit 3', "The editor ended with an error"),
        ('printf MINE >"$1"; kill -9 $$', "The editor ended with an error"),
        ('printf MINE >"$1"; rm -rf "$NOTES"; : >"$NOTES"', "The folder of your notes cannot be"),
        ('printf MINE >"$1"; rm -f "$NOTES"/*.md; mkfifo "$NOTES/2501.12948.md"', "The note cannot be"),
    ],
)
@pytest.mark.parametrize("where", ["reader", "command"])
def test_what_was_written_in_an_editor_stays_in_a_file_that_is_told(
    terminal: Start, library_dir: Path, tmp_path: Path, note: Path, script: str, says: str, where: str
) -> None:
    temporary = tmp_path / "t"
    temporary.mkdir()
    editor = an_editor(tmp_path, script)
    env = {"EDITOR": f"'{editor}'", "TMPDIR": str(temporary), "NOTES": str(note.parent)}
    words = ("note", PAPER) if where == "command" else ()
    shown = terminal("-L", library_dir, *words, env=env, size=(240, 30))
    if where == "reader":
        shown.wait_for("0 of 6 read")
        shown.keys("E")
    shown.wait_for(says)
    (kept,) = temporary.glob("*/*")
    assert kept.read_text("utf-8") == "MINE"
    shown.wait_for(str(kept))
    if where == "reader":
        goes_on(shown)
    else:
        assert shown.wait() == 1


def test_a_note_that_cannot_be_saved_in_the_reader_stays_in_a_file_that_is_told(
    terminal: Start, library_dir: Path, tmp_path: Path, note: Path
) -> None:
    temporary = tmp_path / "t"
    temporary.mkdir()
    reader = terminal("-L", library_dir, env={"TMPDIR": str(temporary)}, size=(160, 40))
    reader.wait_for("0 of 6 read")
    reader.keys("e")
    reader.wait_for("saves")
    note.parent.rename(tmp_path / "away")
    note.parent.write_text("no folder", "utf-8")
    reader.type("MINE")
    reader.keys("ctrl+s")
    reader.wait_for("Your text is in")
    kept = [file.read_text("utf-8") for file in temporary.glob("*/*")]
    assert kept == ["MINE"]
    note.parent.unlink()
    (tmp_path / "away").rename(note.parent)
    reader.keys("ctrl+s")
    reader.wait_until_gone("saves ·")
    assert note.read_text("utf-8") == "MINE"
    assert list(temporary.iterdir()) == []
    goes_on(reader)


def a_file(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder", "utf-8")


def a_pipe_as_a_note(folder: Path) -> None:
    (folder / f"{PAPER}.md").unlink(missing_ok=True)
    os.mkfifo(folder / f"{PAPER}.md")


def a_device_as_a_note(folder: Path) -> None:
    (folder / f"{PAPER}.md").unlink(missing_ok=True)
    (folder / f"{PAPER}.md").symlink_to("/dev/zero")


def a_dangling_copy(folder: Path) -> None:
    (folder / f"{PAPER}.conflict-20250101-000000.md").symlink_to(folder / "nowhere")


SPOILED = [
    (a_file, "The folder of your notes cannot be read"),
    (a_pipe_as_a_note, "1 note cannot be read"),
    (a_device_as_a_note, "1 note cannot be read"),
    (a_dangling_copy, "1 note cannot be read"),
]


@pytest.mark.parametrize(("spoil", "says"), SPOILED)
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_no_folder_of_notes_stops_the_reader(
    terminal: Start, library_dir: Path, note: Path, spoil: Callable[[Path], None], says: str, when: str
) -> None:
    note.write_text("mine", "utf-8")
    if when == "before":
        spoil(note.parent)
    reader = terminal("-L", library_dir, size=(160, 40))
    if when == "meanwhile":
        reader.wait_for("0 of 6 read")
        reader.settle(1.2)
        spoil(note.parent)
    reader.wait_for(says)
    reader.keys("j", "k", "e")
    reader.settle()
    reader.keys("escape")
    reader.settle()
    reader.keys("8", "j", "k")
    reader.settle()
    reader.keys("g g")
    goes_on(reader)


@pytest.mark.parametrize(("spoil", "says"), SPOILED)
def test_exports_lists_and_doctor_end_and_say_what_is_missing(
    library_dir: Path, note: Path, spoil: Callable[[Path], None], says: str
) -> None:
    note.write_text("mine", "utf-8")
    (note.parent / "2501.00663.md").write_text("other", "utf-8")
    spoil(note.parent)
    exported = command("-L", library_dir, "export", "--format", "json", f"id:{PAPER}")
    papers = json.loads(exported.stdout)
    assert [paper["id"] for paper in papers] == [PAPER]
    if spoil is not a_dangling_copy:  # no export has copies
        assert says in exported.stderr
        assert PAPER in exported.stderr or spoil is a_file
        assert exported.returncode == 1
        assert papers[0]["note"] == ""
    assert command("-L", library_dir, "list").returncode == 0
    shown = command("-L", library_dir, "show", PAPER, "--json")
    assert (shown.returncode, json.loads(shown.stdout)["id"]) == (0, PAPER)
    doctor = command("-L", library_dir, "doctor")
    assert says in doctor.stdout

"""One sitting with the keyboard alone, in a real terminal: what the reader was told is exactly what is kept of it."""

import base64
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string
from support.emulator import Cell
from support.terminal import COMMAND, Terminal

Start = Callable[..., Terminal]

NOTE = "Compare with ours & check 图 3."
TAGS = ("agents vision", "vision")


@dataclass(frozen=True)
class Hand:
    """What a person presses who comes from another program, and where a copy goes for them."""

    preset: str
    open: str = "l"
    back: str = "h"
    read: str = "r"
    clipboard: str = "auto"

    @property
    def config(self) -> str:
        """The settings of this person."""
        return f'[keys]\npreset = "{self.preset}"\n[clipboard]\nmethod = "{self.clipboard}"\n'


VIM = Hand("vim")
NEWSBOAT = Hand("newsboat", open="enter", back="q", read="N", clipboard="file")


@dataclass
class Sitting:
    """A reader at work, and what the commands beside it tell of the same library."""

    reader: Terminal
    folder: Path
    papers: list[dict[str, Any]]
    hand: Hand
    starred: list[str] = field(default_factory=list[str])

    @property
    def day(self) -> list[str]:
        """The ids of the newest day, in the order of its rows."""
        newest = max(day for paper in self.papers for day in paper["days"])
        return [paper["id"] for paper in self.papers if newest in paper["days"]]

    def press(self, keys: str, seen: str) -> None:
        """Press keys and wait for what they bring."""
        self.reader.keys(keys)
        self.reader.wait_for(seen)

    def read_one(self) -> None:
        """Open the first paper and go to the end of all of it, which makes it read; then back to the list."""
        self.press(self.hand.open, "Overview")
        self.reader.keys(*["]"] * 14, "[", "G")
        self.reader.wait_for(f"1 of {len(self.day)} read")
        self.press(self.hand.back, f"1/{len(self.day)}")

    def star_four(self) -> None:
        """Star the second to the fifth paper."""
        for number in range(1, 5):
            self.press("j s", f"★{number}")
        self.starred = self.day[1:5]

    def tag_two_and_note_one(self) -> None:
        """Tag the fifth paper and the fourth, and write a note to the fourth."""
        self.press("t", "Tags:")
        self.reader.type(TAGS[0] + "\r")
        self.reader.wait_for("tags changed: 1 paper")
        self.press("k t", "Tags:")
        self.reader.type(TAGS[1] + "\r")
        self.reader.wait_until_gone("Tags:")
        self.press("e", "saves")
        self.reader.type(NOTE)
        self.reader.wait_for(NOTE)
        self.press("ctrl+s", "The note is saved")

    def read_the_rest(self) -> None:
        """Mark one more read by hand, then all the others in one stroke; take that back, and do it again."""
        rest = len(self.papers) - 2
        self.press(self.hand.read, f"2 of {len(self.day)} read")
        self.press("/", "Search:")
        self.reader.type("is:unread")
        self.reader.wait_for(f"{rest} papers")
        self.press("enter", f"0 of {rest} read")
        self.press("A", f"{rest} of {rest} read")
        self.press("u", f"Undone: read: {rest} papers")
        self.reader.wait_until_gone("unsaved")
        assert len(listed(self.folder, "is:unread")) == rest
        self.press("ctrl+r", f"Done again: read: {rest} papers")

    def take_along(self, file: Path) -> None:
        """Copy the links of the four, and export them as BibTeX to a file."""
        self.press("g s", "4 of 4 read")
        self.press("a", "4 selected")
        self.press("c", "arXiv link of 4 papers: It")
        self.press("X", "the selection (4 papers)")
        self.reader.keys("down")
        for name in ("vault", "bibtex"):
            self.press("right", f"< {name} >")
        column, line = self.reader.find("File  ")
        cold = self.reader.cell(column + 6, line)
        self.reader.keys("down")
        self.reader.wait_for(lambda _screen: self.reader.cell(column + 6, line) != cold)
        self.reader.type(str(file))
        self.reader.keys("enter")
        self.reader.wait_for("4 papers written to")


def command(folder: Path, *words: str) -> str:
    """What a command prints, run beside the reader."""
    return subprocess.run([COMMAND, "-L", folder, *words], check=True, capture_output=True, text=True).stdout


def listed(folder: Path, query: str = "") -> list[dict[str, Any]]:
    """The papers that a query finds."""
    return json.loads(command(folder, "list", *([query] if query else []), "--json"))


def copied(sitting: Sitting, home: Path) -> list[str]:
    """The lines that lie on the clipboard of this person."""
    if sitting.hand.clipboard == "file":
        return (home / "paperdeck" / "cache" / "clipboard.txt").read_text("utf-8").split()
    (sent,) = sitting.reader.emulator.clipboard
    return base64.b64decode(sent.removeprefix("c;")).decode().split()


def configure(home: Path, text: str) -> None:
    """Give the person of this test settings."""
    file = home / "paperdeck" / "config" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.fixture
def folder(request: pytest.FixtureRequest, repo_root: Path) -> Path:
    """The reports to triage: the samples, or the real ones where they are at hand."""
    return repo_root / "index" / "samples" if request.param == "samples" else request.getfixturevalue("shared_reports")


@pytest.mark.parametrize(
    ("folder", "hand", "size"),
    [
        pytest.param("samples", VIM, (120, 36), id="samples-vim"),
        pytest.param("samples", NEWSBOAT, (60, 20), id="samples-newsboat-60x20"),
        pytest.param("shared", VIM, (120, 36), id="shared-vim", marks=pytest.mark.shared),
        pytest.param("shared", NEWSBOAT, (120, 36), id="shared-newsboat", marks=pytest.mark.shared),
        pytest.param("shared", VIM, (60, 20), id="shared-vim-60x20", marks=pytest.mark.shared),
    ],
    indirect=["folder"],
)
def test_a_sitting_with_the_keyboard_leaves_exactly_what_was_said(
    terminal: Start, isolated_home: Path, tmp_path: Path, folder: Path, hand: Hand, size: tuple[int, int]
) -> None:
    configure(isolated_home, hand.config)
    sitting = Sitting(terminal("-L", folder, size=size), folder, papers := listed(folder), hand)
    file = tmp_path / "four.bib"
    sitting.reader.wait_for(f"0 of {len(sitting.day)} read")
    sitting.read_one()
    sitting.star_four()
    sitting.tag_two_and_note_one()
    sitting.read_the_rest()
    sitting.take_along(file)
    sitting.reader.keys("Q")
    assert sitting.reader.wait() == 0
    noted, tagged = sitting.day[3], sitting.day[4]
    tags = {noted: sorted(TAGS[1].split()), tagged: sorted(TAGS[0].split())}
    assert listed(folder) == [
        {
            **paper,
            "read": True,
            "starred": paper["id"] in sitting.starred,
            "tags": tags.get(paper["id"], []),
            "noted": paper["id"] == noted,
        }
        for paper in papers
    ]
    assert json.loads(command(folder, "show", noted, "--json"))["note"].strip() == NOTE
    by_id = {paper["id"]: paper for paper in papers}
    assert copied(sitting, isolated_home) == [by_id[paper]["arxiv"] for paper in sitting.starred]
    entries = parse_string(file.read_text("utf-8"), "bibtex").entries.values()
    assert [entry.fields["eprint"] for entry in entries] == sitting.starred


@pytest.mark.parametrize("size", [(120, 36), (60, 20)], ids=["120x36", "60x20"])
def test_an_editor_gets_the_terminal_and_gives_it_back_intact(
    terminal: Start, library_dir: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\033[2Jyour line: "\nread -r line\nprintf "%s\\n" "$line" >"$1"\n', "utf-8")
    editor.chmod(0o755)
    reader = terminal("-L", library_dir, size=size, env={"EDITOR": str(editor)})
    reader.wait_for("0 of 6 read")
    reader.keys("s")
    reader.wait_for("●★")
    reader.keys("E")
    reader.wait_for("your line:")
    assert not reader.emulator.alternate
    reader.type(f"{NOTE}\r")
    reader.wait_for("The note is saved")
    assert reader.emulator.alternate
    reader.wait_for("●★ ✎")
    reader.settle()
    after = above_status(reader)
    reader.keys("Q")
    assert reader.wait() == 0
    assert command(library_dir, "note", "2501.12948").strip() == NOTE
    again = terminal("-L", library_dir, size=size)
    again.wait_for(lambda _screen: above_status(again) == after)


def above_status(reader: Terminal) -> list[list[Cell]]:
    """Every cell of the screen but those of the last two lines, in which progress and messages come and go."""
    return reader.cells()[:-2]


def test_a_note_that_was_being_typed_outlives_a_power_cut(
    terminal: Start, isolated_home: Path, library_dir: Path
) -> None:
    reader = terminal("-L", library_dir)
    reader.wait_for("0 of 6 read")
    reader.keys("e")
    reader.wait_for("saves")
    reader.type(NOTE)
    drafts = isolated_home / "paperdeck" / "data" / "notes" / ".drafts"
    reader.wait_for(lambda _screen: any(NOTE in file.read_text("utf-8") for file in drafts.glob("*.json")), timeout=10)
    reader.kill()
    again = terminal("-L", library_dir)
    again.wait_for("0 of 6 read")
    again.keys("e")
    assert NOTE in again.wait_for("This draft was not saved last time.")
    again.keys("ctrl+s")
    again.wait_for("The note is saved")
    again.keys("Q")
    assert again.wait() == 0
    assert command(library_dir, "note", "2501.12948").strip() == NOTE

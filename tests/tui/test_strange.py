"""What should not be but is: no reports, a folder that has gone, a text that would drive the terminal."""

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from paperdeck.tui.trail import Session, Spot
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]

EVERY_KEY = (
    "j", "G", "g g", "space", "b", "l", "]", "[", "0", "J", "v", "z z", "z w", "z r", "z n", "z n", ";", "/", "escape",
    "h", "x", "a", "i", "v", "escape", "r", "d", "D", "A", "s", "w", "t", "e", "u", "ctrl+r", ".", "T", "T", "n", "N",
    "{", "}", "H", "L", "m a", "' a", ", u", "\\", "escape", "y s", "O", "U", "g s", "g .", "h", "enter", "X", "escape",
)  # fmt: skip


async def test_an_empty_library_says_what_to_do(reader: Open, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    async with reader(folder) as r:
        assert "No reports yet" in r.text()
        assert ":add PATH" in r.text()
        for keys in EVERY_KEY:
            await r.press(keys)
        assert r.app.screen is r.app.deck
        report(folder, "2025-12-27", [("2501.00001", "Alpha")])
        await r.press("R")
        await r.until(lambda: "27 Sat" in "".join(r.pane("days")))
        await r.press("g .")
        assert r.title() == "Alpha"


async def test_what_to_do_is_seen_in_a_narrow_terminal_too(reader: Open, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    async with reader(folder, size=(40, 20)) as r:
        assert "No reports yet" in r.text()
        report(folder, "2025-12-27", [("2501.00001", "Alpha")])
        await r.press("R")
        await r.until(lambda: "Alpha" in r.row())
        assert not r.pane("viewer")
        await r.press("g s")
        assert "No paper matches" in r.text()
        await r.press("g .")
        assert [pane for pane in ("days", "list", "viewer") if r.pane(pane)] == ["list"]
        await r.press("l")
        assert r.title() == "Alpha"


async def test_the_first_report_is_shown_when_it_comes(reader: Open, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    async with reader(folder) as r:
        report(folder, "2025-12-27", [("2501.00001", "Alpha")])
        await r.press("R")
        await r.until(lambda: r.title() == "Alpha")
        assert "2025-12-27" in r.place()


async def test_a_folder_that_has_gone_is_told(reader: Open, three_days: Path) -> None:
    async with reader(three_days):
        pass
    shutil.rmtree(three_days)
    async with reader(three_days, scanned=False) as r:
        await r.until(lambda: "cannot be read" in r.text() or "has gone" in r.text())
        for keys in (
            "j",
            "b",
            "space",
            "l",
            "]",
            "d",
            "s",
            "h",
            "{",
            "g s",
            "g .",
            "R",
            "e",
            "escape",
            "y s",
            "c",
            "X",
        ):
            await r.press(keys)


async def test_a_folder_that_comes_back_is_read_at_once(reader: Open, three_days: Path) -> None:
    async with reader(three_days):
        pass
    away = three_days.rename(three_days.with_name("away"))
    async with reader(three_days, scanned=False) as r:
        await r.until(lambda: "cannot be read" in r.text() and "is not there" in r.text())
        await r.press("j", "s")
        assert "is not there" not in r.text()
        await r.press("R")
        await r.until(lambda: "is not there" in r.text())
        away.rename(three_days)
        await r.press("R")
        await r.until(lambda: "cannot be read" not in r.text())
        assert r.title().endswith("Beta")


async def test_reports_that_come_and_go_while_one_reads(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", "s")
        report(three_days, "2025-12-28", [("2501.00009", "Iota")])
        await r.press("R")
        await r.until(lambda: "28 Sun" in "".join(r.pane("days")))
        assert r.title() == "★ Beta", "one stays where one is"
        (three_days / "2025-12-27.md").unlink()
        await r.press("R")
        await r.until(lambda: "27 Sat" not in "".join(r.pane("days")))
        await r.press("j", "k", "l", "h")
        await r.press("g .")
        assert r.title() == "Iota"


async def test_a_session_from_another_library_or_a_damaged_one_is_no_matter(reader: Open, three_days: Path) -> None:
    for spot in (
        Spot("day", "1999-01-01", "9999.99999", "nonsense", 10**9),
        Spot("day", "2025-12-26", "9999.99999", "nonsense", 10**9),
        Spot("query", "up:>>>", "x"),
        Spot("search", "zzz"),
    ):
        async with reader(three_days, session=Session(spot)) as r:
            assert r.rows(), spot
            assert r.title(), spot


ESCAPES = "\x1b]52;c;ZXZpbA==\x07\x1b[31mred\x1b[2J\x9b5n\x07\x00\x08\u202e\x7f"


async def test_a_report_cannot_drive_the_terminal(reader: Open, tmp_path: Path) -> None:
    papers = [("2501.00001", f"Title {ESCAPES} end"), ("2501.00002", "[bold]not markup[/bold] [link=x]")]
    folder = tmp_path / "reports"
    report(folder, "2025-12-27", papers, lines=3, text=f"text {ESCAPES} end [red]x[/red] \x1b\\")
    async with reader(folder) as r:
        for keys in (
            "j", "k", "l", "2", "4", "z r", "z r", "0", ";", "escape", "U", "escape", "X", "escape", "e", "escape", "s",
            "y t", "y s", "c", "o", "g u", "escape", "h", "x",
        ):  # fmt: skip
            await r.press(keys)
            shown = "".join(segment.text for strip in r.strips() for segment in strip if not segment.control)
            assert not [c for c in shown if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2028"], keys
            assert not any(segment.control for strip in r.strips() for segment in strip)
        await r.press("escape", "g g")
        assert "␛" in r.row(), "it is shown, not sent"
        assert "␛" in r.title()
        assert "[bold]not markup[/bold]" in r.rows()[1]

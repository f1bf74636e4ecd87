"""Saying things of papers with keys: seen at once, in bulk too, undone, redone, repeated, found after a restart."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from types import SimpleNamespace

import pytest
from paperdeck.index.config.records import Config, ReadPolicy
from paperdeck.tui import reading_watch
from support.clock import Clock
from support.reader import PLAIN, Reader

Open = Callable[..., AbstractAsyncContextManager[Reader]]


def letters(r: Reader, sign: str) -> str:
    """The first letters of the titles of the rows that have a sign."""
    return "".join(row.strip("▎✓●★◷↺✎ ")[0] for row in r.rows() if sign in row)


def starred(r: Reader) -> str:
    return letters(r, "★")


def unread(r: Reader) -> str:
    return letters(r, "●")


async def test_a_star_is_seen_in_every_place_and_on_every_day(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("s")
        assert "★" in r.row()
        assert r.title() == "★ Alpha"
        assert "★" in r.pane("days")[1]
        assert "★1" in r.place()
        assert "starred: 1 paper (u undoes)" in r.told()
        await r.press("2 {")
        assert starred(r) == "A", "the same paper on another day"
        await r.press("s", "H")
        assert starred(r) == ""
        assert "★" not in r.text().replace("star", "")


async def test_done_goes_to_the_next_unread_paper(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("d")
        assert (unread(r), r.title()) == ("BGD", "Beta")
        assert r.pane("days")[1].split()[-1] == "3"
        assert "1 of 4 read" in r.place()
        await r.press("u")
        assert unread(r) == "ABGD"
        assert "Undone: read: 1 paper" in r.told()
        await r.press("g g", "2 d")
        assert (unread(r), r.title()) == ("GD", "Gamma")
        await r.press("k", "D")
        assert (unread(r), r.title()) == ("BGD", "Gamma")
        await r.press("A")
        assert unread(r) == ""
        assert "read: 3 papers" in r.told()
        await r.press("A")
        assert "read already" in r.told()
        await r.press("u")
        assert unread(r) == "BGD", "one stroke is one thing to undo"
        await r.press("3 u", "ctrl+r")
        assert unread(r) == "GD"
        await r.press("g g", "n")
        assert r.title() == "Gamma", "n goes to unread papers while no search is lit"
        await r.press("n", "n")
        assert r.place().startswith("2025-12-26"), "and on to other days"
        await r.press("N")
        assert (r.place()[:10], r.title()) == ("2025-12-27", "Delta")


async def test_verbs_act_on_the_selection(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("x", "j", "x")
        assert "2 selected" in r.place()
        assert [row.split()[-1][0] for row in r.rows() if "✓" in row] == ["A", "G"]
        await r.press("s")
        assert starred(r) == "AG"
        assert "starred: 2 papers" in r.told()
        await r.press("escape")
        assert "selected" not in r.place()
        await r.press("g g", "v", "j", "j", "s")
        assert starred(r) == "ABG", "a mixed range becomes starred"
        await r.press("escape", "i", "s")
        assert starred(r) == "ABGD"
        await r.press("escape", "a", "s")
        assert starred(r) == ""
        await r.press("u")
        assert starred(r) == "ABGD"
        await r.press("escape", "g g", "2 x", "i", "d")
        assert unread(r) == "AB"
        assert "selected" not in r.place()


async def test_read_is_toggled_and_the_last_verb_repeated(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press(".")
        assert "Nothing to repeat" in r.told()
        await r.press("r")
        assert unread(r) == "BGD"
        await r.press("j", ".", "j", ".")
        assert unread(r) == "D"
        await r.press("r", "j", "r")
        assert unread(r) == "G"
        await r.press("a", "r")
        assert unread(r) == "", "a mixed selection becomes read"
        await r.press("a", "r")
        assert unread(r) == "ABGD"


async def test_later_and_tags(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("w")
        assert "◷" in r.row()
        await r.press("2 w")
        assert "◷" in r.row(), "with a count it is kept, never taken away"
        assert r.library.marks_of("2501.00001").due > "2026"
        await r.press("g w")
        assert r.place().startswith("Later · 1/1")
        await r.press("q", "w")
        assert "◷" not in r.row()
        await r.press("t")
        await r.type("世界模型 rl")
        await r.press("enter")
        assert "#rl" in r.row()
        assert "#世界模型" in r.row()
        await r.press("j", "t")
        await r.type("世")
        await r.press("tab")
        assert "世界模型" in r.pane("prompt")[0]
        await r.press("enter")
        assert "#世界模型" in r.row()
        assert "#世界模型" in r.pane("paper-header")[1]
        assert "#rl" not in r.row()
        await r.press("k", "v", "j", "t")
        assert r.pane("prompt")[0].split() == ["Tags:", "世界模型"], "what all of them have"
        await r.type("-世界模型 eval")
        await r.press("enter", "escape")
        rows = r.rows()
        assert "#世界模型" not in "".join(rows)
        assert [row.count("#eval") for row in rows] == [1, 1, 0, 0]
        await r.press("u")
        assert [row.count("#世界模型") for row in r.rows()] == [1, 1, 0, 0]
        await r.press("t", "escape")
        assert r.pane("prompt") == []
        assert r.library.said.tags() == {"rl": 1, "世界模型": 2}


async def test_all_of_it_is_there_after_a_restart_and_can_be_undone(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("s", "j", "s", "d", "w", "t")
        await r.type("rl")
        await r.press("enter", "a", "r", "escape")
        await r.press("l", "4", "3 j")
        before = r.rows()
    async with reader(three_days) as r:
        assert r.rows() == before
        assert r.title() == "Gamma", "the session is restored: the paper,"
        assert "第 4 行" in r.pane("page")[0], "the tab and the place in it"
        await r.press("u")
        assert unread(r) == "AGD"
        await r.press("u", "u")
        assert "#rl" not in r.text()
        assert "◷" not in r.text()
        await r.press("9 9 u")
        assert (starred(r), unread(r)) == ("", "ABGD")
        await r.press("u")
        assert "Nothing to undo" in r.told()
        await r.press("9 9 ctrl+r", "g g", "2 j")
        assert r.rows() == before
        await r.press("g u")
        assert "read: 3 papers" in r.text()
        await r.press("down", "down", "down", "enter")
        await r.until(lambda: r.app.screen is r.app.deck)
        assert (starred(r), unread(r)) == ("AB", "AGD"), "back to a point of the history"
        assert "the later changes are undone" in r.told()
        await r.press("g u", "enter")
        await r.until(lambda: r.rows() == before)
        assert "the changes up to it are done again" in r.told()
        await r.press("g u", "enter")
        await r.until(lambda: "the state as it is" in r.told())


async def test_a_note_is_written_and_shown(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("e")
        await r.type("为什么重要：see Beta")
        await r.press("escape")
        assert "✎" in r.row()
        await r.press("7")
        assert "为什么重要：see Beta" in r.text()
        await r.press("e")
        await r.type("!")
        await r.press("ctrl+q")
        assert "Beta!" not in r.text(), "left without saving"
        await r.press("g n")
        assert r.place().startswith("With a note · 1/1")
    async with reader(three_days) as r:
        await r.press("g .", "7")
        assert "为什么重要：see Beta" in r.text()


@pytest.mark.parametrize(
    ("policy", "after_scrolling", "after_leaving"),
    [("manual", "ABGD", "ABGD"), ("on_leave", "ABGD", "BGD"), ("at_end", "BGD", "BGD")],
)
async def test_a_paper_becomes_read_by_reading_as_the_policy_says(
    reader: Open, three_days: Path, policy: ReadPolicy, after_scrolling: str, after_leaving: str
) -> None:
    config = PLAIN._replace(reading=PLAIN.reading._replace(read_policy=policy, after=10_000.0))
    async with reader(three_days, config=config) as r:
        r.desk.watch.look()
        assert unread(r) == "ABGD"
        await r.press("5", "l", "G")
        r.desk.watch.look()
        await r.pilot.pause()
        assert unread(r) == after_scrolling
        if policy == "at_end":
            assert "read to the end" in r.told(), "it says why"
        await r.press("J")
        assert unread(r) == after_leaving


def timed(rule: ReadPolicy, monkeypatch: pytest.MonkeyPatch) -> tuple[Clock, Config]:
    """A time for the read policy that stands until it is moved, and a config with this policy."""
    passing = Clock()
    monkeypatch.setattr(reading_watch, "time", SimpleNamespace(monotonic=passing))
    return passing, PLAIN._replace(reading=PLAIN.reading._replace(read_policy=rule, after=3.0))


@pytest.mark.parametrize("restarted", [False, True])
async def test_undo_takes_back_what_the_user_did_and_not_only_what_marked_itself(
    reader: Open, three_days: Path, monkeypatch: pytest.MonkeyPatch, *, restarted: bool
) -> None:
    passing, config = timed("after", monkeypatch)
    async with reader(three_days, config=config) as r:
        await r.press("s")
        passing.advance(4)
        r.desk.watch.look()
        await r.press("j")
        passing.advance(4)
        r.desk.watch.look()
        assert (starred(r), unread(r)) == ("A", "GD")
        if not restarted:
            await r.press("u")
            assert (starred(r), unread(r), r.title()) == ("", "AGD", "Alpha")
            assert "Undone: starred: 1 paper" in r.told()
            passing.advance(4)
            r.desk.watch.look()
            assert unread(r) == "AGD", "what was just taken back is not done again by itself"
    if restarted:
        async with reader(three_days) as r:
            await r.press("u")
            assert (starred(r), unread(r), r.title()) == ("", "AGD", "Alpha")
            await r.press("u")
            assert "Nothing to undo" in r.told()
            await r.press("ctrl+r")
            assert (starred(r), unread(r)) == ("A", "GD")


async def test_nothing_done_is_not_told_as_done_and_says_why(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("s", "d", "k", "d")
        assert "This paper is read already." in r.told()
        assert "undoes" not in r.told()
        assert r.title() == "Beta", "it goes on all the same"
        await r.press("3 d", "g g", "3 d")
        assert "All 3 papers are read already." in r.told()
        await r.press("D", "k", "D")
        assert "This paper is unread already." in r.told()
        await r.press("g g", "2 w", "2 w")
        assert "This paper is kept for later already." in r.told()
        await r.press("j", "s", "k", ".")
        assert "This paper is starred already." in r.told()
        await r.press("s", "j", ".", "g g", ".")
        assert "This paper has no star." in r.told()
        await r.press("j", "t")
        await r.type("rl")
        await r.press("enter", ".")
        assert "That changes no tag of this paper." in r.told()
        assert len(r.library.history()) == 9
        await r.press("\\")
        await r.type("nothing-like-this")
        await r.press("enter", "d")
        assert "There is no paper here." in r.told()


async def test_after_undo_the_cursor_stands_on_the_paper_that_came_back(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("d", "d")
        assert r.title() == "Gamma"
        await r.press("u")
        assert (r.title(), unread(r)) == ("Beta", "BGD")
        await r.press("u")
        assert (r.title(), unread(r)) == ("Alpha", "ABGD")
        await r.press("ctrl+r", "g g", "j", "2 d", "g g", "u")
        assert r.title() == "Beta", "the first of several"
        await r.press("T", "d")
        assert r.title() == "Gamma"
        await r.press("u")
        assert r.title() == "Beta", "on the cards too"


async def test_the_history_names_titles(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("2 d", "s", "g u")
        assert "starred: Gamma" in r.text()
        assert "read: Alpha and 1 more" in r.text()

"""The list as one wants it: filtered, sorted, searched; other views; zen, cards and the column of the text."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from paperdeck.index.config.records import SearchConfig
from support.reader import BY_HAND, Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]


def initials(r: Reader) -> str:
    return "".join(row.split()[-1][0] for row in r.rows())


async def test_a_field_half_typed_filters_nothing_and_the_cursor_stays(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", "s", "j")
        await r.press("\\")
        for typed, rows in (("is", 4), (":", 4), ("starred", 1), (" nothing", 0)):
            await r.type(typed)
            assert len(r.rows()) == rows, typed
        await r.press(*["backspace"] * 8, *["backspace"] * 10, "enter")
        assert len(r.rows()) == 4
        assert "Gamma" in r.row()
        await r.press("\\")
        await r.type("Delta")
        await r.press("escape")
        assert "Gamma" in r.row()


async def test_a_filter_as_it_is_typed_and_escape(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", "j", "s", "\\")
        await r.type("is:starred")
        assert initials(r) == "G"
        await r.press("escape")
        assert initials(r) == "ABGD"
        assert r.title() == "★ Gamma"
        await r.press("\\")
        await r.type("title:alpha")
        await r.press("enter")
        assert (initials(r), r.title()) == ("A", "Alpha")
        assert "filter: title:alpha" in r.place()
        await r.press("\\")
        await r.type(" is:read")
        await r.press("enter")
        assert r.rows() == []
        assert "No paper matches" in r.text()
        assert "empty" in r.place()
        await r.press("j", "s", "d", "space", "x", "l", "h", "c", "e", "t", "U", "z z", "escape")
        assert initials(r) == "ABGD"
        await r.press("\\")
        await r.type("is:nonsense")
        await r.press("enter")
        assert "filter" not in r.place()
        assert "nonsense" in r.told(), "a wrong query is told"
        await r.press("\\", "i", "s", ":", "s", "t", "tab")
        assert "is:starred" in r.pane("prompt")[0]


async def test_sorting(reader: Open) -> None:
    async with reader() as r:
        await r.press("{")
        report_order = r.rows()
        votes = [int(row.rpartition("↑")[2]) for row in report_order]
        await r.press(", u")
        assert [int(row.rpartition("↑")[2]) for row in r.rows()] == sorted(votes, reverse=True)
        await r.press(", r")
        assert [int(row.rpartition("↑")[2]) for row in r.rows()] == sorted(votes)
        await r.press(", t")
        titles = [row.strip("▎●↺ ").casefold() for row in r.rows()]
        assert titles == sorted(titles)
        await r.press("G", "s", ", s")
        assert "★" in r.rows()[0]
        assert "★" in r.row(), "the cursor goes with its paper"
        await r.press("u", ", d")
        assert [row.strip("▎ ") for row in r.rows()] == [row.strip("▎ ") for row in report_order]


async def test_views_of_queries_and_the_way_back(reader: Open, three_days: Path) -> None:
    config = BY_HAND._replace(search=SearchConfig({"greek": "title:eta"}))
    async with reader(three_days, config=config) as r:
        assert "/ greek" in r.pane("days")[0]
        await r.press("s", "{", "s", "g s")
        assert r.place().startswith("Starred · 1/2")
        assert initials(r) == "AE"
        await r.press("j", "q")
        assert r.place().startswith("2025-12-26"), "q goes back to the day of the paper"
        assert r.title() == "★ Epsilon"
        await r.press("g s", "H")
        assert r.place().startswith("2025-12-26")
        await r.press("L")
        assert initials(r) == "AE"
        await r.press("F", "enter")
        await r.until(lambda: r.app.screen is r.app.deck)
        assert r.place().startswith("greek · 1/")
        assert initials(r) == "E"
        await r.press(":")
        await r.type("view tag:none")
        await r.press("enter")
        assert r.rows() == []
        await r.press("H", ":")
        await r.type("select title:eta")
        await r.press("enter")
        assert "1 selected" in r.place()
        await r.press(":")
        await r.type("strr")
        await r.press("enter")
        assert "“star”" in r.told()
        await r.press(":")
        await r.type("day 2025-12-27")
        await r.press("enter", ":")
        await r.type("star")
        await r.press("enter")
        assert "★" not in r.row()


async def test_zen_cards_and_the_column(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        left = len(r.pane("page")[0]) - len(r.pane("page")[0].lstrip())
        await r.press("6 0 z w")
        assert "60 cells" in r.told()
        assert len(r.pane("page")[0]) - len(r.pane("page")[0].lstrip()) == left + 10
        await r.press("z n")
        assert r.pane("days") == r.pane("list") == []
        assert "贡献" in r.text()
        await r.press("escape")
        assert r.pane("list")
        await r.press("T")
        assert r.pane("list") == []
        assert "4 left" in r.place()
        await r.press("d", "s", "d")
        assert r.title() == "Gamma"
        assert "2 left" in r.place()
        await r.press("T")
        assert [row.count("★") for row in r.rows()] == [0, 1, 0, 0]
        await r.press("4", "z r")
        assert "- 第 1 行" in r.text(), "as it was written"
        await r.press("z r")
        assert "• 第 1 行" in r.text()


async def test_help_and_palette_do_what_is_picked(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("?")
        assert "Only in the list" in r.text()
        await r.type("reverse")
        assert "Reverse the order" in r.text()
        assert "Only in the list" not in r.text()
        await r.press("enter")
        await r.until(lambda: r.app.screen is r.app.deck)
        assert initials(r) == "DGBA"
        await r.press("ctrl+p")
        await r.type("sort title")
        await r.press("enter")
        await r.until(lambda: r.app.screen is r.app.deck)
        assert initials(r) == "ABDG"
        await r.press("?", "escape", "l", "?")
        assert "Only in the viewer" in r.text()
        await r.press("escape", ":")
        await r.type("theme mono")
        await r.press("enter")
        assert r.app.theme == "mono"


async def test_finding_in_a_text(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(100, 24)) as r:
        await r.press("l", "4", "/")
        await r.type("第 3")
        await r.press("enter")
        assert "hit" in r.told()
        assert "第 3 行" in r.text()
        assert r.desk.viewer.page.over.current == 0, "the prompt has gone, and the hit is still the one to go on from"
        await r.press("n", "n", "n")
        assert "第 32 行" in r.text()
        await r.press("N")
        for _press in range(12):
            await r.press("n")
        assert "第 39 行" in r.text()
        await r.press("escape", "n")
        assert r.title() == "Beta", "without a lit search n goes to the next unread paper"


async def test_searching_as_one_types_and_back(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", "/")
        await r.type("thet")
        await r.until(lambda: r.title() == "Theta")
        assert r.place().startswith("Search: thet")
        await r.press("enter")
        await r.until(lambda: "Theta" in "".join(r.rows()))
        await r.press("s", "escape")
        assert (r.place()[:10], r.title()) == ("2025-12-27", "Beta"), "Escape restores what was there"
        await r.press("g /")
        await r.type("zzzz")
        await r.press("escape")
        assert (r.place()[:10], r.title()) == ("2025-12-27", "Beta")
        assert r.library.marks_of("2501.00008").starred
        await r.press("/", "up")
        assert "thet" in r.pane("prompt")[0], "what was searched for is recalled"


async def test_what_is_told_of_a_search_stands_whole_below_the_prompt(reader: Open, three_days: Path) -> None:
    """In forty columns, where it would take two lines."""
    async with reader(three_days, size=(40, 20)) as r:
        await r.press("/")
        await r.type("day:yester")
        await r.until(lambda: r.desk.status.message != "")
        assert len(r.desk.status.message) > 40
        prompt, told = r.text().splitlines()[-2:]
        assert "day:yester" in prompt
        assert told.strip().startswith(r.desk.status.message[:30])
        await r.press("escape")
        assert "1/4" in r.place()


@pytest.mark.parametrize(("ascii_only", "sign"), [(False, "≈"), (True, "~")])
async def test_near_hits_follow_those_that_match_and_are_marked(
    reader: Open, tmp_path: Path, sign: str, *, ascii_only: bool
) -> None:
    report(tmp_path, "2025-12-26", [("2501.00001", "Same")], text="提出内部表示空间")
    report(tmp_path, "2025-12-27", [("2501.00002", "Near")], text="内部的表示与空间结构")
    async with reader(tmp_path, ascii_only=ascii_only) as r:
        await r.until(lambda: not r.library.search.wants_update)
        await r.press("/")
        await r.type('"内部表示空间"')
        await r.press("enter")
        await r.until(lambda: "1 paper; 1 more is near" in r.told())
        rows = r.pane("list")[:4]
        assert "Same" in rows[0] and "Near" in rows[2]
        assert sign not in rows[1]
        assert rows[3].startswith(f"  {sign} ")

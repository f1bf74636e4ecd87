"""Moving about in the reader: rows, panes, tabs, pages, from paper to paper; seen on the screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from paperdeck import themes
from paperdeck.index.results import DaySummary
from paperdeck.tui.day_tree import DayTree
from paperdeck.tui.look import Look
from paperdeck.tui.widgets.days import DaySidebar
from support.clock import Clock
from support.reader import Reader

Open = Callable[..., AbstractAsyncContextManager[Reader]]


async def test_the_first_screen_shows_days_list_and_text(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        days = r.pane("days")
        assert "2025-12" in days[0]
        assert "27 Sat" in days[1]
        assert days[1].split()[-1] == "4"
        assert days[1].startswith("▎")
        assert "2025-11" in days[3], "an older month is folded"
        assert [row.split()[-1] for row in r.rows()] == ["Alpha", "Beta", "Gamma", "Delta"]
        assert "↺" in r.row(), "it was on an earlier day as well"
        assert r.title() == "Alpha"
        assert "2501.00001" in r.pane("paper-header")[1]
        assert "seen on 2025-12-27, 2025-11-30" in r.pane("paper-header")[1]
        assert r.pane("tabs")[0].split()[:6] == ["1", "Overview", "2", "Domain", "3", "Contribution"]
        assert "贡献 2501.00001" in r.text()
        assert "91.5%" in r.text()
        assert r.place().startswith("2025-12-27 Sat · 1/4 · 0 of 4 read")
        assert "j down" in r.told()
        assert "? help" in r.told()


async def test_rows(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        for keys, title in (
            ("j", "Beta"),
            ("2 j", "Delta"),
            ("j", "Delta"),
            ("g g", "Alpha"),
            ("k", "Alpha"),
            ("G", "Delta"),
            ("2 G", "Beta"),
            ("9 9 j", "Delta"),
            ("3 k", "Alpha"),
            ("ctrl+d", "Delta"),
            ("ctrl+u", "Alpha"),
            ("down down", "Gamma"),
            ("up", "Beta"),
            ("end", "Delta"),
            ("home", "Alpha"),
            ("： 2 enter", "Beta"),
        ):
            await r.press(keys)
            assert r.title() == title, keys
            assert r.row().endswith(title) or title in r.row(), keys
        assert r.place().startswith("2025-12-27 Sat · 2/4")


async def test_panes_and_the_tabs_in_them(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(120, 24)) as r:
        for keys, pane in (
            ("l", "page"),
            ("l", "page"),
            ("h", "list"),
            ("h", "days"),
            ("h", "days"),
            ("l", "list"),
            ("enter", "page"),
            ("tab", "days"),
            ("tab", "list"),
            ("shift+tab", "days"),
            ("g v", "page"),
            ("g l", "list"),
            ("g d", "days"),
            ("right", "list"),
        ):
            await r.press(keys)
            assert r.app.focused is not None
            assert r.app.focused.id == pane, keys
        for keys, text in (
            ("4", "第 1 行"),
            ("2", "领域 2501.00001"),
            ("]", "贡献 2501.00001"),
            ("[", "领域 2501.00001"),
            ("7", "No note yet"),
            ("1", "91.5%"),
            ("[", "91.5%"),
            ("0", "第 1 行"),
            ("9", "This paper has no tab 9"),
            ("3 ]", "No note yet"),
        ):
            await r.press(keys)
            assert text in r.text(), keys
        await r.press("2 j")
        assert r.title() == "Gamma", "a digit before a key that takes it is a count"
        assert "No note yet" in r.text(), "and the tab that it showed is taken back"


async def test_a_digit_and_a_late_key_are_a_tab_and_a_key(reader: Open, three_days: Path, keyboard: Clock) -> None:
    async with reader(three_days) as r:
        await r.press("2")
        keyboard.advance(1)
        await r.press("j")
        assert r.title() == "Beta"
        assert "领域 2501.00002" in r.text()
        assert "贡献" not in r.text(), "the tab is kept from paper to paper"


async def test_the_text_scrolls_and_keeps_its_place(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(100, 30)) as r:
        await r.press("4", "l")
        assert "第 1 行" in r.text()
        await r.press("5 j")
        assert r.pane("page")[0].strip().startswith("• 第 6 行")
        await r.press("J")
        assert r.title() == "Beta"
        assert "第 1 行" in r.pane("page")[0], "each paper has a place of its own"
        await r.press("j j", "1", "4")
        assert "第 3 行" in r.pane("page")[0], "and each tab"
        await r.press("K")
        assert r.title() == "Alpha"
        assert "第 6 行" in r.pane("page")[0]
        await r.pilot.resize_terminal(60, 20)
        await r.pilot.pause()
        assert "第 6 行" in r.pane("page")[0], "the place outlives another width"
        await r.pilot.resize_terminal(100, 30)
        await r.pilot.pause()
        assert "第 6 行" in r.pane("page")[0]
        await r.press("G")
        assert "第 40 行" in r.text()
        await r.press("g g", "ctrl+f")
        assert f"第 {len(r.pane('page')) - 1} 行" in r.pane("page")[0], "a page, less two lines to hold on to"
        await r.press("ctrl+b")
        assert "第 1 行" in r.pane("page")[0]
        await r.press("g g", "h", "3 J", "K")
        assert "第 3 行" in r.pane("page")[0], "J and K scroll it from the list"
        assert r.title() == "Alpha"


async def test_space_reads_on_through_tabs_and_papers_and_b_goes_back(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(100, 30)) as r:
        seen: list[str] = []
        for _press in range(40):
            seen.append(f"{r.title()} {r.desk.viewer.tab} {r.pane('page')[0].strip()[:8]}")
            if r.title() == "Beta":
                break
            await r.press("space")
        tabs = [line.split()[1] for line in seen]
        assert list(dict.fromkeys(tabs[:-1])) == [
            "overview",
            "domain",
            "contribution",
            "usage",
            "innovation",
            "results",
        ]
        assert tabs.count("usage") > 1, "a long tab is read page by page"
        assert seen[-1].startswith("Beta overview")
        await r.press("b")
        assert r.title() == "Alpha"
        assert "results" in r.desk.viewer.tab
        await r.press("b")
        assert (r.title(), r.desk.viewer.tab) == ("Alpha", "innovation")
        await r.press("1", "b")
        assert (r.title(), r.desk.viewer.tab) == ("Alpha", "overview"), "before the first page there is nothing"
        await r.press("G", "6", "space")
        assert r.title() == "Delta"
        assert "the last paper" in r.told()


async def test_days_and_places(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", "m k", "{")
        assert r.place().startswith("2025-12-26")
        await r.press("2 {")
        assert r.place().startswith("2025-11-30")
        assert [row.split()[-1] for row in r.rows()] == ["Alpha", "Theta"]
        assert "2025-11" in r.pane("days")[3]
        assert "30 Sun" in "".join(r.pane("days")), "its month has unfolded"
        await r.press("{")
        assert "No other day" in r.told()
        await r.press("H")
        assert r.place().startswith("2025-12-26")
        await r.press("H")
        assert r.place().startswith("2025-12-27")
        assert r.title() == "Beta", "back to the paper"
        await r.press("H")
        assert "nothing before" in r.told()
        await r.press("2 L")
        assert r.place().startswith("2025-11-30")
        await r.press("' k")
        assert (r.place()[:10], r.title()) == ("2025-12-27", "Beta")
        await r.press("' z")
        assert "No place z" in r.told()
        await r.press("2 {", "}")
        assert r.place().startswith("2025-12-26")
        await r.press("g .")
        assert r.place().startswith("2025-12-27")


async def test_the_sidebar_opens_days_and_folds_months(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("h", "G", "enter")
        assert "30 Sun" in r.pane("days")[4]
        await r.press("j", "enter")
        assert r.place().startswith("2025-11-30")
        assert r.app.focused is not None
        assert r.app.focused.id == "list"
        await r.press("h", "k", "enter")
        assert "30 Sun" not in "".join(r.pane("days"))


async def test_both_readings_of_a_paper_can_be_seen(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("l", "4")
        assert "reading 1 of 2 (2025-12-27" in r.text()
        await r.press("）")
        assert "reading 2 of 2 (2025-11-30" in r.text()
        assert "第 4 行" not in r.text()
        await r.press("(")
        assert "第 4 行" in r.text()
        await r.press("J", ")")
        assert "Only one report" in r.told()


async def test_pending_keys_are_shown_and_escape_forgets_them(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("g")
        assert r.place().endswith("g")
        await r.until(lambda: "g top" in r.told())
        await r.press("escape")
        assert r.place().endswith("read")
        assert "j down" in r.told(), "nothing is said against it"
        await r.press("z q")
        assert "zq means nothing here" in r.told()
        await r.press("的")
        assert "input method" in r.told()
        await r.press("ｊ")
        assert r.title() == "Beta"


async def test_a_text_laid_out_again_stays_where_it_is(reader: Open, three_days: Path) -> None:
    """A heading and the blank below it have one place in the source."""
    async with reader(three_days, size=(80, 14)) as r:
        page = r.desk.viewer.page
        for top in range(4):
            page.scroll_to_line(top)
            r.desk.viewer.relay()
            assert page.top == top


async def test_a_tab_that_was_chosen_stays_and_one_that_was_paged_to_does_not(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("l", "space", "space")
        assert r.desk.viewer.tab != "overview"
        await r.press("J")
        assert (r.title(), r.desk.viewer.tab) == ("Beta", "overview")
        await r.press("3", "space")
        assert r.desk.viewer.tab != "contribution"
        await r.press("J")
        assert (r.title(), r.desk.viewer.tab) == ("Gamma", "contribution")
        await r.press("space", "2 K")
        assert (r.title(), r.desk.viewer.tab) == ("Alpha", "contribution")
        await r.press("1", "J")
        assert (r.title(), r.desk.viewer.tab) == ("Beta", "overview")


async def test_the_sidebar_says_how_many_papers_are_left_and_nothing_where_none_are(
    reader: Open, three_days: Path
) -> None:
    async with reader(three_days) as r:
        assert r.pane("days")[1].split() == ["▎27", "Sat", "░░░░░", "4"]
        await r.press("d")
        assert r.pane("days")[1].split() == ["▎27", "Sat", "█░░░░", "3"]
        await r.press("A")
        assert r.pane("days")[1].split() == ["▎27", "Sat", "█████"]


def test_the_bar_of_a_day_is_full_only_where_nothing_is_left_and_blank_where_nothing_is_read() -> None:
    sidebar = DaySidebar(Look(themes.load("night").colours), DayTree())

    def bar(papers: int, unread: int) -> str:
        return "".join(part.text for part in sidebar._bar(DaySummary("2025-12-27", 1, papers, unread), "surface"))

    assert [bar(0, 0), bar(1000, 1000), bar(1000, 999), bar(1000, 1), bar(1000, 0)] == [
        "█████", "░░░░░", "▌░░░░", "████▌", "█████",
    ]  # fmt: skip

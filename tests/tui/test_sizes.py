"""From a phone's terminal to a wall: nothing raises, lines have their width, and one sees where the focus is."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.mark.parametrize("size", [(40, 20), (60, 20), (80, 24), (120, 36), (200, 50)])
async def test_every_key_does_at_every_size(reader: Open, three_days: Path, size: tuple[int, int]) -> None:
    async with reader(three_days, size=size) as r:
        for keys in ("j", "4", "l", "G", "v", "escape", "h", "h", "z n", "escape", "g u", "escape", "?", "escape", "t"):
            await r.press(keys)
            assert len(r.strips()) == size[1]
            assert {strip.cell_length for strip in r.strips()} == {size[0]}, keys
        await r.press("escape", "g l")
        shown = [pane for pane in ("days", "list", "viewer") if r.pane(pane)]
        if size[0] < 70:
            assert shown == ["list"]
        elif size[0] < 100:
            assert shown == ["list", "viewer"]
        else:
            assert shown == ["days", "list", "viewer"]
        below = r.region("viewer").y > r.region("list").y
        assert size[0] < 70 or below == (size[0] < 150), "list and viewer stand side by side in a wide terminal"


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_the_focus_can_be_seen_in_each_pane(reader: Open, three_days: Path, size: tuple[int, int]) -> None:
    async with reader(three_days, size=size) as r:
        looks: list[str] = []
        for keys, pane in (("g d", "days"), ("g l", "list"), ("g v", "viewer")):
            await r.press(keys)
            assert r.pane(pane), "the pane with the focus is shown"
            looks.append("\n".join(str(list(strip)) for strip in r.strips()))
        assert len(set(looks)) == 3


async def test_one_pane_shows_at_a_time_in_a_narrow_terminal(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(60, 20)) as r:
        for keys, shown in (("g l", "list"), ("l", "viewer"), ("h", "list"), ("h", "days"), ("enter", "list")):
            await r.press(keys)
            assert [pane for pane in ("days", "list", "viewer") if r.pane(pane)] == [shown], keys
            assert r.region(shown).width == 60
            assert r.region(shown).height == 18
        await r.press("l", "4")
        assert "第 1 行" in r.text()


async def test_there_is_no_way_to_a_blank_pane_of_days(reader: Open, tmp_path: Path) -> None:
    async with reader(tmp_path, size=(60, 20)) as r:
        for keys in ("h", "g d", "shift+tab"):
            await r.press(keys)
            assert r.region("days").area == 0, keys


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_the_way_to_the_help_is_always_among_the_keys(reader: Open, three_days: Path, width: int) -> None:
    async with reader(three_days, size=(width, 24)) as r:
        assert r.told().startswith("j down")
        assert r.told().count("? help") == 1
        await r.press("U")
        assert r.text().count("Enter ") == 1, "the foot of the links tells once what Enter does"


async def test_resizing_keeps_everything_in_its_place(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", "l", "4", "6 j")
        for size in ((40, 20), (200, 30), (60, 20), (20, 5), (120, 36)):
            await r.pilot.resize_terminal(*size)
            await r.pilot.pause()
            assert {strip.cell_length for strip in r.strips()} == {size[0]}
            assert r.app.focused is not None
            assert r.app.focused.id == "page"
        assert r.title() == "Beta"
        assert "第 7 行" in r.pane("page")[0]
        assert "Beta" in r.row()


async def test_without_unicode_the_signs_are_ascii(reader: Open, three_days: Path) -> None:
    async with reader(three_days, ascii_only=True) as r:
        await r.press("s", "w", "x")
        own = "".join(r.pane("days") + r.pane("list") + r.pane("tabs") + r.pane("status"))
        assert own.isascii()


async def test_a_long_title_can_be_read_to_its_end_on_a_low_screen(reader: Open, tmp_path: Path) -> None:
    """It goes on before the facts, and nothing moves."""
    title = "A Title of Very Many Words That No List of Eighty Columns Has the Room to Show in One Line of Its Own"
    report(tmp_path / "reports", "2025-12-27", [("2501.00001", title), ("2501.00002", "Short")])
    async with reader(tmp_path / "reports", size=(80, 24)) as r:
        head = r.pane("paper-header")
        assert " ".join(" ".join(head).split()).startswith(f"{title} 2501.00001")
        await r.press("j")
        assert r.pane("paper-header")[1].strip().startswith("2501.00002")
    async with reader(tmp_path / "reports", size=(40, 20)) as r:
        await r.press("k", "l")
        head = [line.strip() for line in r.pane("paper-header")]
        assert " ".join(head).startswith(title)

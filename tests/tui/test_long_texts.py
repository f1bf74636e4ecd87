"""A text that is too long to be laid out at once: its first screen comes first, the rest from a thread."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from paperdeck.tui import documents
from paperdeck.tui.typeset.document import Document
from paperdeck.tui.typeset.layout import Options, layout
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]
LINES = 6_000


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each layout was of a first piece only, in order."""
    seen: list[bool] = []

    def noted(markdown: str, options: Options) -> Document:
        seen.append(options.first)
        return layout(markdown, options)

    monkeypatch.setattr(documents, "layout", noted)
    return seen


async def test_the_first_piece_is_shown_and_then_all_of_it(reader: Open, tmp_path: Path, asked: list[bool]) -> None:
    report(tmp_path / "r", "2025-12-27", [("2501.00001", "Alpha")], lines=LINES)
    async with reader(tmp_path / "r") as r:
        page = r.desk.viewer.page
        r.desk.viewer.choose("usage")
        assert "第 1 行" in page.document.lines[0].text
        assert page.document.is_piece
        page.scroll_lines(20)
        top = page.top
        await r.until(lambda: not page.document.is_piece)
        assert page.top == top
        assert f"第 {LINES} 行" in page.document.lines[-1].text
        assert asked.count(False) == 1


async def test_a_place_beyond_the_first_piece_is_gone_to_when_it_is_there(reader: Open, tmp_path: Path) -> None:
    report(tmp_path / "r", "2025-12-27", [("2501.00001", "Alpha")], lines=LINES)
    async with reader(tmp_path / "r") as r:
        viewer = r.desk.viewer
        wanted = viewer.paper and viewer.paper.readings[0].section("usage")
        assert wanted is not None
        viewer.go_to("usage", wanted.markdown.index(f"第 {LINES - 500} 行"))
        await r.until(lambda: not viewer.page.document.is_piece)
        assert f"第 {LINES - 500} 行" in viewer.page.document.lines[viewer.page.top].text


async def test_another_paper_is_not_replaced_by_what_comes_late(reader: Open, tmp_path: Path) -> None:
    report(tmp_path / "r", "2025-12-27", [("2501.00001", "Alpha"), ("2501.00002", "Beta")], lines=LINES)
    async with reader(tmp_path / "r") as r:
        r.desk.viewer.choose("usage")
        r.desk.viewer.choose("domain")
        await r.app.workers.wait_for_complete()
        await r.pilot.pause()
        assert r.desk.viewer.page.document.lines[0].text == "领域 2501.00001"

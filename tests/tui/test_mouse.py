"""The mouse: rows, months, tabs, keys of the footer, links, the wheel."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from paperdeck.tui import opening
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]


def find(r: Reader, text: str) -> tuple[int, int]:
    """The cell where a text stands on the screen."""
    for line, strip in enumerate(r.strips()):
        if (at := strip.text.find(text)) >= 0:
            before = strip.text[:at]
            return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in before), line
    message = f"{text!r} is not on the screen:\n{r.text()}"
    raise AssertionError(message)


async def test_clicks(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.click(40, 2)
        assert r.title() == "Gamma"
        assert r.row().strip("▎●↺ ") == "Gamma"
        await r.click(40, 2)
        assert r.app.focused is not None
        assert r.app.focused.id == "page", "a click on the row under the cursor opens it"
        await r.click(*find(r, "4 Usage"))
        assert "第 1 行" in r.text()
        await r.click(*find(r, "s star"))
        assert r.title() == "★ Gamma"
        await r.click(*find(r, "u undo") if "u undo" in r.text() else find(r, "undoes"))
        await r.click(3, 2)
        assert r.place().startswith("2025-12-26"), "a day opens at the first click"
        await r.click(3, 3)
        assert "30 Sun" in r.text(), "and a month unfolds"
        await r.click(60, 8)
        assert r.app.screen is r.app.deck


async def test_a_click_on_a_link_and_the_hints_open_it(
    reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_link(url: str, env: dict[str, str]) -> opening.OpenOutcome:
        opened.append(url)
        return opening.OpenOutcome("opened", f"Handed to the browser: {url}")

    monkeypatch.setattr(opening, "open_link", open_link)
    folder = tmp_path / "reports"
    text = "[code](https://example.org/code) and [file](file:///etc/passwd) and [js](javascript:alert(1))"
    report(folder, "2025-12-27", [("2501.00001", "Alpha")], lines=1, text=text)
    async with reader(folder) as r:
        await r.press("l", "4")
        await r.click(*find(r, "code"))
        await r.until(lambda: opened == ["https://example.org/code"])
        assert "Handed to the browser" in r.told()
        await r.press("; a")
        await r.until(lambda: opened == ["https://example.org/code"] * 2)
        await r.click(*find(r, "file"))
        await r.click(*find(r, "js"))
        await r.press("o", "U")
        await r.until(lambda: len(opened) == 3)
        assert {url.partition(":")[0] for url in opened} == {"https"}
        assert "example.org/code" in r.text()

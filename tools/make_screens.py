"""Draws the screens of both READMEs: the reader on the sample library, in a home of its own, as SVG.

python tools/make_screens.py        writes docs/deck.svg and docs/deck.zh-CN.svg
"""

import asyncio
import html
import os
import re
import tempfile
from pathlib import Path

from paperdeck import themes
from paperdeck.index.config.records import Config
from paperdeck.index.language import set_language
from paperdeck.index.library import Library
from paperdeck.tui.app import PaperdeckApp
from paperdeck.tui.look import Look
from paperdeck.tui.trail import Session
from paperdeck.tui.typeset.widths import text_width

CELL = 12.2
"""The width of a cell in the drawings that the framework makes."""

ROOT = Path(__file__).parent.parent
FONTS = "'JetBrains Mono', 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', monospace"
SCREENS = (("deck.svg", "en", "night", "js"), ("deck.zh-CN.svg", "zh_CN", "xuanzhi", "jjs"))


async def screen(language: str, theme_name: str, keys: str) -> str:
    """One screen of the reader, after some keys."""
    set_language(language)
    library = Library.open(Config(), hurried=True)
    library.refresh()
    for entry in library.day_entries(library.days()[1].day)[:4]:
        library.mark([entry.id], read=True, label="read")
    theme = themes.load(theme_name)
    app = PaperdeckApp(library, Config(), Look(theme.colours), theme, Session())
    async with app.run_test(size=(112, 34)) as pilot:
        await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.5)
        app.deck.desk.tell("")
        await pilot.pause(0.2)
        return app.export_screenshot(title="paperdeck")


def own_fonts(svg: str) -> str:
    """The drawing with fonts of the reader's machine instead of fonts from the net."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: (?:Fira Code|arial)[^;]*;", f"font-family: {FONTS};", svg)


def by_cells(svg: str) -> str:
    """The drawing with every stretch of wide or narrow characters at its own place: no font has both widths right."""

    def split(match: re.Match[str]) -> str:
        head, x, tail = match[1] + match[3], float(match[2]), match[5]
        text = html.unescape(match[6])
        text = text.replace("\xa0", " ")
        pieces: list[str] = []
        for run in re.finditer(r" +|[\u2e80-\uffff]|[^ \u2e80-\uffff]+", text):
            if run[0].strip():
                at, width = x + text_width(text[: run.start()]) * CELL, text_width(run[0]) * CELL
                spaced = f'x="{at:.1f}" textLength="{width:.1f}"{tail}'
                pieces.append(f"<text{head}{spaced}>{html.escape(run[0])}</text>")
        return "".join(pieces)

    return re.sub(r'<text([^>]*?)x="([\d.]+)" ([^>]*?)textLength="([\d.]+)"([^>]*)>(.*?)</text>', split, svg)


def main() -> None:
    """Write both screens."""
    (ROOT / "docs").mkdir(exist_ok=True)
    for name, language, theme, keys in SCREENS:
        with tempfile.TemporaryDirectory() as home:
            for kind in ("CONFIG", "DATA", "CACHE", "LOG", "STATE"):
                os.environ[f"PAPERDECK_{kind}_DIR"] = str(Path(home, kind.lower()))
            svg = by_cells(own_fonts(asyncio.run(screen(language, theme, keys))))
            (ROOT / "docs" / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()

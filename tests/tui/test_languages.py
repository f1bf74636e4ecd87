"""The main screens in each language and in ASCII: no word of the other language, nothing cut off, no foreign sign."""

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from paperdeck.index import language
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]
HAN = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = frozenset((
    "BibTeX", "arXiv", "Hugging", "Face", "Markdown", "PDF", "Enter", "Esc", "config", "toml", "paperdeck",
    "add", "check", "PATH", "search", "saved", "UTF",
))  # fmt: skip
"""What has no other name in Chinese."""

KEYS = frozenset((
    "space", "enter", "escape", "tab", "shift", "left", "right", "down", "home", "end", "pageup", "pagedown"
))  # fmt: skip
"""Keys, as they are written on keyboards."""


def chrome(reader: Reader) -> list[str]:
    """What the program itself says: a dialog while one is open, else all but the papers."""
    modal = next((child for child in reader.app.screen.children if child.id not in ("panes", "prompt", "status")), None)
    if modal is not None and modal.id is not None and reader.app.screen is not reader.app.deck:
        return reader.pane(modal.id)
    panes = [pane for pane in ("days", "tabs", "prompt", "status") if reader.region(pane).area]
    text = [] if reader.desk.viewer.paper else reader.pane("page")
    return [line for pane in panes for line in reader.pane(pane)] + text


async def walk(reader: Reader) -> AsyncGenerator[tuple[str, list[str]]]:
    """Open one screen after the other, and look at all of it."""
    yield "list", chrome(reader)
    await reader.press("l")
    yield "viewer", chrome(reader)
    await reader.press("g d")
    yield "days", chrome(reader)
    await reader.press("g l", "s")
    yield "told", chrome(reader)
    for chord, name in (("?", "help"), ("ctrl+p", "palette")):
        await reader.press(chord)
        before: list[str] = []
        while (now := chrome(reader)) != before:
            yield name, now
            before = now
            await reader.press("pagedown")
        await reader.press("escape")
    for chord, name in (("X", "export"), ("e", "note"), ("g u", "history"), ("/", "search"), ("\\", "filter")):
        await reader.press(chord)
        yield name, chrome(reader)
        await reader.press("escape")
    for chord in ("F", ", t", "n", "R", "H", "g s", "T"):
        await reader.press(chord)
        yield chord, chrome(reader)


def reports(tmp_path: Path, title: str) -> Path:
    """Two papers whose titles are in one language."""
    report(tmp_path / "1", "2025-12-27", [("2501.00001", title), ("2501.00002", title * 2)], lines=30)
    return tmp_path / "1"


def cut_off(lines: list[str]) -> list[str]:
    """The lines that end in an ellipsis."""
    return [line for line in lines if re.search(r"…\s*[▁-█]?\s*$", line)]


@pytest.mark.parametrize("size", [(80, 24), (60, 24)], ids=str)
async def test_chinese_says_nothing_in_english(reader: Open, tmp_path: Path, size: tuple[int, int]) -> None:
    language.set_language("zh_CN")
    async with reader(reports(tmp_path, "论文"), size=size) as r:
        actions = set(re.findall(r"[A-Za-z]{3,}", " ".join(r.desk.keymap.keys)))
        async for name, lines in walk(r):
            allowed = NAMES | KEYS | (actions if name == "palette" else set())
            allowed |= {"markdown", "https", "arxiv", "org", "abs"} if name == "export" else set()
            words = [line for line in lines if "/" not in line or name != "export"]
            assert [word for word in ENGLISH.findall(" ".join(words)) if word not in allowed] == [], name
            if size == (80, 24):
                assert cut_off(lines) == [], name


@pytest.mark.parametrize("size", [(80, 24), (60, 24)], ids=str)
async def test_english_says_nothing_in_chinese(reader: Open, tmp_path: Path, size: tuple[int, int]) -> None:
    async with reader(reports(tmp_path, "Paper"), size=size) as r:
        async for name, lines in walk(r):
            said = lines if name != "export" else lines[:4] + lines[-3:]
            assert HAN.findall(" ".join(said)) == [], name
            if size == (80, 24):
                assert cut_off(lines) == [], name


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
async def test_in_forty_columns_every_word_can_be_read(reader: Open, tmp_path: Path, spoken: str) -> None:
    language.set_language(spoken)
    async with reader(reports(tmp_path, "Paper"), size=(40, 20)) as r:
        async for name, lines in walk(r):
            if name in ("help", "palette", "export", "note", "history", ", t"):
                assert cut_off(lines) == [], name


async def test_ascii_draws_nothing_beyond_ascii(reader: Open, tmp_path: Path) -> None:
    async with reader(reports(tmp_path, "Paper"), size=(80, 24), ascii_only=True) as r:
        async for name, lines in walk(r):
            said = lines if name != "export" else lines[:4] + lines[-3:]
            assert "".join(said).isascii(), (name, [line for line in said if not line.isascii()])
        assert all(line.isascii() for line in r.pane("list"))


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
async def test_an_empty_library_is_explained(reader: Open, tmp_path: Path, spoken: str) -> None:
    language.set_language(spoken)
    empty = tmp_path / "0"
    empty.mkdir()
    async with reader(empty, size=(80, 24)) as r:
        text = " ".join(chrome(r)).replace(str(empty), "")
        if spoken == "en":
            assert HAN.findall(text) == []
        else:
            words = [word for word in ENGLISH.findall(text) if word not in NAMES | KEYS and word not in str(empty)]
            assert words == []

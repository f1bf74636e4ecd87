"""Each mistake in config.toml has its line and advice in the program itself, and the reader starts all the same."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from paperdeck.index import places
from paperdeck.index.config import load
from paperdeck.tui import cli
from paperdeck.tui.checks import checks
from paperdeck.tui.keymap import Keymap
from paperdeck.tui.wardrobe import Wardrobe
from support.config_mistakes import KNOWN_ONLY_BY_THE_PROGRAM, MISTAKES
from support.reader import BY_HAND, Reader

Open = Callable[..., AbstractAsyncContextManager[Reader]]
ALL_AT_ONCE = """language = "cn"
[reading]
colum = 3
column = 5
[theme]
name = "nihgt"
[keys.actions]
stra = ["s"]
star = ["j"]
[search.saved]
bad = "title:"
good = "is:unread"
[library
folders = ["/nowhere"]
"""


def save(data: bytes) -> Path:
    """Write config.toml where the program looks for it."""
    file = places.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


ALL = [*MISTAKES, *KNOWN_ONLY_BY_THE_PROGRAM]


@pytest.mark.parametrize(("text", "line", "key", "word"), ALL, ids=[text for text, *_ in ALL])
def test_each_mistake_is_told_by_the_program(
    capsys: pytest.CaptureFixture[str], text: str, line: int, key: str, word: str
) -> None:
    file = save(text.encode())
    assert cli.main(["config"]) == 1
    told = capsys.readouterr().out.splitlines()
    start = f"{file}:{line}: {key}: " if key else f"{file}:{line}: "
    assert any(one.startswith(start) and word in one for one in told), told
    config, _problems = load(file, checks())
    assert Keymap.build(config.keys.preset, config.keys.overrides).problems == ()
    assert Wardrobe(places.themes_dir(), config.theme, print, transparent=False).wrong() == ()


def test_a_theme_with_a_bad_colour_is_told_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    file = save(b'[theme]\nname = "mine"\n')
    places.themes_dir().mkdir(parents=True)
    (places.themes_dir() / "mine.toml").write_text('[colours]\nlink = "bleu"\nhaeding = "#123456"\n')
    assert cli.main(["config"]) == 1
    (told,) = capsys.readouterr().out.splitlines()
    assert told.startswith(f"{file}:2: theme.name: mine.toml: colours.link = 'bleu' is no colour: write #rrggbb")
    assert "colours.haeding is not a role. Did you mean heading?" in told


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (ALL_AT_ONCE.encode(), 8),
        (b"\xef\xbb\xbf[reading]\ncolumn = 60\n", 1),
        (b"Dear diary,\ntoday I read papers.\nNothing else.\n", 1),
        (b"\x00\xff\x01", 2),
    ],
    ids=["all at once", "byte order mark", "prose", "bytes"],
)
async def test_the_reader_starts_and_lists_them(reader: Open, three_days: Path, data: bytes, count: int) -> None:
    config, problems = load(save(data), checks())
    async with reader(three_days, config=config._replace(reading=BY_HAND.reading), problems=problems) as r:
        await r.until(lambda: r.app.screen is not r.app.deck)
        assert len(problems) == count
        assert str(count) in r.pane("notices")[0]
        for _page in range(10):
            await r.press("space")
        assert "read again" in " ".join(r.pane("notices"))
        await r.press("escape", "j")
        await r.until(lambda: r.desk.view.cursor == 1)


async def test_a_sound_config_lists_nothing(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j")
        assert r.app.screen is r.app.deck
        assert r.desk.view.cursor == 1

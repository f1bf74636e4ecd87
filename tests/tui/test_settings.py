"""Settings and themes in the open reader: what is saved holds at once, what is wrong is listed, themes are tried on."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from paperdeck import themes
from paperdeck.index import places
from paperdeck.index.config import load
from paperdeck.tui.checks import checks
from paperdeck.tui.wardrobe import Wardrobe
from support.reader import BY_HAND, Reader, report
from support.terminal import Terminal

Open = Callable[..., AbstractAsyncContextManager[Reader]]
Start = Callable[..., Terminal]
NIGHT, SEPIA = (themes.load(name).colours["background"] for name in ("night", "sepia"))


def save(text: str) -> None:
    """Write config.toml as an editor does, with a time of its own."""
    file = places.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def save_theme(name: str, text: str) -> None:
    """Write a theme of the user's."""
    places.themes_dir().mkdir(parents=True, exist_ok=True)
    (places.themes_dir() / f"{name}.toml").write_text(text, encoding="utf-8")


def notices(reader: Reader) -> str:
    """The list of what is wrong, as one line."""
    return " ".join(" ".join(reader.pane("notices")).split())


def ground(reader: Reader) -> str:
    """The colour behind the text."""
    return reader.desk.look.colours["background"]


async def test_what_is_saved_holds_at_once(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(120, 30)) as r:
        save(
            'language = "zh_CN"\n[theme]\nname = "sepia"\nascii = true\n'
            '[reading]\ncolumn = 44\nread_policy = "manual"\n'
            'tabs = ["results"]\n[keys.actions]\nstar = ["f8"]\n[search.saved]\nfresh = "is:unread"\n'
        )
        await r.until(lambda: ground(r) == SEPIA)
        assert "已重新读取" in r.told()
        assert r.desk.viewer.page.document.width == 44
        assert r.desk.viewer.policy.rule == "manual"
        assert [tab.label for tab in r.desk.viewer.tabs][:2] == ["概览", "实验"]
        assert "fresh" in r.text()
        assert "★" not in r.text()
        await r.press("s")
        assert not any(entry.marks.starred for entry in r.desk.view.rows)
        await r.press("f8")
        assert r.desk.view.current is not None
        assert r.desk.view.current.marks.starred
        save("")
        await r.until(lambda: ground(r) == NIGHT)
        assert "config.toml was read again." in r.told()
        assert "fresh" not in r.text()


def test_folders_that_are_saved_are_looked_through_at_once(terminal: Start, tmp_path: Path) -> None:
    one = report(tmp_path / "one", "2025-12-27", [("2501.00001", "Alpha")]).parent
    two = report(tmp_path / "two", "2025-12-28", [("2501.00002", "Beta")]).parent
    save(f"[library]\nfolders = ['{one}']\n")
    deck = terminal()
    deck.wait_for("Alpha")
    save(f"[library]\nfolders = ['{one}', '{two}']\n")
    deck.wait_for(lambda screen: "27 Sat   ░" in screen and "28 Sun   ░" in screen)
    save(f"[library]\nfolders = ['{two}']\n")
    deck.wait_for(lambda screen: "27 Sat   ░" not in screen and "28 Sun" in screen)


def test_a_folder_that_is_added_from_inside_is_looked_through_at_once(terminal: Start, tmp_path: Path) -> None:
    one = report(tmp_path / "one", "2025-12-27", [("2501.00001", "Alpha")]).parent
    two = report(tmp_path / "two", "2025-12-28", [("2501.00002", "Beta")]).parent
    save(f"[library]\nfolders = ['{one}']\n")
    deck = terminal()
    deck.wait_for("Alpha")
    deck.type(f":add {two}\r")
    deck.wait_for(lambda screen: "27 Sat   ░" in screen and "28 Sun   ░" in screen)
    deck.type(f":remove {one}\r")
    deck.wait_for(lambda screen: "27 Sat   ░" not in screen and "28 Sun" in screen)


async def test_what_takes_another_start_is_named(reader: Open, three_days: Path, tmp_path: Path) -> None:
    async with reader(three_days, size=(120, 30)) as r:
        save(f"[library]\ndata_dir = '{tmp_path}'\n[reading]\nambiguous_width = 2\n")
        await r.until(lambda: "read again" in r.told())
        assert "From the next start on: library.data_dir, reading.ambiguous_width." in r.told()
        assert r.desk.look.ambiguous == 1


async def test_mistakes_are_listed_with_line_key_and_advice_and_dismissed(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(100, 30)) as r:
        save('[reading]\ncolum = 60\ncolumn = 50\n[theme]\nname = "sepai"\n[keys.actions]\nstar = ["j"]\n')
        await r.until(lambda: "3 things to mend" in r.text())
        assert r.desk.viewer.column == 50
        text = notices(r)
        assert "line 2 reading.colum unknown; is reading.column meant?" in text
        assert "line 5 theme.name There is no theme called sepai. Did you mean sepia? 夜 Night is worn" in text
        assert "line 7 keys.actions.star j already means “down”" in text
        await r.press("j", "k", "escape")
        assert "things to mend" not in r.text()
        await r.press("j", "g m")
        assert "3 things to mend" in r.text()
        await r.press("q")
        await r.until(lambda: r.app.screen is r.app.deck)
        save("[reading]\ncolumn = 55\n")
        await r.until(lambda: r.desk.viewer.column == 55)
        await r.press("g m")
        assert "config.toml and your themes" in r.told()


async def test_no_list_covers_what_one_is_doing(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(100, 30)) as r:
        await r.press("e")
        await r.type("thought")
        save("colum = 1\n")
        await r.until(lambda: "1 thing to mend" in r.desk.status.message)
        await r.type("s")
        await r.press("escape")
        assert r.desk.view.current is not None
        assert r.library.notes.read(r.desk.view.current.id).text.strip() == "thoughts"


async def test_a_theme_of_ones_own_is_followed_and_all_failures_are_one_notice(reader: Open, three_days: Path) -> None:
    save_theme("mine", 'extends = "night"\n[colours]\nbackground = "#101010"\n')
    save('[theme]\nname = "mine"\n')
    config, problems = load(places.config_file(), checks())
    assert problems == []
    async with reader(three_days, config=config._replace(reading=BY_HAND.reading)) as r:
        assert ground(r) == "#101010"
        save_theme("mine", 'extends = "night"\n[colours]\nbackground = "#202020"\n')
        await r.until(lambda: ground(r) == "#202020")
        save_theme("mine", '[colours]\nbackground = "dark"\nheadign = "#123456"\n')
        save_theme("other", "colours = 1\n")
        await r.until(lambda: "2 things to mend" in r.text())
        text = notices(r)
        for told in (
            "background = 'dark' is no colour",
            "Did you mean heading?",
            "is worn in its place",
            "Theme other",
        ):
            assert told in text
        await r.press("enter")
        save_theme("mine", 'extends = "night"\n[colours]\nbackground = "#303030"\n')
        (places.themes_dir() / "other.toml").unlink()
        await r.until(lambda: ground(r) == "#303030")


async def test_themes_are_tried_on_while_moving_through_them(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        before = ground(r)
        await r.press("z c")
        await r.type("sepia")
        assert ground(r) == SEPIA
        await r.press("escape")
        assert ground(r) == before
        await r.press(":")
        await r.type("theme")
        await r.press("enter")
        await r.type("sepia")
        await r.press("enter")
        assert ground(r) == SEPIA
        assert 'name = "sepia"' in r.told()
        save("[reading]\ncolumn = 60\n")
        await r.until(lambda: r.desk.viewer.column == 60)
        assert ground(r) == SEPIA


async def test_a_wrong_name_is_told_and_changes_nothing(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press("j", ":")
        await r.type("theme sepia")
        await r.press("enter", ":")
        await r.type("theme nihgt")
        await r.press("enter")
        assert "Did you mean night?" in r.told()
        assert ground(r) == SEPIA


def test_no_colour_wanted_is_no_colour_worn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert Wardrobe(places.themes_dir(), "auto", lambda _theme: None, transparent=False).theme("auto").name == "mono"


async def test_a_transparent_reader_stays_so_in_every_theme(reader: Open, three_days: Path) -> None:
    async with reader(three_days, config=BY_HAND._replace(transparent=True)) as r:
        await r.press("z c")
        await r.type("sepia")
        await r.press("enter")
        assert ground(r) == "ansi_default"

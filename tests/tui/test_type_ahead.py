"""What is typed in one burst, as a slow line brings it, does exactly what it would have done key by key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.terminal import Terminal

Start = Callable[..., Terminal]
DOWN, RIGHT, LEFT, BACKSPACE, ENTER, SAVE = "\x1b[B", "\x1b[C", "\x1b[D", "\x7f", "\r", "\x13"


@pytest.fixture
def deck(terminal: Start, three_days: Path, isolated_home: Path) -> Terminal:
    """The reader on three days, with two saved searches, ready for keys."""
    config = isolated_home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[search.saved]\nlater = "is:later"\nstars = "is:starred"\n', encoding="utf-8")
    reader = terminal("-L", three_days, env={"PAPERDECK_CONFIG_DIR": str(config.parent)})
    reader.wait_for("Alpha")
    return reader


def test_export_takes_every_key_in_its_order(deck: Terminal, isolated_home: Path) -> None:
    deck.type(f"sXj{RIGHT}{RIGHT}jburst.x{BACKSPACE}bib{LEFT}{LEFT}{LEFT}.{ENTER}j")
    deck.wait_for(lambda screen: "Beta" in screen and "burst..bib" in screen)
    written = isolated_home / "burst..bib"
    assert written.read_text(encoding="utf-8").startswith("@misc")


def test_nothing_is_not_exported(deck: Terminal, isolated_home: Path) -> None:
    deck.type(f"X{ENTER}")
    deck.wait_for("There is no paper to export")
    deck.type(f"{RIGHT}{ENTER}")
    deck.wait_for("1 paper written to")
    assert [path.name for path in isolated_home.glob("paperdeck.*")] == ["paperdeck.md"]


def test_a_note_is_written_from_its_first_letter_to_its_last(deck: Terminal) -> None:
    deck.type(f"eab{LEFT}X{BACKSPACE}中文{ENTER}second{SAVE}s")
    deck.wait_for("★1")
    deck.type("e")
    deck.wait_for(lambda screen: "a中文" in screen and "secondb" in screen)


def test_the_command_line_is_done_before_the_next_key(deck: Terminal) -> None:
    deck.type(f":star{ENTER}jj")
    deck.wait_for("3/4")
    assert "★1" in deck.text()


def test_a_search_and_what_follows_it(deck: Terminal) -> None:
    deck.type(f"/Gamx{BACKSPACE}ma{LEFT}{ENTER}T")
    deck.wait_for(lambda screen: "Search: Gamma · 1/1 · 1 left" in screen)


def test_a_filter_and_what_follows_it(deck: Terminal) -> None:
    deck.type(f"\\title:Beta{ENTER}s\\{BACKSPACE * 10}Delta{ENTER}s")
    deck.wait_for(lambda screen: "filter: Delta" in screen and "★1" in screen)


def test_a_saved_search_is_picked_by_its_name(deck: Terminal) -> None:
    deck.type(f"sjswFstar{ENTER}j")
    deck.wait_for(lambda screen: "stars · 2/2" in screen and "★2" in screen)


def test_a_line_is_picked_with_the_arrows(deck: Terminal) -> None:
    deck.type(f"sjswF{DOWN}{ENTER}j")
    deck.wait_for(lambda screen: "stars · 2/2" in screen)


def test_cards_take_the_keys_that_follow(deck: Terminal) -> None:
    deck.type("Tsddd")
    deck.wait_for(lambda screen: "1 left" in screen and "★1" in screen and "Delta" in screen)


def test_the_help_is_filtered_and_does_what_was_found(deck: Terminal) -> None:
    deck.type(f"j?half page down{BACKSPACE * 14}star the{ENTER}j")
    deck.wait_for(lambda screen: "★1" in screen and "3/4" in screen)


def test_the_palette_does_what_was_found(deck: Terminal) -> None:
    deck.type(f"\x10star the{ENTER}j\x10star the{ENTER}")
    deck.wait_for(lambda screen: "★2" in screen and "2/4" in screen)


def test_history_goes_to_where_it_was(deck: Terminal) -> None:
    deck.type(f"sjsjsgu{DOWN}{ENTER}j")
    deck.wait_for(lambda screen: "★2" in screen and "4/4" in screen)


def test_a_burst_before_the_first_frame_waits_for_it(deck: Terminal, terminal: Start, three_days: Path) -> None:
    deck.keys("q")
    assert deck.wait() == 0
    again = terminal("-L", three_days)
    again.wait_for(lambda _screen: again.emulator.alternate)
    again.type(f"js:star{ENTER}j\\Gamma{ENTER}")
    again.wait_for(lambda screen: "filter: Gamma" in screen and "1/1" in screen and "★" not in screen)

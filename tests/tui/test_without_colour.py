"""Nothing is said by colour alone: without it, characters and attributes tell every state from every other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.emulator import Cell
from support.terminal import Terminal

Start = Callable[..., Terminal]
Sign = tuple[str, bool, bool, bool, bool, bool]


def sign(cell: Cell) -> Sign:
    """What is left of a cell without its colours."""
    return cell.char, cell.bold, cell.italic, cell.underline, cell.strike, cell.reverse


def weight(cell: Cell) -> tuple[bool, ...]:
    """The attributes of a cell."""
    return sign(cell)[1:]


def weights(deck: Terminal, char: str) -> set[tuple[bool, ...]]:
    """All the attributes that a character has on the screen."""
    return {weight(cell) for line in deck.cells() for cell in line if cell.char == char}


def row(deck: Terminal, title: str) -> tuple[object, ...]:
    """The signs before a title of the list, and how the title is set."""
    column, line = deck.find(title)
    cells = deck.cells()[line]
    return (*(sign(cell) for cell in cells[column - 7 : column]), weight(cells[column]))


@pytest.fixture(params=["NO_COLOR", "mono"])
def deck(request: pytest.FixtureRequest, terminal: Start, three_days: Path) -> Terminal:
    """The reader on three days, in a terminal without colours or in the theme that has none."""
    if request.param == "mono":
        reader = terminal("-L", three_days, "--theme", "mono")
    else:
        reader = terminal("-L", three_days, env={"NO_COLOR": "1"})
    reader.wait_for("Delta")
    reader.settle(0.3)
    return reader


def test_every_state_of_a_row_has_a_look_of_its_own(deck: Terminal) -> None:
    deck.keys("j")
    deck.wait_for("2/4")
    looks = {"plain": row(deck, "Delta"), "cursor": row(deck, "Beta")}
    for keys, state, seen in (
        ("r", "read", "1 of 4 read"),
        ("r s", "starred", "★1"),
        ("s w", "later", "later"),
        ("w x k", "selected", "1 selected"),
    ):
        deck.keys(keys)
        deck.wait_for(seen)
        deck.settle(0.1)
        looks[state] = row(deck, "Beta")
    deck.keys("escape", "e")
    deck.wait_for("saves")
    deck.type("n\x13")
    deck.wait_until_gone("saves")
    deck.settle(0.1)
    looks["noted"] = row(deck, "Beta")
    assert len(set(looks.values())) == len(looks), looks


def test_the_chosen_tab_the_hits_and_the_selection_are_told_apart(deck: Terminal) -> None:
    deck.keys("l", "4")
    deck.wait_for("第 2 行")
    deck.settle(0.1)
    tabs = [weight(deck.cell(*deck.find(label))) for label in ("4 Usage", "1 Overview")]
    assert tabs[0] != tabs[1]
    assert len(weights(deck, "第")) == 1
    plain = weights(deck, "第")
    deck.keys("/")
    deck.type("第\r")
    deck.wait_for("40 hits")
    deck.wait_for(lambda _screen: len(weights(deck, "第") - plain) == 2)  # hits, and the one that n and N go on from
    deck.keys("escape")
    deck.wait_for(lambda _screen: weights(deck, "第") == plain)
    deck.keys("v", "j")
    deck.wait_for(lambda _screen: len(weights(deck, "第") - plain) == 1)


def test_the_day_under_the_cursor_and_what_is_left_of_a_day_are_characters(deck: Terminal) -> None:
    column, line = deck.find("27 Sat")
    assert deck.cell(column - 1, line).char == "▎"
    before = [sign(cell) for cell in deck.cells()[line][column : column + 24]]
    deck.keys("A")
    deck.wait_for("4 of 4 read")
    deck.settle(0.1)
    assert [sign(cell) for cell in deck.cells()[line][column : column + 24]] != before

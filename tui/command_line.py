"""The command line of the reader: actions by name, the number of a row, and commands with a word."""

import difflib

from ..index.language import _
from .actions import ACTIONS, BY_NAME
from .desk import Desk
from .worded import WORDED

_MOST_DIGITS = 9


def complete_line(desk: Desk, text: str) -> list[str]:
    """What Tab offers: names of commands, and behind a name the words that it takes."""
    name, blank, rest = text.partition(" ")
    if not blank:
        return complete_name(text)
    worded = WORDED.get(name.lower())
    return [f"{name} {offer}" for offer in worded.offers(desk, rest)] if worded else []


def complete_name(text: str) -> list[str]:
    """Names of actions and commands that begin as the text does, then those that contain it."""
    names = [*(f"{name} " for name in WORDED), *(action.name for action in ACTIONS if action.name not in WORDED)]
    begin = [name for name in names if name.startswith(text)]
    return begin + [name for name in names if text in name and name not in begin]


def run_line(desk: Desk, text: str) -> None:
    """Do what a typed command says; what is not understood is told, and changes nothing."""
    name, _blank, rest = text.strip().lstrip(":").partition(" ")
    name, rest = name.lower(), rest.strip()
    worded, action = WORDED.get(name), BY_NAME.get(name)
    if name in ("q", "quit", "exit", "wq", "x"):
        desk.leave()
    elif _is_number(name):
        desk.move_to(int(name) - 1)
    elif worded is not None and (rest or not worded.bare):
        if not rest or not worded.run(desk, rest):
            desk.tell(_("“{name}” needs a word: {word}").format(name=name, word=worded.takes()), "warning")
    elif action is None:
        near = difflib.get_close_matches(name, [*BY_NAME, *WORDED], 1)
        known = _("The nearest known is “{name}”.").format(name=near[0]) if near else _("? lists the keys.")
        desk.tell(_("There is no command “{name}”.").format(name=name) + " " + known, "warning")
    elif rest and not (action.counts and _is_number(rest)):
        desk.tell(_("“{name}” takes no word; nothing was done.").format(name=name), "warning")
    else:
        desk.do(f"{name} {rest}".rstrip())


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS

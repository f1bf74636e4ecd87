"""The command line of the reader: actions by name, the number of a row, and a few commands with a word."""

import difflib

from ..index.language import _, ngettext
from ..index.results import Cancelled
from .actions import ACTIONS, BY_NAME
from .desk import Desk
from .wardrobe import worn

_WITH_WORD = ("select", "view", "day", "theme", "width")


def complete_line(text: str) -> list[str]:
    """Names of actions and commands that begin as the text does, then those that contain it."""
    names = [*(f"{name} " for name in _WITH_WORD), *(action.name for action in ACTIONS)]
    begin = [name for name in names if name.startswith(text)]
    return begin + [name for name in names if text in name and name not in begin]


def run_line(desk: Desk, text: str) -> None:
    """Do what a typed command says; one that does not exist is told with the nearest known name."""
    name, _blank, rest = text.strip().partition(" ")
    name, rest = name.lstrip(":").lower(), rest.strip()
    if name in ("q", "quit", "exit", "wq", "x"):
        desk.leave()
    elif name.isdigit():
        desk.move_to(int(name) - 1)
    elif name in _WITH_WORD and rest:
        _with_word(desk, name, rest)
    elif name in BY_NAME:
        desk.do(name)
    else:
        near = difflib.get_close_matches(name, [*BY_NAME, *_WITH_WORD], 1)
        known = _("The nearest known is “{name}”.").format(name=near[0]) if near else _("? lists the keys.")
        desk.tell(_("There is no command “{name}”.").format(name=name) + " " + known, "warning")


def _with_word(desk: Desk, name: str, rest: str) -> None:
    match name:
        case "select":
            _select(desk, rest)
        case "view":
            desk.open_query(rest)
        case "day":
            desk.open_day(rest)
        case "theme":
            desk.wardrobe.wear(rest)
            desk.tell(worn(desk.wardrobe), "information" if rest in desk.wardrobe.names() else "warning")
        case _:
            if rest.isdigit():
                desk.viewer.column = max(20, min(int(rest), 200))
                desk.viewer.relay()


def _select(desk: Desk, query: str) -> None:
    """Select the rows that a query matches."""
    view, among = desk.view, desk.view.rows.ids

    def question(cancelled: Cancelled) -> set[str]:
        return set(desk.library.view(query, among=among, cancelled=cancelled).ids)

    def answered(found: set[str]) -> None:
        view.selected = found
        desk.rows_changed()
        desk.tell(ngettext("{n} paper selected", "{n} papers selected", len(found)).format(n=len(found)))

    desk.questions.request("select", question, answered)

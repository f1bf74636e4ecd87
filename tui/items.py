"""The rows of the lists one picks from: the help, the palette, the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..index.language import _
from .actions import ACTIONS, GROUP_TITLES, Action, Context
from .keymap import Keymap, key_label
from .operations import by_title

if TYPE_CHECKING:
    from ..index.marks import Operation


@dataclass(frozen=True, slots=True)
class Item:
    """One row: what is given back, what is read, what stands at its left; a `head` groups and cannot be picked.

    `aside` is shown after the text where there is room.
    """

    key: str
    text: str
    sign: str = ""
    head: bool = False
    dim: bool = False
    aside: str = ""


def _keys(keymap: Keymap, action: Action) -> str:
    return "  ".join(key_label(chord) for chord in keymap.keys.get(action.name, ()))


def help_items(keymap: Keymap, context: Context) -> list[Item]:
    """Every action by subject: those of the focused pane first, those of other panes dimmed at the end."""
    panes: dict[Context, str] = {"days": _("the days"), "list": _("the list"), "viewer": _("the viewer")}
    items: list[Item] = []
    here = [action for action in ACTIONS if action.context == context]
    if here:
        items.append(Item("", _("Only in {pane}").format(pane=panes.get(context, context)), head=True))
        items += [Item(action.name, _(action.help), _keys(keymap, action)) for action in here]
    for group, title in GROUP_TITLES.items():
        anywhere = [a for a in ACTIONS if a.group == group and a.context == "anywhere" and _shown(a)]
        if anywhere:
            items.append(Item("", _(title), head=True))
            items += [Item(action.name, _(action.help), _keys(keymap, action)) for action in anywhere]
    for other, name in panes.items():
        elsewhere = [action for action in ACTIONS if action.context == other]
        if other != context and elsewhere:
            items.append(Item("", _("Only in {pane}").format(pane=name), head=True))
            items += [Item(action.name, _(action.help), _keys(keymap, action), dim=True) for action in elsewhere]
    return items


def _shown(action: Action) -> bool:
    """The ten digits are one line of the help."""
    return not action.name.startswith("tab-") or action.name in ("tab-left", "tab-right", "tab-1")


def palette_items(keymap: Keymap, context: Context) -> list[Item]:
    """Every action that can be done here, by its sentence, with its name to find it by."""
    usable = [action for action in ACTIONS if action.context in ("anywhere", context)]
    return [Item(action.name, _(action.help), _keys(keymap, action), aside=action.name) for action in usable]


def history_items(operations: "Sequence[Operation]", titles: Mapping[str, str]) -> list[Item]:
    """What was changed, newest first: when, what, which papers; what is undone says so. `titles` are those by id."""
    items: list[Item] = []
    for operation in operations:
        when = datetime.fromisoformat(operation.when).astimezone().strftime("%m-%d %H:%M")
        text = by_title(operation, titles)
        items.append(Item(operation.id, _("{what} (undone)").format(what=text) if operation.undone else text, when))
    return items

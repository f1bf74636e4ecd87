"""`paperdeck keys`: the keys in force, from the registry of actions."""

from argparse import ArgumentParser
from itertools import groupby

from ...index.language import _
from ..actions import ACTIONS, GROUP_TITLES, Action, Group
from ..keymap import Keymap, key_label
from .context import Context
from .talk import put


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--markdown", action="store_true", help=_("as a Markdown table"))


def run(context: Context) -> int:
    """Print key, action and help of every action, group by group."""
    settings = context.config.keys
    keymap = Keymap.build(settings.preset, settings.overrides)
    if context.options.markdown:
        put(f"| {_('keys')} | {_('action')} | {_('what it does')} |")
        put("|---|---|---|")
        for action in ACTIONS:
            keys = " ".join(f"`{_cell(key_label(key))}`" for key in keymap.keys[action.name])
            put(f"| {keys} | {action.name} | {_cell(_(action.help))} |")
        return 0
    for number, (group, actions) in enumerate(groupby(ACTIONS, key=_group)):
        if number:
            put("")
        put(_(GROUP_TITLES[group]))
        for action in actions:
            keys = " ".join(key_label(key) for key in keymap.keys[action.name])
            put(f"  {keys:<16} {action.name:<18} {_(action.help)}")
    return 0


def _group(action: Action) -> Group:
    return action.group


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

"""The journal of what the user says of a paper, its folding into marks, and undo.

The names are looked up when they are asked for: the clock alone must not bring the whole store along.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .damage import Damage
    from .events import Change, Operation, SaveState
    from .store import MarkStore

__all__ = ["Change", "Damage", "MarkStore", "Operation", "SaveState"]

_ROOMS = {"Change": "events", "Damage": "damage", "MarkStore": "store", "Operation": "events", "SaveState": "events"}


def __getattr__(name: str) -> object:
    """The name from its module."""
    if name not in _ROOMS:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)

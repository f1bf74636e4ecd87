"""The journal of what the user says of a paper, its folding into marks, and undo."""

from .damage import Damage
from .events import Change, Operation, SaveState
from .store import MarkStore

__all__ = ["Change", "Damage", "MarkStore", "Operation", "SaveState"]

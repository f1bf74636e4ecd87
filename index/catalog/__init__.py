"""The catalog: which papers, on which days, in which file at which offset; a disposable cache in SQLite."""

from .catalog import Catalog, DayRow, ReadingPlace
from .store import DamagedError

__all__ = ["Catalog", "DamagedError", "DayRow", "ReadingPlace"]

"""A journal made small: one line a paper for what is long past, and the recent operations as they were written.

What one journal's rows fold to, together with any other journals, is the same before and after: a register keeps the
latest value that this journal has for it, undone operations leave only their names (so that an old copy of the file
cannot bring them back), and rows that this version does not understand stay. The new file is written beside the old
one and renamed; a crash leaves the one or the other.
"""

from pathlib import Path

from .. import disk
from .clock import random_name
from .damage import Damage, set_aside
from .events import Row, is_understood
from .folding import Folding
from .history import is_said, window
from .lines import encode, parse

LEAST = 32 * 1024
"""Files up to this size, in bytes, are left as they are."""

_WORTH = 1.7
_LIMIT = 2.0


def compact(path: Path, device: str, *, force: bool = False) -> int:
    """Rewrite a journal where that pays; gives the size in bytes from which it is worth looking again. OSError.

    The caller holds the lock. Damaged lines are set aside first.
    """
    data = path.read_bytes()
    rows, bad = parse(data)
    small = encode([{"journal": device, "generation": random_name(16)}, *condense(rows)])
    if force or len(data) > _WORTH * len(small):
        set_aside(path.parent, device, [Damage(path.name, number + 1, line) for number, line in bad])
        disk.replace(path, small)
        for leftover in disk.leftovers(path.parent):
            leftover.unlink(missing_ok=True)
    return int(_LIMIT * len(small))


def condense(rows: list[Row]) -> list[Row]:
    """The rows of one journal, in its order, as fewer rows of the same meaning."""
    cut = _cut(rows)
    strange = [row for row in rows[:cut] if not is_understood(row)]
    folding = Folding()
    folding.absorb([row for row in rows if not row.keys() & {"paper", "base"}])
    folding.absorb(rows[:cut])
    settled = {op: list(pair) for op, pair in folding.settled.items()}
    base: list[Row] = [{"base": paper, **held} for paper, held in folding.papers.items() if held]
    return [*base, *([{"settled": settled}] if settled else []), *strange, *rows[cut:]]


def _cut(rows: list[Row]) -> int:
    """Where the recent operations begin: rows from here on are kept as they are."""
    first: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for place, row in enumerate(rows):
        if is_said(row):
            op = str(row.get("op"))
            first.setdefault(op, place)
            sizes[op] = sizes.get(op, 0) + 1
    count = window(list(sizes.values()), slack=2)
    return list(first.values())[-count] if count else len(rows)

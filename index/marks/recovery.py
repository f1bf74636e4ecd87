"""What this device said and no journal holds any more, as rows that can be written again.

A sync tool or a backup may delete a journal or put an older copy in its place while its marks are in memory. A journal
that was compacted holds the same in other words, so that what is compared is what the rows come to.
"""

from .events import Row
from .folding import Folding
from .held import is_of, op_of
from .history import History


def missing_operations(before: History, now: History) -> dict[str, list[Row]]:
    """The rows of the recent operations that were known before and are not now, in their order."""
    return {op: rows for op, rows in before.recent().items() if not now.knows(op)}


def missing_words(device: str, before: Folding, now: Folding) -> list[Row]:
    """What older operations of a device came to, where it is no longer known: values of registers, and undos."""
    known = now.words_of(device)
    rows: list[Row] = [
        {"base": paper, register: held}
        for (paper, register), held in before.words_of(device).items()
        if known.get((paper, register), "") < held and not now.is_undone(op_of(held))
    ]
    settled = {
        op: list(pair)
        for op, pair in before.settled.items()
        if is_of(device, pair[0]) and now.settled.get(op, ("", False)) < pair
    }
    return [*rows, {"settled": settled}] if settled else rows

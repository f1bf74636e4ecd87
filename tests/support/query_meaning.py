"""When two queries mean the same: compared by their truth tables."""

from collections.abc import Callable

from paperdeck.index.query.ast import And, Leaf, Node, Not, Or, leaf_key, leaves

_MOST_ATOMS = 10


def meaning(node: Node) -> tuple[object, ...]:
    """A value that is equal for two queries just when they mean the same, as far as AND, OR and NOT go.

    Up to ten different leaves: the leaves that matter and the truth table over them. Beyond that (a table would be too
    large): the parts sorted, negation pushed down to the leaves.
    """
    keys = sorted({leaf_key(leaf) for leaf, _ in leaves(node)})
    if len(keys) > _MOST_ATOMS:
        return ("form", _sorted_form(node, wanted=True))
    size = 1 << len(keys)
    full = (1 << size) - 1
    columns = {key: sum(1 << row for row in range(size) if row >> at & 1) for at, key in enumerate(keys)}
    table = _truth(node, lambda leaf: columns[leaf_key(leaf)], full)
    for at in reversed(range(len(keys))):
        rows = [row for row in range(size) if not row >> at & 1]
        if all((table >> row & 1) == (table >> (row | 1 << at) & 1) for row in rows):
            table = sum((table >> row & 1) << place for place, row in enumerate(rows))
            size >>= 1
            del keys[at]
    return ("table", tuple(keys), table)


def _truth(node: Node, column: Callable[[Leaf], int], full: int) -> int:
    """The truth table of a node as the bits of an integer, one bit a row."""
    if isinstance(node, Not):
        return full & ~_truth(node.part, column, full)
    if isinstance(node, And):
        table = full
        for part in node.parts:
            table &= _truth(part, column, full)
        return table
    if isinstance(node, Or):
        table = 0
        for part in node.parts:
            table |= _truth(part, column, full)
        return table
    return column(node)


def _sorted_form(node: Node, *, wanted: bool) -> str:
    """A spelling in which order, nesting, repetition and the place of negation make no difference."""
    if isinstance(node, Not):
        return _sorted_form(node.part, wanted=not wanted)
    if not isinstance(node, And | Or):
        return leaf_key(node) if wanted else f"-{leaf_key(node)}"
    joined = isinstance(node, And) == wanted
    parts: set[str] = set()
    for part in node.parts:
        parts.add(_sorted_form(part, wanted=wanted))
    return f"{'all' if joined else 'any'}({' '.join(sorted(parts))})"

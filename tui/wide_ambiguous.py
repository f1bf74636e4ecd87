"""Makes the framework count East-Asian-Ambiguous characters as two cells, on terminals that draw them so.

The framework has no setting for it (rich.cells, 15.0): its table of widths and its short cut for narrow text are
replaced for this process. A test fails when a release keeps them elsewhere.
"""

from collections.abc import Iterator, Sequence

from rich import cells
from rich._unicode_data import load as load_cell_table

from .typeset.characters import ambiguous_ranges

_LAST = 0x2FFFF
"""Private use above this is ambiguous too, but no terminal draws it wide."""


def _added(taken: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Ambiguous characters to which the framework's table gives no width of its own (marks keep their 0)."""
    known = {code for start, end, _width in taken for code in range(start, min(end, _LAST) + 1)}
    for first, last in ambiguous_ranges():
        if last <= _LAST and not 0xE000 <= first < 0xF900:
            yield from ((code, code, 2) for code in range(first, last + 1) if code not in known)


def count_ambiguous_as_wide() -> None:
    """Replace the tables of `rich.cells` for the rest of this process."""
    plain = load_cell_table("auto")
    widths = sorted([*plain.widths, *_added(plain.widths)])
    table = cells.CellTable(plain.unicode_version, widths, plain.narrow_to_wide)

    def load(unicode_version: str = "auto") -> cells.CellTable:
        del unicode_version
        return table

    narrow = frozenset(map(chr, range(0x20, 0x7F)))
    cells.__dict__.update(load_cell_table=load, _is_single_cell_widths=narrow.issuperset)
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()

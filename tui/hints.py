"""Hint letters: short labels for the links in sight, so that one or two keys choose one."""

from itertools import product

_LETTERS = "asdfghjkl;weruiop"


def labels(count: int) -> list[str]:
    """So many labels of equal length, of letters that lie under the fingers; none begins another."""
    letters = _LETTERS.replace(";", "")
    size = 1
    while len(letters) ** size < count:
        size += 1
    return ["".join(combination) for combination, _i in zip(product(letters, repeat=size), range(count), strict=False)]

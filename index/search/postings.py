"""One posting list: the papers that have a word, and its weight in each, in one of two forms.

Sparse: the numbers of the papers (two bytes each, little endian, rising), then a weight byte for each. Dense, where
more than one paper in eight has the word: a weight byte for every paper of the segment, 0 for those without it. Dense
lists are added up for all papers at once, as the lanes of one long integer.
"""

import sys
from array import array
from bisect import bisect_left
from itertools import compress

_DENSE = 8
LANE = 4
"""Bytes of a lane: of one paper's score in a long integer of scores."""

_SWAP = sys.byteorder == "big"


def is_dense(count: int, papers: int) -> bool:
    """Whether a list of `count` papers of a segment of `papers` is kept in the dense form."""
    return count * _DENSE > papers


def encode(packed: bytes, papers: int) -> bytes:
    """A list as it is stored, from four bytes a posting: the weight, two bytes of the number, a zero."""
    count = len(packed) // 4
    numbers = bytearray(2 * count)
    numbers[0::2], numbers[1::2] = packed[1::4], packed[2::4]
    weights = packed[0::4]
    if not is_dense(count, papers):
        return bytes(numbers) + weights
    dense = bytearray(papers)
    for number, weight in zip(_numbers(bytes(numbers)), weights, strict=True):
        dense[number] = weight
    return bytes(dense)


def stored_length(count: int, papers: int) -> int:
    """How many bytes a list takes."""
    return papers if is_dense(count, papers) else 3 * count


def _numbers(data: bytes) -> "array[int]":
    numbers = array("H")
    numbers.frombytes(data)
    if _SWAP:
        numbers.byteswap()
    return numbers


class Postings:
    """A list as it was read. ValueError where the bytes are no such list."""

    __slots__ = ("_numbers", "_weights", "count", "dense")

    def __init__(self, data: bytes, count: int, papers: int) -> None:
        if len(data) != stored_length(count, papers):
            raise ValueError("a posting list ends too early")
        self.count = count
        self.dense = data if is_dense(count, papers) else None
        self._numbers: array[int] | None = None
        self._weights: bytes | None = None
        if self.dense is None:
            self._numbers, self._weights = _numbers(data[: 2 * count]), data[2 * count :]
            if count and self._numbers[-1] >= papers:
                raise ValueError("a posting list does not fit its segment")

    def __len__(self) -> int:
        return self.count

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return 200 + (3 * self.count if self.dense is None else 2 * self.count + len(self.dense))

    @property
    def numbers(self) -> "array[int]":
        """The numbers of the papers, rising."""
        if self._numbers is None:
            dense = self.dense or b""
            self._numbers = array("H", compress(range(len(dense)), dense))
        return self._numbers

    @property
    def weights(self) -> bytes:
        """The weight in each of `numbers`."""
        if self._weights is None:
            return bytes(filter(None, self.dense or b""))
        return self._weights

    def weight(self, number: int) -> int:
        """The weight in one paper, 0 where it has not the word."""
        if self.dense is not None:
            return self.dense[number]
        numbers, weights = self.numbers, self.weights
        spot = bisect_left(numbers, number)
        return weights[spot] if spot < len(numbers) and numbers[spot] == number else 0

    def lanes(self) -> int:
        """The weights of a dense list as a long integer, a lane a paper."""
        return spread(self.dense or b"")


def spread(values: bytes | bytearray) -> int:
    """Bytes as the lanes of a long integer."""
    lanes = bytearray(LANE * len(values))
    lanes[0::LANE] = values
    return int.from_bytes(lanes, "little")


def totals(lanes: int, papers: int) -> "array[int]":
    """The lanes of a long integer as an array."""
    found = array("I")
    found.frombytes(lanes.to_bytes(LANE * papers, "little"))
    if _SWAP:
        found.byteswap()
    return found

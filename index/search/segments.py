"""One segment of the index: written from papers as they come, and open for reading as the `Papers` of an evaluator.

    <name>.trm .pst   dictionary and posting lists (Whoosh)
    <name>.docs       a line a paper in each of three columns: ids, newest days, fingerprints
    <name>.text .at   the searchable text of each paper, and where each ends (eight bytes)
    <name>.lex        the Latin words of the segment in rising order, a line each

Papers are numbered from 0 in the order in which they were added.
"""

import sys
from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self, TypeVar, cast

from ..folding import CJK_RUN
from ..query.ast import Term, Value
from ..searchtext import SearchText, is_han
from . import codec
from .codec import Segment
from .postings import Postings
from .store import FILES
from .tokenizer import FLAG, GROUPS, PREFIX, STEPS, Lookup, Unit, lookup, words_of

LARGEST = 60_000
"""Papers that a segment may hold: their numbers are two bytes."""

_AVERAGE = {"title": 30.0, "core": 300.0, "body": 1800.0}
_K1, _B = 1.2, 0.4
_CACHED_BYTES, _ABSENT = 24_000_000, 200
_BLOCK, _GAP = 1 << 19, 1 << 15
T = TypeVar("T")


def fingerprint_line(fingerprint: str) -> str:
    """A fingerprint as it is kept: itself, or spelt out where it would break the line."""
    return fingerprint if fingerprint.isprintable() else ascii(fingerprint)


def _line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.split())


class SegmentBuilder:
    """Collects the posting lists of papers in memory, their text on the disk, and writes the rest of the segment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = codec.new_name()
        self._postings: dict[str, dict[str, int | array[int]]] = {name: {} for name in GROUPS}
        self._docs: list[tuple[str, str, str]] = []
        self._ends = array("Q")
        self._text = (folder / f"{self._name}.text").open("wb")
        self._written = False
        self.ids: set[str] = set()
        self.size = 0
        """How many postings it holds."""

    def __len__(self) -> int:
        return len(self._docs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the file of texts; a segment that was not written leaves no file behind."""
        self._text.close()
        if not self._written:
            with suppress(OSError):
                Path(self._text.name).unlink()

    def add(self, paper_id: str, day: str, fingerprint: str, text: SearchText) -> None:
        """Add one paper. ValueError for more than LARGEST, OSError when the disk is full."""
        number = len(self._docs)
        if number >= LARGEST:
            raise ValueError("the segment is full")
        self.ids.add(paper_id)
        self._docs.append((_line(paper_id), _line(day), fingerprint_line(fingerprint)))
        self._text.write(text.pack())
        self._ends.append(self._text.tell())
        for name, counts in words_of(text).items():
            self.size += len(counts)
            _post(self._postings[name], number << 8, counts, _AVERAGE[name])

    def write(self, breathe: Callable[[], None]) -> tuple[Segment, list[str]]:
        """Write the segment; gives it and its files' names. OSError when that fails; `breathe` is called often."""
        self._text.close()
        segment = Segment(self._name, len(self))
        latin = {
            word
            for words in self._postings.values()
            for word in words
            if word[0] not in PREFIX + FLAG and not is_han(word)
        }
        codec.write_terms(
            self._folder, segment, ((name, _sorted(self._postings.pop(name), breathe)) for name in GROUPS)
        )
        if sys.byteorder == "big":
            self._ends.byteswap()
        docs = "\t".join("\n".join(column) for column in zip(*self._docs, strict=True))
        lexicon = "\n" + "".join(f"{word}\n" for word in sorted(latin))
        contents = {".docs": docs.encode(errors="replace"), ".at": self._ends.tobytes()}
        for ending, data in (contents | {".lex": lexicon.encode(errors="replace")}).items():
            (self._folder / f"{self._name}{ending}").write_bytes(data)
        self._written = True
        return segment, [self._name + ending for ending in FILES]


def _post(postings: "dict[str, int | array[int]]", lead: int, counts: Counter[str], average: float) -> None:
    """Add one paper's words of one group: BM25's weight of each, without the word's rarity, as a byte."""
    norm = _K1 * (1 - _B + _B * sum(counts.values()) / average)
    weights = [lead | _weight(count, norm) for count in range(9)]
    known_of = postings.get
    for word, count in counts.items():
        posting = weights[count] if count < 9 else lead | _weight(count, norm)
        known = known_of(word)
        if known is None:
            postings[word] = posting
        elif isinstance(known, int):
            postings[word] = array("I", (known, posting))
        else:
            known.append(posting)


def _weight(count: int, norm: float) -> int:
    """The byte for a word's frequency in a paper."""
    return max(1, min(255, round(STEPS * count * (_K1 + 1) / (count + norm))))


def _sorted(postings: "dict[str, int | array[int]]", breathe: Callable[[], None]) -> Iterator[tuple[str, bytes]]:
    """The words in rising order with their packed lists, sorted in small groups so that no step takes long."""
    by_first: dict[str, list[str]] = {}
    for word in postings:
        by_first.setdefault(word[:1], []).append(word)
    for first in sorted(by_first):
        breathe()
        for word in sorted(by_first[first]):
            known = postings[word]
            packed = array("I", (known,)) if isinstance(known, int) else known
            if sys.byteorder == "big":
                packed.byteswap()
            yield word, packed.tobytes()


class Cache:
    """What was read last from the segments of a snapshot, by key, up to a size in bytes; least recently used goes."""

    def __init__(self, most: int = _CACHED_BYTES) -> None:
        self._most = most
        self._held = 0
        self._known: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()

    def get(self, key: Hashable, read: Callable[[], T], size: Callable[[T], int]) -> T:
        """What is known under the key, else what `read` gives; `size` tells about how many bytes that takes."""
        if (known := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            return cast("T", known[0])
        value = read()
        taken = size(value)
        self._known[key] = (value, taken)
        self._held += taken
        while self._held > self._most and len(self._known) > 1:
            self._held -= self._known.popitem(last=False)[1][1]
        return value


class SegmentReader:
    """One segment open for reading, its papers known by number. Not for several threads at once.

    `gone` are the numbers of papers that are deleted, or no longer as the library has them. Where the files are not as
    they were written, whatever reading them raises is raised: `SearchIndex` tells damage from faults by the checksums.
    """

    def __init__(self, folder: Path, segment: Segment, cache: Cache) -> None:
        self.name = segment.name
        self.gone = segment.deleted
        self._folder = folder
        self._cache = cache
        # Three long texts, split at once: a list for every paper would wake the collector again and again.
        self.ids, days, self.fingerprints = (
            part.split("\n") for part in self._read(".docs").decode("utf-8").split("\t")
        )
        shared: dict[str, str] = {}
        self.days = [shared.setdefault(day, day) for day in days]
        self._ends = array("Q", self._read(".at"))
        if sys.byteorder == "big":
            self._ends.byteswap()
        if any(len(column) != segment.papers for column in (self.ids, self.days, self.fingerprints, self._ends)):
            raise ValueError("the files of a segment do not fit together")
        self._text = (folder / f"{self.name}.text").open("rb", buffering=0)
        try:
            self._terms = codec.TermsFile(folder, segment)
        except BaseException:
            self._text.close()
            raise

    def _read(self, ending: str) -> bytes:
        return (self._folder / f"{self.name}{ending}").read_bytes()

    def __len__(self) -> int:
        return len(self.ids)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._text.close()

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each paper by its id."""
        return dict(zip(self.ids, range(len(self.ids)), strict=True))

    def whole(self) -> AbstractSet[int]:
        """The numbers of all papers that are not gone."""
        return self._cache.get((self.name, self.gone), lambda: frozenset(range(len(self))) - self.gone, _set_size)

    def named(self, ids: AbstractSet[str]) -> AbstractSet[int]:
        """The numbers of those of these ids that are here and not gone."""
        if not ids:
            return frozenset()
        return frozenset(map(self.number_of.__getitem__, self.number_of.keys() & ids)) - self.gone

    def exact(self, leaf: Term | Value) -> bool:
        """Whether `candidates` answer a textual leaf without a look at the text."""
        return isinstance(leaf, Value) or not lookup(leaf).verify

    def candidates(self, leaf: Term | Value) -> AbstractSet[int]:
        """The papers that have every word that a leaf is looked up by; all, where it has none."""
        asked = lookup(leaf) if isinstance(leaf, Term) else Lookup((Unit(FLAG + leaf.value),), GROUPS, verify=False)
        found = self._cache.get((self.name, asked), lambda: self._candidates(asked), _set_size)
        return found - self.gone if self.gone else found

    def _candidates(self, asked: Lookup) -> frozenset[int]:
        """Posting lists loaded and intersected, the shortest first; deleted papers are among them."""
        if not asked.units:
            return frozenset(range(len(self)))
        lists: list[list[array[int]]] = []
        for unit in asked.units:
            found = (self.postings(group, word) for word in self.words(unit) for group in asked.groups)
            lists.append([postings.numbers for postings in found if postings])
        lists.sort(key=lambda arrays: sum(map(len, arrays)))
        numbers = set[int]().union(*lists[0])
        for arrays in lists[1:]:
            if not numbers:
                break
            numbers = set[int]().union(*(numbers.intersection(found) for found in arrays))
        return frozenset(numbers)

    def holding(self, papers: AbstractSet[int], leaf: Term | Value, check: Callable[[], None]) -> set[int]:
        """Those of these papers whose text answers a textual leaf; `check` is called on the way, and may raise."""
        holds = _test(leaf)
        found: set[int] = set()
        for start, numbers, data in self._texts(sorted(papers)):
            check()
            for number in numbers:
                if holds(data[self._start(number) - start : self._ends[number] - start]):
                    found.add(number)
        return found

    def _start(self, number: int) -> int:
        return self._ends[number - 1] if number else 0

    def _texts(self, numbers: list[int]) -> Iterator[tuple[int, list[int], bytes]]:
        """The texts of papers in rising order, neighbours read together: offset, numbers, bytes.

        ValueError where the file ends too early.
        """
        first = 0
        for at, number in enumerate(numbers):
            start, following = self._start(numbers[first]), numbers[at + 1 : at + 2]
            near = following and self._start(following[0]) - self._ends[number] < _GAP
            if near and self._ends[number] - start < _BLOCK:
                continue
            self._text.seek(start)
            data = self._text.read(self._ends[number] - start)
            if len(data) != self._ends[number] - start:
                raise ValueError("the text of a segment ends too early")
            yield start, numbers[first : at + 1], data
            first = at + 1

    def postings(self, group: str, word: str) -> Postings | None:
        """The list of the papers with this word in this group; None when there is none."""
        return self._cache.get(
            (self.name, group, word),
            lambda: self._terms.postings(group, word),
            lambda found: found.size if found else _ABSENT,
        )

    def frequency(self, group: str, word: str) -> int:
        """In how many papers the group has the word."""
        found = self.postings(group, word)
        return found.count if found else 0

    def text(self, number: int) -> SearchText:
        """The searchable text of one paper."""
        return SearchText.unpack(next(self._texts([number]))[2])

    @cached_property
    def lexicon(self) -> bytes:
        """The Latin words, rising, each between line breaks."""
        return self._read(".lex")

    def words(self, unit: Unit) -> list[str]:
        """The words that a unit stands for: itself, or those that complete its last letters or digits.

        Longer words need not be asked: a paper that has one has its first parts as words, too.
        """
        if not unit.beginning:
            return [unit.word]
        needle = b"\n" + unit.word.encode(errors="replace")
        start = self.lexicon.find(needle)
        if start < 0:
            return []
        end = self.lexicon.rfind(needle)
        words = self.lexicon[start + 1 : self.lexicon.index(b"\n", end + 1)].decode("utf-8").split("\n")
        digits = unit.word[-1].isdecimal()
        rests = ((word, word[len(unit.word) :]) for word in words)
        return [word for word, rest in rests if not rest or (rest.isdecimal() if digits else rest.isalpha())]


def _set_size(numbers: AbstractSet[int]) -> int:
    """About how many bytes a set of small numbers takes."""
    return 200 + 64 * len(numbers)


@lru_cache(maxsize=64)
def _test(leaf: Term | Value) -> Callable[[bytes], bool]:
    """Whether a packed text answers a leaf: a run of CJK is found without unpacking it, and what is absent is, too."""
    if isinstance(leaf, Value):
        return lambda packed: SearchText.unpack(packed).has(leaf.value)
    needle = leaf.form.encode(errors="replace")
    if not CJK_RUN.fullmatch(leaf.form):
        return lambda packed: needle in packed and SearchText.unpack(packed).holds(leaf)
    if not leaf.field:
        return lambda packed: needle in packed
    return lambda packed: (
        needle in packed and any(needle in part for part in SearchText.packed_parts(packed, leaf.field))
    )

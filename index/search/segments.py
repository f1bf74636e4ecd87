"""One segment on disk: Whoosh's files and, beside them, who the papers are, their text, their headings, the lexicon.

    <name>.trm .pst   dictionary and posting lists (Whoosh)
    <name>.docs       a line a paper in each of three columns: ids, newest days, fingerprints
    <name>.head       a line a paper: id, title and authors in match form
    <name>.text .at   the searchable text of each paper, and where each ends (eight bytes)
    <name>.lex        the Latin words of the segment in rising order, a line each

Papers are numbered from 0 in the order in which they were added.
"""

import sys
from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..searchtext import SearchText, is_han
from . import codec
from .postings import Postings
from .terms import FLAG, GROUPS, PREFIX, STEPS, words_of

LARGEST = 60_000
"""Papers that a segment may hold: their numbers are two bytes."""

SIDE_FILES = (".docs", ".head", ".text", ".at", ".lex")
_AVERAGE = {"title": 30.0, "core": 300.0, "body": 1800.0}
_K1, _B = 1.2, 0.4
_CACHED_BYTES, _ABSENT = 6_000_000, 200


def sealed(fingerprint: str) -> str:
    """A fingerprint as it is kept: itself, or spelt out where it would break the line."""
    return fingerprint if fingerprint.isprintable() else ascii(fingerprint)


def _line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.split())


class SegmentBuilder:
    """Collects papers in memory and writes them as one segment."""

    def __init__(self) -> None:
        self._postings: dict[str, dict[str, int | array[int]]] = {name: {} for name in GROUPS}
        self.ids: set[str] = set()
        self._docs: list[tuple[str, str, str]] = []
        self._heads: list[str] = []
        self._texts: list[bytes] = []

    def __len__(self) -> int:
        return len(self._docs)

    def add(self, paper_id: str, day: str, fingerprint: str, text: SearchText) -> None:
        """Add one paper. ValueError for more than LARGEST."""
        number = len(self._docs)
        if number >= LARGEST:
            raise ValueError("the segment is full")
        self.ids.add(paper_id)
        self._docs.append((_line(paper_id), _line(day), sealed(fingerprint)))
        heading = (part for name in ("id", "title", "author") for part in text.texts(name))
        self._heads.append(" ".join(" ".join(heading).split()))
        self._texts.append(text.pack())
        for name, counts in words_of(text).items():
            _post(self._postings[name], number << 8, counts, _AVERAGE[name])

    def write(self, folder: Path, breathe: Callable[[], None]) -> tuple[codec.Segment, list[str]]:
        """Write the segment; gives it and its files' names. OSError when that fails; `breathe` is called often."""
        segment = codec.new_segment(folder)
        codec.write_terms(
            folder, segment, ((name, _sorted(self._postings[name], breathe)) for name in GROUPS), len(self)
        )
        name = codec.segment_name(segment)
        ends, at = array("Q"), 0
        for text in self._texts:
            at += len(text)
            ends.append(at)
        if sys.byteorder == "big":
            ends.byteswap()
        latin = {
            word
            for words in self._postings.values()
            for word in words
            if word[0] not in PREFIX + FLAG and not is_han(word)
        }
        contents = {
            ".docs": "\t".join("\n".join(column) for column in zip(*self._docs, strict=True)).encode(
                "utf-8", "replace"
            ),
            ".head": "".join(f"{line}\n" for line in self._heads).encode("utf-8", "replace"),
            ".text": b"".join(self._texts),
            ".at": ends.tobytes(),
            ".lex": ("\n" + "".join(f"{word}\n" for word in sorted(latin))).encode("utf-8", "replace"),
        }
        for suffix, data in contents.items():
            (folder / f"{name}{suffix}").write_bytes(data)
        return segment, [*codec.files_of(segment), *(name + suffix for suffix in SIDE_FILES)]


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


class SegmentReader:
    """One segment open for reading. Not for several threads at once; any damage raises one of `damage.DAMAGE`."""

    def __init__(self, folder: Path, segment: codec.Segment) -> None:
        self.name = codec.segment_name(segment)
        self._base = folder / self.name
        # Three long texts, split at once: a list for every paper would wake the collector again and again.
        self.ids, days, self.fingerprints = (
            part.split("\n") for part in self._read(".docs").decode("utf-8").split("\t")
        )
        shared: dict[str, str] = {}
        self.days = [shared.setdefault(day, day) for day in days]
        self._ends = array("Q")
        self._ends.frombytes(self._read(".at"))
        if sys.byteorder == "big":
            self._ends.byteswap()
        columns = (self.days, self.fingerprints, self._ends)
        if any(len(column) != segment.doc_count_all() for column in (self.ids, *columns)):
            raise ValueError("the files of a segment do not fit together")
        self._text = self._base.with_name(f"{self.name}.text").open("rb", buffering=0)
        try:
            self._terms = codec.TermsFile(folder, segment)
        except BaseException:
            self._text.close()
            raise
        self._lexicon: bytes | None = None
        self._cache: OrderedDict[tuple[str, str], Postings | None] = OrderedDict()
        self._cached = 0

    def _read(self, suffix: str) -> bytes:
        return self._base.with_name(self.name + suffix).read_bytes()

    def __len__(self) -> int:
        return len(self.ids)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._text.close()

    def postings(self, group: str, word: str) -> Postings | None:
        """The list of the papers with this word in this group; None when there is none."""
        key = (group, word)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        found = self._terms.postings(group, word)
        self._cache[key] = found
        self._cached += found.size if found else _ABSENT
        while self._cached > _CACHED_BYTES and len(self._cache) > 1:
            old = self._cache.popitem(last=False)[1]
            self._cached -= old.size if old else _ABSENT
        return found

    def frequency(self, group: str, word: str) -> int:
        """In how many papers the group has the word."""
        found = self.postings(group, word)
        return found.count if found else 0

    def packed(self, number: int) -> bytes:
        """The searchable text of one paper as `SearchText.pack` gave it; ValueError where the file ends too early."""
        start = self._ends[number - 1] if number else 0
        length = self._ends[number] - start
        self._text.seek(start)
        data = self._text.read(length)
        if len(data) != length:
            raise ValueError("the text of a segment ends too early")
        return data

    def text(self, number: int) -> SearchText:
        """The searchable text of one paper."""
        return SearchText.unpack(self.packed(number))

    def heads(self) -> bytes:
        """Id, title and authors of every paper, a line each, in match form; read anew on every call."""
        return self._read(".head")

    def lexicon(self) -> bytes:
        """The Latin words, rising, each between line breaks."""
        if self._lexicon is None:
            self._lexicon = self._read(".lex")
        return self._lexicon

    def beginning(self, prefix: str) -> list[str]:
        """The Latin words that complete the last letters or digits of the prefix, and the prefix itself if it is one.

        Longer words need not be asked: a paper that has one has its first parts as words, too.
        """
        lexicon, needle = self.lexicon(), b"\n" + prefix.encode("utf-8", "replace")
        start = lexicon.find(needle)
        if start < 0:
            return []
        end = lexicon.rfind(needle)
        words = lexicon[start + 1 : lexicon.index(b"\n", end + 1)].decode("utf-8").split("\n")
        digits = prefix[-1].isdecimal()
        rests = ((word, word[len(prefix) :]) for word in words)
        return [word for word, rest in rests if not rest or (rest.isdecimal() if digits else rest.isalpha())]


def merged_words(segments: Iterable[SegmentReader]) -> frozenset[str]:
    """All Latin words of some segments."""
    words: set[str] = set()
    for segment in segments:
        words.update(segment.lexicon().decode("utf-8").split("\n"))
    words.discard("")
    return frozenset(words)

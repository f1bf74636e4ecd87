# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateUsage=false, reportUntypedBaseClass=false
# pyright: reportMissingSuperCall=false, reportUnknownParameterType=false, reportIncompatibleMethodOverride=false
# ruff: noqa: SLF001, ANN401
# (Whoosh carries no types; this is the one module that touches what is private in it.)
"""Whoosh's codec with posting lists written and read whole: the one place that knows Whoosh from the inside.

The form of a posting list is that of `postings`. Term dictionary, segments and table of contents are Whoosh's own, so
that Whoosh's searcher reads the index as well. What is private in Whoosh and used here: `W3FieldWriter._tindex`,
`._postfile`, `._fieldid`, `W3TermsReader._postfile`, `W3Segment._fieldlengths`, `TOC._filename`;
tests/index/search/test_whoosh_inside.py fails when they change.
"""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment, W3TermInfo, W3TermsReader
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import length_to_byte

from ..folding import match_form, plain
from ..searchtext import SearchText
from .postings import Postings, encode, stored_length
from .terms import GROUPS, STEPS, WEIGHTS, group_of, words_of

INDEX = "papers"


class Segment(Protocol):
    """What is used of a segment of Whoosh's: its name, its files, how many papers it has and which are deleted."""

    def segment_id(self) -> str:
        """The name that all its files begin with."""
        ...

    def make_filename(self, ext: str) -> str:
        """The name of its file with this ending."""
        ...

    def doc_count_all(self) -> int:
        """How many papers were written."""
        ...

    def set_doc_count(self, dc: int) -> None:
        """Say how many papers were written."""
        ...

    def deleted_count(self) -> int:
        """How many of them are deleted."""
        ...

    def deleted_docs(self) -> Iterable[int]:
        """The numbers of those that are."""
        ...

    def delete_document(self, docnum: int) -> None:
        """Delete one; written with the next table of contents."""
        ...


class PaperAnalyzer(Analyzer):
    """The words of `terms` as a Whoosh analyzer, for the schema and for Whoosh's own query parser."""

    def __call__(self, value: str, **kwargs: Any) -> Any:  # pyright: ignore[reportImplicitOverride] - 3.12's decorator
        """Yield one token a word."""
        token = Token(**kwargs)
        text = SearchText((("other", match_form(plain(value))),))
        for word in words_of(text)[group_of("other")].elements():
            token.text = word
            token.boost = 1.0
            yield token


def schema() -> Any:
    """Three weighted fields of frequencies without positions; nothing is stored, the text lies beside the segments."""
    fields = {name: TEXT(analyzer=PaperAnalyzer(), phrase=False, field_boost=WEIGHTS[name]) for name in GROUPS}
    return Schema(**fields)


class BulkCodec(W3Codec):
    """The codec of our segments; pickled into the table of contents by Whoosh."""

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """A matcher over one posting list, for Whoosh's own searcher."""
        count, papers = terminfo.doc_frequency(), terminfo.max_id()
        found = Postings(dbfile.get(terminfo.extent()[0], stored_length(count, papers)), count, papers)
        values = [b""] * count
        scaled = [weight / STEPS for weight in found.weights]
        return ListMatcher(list(found.numbers), scaled, values, format_, scorer=scorer, term=term, terminfo=terminfo)


def new_segment(folder: Path) -> Segment:
    """A segment with a name of its own, nothing written yet."""
    return BulkCodec().new_segment(FileStorage(str(folder)), INDEX)


def segment_name(segment: Segment) -> str:
    """The name that all files of a segment begin with."""
    return segment.segment_id()


def write_terms(
    folder: Path, segment: Segment, groups: Iterable[tuple[str, Iterable[tuple[str, bytes]]]], papers: int
) -> None:
    """Write the dictionary and the posting lists of a segment: per group its words in rising order with their lists.

    A list comes packed, four bytes a posting: the weight, two bytes of the paper's number, a zero. OSError when the
    disk is full.
    """
    storage = FileStorage(str(folder))
    writer: Any = W3FieldWriter(BulkCodec(), storage, segment)
    fields = schema()
    try:
        postings = writer._postfile
        length = length_to_byte(1)
        offset = postings.tell()
        for name, words in groups:
            writer.start_field(name, fields[name])
            lead = writer._fieldid.to_bytes(2, "big")
            add = writer._tindex.add
            for word, packed in words:
                count, data = len(packed) // 4, encode(packed, papers)
                postings.write(data)
                weights = packed[0::4]
                info = W3TermInfo(sum(weights) / STEPS, count, length, length, max(weights) / STEPS, 0, papers)
                info.set_extent(offset, len(data))
                add(lead + word.encode("utf-8", "replace"), info.to_bytes())
                offset += len(data)
            writer.finish_field()
    finally:
        writer.close()
    segment.set_doc_count(papers)
    # Lengths are in the weights already; Whoosh's own searcher asks for a sum all the same.
    cast("Any", segment)._fieldlengths = dict.fromkeys(GROUPS, papers)


class TermsFile:
    """The dictionary and posting lists of one segment, open for reading. Any damage raises one of `damage.DAMAGE`."""

    def __init__(self, folder: Path, segment: Segment) -> None:
        self._papers = segment.doc_count_all()
        storage = FileStorage(str(folder), supports_mmap=False)
        name, lists = segment.make_filename(W3Codec.TERMS_EXT), segment.make_filename(W3Codec.POSTS_EXT)
        with contextlib.ExitStack() as opened:
            files = [opened.enter_context(storage.open_file(file)) for file in (name, lists)]
            self._terms: Any = W3TermsReader(BulkCodec(), files[0], storage.file_length(name), files[1])
            opened.pop_all()

    def postings(self, group: str, word: str) -> Postings | None:
        """The list of the papers with the word in the group; None when there is none."""
        try:
            info = self._terms.term_info(group, word.encode("utf-8", "replace"))
        except TermNotFound:
            return None
        count = info.doc_frequency()
        length = stored_length(count, self._papers)
        return Postings(self._terms._postfile.get(info.extent()[0], length), count, self._papers)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()


def files_of(segment: Segment) -> tuple[str, str]:
    """The names of the two files that Whoosh writes for a segment."""
    return segment.make_filename(W3Codec.TERMS_EXT), segment.make_filename(W3Codec.POSTS_EXT)


def contents_name(generation: int) -> str:
    """The file name of a table of contents."""
    return TOC._filename(INDEX, generation)


def write_contents(folder: Path, segments: Sequence[Segment], generation: int) -> None:
    """Write the table of contents of a generation."""
    TOC(schema(), list(segments), generation).write(FileStorage(str(folder)), INDEX)


def read_contents(folder: Path, generation: int) -> list[Segment]:
    """The segments of a generation, each with the papers deleted from it."""
    segments = TOC.read(FileStorage(str(folder), supports_mmap=False), INDEX, gen=generation).segments
    if not all(isinstance(segment, W3Segment) for segment in segments):
        raise TypeError("the table of contents names something that is no segment")
    return list(segments)

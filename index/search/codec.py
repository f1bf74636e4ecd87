# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateUsage=false, reportUntypedBaseClass=false
# pyright: reportMissingSuperCall=false, reportUnknownParameterType=false, reportIncompatibleMethodOverride=false
# ruff: noqa: SLF001, ANN401
# (Whoosh carries no types; this is the one module that touches it, and what is private in it.)
"""Whoosh's codec with posting lists written and read whole: the one place that knows Whoosh from the inside.

The form of a posting list is that of `postings`. Term dictionary, segments and table of contents are Whoosh's own, so
that Whoosh's searcher reads the index as well. What is private in Whoosh and used here: `W3FieldWriter._tindex`,
`._postfile`, `._fieldid`, `W3TermsReader._postfile`, `W3Segment._fieldlengths`, `TOC._filename`;
tests/index/search/test_whoosh_inside.py fails when they change.

Whoosh keeps pickles: the table of contents, which is only written here (the manifest of `store` says the same), and a
small one at the end of each dictionary, which is read by an unpickler that admits no class at all.
"""

import contextlib
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment, W3TermInfo, W3TermsReader
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import length_to_byte

from ..folding import match_form, plain
from ..searchtext import SearchText
from .answers import DamagedIndexError
from .postings import Postings, encode, stored_length
from .tokenizer import GROUPS, STEPS, WEIGHTS, group_of, words_of

INDEX = "papers"
TERM_FILES = (W3Codec.TERMS_EXT, W3Codec.POSTS_EXT)
"""The endings of the two files that Whoosh writes for a segment."""


class Segment(NamedTuple):
    """A segment of a commit: the name that its files begin with, how many papers it has, and which are deleted."""

    name: str
    papers: int
    deleted: frozenset[int] = frozenset()


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


def new_name() -> str:
    """A name for a segment that no other has."""
    return W3Segment(BulkCodec(), INDEX).segment_id()


def _whoosh_segment(segment: Segment) -> Any:
    """The segment as Whoosh has it; lengths are in the weights already, but its searcher asks for their sum."""
    made: Any = W3Segment(
        BulkCodec(), INDEX, segment.papers, segment.name.removeprefix(f"{INDEX}_"), set(segment.deleted) or None
    )
    made._fieldlengths = dict.fromkeys(GROUPS, segment.papers)
    return made


def write_terms(folder: Path, segment: Segment, groups: Iterable[tuple[str, Iterable[tuple[str, bytes]]]]) -> None:
    """Write the dictionary and the posting lists of a segment: per group its words in rising order with their lists.

    A list comes packed, four bytes a posting: the weight, two bytes of the paper's number, a zero. OSError when the
    disk is full.
    """
    writer: Any = W3FieldWriter(BulkCodec(), FileStorage(str(folder)), _whoosh_segment(segment))
    fields = schema()
    papers = segment.papers
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


class _PlainUnpickler(pickle.Unpickler):
    """Loads dicts, lists, numbers and strings; DamagedIndexError for any class or function."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:  # pyright: ignore[reportImplicitOverride]
        raise DamagedIndexError(f"{module_name}.{global_name} does not belong into an index")


class _PlainFile(StructFile):
    """A file of Whoosh's in which a pickle is only data."""

    def read_pickle(self) -> Any:  # pyright: ignore[reportImplicitOverride]
        return _PlainUnpickler(self.file).load()


class TermsFile:
    """The dictionary and posting lists of one segment, open for reading."""

    def __init__(self, folder: Path, segment: Segment) -> None:
        self._papers = segment.papers
        paths = [folder / f"{segment.name}{ending}" for ending in TERM_FILES]
        with contextlib.ExitStack() as opened:
            files = [opened.enter_context(_PlainFile(path.open("rb", buffering=0), name=path.name)) for path in paths]
            self._terms: Any = W3TermsReader(BulkCodec(), files[0], paths[0].stat().st_size, files[1])
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


def contents_name(generation: int) -> str:
    """The file name of a table of contents."""
    return TOC._filename(INDEX, generation)


def write_contents(folder: Path, segments: Iterable[Segment], generation: int) -> None:
    """Write the table of contents of a generation, for Whoosh's own readers."""
    TOC(schema(), [_whoosh_segment(segment) for segment in segments], generation).write(FileStorage(str(folder)), INDEX)

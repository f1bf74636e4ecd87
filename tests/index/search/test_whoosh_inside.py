"""What the codec uses of Whoosh's inside is there and behaves as it did; this fails when another Whoosh comes."""

from array import array
from importlib import metadata
from pathlib import Path

import pytest
import whoosh
from paperdeck.index.search import codec
from paperdeck.index.search.index import SearchIndex
from support.corpus import MemoryCorpus
from support.papers import papers
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo, W3TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.query.compound import And
from whoosh.query.terms import Term


def test_the_version_is_one_that_the_codec_was_tried_on() -> None:
    here = Path(whoosh.__file__)
    brought = {
        (found.name.lower(), found.version)
        for found in metadata.distributions()
        if "whoosh" in found.name.lower() and Path(str(found.locate_file("whoosh/__init__.py"))) == here
    }
    assert brought
    assert brought <= {("whoosh3", "3.54.0"), ("whoosh-reloaded", "2.7.5")}


def test_the_private_names_are_there(tmp_path: Path) -> None:
    storage = FileStorage(str(tmp_path))
    segment = W3Codec().new_segment(storage, "x")
    writer = W3FieldWriter(W3Codec(), storage, segment)
    assert writer._postfile.tell() == 0
    writer.start_field("body", codec.schema()["body"])
    assert writer._fieldid == 0
    info = W3TermInfo(1.0, 1, 1, 1, 1.0, 0, 0)
    info.set_extent(7, 3)
    writer._tindex.add(b"\x00\x00word", info.to_bytes())
    writer.finish_field()
    writer.close()
    reader = W3TermsReader(
        W3Codec(), storage.open_file(segment.make_filename(".trm")), storage.file_length(segment.make_filename(".trm")),
        storage.open_file(segment.make_filename(".pst")),
    )  # fmt: skip
    assert ("body", b"word") in reader
    assert reader.term_info("body", b"word").extent()[0] == 7
    assert reader.doc_frequency("body", b"word") == 1
    assert reader._postfile.get(0, 0) == b""
    reader.close()
    assert TOC._filename("papers", 3) == "_papers_3.toc"


@pytest.mark.parametrize("papers_in_all", [10_000, 39])
def test_posting_lists_come_back_as_they_were_written(tmp_path: Path, papers_in_all: int) -> None:
    segment = codec.Segment(codec.new_name(), papers_in_all)
    numbers = [0, 1, 5, 30, papers_in_all - 1]
    packed = array("I", (number << 8 | 3 + at for at, number in enumerate(numbers))).tobytes()
    groups = [("title", [("a", packed)]), ("core", []), ("body", [("b", packed), ("学习", packed)])]
    codec.write_terms(tmp_path, segment, groups)
    terms = codec.TermsFile(tmp_path, segment)
    for group, word in (("title", "a"), ("body", "b"), ("body", "学习")):
        found = terms.postings(group, word)
        assert found is not None
        assert list(found.numbers) == numbers
        assert list(found.weights) == [3, 4, 5, 6, 7]
        assert [found.weight(number) for number in (0, 2, 30, papers_in_all - 1)] == [3, 0, 6, 7]
        assert (found.dense is None) == (papers_in_all == 10_000)
        assert found.count == 5
    assert terms.postings("core", "a") is None
    assert terms.postings("body", "nothing") is None
    terms.close()


@pytest.mark.parametrize("words", [["强化"], ["学习", "grpo"], ["diffusion", "模"]])
def test_whooshs_own_searcher_reads_the_index_alike(tmp_path: Path, words: list[str]) -> None:
    corpus = MemoryCorpus(papers(60))
    index = SearchIndex(tmp_path / "search", corpus)
    index.update()
    storage = FileStorage(str(tmp_path / "search"))
    ids = [name for path in (tmp_path / "search").glob("*.docs") for name in path.read_text().split("\t")[0].split()]
    with FileIndex(storage, indexname=codec.INDEX).searcher() as searcher:
        query = And([Term("body", word) for word in words])
        numbers = set(query.docs(searcher))
    expected = {hit.id for hit in index.search(" ".join(words), limit=None, snippets=0).hits if not hit.partial}
    inside = {ids[number] for number in numbers}
    assert inside
    assert inside <= expected
    index.close()

"""Every letter, digit and Han character of a paper's block is read again, in place and in order; rereading agrees."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperdeck.index.model import Report
from paperdeck.index.reports import read_bytes, reread
from support.report_check import header_beside_metadata, losses
from support.report_maker import FORMATS, Made, make

SHARED = Path(__file__).parents[3].parent / "shared" / "reports"
MARK = re.compile(r"k(\d+)k")


def check_kept(data: bytes, report: Report) -> None:
    """Nothing of any block is lost, and each block read alone gives the same reading."""
    for reading in report.readings:
        block = data[slice(*reading.span)]
        assert reread(block, reading, encoding=report.encoding) == reading
        assert losses(block.decode(report.encoding), reading) == []
        assert header_beside_metadata(reading) == set()


def check_truth(made: Made, report: Report) -> None:
    """Ids, titles, authors and the sentences of every section are those that were written."""
    assert report.day == made.day
    assert [r.paper_id for r in report.readings] == [p.id for p in made.papers]
    for reading, paper in zip(report.readings, made.papers, strict=True):
        assert (reading.title, reading.authors, reading.upvotes, reading.source) == (
            (paper.title, paper.authors, paper.upvotes, paper.source)
        )
        assert reading.format == paper.format
        found = {s.key: [int(n) for n in MARK.findall(s.title + s.markdown)] for s in reading.sections}
        assert {key: marks for key, marks in found.items() if marks} == paper.marks


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), papers=st.integers(1, 5), kind=st.sampled_from([*FORMATS, "mixed"]))
def test_a_generated_report_is_read_as_it_was_written(seed: int, papers: int, kind: str) -> None:
    made = make(seed, kind, papers)
    data = made.text.encode()
    report = read_bytes(data)
    check_truth(made, report)
    check_kept(data, report)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10**6),
    kind=st.sampled_from(FORMATS),
    encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_an_encoding_and_its_line_breaks_change_nothing(seed: int, kind: str, encoding: str, newline: str) -> None:
    made = make(seed, kind, 3)
    data = made.text.replace("\n", newline).encode(encoding)
    report = read_bytes(data)
    check_truth(made, report)
    check_kept(data, report)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_dropped_moved_or_doubled_is_noticed(kind: str) -> None:
    """The check itself: it sees a lost word, a line out of order, and a section that is there twice."""
    from dataclasses import replace

    data = make(7, kind, 1).text.encode()
    reading = read_bytes(data).readings[0]
    block = data[slice(*reading.span)].decode()
    first, *rest = reading.sections
    shorter = replace(first, markdown=first.markdown[:-3])
    words = first.markdown.split()
    turned = replace(first, markdown=" ".join([*words[1:], words[0], "k999k"]))
    assert losses(block, replace(reading, sections=(shorter, *rest)))
    assert losses(block, replace(reading, sections=(turned, *rest)))
    assert losses(block, replace(reading, sections=(first, *reading.sections)))
    assert header_beside_metadata(replace(reading, header=reading.header + "\nunheard"))


@pytest.mark.shared
class TestSharedReports:
    """The three real reports that lie beside a checkout."""

    @pytest.fixture
    def files(self) -> dict[str, bytes]:
        if not SHARED.is_dir():
            pytest.skip(f"no shared reports at {SHARED}")
        return {path.name: path.read_bytes() for path in sorted(SHARED.glob("*.md"))}

    def test_all_papers_are_read_with_all_their_sections(self, files: dict[str, bytes]) -> None:
        reports = [read_bytes(data, path=name) for name, data in files.items()]
        assert sum(len(r.readings) for r in reports) == 24
        assert [p for r in reports for p in r.problems] == []
        wanted = {
            "analysis": ["domain", "contribution", "usage", "innovation", "results"],
            "digest": ["io", "problem", "method", "abstract"],
        }
        for reading in (reading for report in reports for reading in report.readings):
            assert [s.key for s in reading.sections if s.key != "other"] == wanted[reading.format]

    def test_nothing_is_lost(self, files: dict[str, bytes]) -> None:
        for name, data in files.items():
            check_kept(data, read_bytes(data, path=name))

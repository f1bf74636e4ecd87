"""Exports of real reports, the samples and the shared ones: others read back every title, id and link."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_by_bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from paperdeck.index import places
from paperdeck.index.export import FORMATS, copy_text, read_import, save, write
from paperdeck.index.model import Paper, Reading
from paperdeck.index.reports import read_file
from pybtex.database import parse_string as parse_by_pybtex


def papers_in(paths: Iterable[Path]) -> list[Paper]:
    """One paper of all its readings, newest first, as the library makes them."""
    readings: dict[str, list[Reading]] = {}
    for path in sorted(paths):
        for reading in read_file(path).readings:
            readings.setdefault(reading.paper_id, []).append(reading)
    return [
        Paper(paper_id, tuple(sorted(found, key=lambda reading: reading.day, reverse=True)))
        for paper_id, found in readings.items()
    ]


def check(papers: list[Paper], folder: Path) -> None:
    facts = [(paper.id, " ".join(paper.title.split()), copy_text(paper, "arxiv")) for paper in papers]
    bibtex = write(papers, "bibtex")
    library = parse_by_bibtexparser(bibtex, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    by_field = [{field.key: field.value for field in entry.fields} for entry in library.entries]
    assert [(fields["eprint"], fields["title"], fields["url"]) for fields in by_field] == facts
    entries = parse_by_pybtex(bibtex, "bibtex").entries.values()
    assert [(entry.fields["eprint"], entry.fields["url"]) for entry in entries] == [(id_, url) for id_, _, url in facts]
    assert [(e["id"], e["title"], e["urls"][0]) for e in rispy.loads(write(papers, "ris"))] == facts
    assert [(e["id"], e["title"], e["URL"]) for e in json.loads(write(papers, "csl-json"))] == facts
    rows = csv.DictReader(io.StringIO(write(papers, "csv"), newline=""))
    assert [(row["id"], row["title"], row["arxiv"]) for row in rows] == facts
    assert [found.id for found in read_import(write(papers, "json").encode()).papers] == [paper.id for paper in papers]
    assert save(papers, "vault", folder).written == len(papers)
    assert save(papers, "vault", folder).present == len(papers)
    for name in FORMATS:
        if name != "vault":
            save(papers, name, folder / f"out.{name}")


def test_the_samples(tmp_path: Path) -> None:
    papers = papers_in(places.samples_dir().glob("*.md"))
    assert len(papers) == 17
    check(papers, tmp_path)
    assert "Hu, Edward J. and Shen, Yelong and Wallis, Phillip and others" in write(papers, "bibtex")
    assert "Gu, Albert and Dao, Tri}" in write(papers, "bibtex")


@pytest.mark.shared
def test_the_shared_reports(shared_reports: Path, tmp_path: Path) -> None:
    papers = papers_in(shared_reports.glob("*.md"))
    assert len(papers) == 21
    check(papers, tmp_path)

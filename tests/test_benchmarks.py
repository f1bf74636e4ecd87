"""The generated library is what it claims to be, and the table tells the truth."""

import re
from pathlib import Path

import pytest
from benchmarks import library
from benchmarks.bench import Shelf
from benchmarks.table import Row, percentile, printed
from paperdeck.index import reports


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of 60 papers in 10 files."""
    monkeypatch.setenv("PAPERDECK_BENCH_DIR", str(tmp_path))
    return library.library(60, 10)


def test_every_paper_can_be_read(generated: Path) -> None:
    files = sorted(generated.rglob("*.md"))
    read = [reports.read_file(path) for path in files]
    assert len(files) == 10
    assert {report.format for report in read} >= {"analysis", "digest"}
    assert [report.path for report in read if report.problems or not report.day] == []
    ids = [reading.paper_id for report in read for reading in report.readings]
    assert len(set(ids)) == 60
    assert len(ids) >= 60


def test_the_same_seed_writes_the_same_library(generated: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    library.generate(again, 60, 10, seed=7)
    for path in again.rglob("*.md"):
        assert path.read_bytes() == (generated / path.relative_to(again)).read_bytes()


def test_a_screen_is_useful_when_a_paper_stands_there_with_its_text(generated: Path, tmp_path: Path) -> None:
    shelf = Shelf("few", generated, tmp_path / "home")
    title, runs = shelf.newest[0]
    assert not shelf.shown(title)
    assert shelf.shown(f"{title} {min(runs)}")


def test_percentiles_are_by_nearest_rank() -> None:
    assert [percentile(range(1, 41), percent) for percent in (0, 50, 95, 100)] == [1, 20, 38, 40]


def test_the_table_says_what_is_missed() -> None:
    text = printed([Row("start", 300, "ms", 100, 1.5), Row("key", 9, "ms", aim=16), Row("memory", 80, "MB")])
    assert re.search(r"start +300 ms +100 ms +3.00 +≤ 1.5 +MISSED", text)
    assert re.search(r"key +9 ms +≤ 16 ms +ok", text)
    assert "memory" in text

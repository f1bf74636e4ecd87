"""Fifty thousand papers' marks open at once; reading them starts no thread and loads nothing only writing needs."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.marks.compaction import compact
from paperdeck.index.marks.events import Row
from paperdeck.index.marks.lines import encode, parse

PAPERS = 50_000


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of one who has read fifty thousand papers one by one, and starred every tenth."""
    rows: list[Row] = []
    for n in range(PAPERS):
        row: Row = {"op": f"{n:012x}.0000.dev.wwww", "paper": f"2512.{n:05}", "mark": "read", "value": True}
        rows.append({**row, "on": "2026-01-02"})
        if n % 10 == 0:
            rows.append({**row, "mark": "starred", "on": "2026-01-02"})
    path = tmp_path_factory.mktemp("marks") / "dev.jsonl"
    path.write_bytes(encode(rows))
    return path


def processor_seconds(folder: Path) -> float:
    """What opening the store costs, at best of some times."""
    best = 1.0
    for _turn in range(5):
        begin = time.process_time()
        store = MarkStore(folder, device="dev")
        best = min(best, time.process_time() - begin)
        assert len(store.marked("read")) == PAPERS
        assert len(store.marked("starred")) == PAPERS / 10
    return best


def test_fifty_thousand_papers_fold_in_little_more_than_the_parser_takes(journal: Path) -> None:
    data = journal.read_bytes()
    floor = 1.0
    for _turn in range(5):
        begin = time.process_time()
        parse(data)
        floor = min(floor, time.process_time() - begin)
    assert processor_seconds(journal.parent) < 5 * floor
    compact(journal, "dev", force=True)
    assert journal.stat().st_size < 0.85 * len(data)
    assert processor_seconds(journal.parent) < 4 * floor


def test_a_key_press_on_a_large_journal_is_folded_in_a_moment(journal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "marks" / "dev.jsonl"
    copy.parent.mkdir()
    copy.write_bytes(journal.read_bytes())
    store = MarkStore(copy.parent, device="dev", device_file=tmp_path / "device")
    store.apply([Change("warm", "read")])
    begin = time.process_time()
    for n in range(100):
        store.apply([Change(f"new{n}", "starred")])
        store.poll()
    assert (time.process_time() - begin) / 100 < 0.016
    assert store.close(30.0) == ()


def test_reading_marks_and_notes_loads_no_lock_and_starts_no_thread(journal: Path) -> None:
    code = (
        "import sys, threading\nfrom pathlib import Path\n"
        "from paperdeck.index.marks import MarkStore\nfrom paperdeck.index.notes import Notes\n"
        "store = MarkStore(Path(sys.argv[1]))\nassert len(store.marked('read')) == 50_000\n"
        "assert Notes(Path(sys.argv[1])).ids() == set()\nstore.poll()\nassert store.close() == ()\n"
        "print(threading.active_count(), sorted({'filelock', 'asyncio', 'tempfile', 'secrets'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(journal.parent)], capture_output=True, text=True, check=True
    )
    assert found.stdout == "1 []\n"

"""Journals of many thousand lines: read in parts as if in one piece, without starting or loading much."""

import subprocess
import sys
from pathlib import Path

import pytest
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.marks.events import Row
from paperdeck.index.marks.lines import encode, parse, parts

PAPERS = 50_000


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of one who has read fifty thousand papers one by one, and starred every tenth."""
    rows: list[Row] = []
    for n in range(PAPERS):
        row: Row = {"op": f"{n:012x}.0000.dev.wwww", "paper": f"2512.{n:05}", "mark": "read", "value": True}
        rows.append({**row, "on": "2026-01-02", "at": "2026-01-02T08:00:00+08:00"})
        if n % 10 == 0:
            rows.append({**row, "mark": "starred", "on": "2026-01-02"})
    path = tmp_path_factory.mktemp("marks") / "dev.jsonl"
    path.write_bytes(encode(rows))
    return path


def test_a_line_is_read_the_same_wherever_it_stands(journal: Path) -> None:
    data = journal.read_bytes()
    lines = data.splitlines()
    rows, damaged = parse(data)
    assert len(list(parts(data))) > 10
    assert encode(rows) == data
    assert damaged == []
    for number in (0, 1, 30_000, len(lines) - 1):
        torn = [*lines[:number], b'{"op": oops', *lines[number:], b"", b">>>>>>> theirs", b"[1]", b""]
        rows, damaged = parse(b"\n".join(torn))
        assert encode(rows) == data
        assert damaged == [(number, b'{"op": oops'), (len(lines) + 3, b"[1]")]


def test_a_damaged_line_that_comes_later_is_told_with_its_place(journal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "marks" / "other.jsonl"
    copy.parent.mkdir()
    copy.write_bytes(journal.read_bytes())
    store = MarkStore(copy.parent, device="dev")
    with copy.open("ab") as file:
        file.write(b"oops\n" + encode([{"op": "1.x", "paper": "odd", "mark": "read", "value": True, "on": "x"}]))
        file.write(encode([{"op": "0f.x", "paper": "late", "mark": "read", "value": True, "on": "2026-01-02"}]))
    assert store.poll() == {"late"}
    assert [(damage.file, damage.line) for damage in store.unreported()] == [("other.jsonl", PAPERS * 11 // 10 + 1)]


def test_everything_is_new_to_a_store_that_knew_nothing(journal: Path, tmp_path: Path) -> None:
    store = MarkStore(tmp_path / "marks", device="dev")
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "other.jsonl").write_bytes(journal.read_bytes())
    assert store.poll() == store.marked("read")
    assert len(store.marked("read")) == PAPERS
    assert store.poll() == set()


def test_what_was_undone_long_ago_does_not_hold(journal: Path, tmp_path: Path) -> None:
    lines = journal.read_bytes()
    undone = [f"{n:012x}.0000.dev.wwww" for n in (0, 7, PAPERS - 1)]
    undo = encode({"op": f"{PAPERS + n:012x}.0000.dev.wwww", "reverts": [op], "at": "x"} for n, op in enumerate(undone))
    redo = encode([{"op": f"{PAPERS + 9:012x}.0000.dev.wwww", "restores": [undone[1]], "at": "x"}])
    (tmp_path / "dev.jsonl").write_bytes(lines + undo + redo)
    store = MarkStore(tmp_path, device="dev", device_file=tmp_path / "local" / "device")
    gone = {"2512.00000", f"2512.{PAPERS - 1:05}"}
    assert store.marked("read") == {f"2512.{n:05}" for n in range(PAPERS)} - gone
    assert "2512.00000" not in store.marked("starred")
    newest = store.history(1000)
    assert len(newest) == 200
    assert [operation.undone for operation in newest[:2]] == [True, False]
    store.apply([Change("2512.00000", "read")])
    assert store.get("2512.00000").read
    assert store.close() == ()


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

"""Nothing acknowledged is lost: killed writers, several at once, any byte of an append, any step of a compaction."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from paperdeck.index.marks import Change, MarkStore, compaction
from paperdeck.index.marks.compaction import compact
from paperdeck.index.marks.events import Row
from paperdeck.index.marks.lines import encode
from support.mark_writers import open_store
from support.scale import scaled

TESTS = Path(__file__).parents[2]


class CrashError(BaseException):
    """The process is gone: nothing of the program runs after this."""


def writers(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "support.mark_writers", *arguments],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_killed_writers_acknowledged_is_there(tmp_path: Path) -> None:
    halves = [writers("kill", str(tmp_path / half), str(scaled(250)), half) for half in ("1", "2")]
    for half in halves:
        output, _errors = half.communicate(timeout=240)
        result = json.loads(output)
        assert result["lost"] == []
        assert result["damaged"] == 0
        assert result["acknowledged"] > 0


def test_four_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    flood = [writers("flood", str(tmp_path), name, "5000") for name in "abcd"]
    for process in flood:
        output, _errors = process.communicate("go\n", timeout=120)
        assert json.loads(output)["unsaved"] == 0
    (journal,) = (tmp_path / "marks").glob("*.jsonl")
    assert open_store(tmp_path).marked("read") == {f"{name}.{n}" for name in "abcd" for n in range(5000)}
    assert len(open_store(tmp_path).history(1000)) == 200
    assert b"\n\n" not in journal.read_bytes()


def test_an_append_torn_at_any_byte_costs_nothing_acknowledged(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply([Change("论文", "starred")])
    assert store.flush()
    (journal,) = (tmp_path / "marks").glob("*.jsonl")
    before = journal.read_bytes()
    store.apply([Change("某", "tag", "强"), Change("b", "read")])
    assert store.close() == ()
    whole = journal.read_bytes()
    for end in range(len(before), len(whole) + 1):
        journal.write_bytes(whole[:end])
        torn = open_store(tmp_path)
        assert torn.get("论文").starred
        assert torn.unreported() == ()
        assert not torn.get("b").read or end >= len(whole) - 1
        torn.apply([Change("c", "read")])
        assert torn.flush()
        assert torn.close() == ()
        assert open_store(tmp_path).marked("read") - {"b"} == {"c"}
        assert all(isinstance(json.loads(line), dict) for line in journal.read_bytes().splitlines())


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A journal that is worth compacting."""
    rows: list[Row] = [
        {"op": f"{n:012x}.0000.dev.wwww", "paper": f"p{n % 7}", "mark": "read", "value": n % 3 > 0, "on": "2026-01-02"}
        for n in range(2000)
    ]
    path = tmp_path / "marks" / "dev.jsonl"
    path.parent.mkdir()
    path.write_bytes(encode(rows))
    return path


def die_at(stop_at: int, patch: pytest.MonkeyPatch, *, after: bool) -> None:
    """Let the process die before or after the given one of the steps that touch the disk."""
    steps = iter(range(1, 1000))

    def dying(original: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **options: object) -> object:
            step_number = next(steps)
            if step_number == stop_at and not after:
                raise CrashError
            result = original(*arguments, **options)
            if step_number == stop_at:
                raise CrashError
            return result

        return step

    for owner, name in (
        (tempfile, "mkstemp"), (os, "write"), (os, "fchmod"), (os, "fsync"), (os, "close"), (Path, "replace"),
    ):  # fmt: skip
        patch.setattr(owner, name, dying(getattr(owner, name)))


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_at_any_step_of_a_compaction_is_harmless(grown: Path, *, after: bool) -> None:
    folder = grown.parent
    expected = dict(MarkStore(folder, device="dev").marks)
    content = grown.read_bytes()
    crashed, stop_at = True, 0
    while crashed and stop_at < 30:
        stop_at += 1
        grown.write_bytes(content)
        with pytest.MonkeyPatch.context() as patch:
            die_at(stop_at, patch, after=after)
            try:
                compact(grown, "dev")
            except CrashError:
                crashed = True
            else:
                crashed = False
        store = MarkStore(folder, device="dev")
        assert dict(store.marks) == expected
        assert len(store.history(1000)) == 200
    assert not crashed
    assert 5 < stop_at < 20
    assert len(grown.read_bytes()) < len(content) / 2


def test_a_disk_that_fills_up_during_a_compaction_changes_nothing(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = grown.read_bytes()

    def full(_descriptor: int, _data: bytes) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="space"):
        compact(grown, "dev")
    monkeypatch.undo()
    assert grown.read_bytes() == content
    assert [path.name for path in grown.parent.iterdir()] == ["dev.jsonl"]


def test_the_journal_stays_within_twice_its_live_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "LEAST", 2048)
    monkeypatch.setattr("paperdeck.index.marks.journal.LEAST", 2048)
    monkeypatch.setattr("paperdeck.index.marks.history.OPERATIONS", 5)
    store = MarkStore(tmp_path / "marks", device="dev", device_file=tmp_path / "device")
    other = MarkStore(tmp_path / "marks", device="dev", device_file=tmp_path / "device")
    journal = tmp_path / "marks" / "dev.jsonl"
    compacted = 0
    before = 0
    for n in range(150):
        paper = f"p{n % 40}"
        store.apply([Change(paper, "starred", value=not store.get(paper).starred), Change(paper, "tag", f"t{n % 3}")])
        assert store.flush()
        size = journal.stat().st_size
        compacted += size < before
        before = size
        live = len(encode(compaction.condense([json.loads(line) for line in journal.read_bytes().splitlines()])))
        assert size <= max(2 * live + 200, 2048 + 300)
        if n % 10 == 0:
            other.apply([Change(f"other{n}", "read")])
            assert other.flush()
            other.poll()
    assert compacted > 1
    other.poll()
    store.poll()
    assert dict(other.marks) == dict(store.marks) == dict(MarkStore(tmp_path / "marks", device="dev").marks)
    assert other.marked("read") == {f"other{n}" for n in range(0, 150, 10)}


def test_a_window_does_not_append_to_a_file_that_was_replaced(grown: Path, tmp_path: Path) -> None:
    store = MarkStore(grown.parent, device="dev", device_file=tmp_path / "device")
    store.apply([Change("a", "read")])
    assert store.flush()
    compact(grown, "dev", force=True)
    store.apply([Change("b", "read")])
    assert store.flush()
    assert {"a", "b"} <= MarkStore(grown.parent, device="dev").marked("read")
    assert store.poll() == set()

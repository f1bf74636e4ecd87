"""Reading many files in helper processes: the same rows in the same order, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from paperdeck.index import sources
from paperdeck.index.catalog import reading
from paperdeck.index.sources import ReportFile
from support.report_maker import make_report

COUNT = reading.MANY + 5


@pytest.fixture
def files(tmp_path: Path) -> tuple[ReportFile, ...]:
    """Enough reports for helpers."""
    for number in range(COUNT):
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        (tmp_path / f"{number:03}.md").write_text(make_report(number, "digest", 1, day), encoding="utf-8")
    found = sources.scan([tmp_path]).files
    return tuple(sources.ReportFile(Path(path), *state) for path, state in found.items())


def test_helpers_read_as_one_would_alone(files: tuple[ReportFile, ...]) -> None:
    files[7].path.unlink()
    outcomes = list(reading.read_all(files, lambda: False))
    assert len(outcomes) == COUNT
    for file, outcome in zip(files, outcomes, strict=True):
        if file is files[7]:
            assert isinstance(outcome, FileNotFoundError)
        else:
            assert outcome == reading.read_rows(file)


def test_giving_up_ends_early(files: tuple[ReportFile, ...]) -> None:
    seen: list[object] = []
    for outcome in reading.read_all(files, lambda: len(seen) > 3):
        seen.append(outcome)  # noqa: PERF402 - the callback looks at the list meanwhile
    assert 3 < len(seen) < COUNT


@pytest.mark.parametrize("broken", ["start", "middle"])
def test_without_helpers_the_rest_is_read_here(
    files: tuple[ReportFile, ...], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    if broken == "start":
        monkeypatch.setattr("multiprocessing.get_context", _no_processes)
    outcomes = []
    for outcome in reading.read_all(files, lambda: False):
        outcomes.append(outcome)
        if broken == "middle" and len(outcomes) == 4:
            for child in _children(os.getpid()):
                os.kill(child, signal.SIGKILL)
    assert outcomes == [reading.read_rows(file) for file in files]


def _no_processes(_method: str) -> None:
    raise OSError("no more processes")


def _children(parent: int) -> list[int]:
    """The processes that a process started, on Linux."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    if not listed.exists():
        pytest.skip("no list of children on this system")
    found = [int(word) for task in listed.parent.parent.iterdir() for word in (task / "children").read_text().split()]
    return [child for child in found if "resource_tracker" not in Path(f"/proc/{child}/cmdline").read_text()]


VICTIM = """
import sys
from pathlib import Path
from paperdeck.index import sources
from paperdeck.index.catalog import reading
if __name__ == "__main__":
    found = sources.scan([Path(sys.argv[1])]).files
    files = [sources.ReportFile(Path(path), *state) for path, state in found.items()]
    for number, outcome in enumerate(reading.read_all(files, lambda: False)):
        if number == 2:
            print("running", flush=True)
            sys.stdin.read()
"""


def test_helpers_end_with_a_killed_parent(files: tuple[ReportFile, ...], tmp_path: Path) -> None:
    script = tmp_path / "victim.py"
    script.write_text(VICTIM)
    command = [sys.executable, str(script), str(files[0].path.parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "running\n"
        helpers = _children(victim.pid)
        assert helpers
        victim.kill()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{helper}").exists() and _runs(helper) for helper in helpers):
        assert time.monotonic() < until
        os.sched_yield()


def _runs(process: int) -> bool:
    """Whether it is more than an entry that nobody has waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False

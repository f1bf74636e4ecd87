"""Whatever is being written when the process is killed: the old or the new is there, and the next write works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.scale import scaled

TESTS = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_writer_killed_at_any_step_leaves_nothing_that_needs_a_person(tmp_path: Path) -> None:
    seconds = scaled(3)
    done = subprocess.run(
        [sys.executable, "-m", "support.kills", tmp_path / "kills", str(seconds), "1"],
        cwd=TESTS, capture_output=True, text=True, check=False, timeout=seconds + 120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    by: dict[str, list[int]] = json.loads(done.stdout)["by"]
    assert all(kills for kills, _acknowledged in by.values()), by
    assert all(acknowledged for name, (_kills, acknowledged) in by.items() if name != "scan"), by

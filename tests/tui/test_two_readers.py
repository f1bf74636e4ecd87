"""The reader in a real terminal: what was said outlives a power cut, and two readers see what the other says."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from support.terminal import Terminal

Start = Callable[..., Terminal]


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder with its bytes and the time of its last change."""
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def test_a_star_outlives_a_power_cut_and_the_reports_are_not_touched(
    terminal: Start, tmp_path: Path, repo_root: Path
) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(repo_root / "index" / "samples", folder)
    before = state(folder)
    reader = terminal("-L", folder)
    reader.wait_for("DeepSeek-R1")
    reader.keys("j", "s")
    reader.wait_for("starred: 1 paper")
    reader.wait_until_gone("unsaved", timeout=5)
    reader.kill()
    again = terminal("-L", folder)
    again.wait_for("●★ ↺ Direct Preference")
    again.keys("Q")
    assert again.wait() == 0
    assert not again.emulator.alternate
    assert state(folder) == before


def test_two_readers_see_each_other_s_stars_within_two_seconds(terminal: Start, library_dir: Path) -> None:
    one, two = terminal("-L", library_dir), terminal("-L", library_dir)
    one.wait_for("0 of 6 read")
    two.wait_for("0 of 6 read")
    two.keys("j", "j", "l", "4")
    two.wait_for("3/6")
    one.keys("s")
    one.wait_for("★1")
    said = time.perf_counter()
    two.wait_for("★1", timeout=10)
    assert time.perf_counter() - said < 2 * slowness()
    assert "3/6" in two.text(), "it does not lose its place"
    two.keys("r")
    two.wait_for("1 of 6 read")
    one.wait_for("1 of 6 read", timeout=10)


def slowness() -> float:
    """How much longer than on a machine of its own something may take here: by the load of the last minute."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))

"""The reader in a real terminal while its folders are taken away or over: it says so and goes on."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from paperdeck.index import places
from support.terminal import COMMAND, Terminal

Start = Callable[..., Terminal]


def later_version(marks: Path) -> str:
    (marks / "format").write_text("99\n", "ascii")
    return "Your marks were written by a newer version"


def no_folder(marks: Path) -> str:
    marks.rename(marks.with_name("aside"))
    marks.write_text("a file", "ascii")
    return "Your marks cannot be saved: Not a directory"


@pytest.mark.parametrize("spoil", [later_version, no_folder])
@pytest.mark.parametrize("running", [False, True])
def test_marks_that_cannot_be_written_are_told_and_the_reader_goes_on(
    terminal: Start, library_dir: Path, isolated_home: Path, spoil: Callable[[Path], str], *, running: bool
) -> None:
    subprocess.run([COMMAND, "-L", library_dir, "mark", "2501.12948", "--later"], check=True, cwd=isolated_home)
    told = "" if running else spoil(places.marks_dir())
    reader = terminal("-L", library_dir, size=(120, 30))
    reader.wait_for("Direct Preference")
    told = told or spoil(places.marks_dir())
    reader.keys("j", "s")
    reader.wait_for(lambda screen: "★" in screen and "1 change kept, not saved yet" in screen)
    reader.wait_for(told)
    reader.keys("j", "k", "Q")
    assert reader.wait() == 1
    assert not reader.emulator.alternate
    assert "Traceback" not in reader.text()


def test_a_cache_that_is_deleted_ends_no_reader(terminal: Start, library_dir: Path) -> None:
    reader = terminal("-L", library_dir, size=(120, 30))
    reader.wait_for("Direct Preference")
    shutil.rmtree(places.cache_dir())
    reader.keys("j", "s")
    reader.wait_for("★")
    reader.wait_for(lambda _screen: places.catalog_file([library_dir]).exists())
    reader.keys("Q")
    assert reader.wait() == 0

"""The reader in a real terminal while its marks cannot be written: it goes on, says so, tries again, loses nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from paperdeck.index import places
from support.terminal import COMMAND, Terminal

Start = Callable[..., Terminal]


def full(journal: Path) -> None:
    """Let every write to the journal fail as on a full disk."""
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    journal.symlink_to("/dev/full")


def blocked(journal: Path) -> None:
    """Let the journal be something that cannot be opened for writing."""
    journal.mkdir()


def room(journal: Path, kept: Path) -> None:
    """Let the journal be what it was."""
    if journal.is_symlink():
        journal.unlink()
    else:
        journal.rmdir()
    kept.replace(journal)


@pytest.fixture
def journal(library_dir: Path, isolated_home: Path) -> Path:
    """The journal of this device, in which one paper is marked; its home is that of the terminals."""
    subprocess.run([COMMAND, "-L", library_dir, "mark", "2501.12948", "--later"], check=True, cwd=isolated_home)
    (journal,) = (places.data_dir() / "marks").glob("*.jsonl")
    return journal


@pytest.mark.parametrize(
    ("language", "unsaved", "says"),
    [
        ("en", "1 change kept, not saved yet", "The disk is full. Free some space where ~/"),
        ("zh_CN", "1 处改动已留着，还没有保存", "磁盘已满。请在 ~/"),
    ],
)
def test_a_full_disk_stops_nobody_and_loses_nothing(
    terminal: Start, library_dir: Path, journal: Path, language: str, unsaved: str, says: str
) -> None:
    places.config_file().parent.mkdir(parents=True, exist_ok=True)
    places.config_file().write_text(f'language = "{language}"\n', "utf-8")
    kept = journal.rename(journal.with_name("kept"))
    full(journal)
    reader = terminal("-L", library_dir, size=(80, 24))
    reader.wait_for("Direct Preference")
    reader.keys("j", "s")
    reader.wait_for(lambda screen: "●★ ↺ Direct Preference" in screen and unsaved in screen and says in screen)
    reader.keys("j")
    reader.wait_for("3/6")
    assert unsaved in reader.text()
    reader.wait_for(says)
    room(journal, kept)
    reader.wait_for(lambda screen: unsaved not in screen and says not in screen)
    reader.kill()
    again = terminal("-L", library_dir)
    again.wait_for("★ ↺ Direct Preference")
    again.keys("u")
    again.wait_until_gone("★ ↺ Direct Preference")


def test_what_cannot_be_saved_is_named_at_the_end(terminal: Start, library_dir: Path, journal: Path) -> None:
    kept = journal.rename(journal.with_name("kept"))
    blocked(journal)
    reader = terminal("-L", library_dir)
    reader.wait_for("Direct Preference")
    reader.keys("j", "s")
    reader.wait_for("Your marks cannot be saved: Is a directory. Check the disk that holds ")
    reader.keys("Q")
    assert reader.wait() == 1
    screen = reader.text()
    assert not reader.emulator.alternate
    assert "paperdeck: 1 change could not be saved\n  starred: 1 paper (2305.18290)" in screen
    assert "paperdeck: Your marks cannot be saved: Is a directory\n  Check the disk that holds " in screen
    room(journal, kept)
    again = terminal("-L", library_dir)
    again.wait_for("↺ Direct Preference")
    assert "★ ↺ Direct Preference" not in again.text()

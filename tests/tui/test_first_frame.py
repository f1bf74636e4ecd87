"""The first sight: days, list and text at once."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.library import generate
from support.terminal import Terminal

DAY, TITLE, TEXT = "2025-10", "DeepSeek-R1: Incentivizing", "不靠任何人工标注的推理过程"
WHOLE_SCREEN = b"\x1b[1;1H"


def written_before(terminal: Terminal, text: str) -> bytes:
    """What the program wrote until a text stood on the screen."""
    terminal.wait_for(text)
    written = b"".join(data for _moment, data in list(terminal.chunks))
    return written[: written.index(text.encode())]


def test_no_frame_is_drawn_without_the_text(terminal: Callable[..., Terminal]) -> None:
    terminal("days").wait_for("2025-10-13")  # the reports are in the catalog from now on
    reader = terminal()
    assert WHOLE_SCREEN not in written_before(reader, TEXT)
    reader.wait_for(DAY)
    reader.wait_for(TITLE)


def test_where_no_text_is_in_sight_the_list_does_not_wait_for_it(terminal: Callable[..., Terminal]) -> None:
    terminal("days").wait_for("2025-10-13")
    narrow = terminal(size=(60, 20))
    narrow.wait_for(TITLE)
    narrow.keys("enter")
    narrow.wait_for("2501.12948")


def test_the_text_begins_with_its_beginning(terminal: Callable[..., Terminal]) -> None:
    """Whatever is laid out twice on the way to the first frame."""
    reader = terminal(size=(80, 24))
    reader.wait_for(TEXT)
    reader.wait_for("j down")
    _column, tabs = reader.find("1 Overview")
    assert reader.text().splitlines()[tabs + 1].startswith(" Contribution")


def test_the_first_start_of_all_reads_many_reports_beside_the_keys(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    """So many that helper processes read them, started under the reader."""
    (tmp_path / "reports").mkdir()
    generate(tmp_path / "reports", 90, 70, seed=1)
    reader = terminal("-L", tmp_path / "reports")
    screen = reader.wait_for("2016-02")
    assert "fault" not in screen
    reader.keys("Q")
    assert reader.wait() == 0

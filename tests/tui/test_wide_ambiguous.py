"""Where ambiguous characters take two cells, the framework counts them so and every line keeps its width."""

import subprocess
import sys

COUNTED = """
from paperdeck.tui.wide_ambiguous import count_ambiguous_as_wide
count_ambiguous_as_wide()
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from paperdeck.tui.typeset.widths import text_width
from paperdeck.tui.look import WIDE_SAFE, Look
for text, cells in (("“引号”", 8), ("α→β", 6), ("①×π", 6), ("abc", 3), ("中文", 4), ("e\\u0301", 1), ("━", 2)):
    assert cell_len(text) == cells, (text, cell_len(text))
    assert text_width(text, 2) == cells, (text, text_width(text, 2))
assert Strip([Segment("—")]).adjust_cell_length(5).text == "—   "
assert all(cell_len(sign) == 1 for sign in WIDE_SAFE), [s for s in WIDE_SAFE if cell_len(s) != 1]
"""


def test_the_framework_counts_as_the_terminal_draws() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", COUNTED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

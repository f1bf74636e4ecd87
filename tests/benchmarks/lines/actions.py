"""Every kind of action: until something on the screen answers."""

from collections.abc import Iterator

from benchmarks.bench import Bench, press
from benchmarks.table import Row, median, percentile
from paperdeck.tui.terminal_input import ALONE_SECONDS

KEYS = (
    *("j", "s", "s", "r", "r", "w", "w", "d", "u", "ctrl+r", "D", ".", "x", "a", "i", "escape", "A", "u"),
    *("4", "]", "[", "0", "1", "space", "b", "l", "G", "j", "k", "v", "j", "escape", ";", "escape", "h"),
    *("g g", "G", ", t", ", u", ", d", "z w", "z r", "z r", "z n", "z n", "T", "T", "{", "}", "H", "L", "m a", "' a"),
    *("t", "escape", "/", "escape", "\\", "escape", ":", "escape", "g s", "q", "g u", "escape", "?", "escape"),
    *("ctrl+p", "escape", "U", "escape", "X", "escape", "e", "escape", "tab", "tab", "tab"),
)
"""Keys that change nothing where they are pressed are left out of the figure, and counted."""


def rows(bench: Bench) -> Iterator[Row]:
    """On the small library, each key after the answer to the one before; the first round only warms up."""
    with bench.reader(bench.small) as reader:
        reader.wait_for(bench.small.shown, 60)
        reader.settle(0.5)
        for key in KEYS:
            press(reader, key)
        answered = [(key, pressed) for key in KEYS if (pressed := press(reader, key)).size]
    times = [1000 * pressed.first for _, pressed in answered]
    escapes = [1000 * pressed.first for key, pressed in answered if key == "escape"]
    note = f"{len(answered)} of {len(KEYS)} keys answered"
    yield Row("an action to first byte, p95", percentile(times, 95), "ms", aim=50, note=note)
    yield Row("an action to first byte, median", median(times), "ms")
    note = f"{1000 * ALONE_SECONDS:.0f} ms of it are the wait for the rest of another key"
    yield Row("Escape to first byte, p95", percentile(escapes, 95), "ms", aim=50, note=note)

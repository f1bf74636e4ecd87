"""Laying a paper out, and beside it what the framework's own Markdown widget takes to switch papers."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import SIZE, Bench, press
from benchmarks.table import Row, median, percentile
from paperdeck.index import reports
from paperdeck.tui.typeset.layout import layout
from paperdeck.tui.typeset.options import Options
from support.terminal import Terminal

YARDSTICK = Path(__file__).parent.parent / "yardstick.py"


def rows(bench: Bench) -> Iterator[Row]:
    """Whole papers at 80 cells, each once, so that nothing is remembered; in time of the processor, not of the wall."""
    readings = [
        reading for path in sorted(bench.small.folder.rglob("*.md")) for reading in reports.read_file(path).readings
    ]
    times: list[float] = []
    for reading in readings:
        text = "\n\n".join(section.markdown for section in reading.sections)
        started = time.process_time()
        layout(text, Options(width=80))
        times.append(1000 * (time.process_time() - started))
    yield Row("a paper laid out, p95", percentile(times, 95), "ms", aim=10, note=f"median {median(times):.1f} ms")

    newest = max(bench.small.folder.rglob("*.md"))
    with Terminal(newest, command=(sys.executable, YARDSTICK), home=bench.small.home, size=SIZE) as yardstick:
        yardstick.wait_for(lambda screen: len(screen) > 500, 60)
        yardstick.settle(0.5)
        switched = [press(yardstick, "j").last for _ in range(bench.presses)]
        yield Row(
            "next paper in the framework's Markdown, p95", 1000 * percentile(switched, 95), "ms", note="yardstick"
        )

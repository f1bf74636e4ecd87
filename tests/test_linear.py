"""Time grows with the length of a text, whatever is in it: inputs from 8 kB to 128 kB, and what is shown first."""

import gc
import random
import signal
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from types import FrameType

import pytest
from paperdeck.tui.typeset.layout import Options
from support.doubling import Case, cases, fresh, steps
from support.scale import scaled

SIZES = (8_192, 32_768, 131_072)
MOST = 2.6
"""Times as long for twice as much: less than three quarters of the way to a square."""
FLOOR = 0.02
"""Seconds below which nothing is judged."""
PATIENCE = 30.0
"""Seconds of the processor."""
FOUND = [
    Case("authors/arxiv-daily", " "),
    Case("authors/analysis", "\t"),
    Case("tags/generic", "\t "),
    Case("authors/digest", ", et al. "),
    Case("unclosed/analysis", "1"),
    Case("figures/analysis", "**1"),
    Case("body/analysis", "1&"),
    Case("body/analysis", "!["),
    Case("body/analysis", "[!"),
    Case("body/analysis", "<![CDATA["),
    Case("body/digest", "| "),
    Case("body/analysis", "- "),
    Case("body/analysis", "> "),
    Case("body/analysis", "<"),
    Case("table/analysis", "|"),
    Case("note", "[a]("),
]
"""What was more than linear once."""


stoppable = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="nothing here can be stopped by a timer")


@contextmanager
def patience() -> Generator[None]:
    """End what takes minutes."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(do: Callable[[], object]) -> float:
    """The processor's seconds of a step, without the collector's, which come where they like."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    try:
        do()
        return time.process_time() - begun
    finally:
        gc.enable()


def measured(case: Case, size: int, turns: int = 1) -> dict[str, float]:
    """The seconds of each step, the least of some turns."""
    taken: dict[str, float] = {}
    for _turn in range(turns):
        for name, do in steps(case, size):
            spent = seconds(do)
            taken[name] = min(spent, taken.get(name, spent))
    return taken


def steep(few: dict[str, float], many: dict[str, float]) -> list[str]:
    """The steps that took more than linear time, over two doublings."""
    return [name for name, spent in many.items() if spent > FLOOR and spent > max(few.get(name, 0), 0.001) * MOST**2]


def too_steep(case: Case) -> list[str]:
    """The steps in which the case is more than linear: a quick look, and five turns where that finds something."""
    taken = measured(case, SIZES[0])
    for before, size in pairwise(SIZES):
        few, taken = taken, measured(case, size)
        if steep(few, taken) and (found := steep(measured(case, before, turns=5), measured(case, size, turns=5))):
            return found
    return []


@stoppable
@pytest.mark.parametrize("case", FOUND, ids=str)
def test_what_was_found_is_linear(case: Case) -> None:
    with patience():
        assert too_steep(case) == []


@stoppable
def test_any_unit_in_any_place_is_linear() -> None:
    every = list(cases())
    found: dict[str, list[str]] = {}
    for case in random.Random(13).sample(every, min(scaled(20), len(every))):
        try:
            with patience():
                steps_found = too_steep(case)
        except TimeoutError:
            steps_found = ["no end"]
        if steps_found:
            found[str(case)] = steps_found
    assert found == {}


FIRST = Options(width=80, unfold_all=True, first=True)
PROSE = "多模态模型在**视觉**任务 $x_i$ 上的表现（Top-1）提升 3.2%，代码见 `model.py`。\n"


@cache
def yardstick() -> float:
    """What the first piece of a long text in prose takes."""
    return min(seconds(lambda: fresh(PROSE * 4000, FIRST)) for _turn in range(3))


@pytest.mark.parametrize("unit", ["a\n", "- a\n", "a\n\n", "|a|b|\n", "a<br>", "**a** ", "[a](http://b) ", "- - a\n"])
def test_the_first_piece_of_any_text_takes_a_moment(unit: str) -> None:
    """No longer than a few times as long as that of prose."""
    text = f"|a|b|\n|-|-|\n{unit * 100_000}"[:200_000]
    assert fresh(text, FIRST).is_piece
    limit = 5 * yardstick() + FLOOR
    assert any(seconds(lambda: fresh(text, FIRST)) < limit for _turn in range(3))

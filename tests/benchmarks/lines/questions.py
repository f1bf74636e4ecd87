"""What `list` and `export` take to answer a question from a shell, against Python that does nothing."""

import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.bench import Bench
from benchmarks.table import Row, median

QUESTIONS = (
    ("list", ("list", "强化学习")),
    ("list of nearly all", ("list", "模型")),
    ("list of a year", ("list", "day:2023 强化学习")),
    ("list of marks", ("list", "is:unread 强化学习 NOT 图像")),
    ("list by a section", ("list", "method:扩散")),
    ("export of a rare word", ("export", "title:Spectral title:Graph title:Memory", "--format", "bibtex")),
)
AIM, DAY_AIM = 30, 6


def rows(bench: Bench) -> Iterator[Row]:
    """Each question of both libraries, in turn with bare Python; then a day."""
    for shelf in bench.shelves:
        day = max(shelf.folder.rglob("*.md"), key=lambda path: path.stem[-10:]).stem[-10:]
        asked = [*QUESTIONS, ("list of a day", ("list", f"day:{day}"))]
        commands = {
            name: partial(bench.command, "-L", str(shelf.folder), *words, home=shelf.home) for name, words in asked
        }
        bare: list[float] = []
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(bench.rounds):
            bare.append(1000 * bench.command("-c", "pass", home=shelf.home, argv=(sys.executable,)))
            for name, command in commands.items():
                times[name].append(1000 * command())
        for name, values in times.items():
            aim = DAY_AIM if name == "list of a day" else AIM
            yield Row(f"paperdeck {name}, {shelf.name}", median(values), "ms", median(bare), aim)

"""What the lines of the table share: libraries, programs in terminals, and when they show things."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.library import big_day, cache_folder, library
from support.emulator import Emulator
from support.isolation import UNSET, variables
from support.terminal import COMMAND, Terminal

SIZE = (120, 36)
HAN = re.compile(r"[\u4e00-\u9fff]{6,}")
FLOOR = (sys.executable, Path(__file__).parent / "floor.py")
SMALL = (24, 3)


@dataclass(frozen=True)
class Shelf:
    """A library with a home of its own, in which its catalog stays from run to run."""

    name: str
    folder: Path
    home: Path

    @cached_property
    def newest(self) -> list[tuple[str, frozenset[str]]]:
        """Of each paper of the newest report: how its title begins, and Chinese words of its text."""
        text = max(self.folder.rglob("*.md"), key=lambda path: path.stem[-10:]).read_text(encoding="utf-8")
        starts = list(re.finditer(r"^##+ (?:📄 |\d+\. |\[\d+\] \[)(.{20})", text, re.MULTILINE))
        ends = [*(start.start() for start in starts[1:]), len(text)]
        return [
            (start[1], frozenset(run[:6] for run in HAN.findall(text[start.end() : end])))
            for start, end in zip(starts, ends, strict=True)
        ]

    def shown(self, screen: str) -> bool:
        """Whether a screen is useful: a paper of the newest day stands there by its title, with some text."""
        return any(title in screen and any(run in screen for run in runs) for title, runs in self.newest)


@dataclass(frozen=True)
class Bench:
    """The circumstances of one run: how often to repeat, and how large the large library is."""

    rounds: int = 7
    presses: int = 40
    papers: int = 50_000
    files: int = 3_650

    @cached_property
    def small(self) -> Shelf:
        """A library of three days."""
        return self._shelf(f"{SMALL[0]} papers", library(*SMALL))

    @cached_property
    def large(self) -> Shelf:
        """A library of years."""
        return self._shelf(f"{self.papers:,} papers", library(self.papers, self.files))

    @cached_property
    def big_day(self) -> Shelf:
        """A library of one day of 445 papers."""
        return self._shelf("a day of 445", big_day())

    @property
    def shelves(self) -> tuple[Shelf, Shelf]:
        """The small library and the large one."""
        return self.small, self.large

    def reader(self, shelf: Shelf) -> Terminal:
        """The reader on a library, in a terminal of 120 x 36."""
        return Terminal("-L", shelf.folder, home=shelf.home, size=SIZE)

    def floor(self) -> Terminal:
        """The bare framework in such a terminal."""
        return Terminal(command=FLOOR, home=cache_folder() / "home-floor", size=SIZE)

    def _shelf(self, name: str, folder: Path) -> Shelf:
        """Bring the catalog of a library up to date, so that what is timed is every day's start and not the first."""
        home = cache_folder() / f"home-{folder.name}"
        home.mkdir(parents=True, exist_ok=True)
        print(f"preparing {name} …", file=sys.stderr)
        self.command("-L", str(folder), "index", home=home)
        return Shelf(name, folder, home)

    def command(self, *arguments: str, home: Path, argv: tuple[str, ...] = (COMMAND,)) -> float:
        """Run a command to its end; the seconds it took."""
        environment = {name: value for name, value in os.environ.items() if name not in UNSET}
        started = time.perf_counter()
        subprocess.run(
            [*argv, *arguments],
            env=environment | variables(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return time.perf_counter() - started


def first_shown(terminal: Terminal, holds: Callable[[str], bool]) -> float:
    """Seconds from start to the arrival of the last byte of the first screen of which `holds` is true."""
    terminal.wait_for(holds, 60)
    replay = Emulator(*SIZE)
    for moment, data in list(terminal.chunks):
        replay.feed(data)
        if holds(replay.text()):
            return moment - terminal.started
    message = "the screen was there and is not in what was received"
    raise AssertionError(message)


@dataclass(frozen=True, slots=True)
class Press:
    """One key: seconds until its first and its last byte came back, and how many bytes."""

    first: float
    last: float
    size: int


def press(terminal: Terminal, key: str, *, quiet: float = 0.08) -> Press:
    """Press a key, and take what it makes the program write until it is silent again."""
    came = terminal.answer(key, quiet)
    return Press(came[0][0], came[-1][0], sum(size for _, size in came)) if came else Press(0.0, 0.0, 0)


def resident(pid: int) -> float:
    """The memory of a process that is in RAM, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024

"""Writers that are killed: at each step that touches the disk, or at random moments for as long as there is time.

`python -m support.kills FOLDER SECONDS SEED` prints one JSON object: kills, acknowledged writes, and what went wrong.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Protocol

from paperdeck.index.catalog import Catalog
from paperdeck.index.config.edit import add_folders
from paperdeck.index.export.files import save
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.marks.compaction import compact
from paperdeck.index.marks.device import known_device, make_device
from paperdeck.index.marks.events import Row
from paperdeck.index.marks.lines import encode
from paperdeck.index.notes import Notes
from paperdeck.tui.trail import Session, load_session, save_session
from support.report_maker import make_report

STEPS = ("open", "write", "fsync", "close", "ftruncate", "fchmod", "replace", "rename", "link", "unlink", "mkdir")
"""The functions of `os` that touch the disk."""

Acknowledge = Callable[[], object]


class Job(Protocol):
    """Something written under a folder: what it stands on, the write, and what must hold after a kill."""

    def prepare(self, folder: Path) -> None: ...
    def act(self, folder: Path, acknowledge: Acknowledge) -> None: ...
    def check(self, folder: Path, *, acknowledged: bool) -> None: ...


def opened(folder: Path) -> MarkStore:
    return MarkStore(folder / "marks", device="dev", device_file=folder / "device")


class Append:
    """A mark beside one that is there."""

    def prepare(self, folder: Path) -> None:
        store = opened(folder)
        store.apply([Change("first", "read")])
        assert store.close() == ()

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        store = opened(folder)
        store.apply([Change("second", "read"), Change("second", "tag", "强")])
        if store.flush(30):
            acknowledge()
        store.close()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        store = opened(folder)
        assert store.get("first").read
        assert store.get("second").tags == ("强",) or not acknowledged
        assert store.unreported() == ()
        store.apply([Change("third", "read")])
        assert store.close() == ()
        assert opened(folder).get("third").read


class Compact:
    """A journal of many operations made small."""

    rows: tuple[Row, ...] = tuple(
        {"op": f"{n:012x}.0000.dev.wwww", "paper": f"p{n % 7}", "mark": "read", "value": n % 3 > 0, "on": "2026-01-02"}
        for n in range(900)
    )

    def prepare(self, folder: Path) -> None:
        (folder / "marks").mkdir()
        (folder / "marks" / "dev.jsonl").write_bytes(encode(map(dict, self.rows)))

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        compact(folder / "marks" / "dev.jsonl", "dev", force=True)
        acknowledge()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        del acknowledged
        store = opened(folder)
        assert store.marked("read") == {f"p{n % 7}" for n in range(893, 900) if n % 3 > 0}
        assert len(store.history(1000)) == 200


class Replace:
    """A file whose content is replaced; `write` does it and `read` gives what is there."""

    def __init__(self, write: Callable[[Path, str], object], read: Callable[[Path], str]) -> None:
        self.write = write
        self.read = read

    def prepare(self, folder: Path) -> None:
        self.write(folder, "old")

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        self.write(folder, "new")
        acknowledge()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        assert self.read(folder) in (("new",) if acknowledged else ("old", "new"))
        self.write(folder, "next")
        assert self.read(folder) == "next"


def note(folder: Path) -> Notes:
    return Notes(folder / "notes", lock_file=folder / "notes.lock")


class Create:
    """An export into a file that is not there yet."""

    def prepare(self, folder: Path) -> None:
        del folder

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        save(folder / "out.md", "whole" * 1000)
        acknowledge()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        there = (folder / "out.md").exists()
        assert there or not acknowledged
        assert not there or (folder / "out.md").read_text("utf-8") == "whole" * 1000


class Device:
    """The id of a machine, made with its first mark."""

    def prepare(self, folder: Path) -> None:
        del folder

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        make_device(folder / "state" / "device", "machine")
        acknowledge()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        known = known_device(folder / "state" / "device", "machine")
        assert known or not acknowledged
        made = make_device(folder / "state" / "device", "machine")
        assert known in (None, made)
        assert known_device(folder / "state" / "device", "machine") == made


class Register:
    """A folder registered in a config that says other things."""

    def prepare(self, folder: Path) -> None:
        (folder / "config.toml").write_text('theme = "nord" # mine\n', "utf-8")

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        add_folders(folder / "config.toml", [folder])
        acknowledge()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        text = (folder / "config.toml").read_text("utf-8")
        assert text.startswith('theme = "nord" # mine\n')
        assert ("folders" in text) or not acknowledged


class Take:
    """A catalog that takes in changed reports. Nothing of it is acknowledged: it must be whole, and catch up."""

    def prepare(self, folder: Path) -> None:
        (folder / "reports").mkdir()
        for number in range(4):
            path = folder / "reports" / f"2026-01-0{number + 1}.md"
            path.write_text(make_report(number, day=path.stem), "utf-8")

    def act(self, folder: Path, acknowledge: Acknowledge) -> None:
        for number in count():
            path = folder / "reports" / f"2026-01-0{number % 4 + 1}.md"
            path.write_text(make_report(number, papers=1 + number % 3, day=path.stem), "utf-8")
            catalog = Catalog(folder / "cache" / "catalog.sqlite")
            catalog.update([folder / "reports"])
            catalog.close()
            acknowledge()

    def check(self, folder: Path, *, acknowledged: bool) -> None:
        del acknowledged
        catalog, fresh = Catalog(folder / "cache" / "catalog.sqlite"), Catalog(None)
        for one in (catalog, fresh):
            one.update([folder / "reports"])
        assert not catalog.store.in_memory
        assert catalog.verify() == ""
        assert (catalog.days(), catalog.stamps()) == (fresh.days(), fresh.stamps())
        catalog.close()
        fresh.close()


SESSION = Replace(
    lambda folder, text: save_session(folder / "session.json", Session(searches=(text,))),
    lambda folder: load_session(folder / "session.json").searches[0],
)

STEPPED: dict[str, Job] = {
    "append": Append(),
    "compact": Compact(),
    "note": Replace(lambda folder, text: note(folder).write("p", text), lambda folder: note(folder).read("p").text),
    "export": Replace(
        lambda folder, text: save(folder / "out.md", text, overwrite=True),
        lambda folder: (folder / "out.md").read_text("utf-8"),
    ),
    "new-export": Create(),
    "session": SESSION,
    "device": Device(),
    "config": Register(),
}


def forked(act: Callable[[Acknowledge], None], seconds: float | None) -> tuple[bool, int]:
    """Run it in a process, killed after so many seconds; whether it was killed, and how often it acknowledged.

    Without `seconds` it ends by itself, within a minute.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        write = os.write
        try:
            act(lambda: write(writing, b"!"))
        finally:
            os._exit(0)
    os.close(writing)
    told = 0
    end = time.monotonic() + (60 if seconds is None else seconds)
    while (left := end - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            heard = os.read(reading, 65536)
            told += len(heard)
            if not heard:
                break
    if seconds is not None:
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    while heard := os.read(reading, 65536):
        told += len(heard)
    os.close(reading)
    return os.WIFSIGNALED(status), told


def dying(act: Callable[[Acknowledge], None], at: int, *, after: bool) -> Callable[[Acknowledge], None]:
    """The write, whose process kills itself before (or after) the given step that touches the disk."""

    def run(acknowledge: Acknowledge) -> None:
        steps = count(1)

        def dies(original: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object, **options: object) -> object:
                now = next(steps)
                if now == at and not after:
                    os.kill(os.getpid(), signal.SIGKILL)
                result = original(*arguments, **options)
                if now == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return result

            return step

        for name in STEPS:
            setattr(os, name, dies(getattr(os, name)))
        act(acknowledge)

    return run


def at_every_step(job: Job, folder: Path) -> tuple[int, int]:
    """Kill the write at each of its steps, and check after each; gives the kills and the acknowledged writes."""
    kills = acknowledged = 0
    for after in (False, True):
        for step in count(1):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            job.prepare(folder)
            killed, told = forked(dying(lambda tell: job.act(folder, tell), step, after=after), None)
            kills += killed
            acknowledged += told
            job.check(folder, acknowledged=told > 0)
            if not killed:
                assert told, "the write was not done although nothing killed it"
                break
    return kills, acknowledged


def at_random(job: Job, folder: Path, seconds: float, rng: random.Random) -> tuple[int, int]:
    """Kill the write at random moments, again and again in one folder; gives the kills and the acknowledged writes."""
    folder.mkdir(parents=True)
    job.prepare(folder)
    kills = acknowledged = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        killed, told = forked(lambda tell: job.act(folder, tell), rng.uniform(0.0, 0.08))
        kills += killed
        acknowledged += told
        job.check(folder, acknowledged=told > 0)
    return kills, acknowledged


def main(folder: Path, seconds: float, seed: int) -> dict[str, object]:
    """Kill all writers at every step, and scans at random, until the time is over, at least once."""
    import filelock
    import tomlkit

    del filelock, tomlkit  # loaded here, so that a writer is about its work when it is killed
    rng = random.Random(seed)
    end = time.monotonic() + seconds
    counts: dict[str, list[int]] = {name: [0, 0] for name in (*STEPPED, "scan")}
    for turn in count():
        for name, job in STEPPED.items():
            kills, told = at_every_step(job, folder / name)
            counts[name][0] += kills
            counts[name][1] += told
        kills, told = at_random(Take(), folder / f"scan{turn}", min(seconds / 4, 2), rng)
        counts["scan"][0] += kills
        counts["scan"][1] += told
        if time.monotonic() >= end:
            break
    return {"kills": sum(kills for kills, _told in counts.values()), "by": counts}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))))

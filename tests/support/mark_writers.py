"""Writers of marks in processes of their own: one that is killed again and again, and one of several at once.

`python -m support.mark_writers kill FOLDER ROUNDS SEED` or `... flood FOLDER NAME EVENTS`; prints one JSON object.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from paperdeck.index.marks import Change, MarkStore, compaction, journal


def open_store(folder: Path) -> MarkStore:
    return MarkStore(folder / "marks", device_file=folder / "device")


def write_until_killed(folder: Path, acknowledge: int, name: str, rng: random.Random) -> None:
    """Say things, wait until they are saved, and tell through the pipe what was acknowledged."""
    store = open_store(folder)
    for number in range(100_000):
        told: list[str] = []
        for step in range(rng.randint(1, 4)):
            paper = f"{name}.{number}.{step}"
            store.apply([Change(paper, "read"), Change(paper, "tag", "t")], label="Read")
            told.append(f"read {paper}")
        if number % 3 == 0:
            paper = f"{name}.{number}"
            store.apply([Change(paper, "starred")])
            store.undo()
            told.append(f"undone {paper}")
            store.apply([Change(paper, "later")])
            store.undo()
            store.redo()
            told.append(f"redone {paper}")
        if store.flush(30):
            os.write(acknowledge, "".join(line + "\n" for line in told).encode())


def kill_one(folder: Path, name: str, rng: random.Random) -> list[str]:
    """Start a writer, kill it at a random moment, and give what it had acknowledged."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            write_until_killed(folder, writing, name, rng)
        finally:
            os._exit(1)
    os.close(writing)
    end = time.monotonic() + rng.uniform(0.0, 0.09)
    told = bytearray()
    while (left := end - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            told += os.read(reading, 65536)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while more := os.read(reading, 65536):
        told += more
    os.close(reading)
    return told.decode().splitlines()


def kill(folder: Path, rounds: int, seed: int) -> dict[str, object]:
    """Kill writers and look, after each, whether everything that any of them acknowledged is there."""
    import filelock  # so that a writer is about its work when it is killed, not about its imports

    del filelock
    compaction.LEAST = journal.LEAST = 4096
    rng = random.Random(seed)
    told: dict[str, set[str]] = {"read": set(), "undone": set(), "redone": set()}
    lost: list[str] = []
    damaged = 0
    for number in range(rounds):
        for line in kill_one(folder, f"k{number}", rng):
            what, paper = line.split(" ")
            told[what].add(paper)
        store = open_store(folder)
        lost += told["read"] - store.marked("read")
        lost += told["read"] - store.marked("tag:t")
        lost += told["undone"] & store.marked("starred")
        lost += told["redone"] - store.marked("later")
        damaged += len(store.unreported())
    return {"acknowledged": sum(map(len, told.values())), "lost": lost, "damaged": damaged}


def flood(folder: Path, name: str, events: int) -> dict[str, object]:
    """Say many things as fast as can be, and wait until they are saved."""
    store = open_store(folder)
    sys.stdin.readline()  # all writers start together
    began = time.monotonic()
    for number in range(0, events, 5):
        store.apply([Change(f"{name}.{number + more}", "read") for more in range(5)])
    unsaved = store.close(120)
    return {"unsaved": len(unsaved), "seconds": time.monotonic() - began}


if __name__ == "__main__":
    what, folder, second, third = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    result = kill(folder, int(second), third) if what == "kill" else flood(folder, second, third)
    print(json.dumps(result))

"""Several processes on one index: writers killed at any moment, readers beside writers."""

import contextlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from paperdeck.index.search.index import SearchIndex
from support.corpus import MemoryCorpus
from support.papers import paper, papers
from support.scale import scaled

WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from support.corpus import MemoryCorpus
from support.papers import paper, papers
from paperdeck.index.search import updater
from paperdeck.index.search.index import SearchIndex
updater.FIRST_BATCH = updater.BATCH = 25
corpus = MemoryCorpus(papers(60))
index = SearchIndex(Path(sys.argv[2]), corpus)
print("ready", flush=True)
sys.stdin.readline()
turn = 0
while True:
    index.update()
    print("done", flush=True)
    turn += 1
    corpus.put(paper(700 + turn % 9, text=f"强化 turn {turn}"))
    if turn % 7 == 0:
        index.rebuild()
"""
TESTS = Path(__file__).parent.parent.parent


def started(folder: Path) -> "subprocess.Popen[bytes]":
    """A process that has loaded everything and waits for a line to begin writing."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(TESTS), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    return writer


def begin(writer: "subprocess.Popen[bytes]") -> None:
    assert writer.stdin is not None
    writer.stdin.write(b"\n")
    writer.stdin.flush()


def kill(writer: "subprocess.Popen[bytes]") -> None:
    writer.send_signal(signal.SIGKILL)
    writer.communicate()


def test_a_writer_killed_at_any_moment_leaves_right_answers(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    corpus = MemoryCorpus(papers(60))
    scan = SearchIndex(tmp_path / "none", corpus)
    right = {hit.id for hit in scan.search("强化", limit=None, snippets=0).hits}
    chance = random.Random(9)
    index = SearchIndex(folder, corpus)
    for turn in range(scaled(12)):
        writer = started(folder)
        begin(writer)
        with contextlib.suppress(subprocess.TimeoutExpired):
            writer.wait(chance.random() * 0.6)
        kill(writer)
        results = index.search("强化", limit=None, snippets=0)
        assert {hit.id for hit in results.hits if not hit.partial} == right, (turn, results.mode)
        if turn % 4 == 3:
            assert index.update().complete
            assert not index.wants_update
            assert index.health(verify_crc=True).state == "sound"
    index.close()
    scan.close()


def test_readers_beside_a_writer_are_never_wrong_nor_stale(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    corpus = MemoryCorpus(papers(60))
    readers = [SearchIndex(folder, corpus), SearchIndex(folder, corpus)]
    writer = started(folder)
    begin(writer)
    right = {hit.id for hit in readers[0].search("强化", limit=None, snippets=0).hits if not hit.partial}
    modes: set[str] = set()
    until = time.monotonic() + 4
    while time.monotonic() < until:
        for reader in readers:
            results = reader.search("强化", limit=None, snippets=0)
            modes.add(results.mode)
            assert {hit.id for hit in results.hits if not hit.partial} == right
    kill(writer)
    assert "strict" in modes
    for reader in readers:
        reader.close()


def test_what_changed_is_seen_by_other_readers_at_once(tmp_path: Path) -> None:
    corpus = MemoryCorpus(papers(20))
    one, other = SearchIndex(tmp_path / "search", corpus), SearchIndex(tmp_path / "search", corpus)
    one.update()
    assert not other.search("turquoise", snippets=0).hits
    corpus.put(paper(800, text="turquoise 海水"))
    one.update()
    assert [hit.id for hit in other.search("turquoise").hits] == ["2512.00800"]
    corpus.put(paper(800, text="vermilion 火"))
    one.update()
    assert not [hit for hit in other.search("turquoise").hits if not hit.partial]
    assert [hit.id for hit in other.search("vermilion").hits] == ["2512.00800"]
    corpus.drop("2512.00800")
    assert not other.search("vermilion").hits
    one.close()
    other.close()

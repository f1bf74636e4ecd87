"""Whatever happens to the files, search answers rightly, by index or by scan, and an update heals the index."""

import errno
import os
import pickle
import random
import shutil
import stat
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from paperdeck.index.search import store as store_module
from paperdeck.index.search.index import SearchIndex
from support.corpus import MemoryCorpus
from support.papers import paper, papers
from support.scale import scaled

QUERIES = ("强化", "模型 GRPO", '"diffusion"', "title:reward", "学 -视频")


@pytest.fixture(scope="module")
def corpus() -> MemoryCorpus:
    return MemoryCorpus(papers(24))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


def answers(index: SearchIndex) -> list[set[str]]:
    """The ids that match each of the queries."""
    found = [index.search(query, limit=None, snippets=0) for query in QUERIES]
    assert all(results.missing == 0 for results in found)
    return [{hit.id for hit in results.hits if not hit.partial} for results in found]


@pytest.fixture(scope="module")
def right(corpus: MemoryCorpus, tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """What a scan answers."""
    index = SearchIndex(tmp_path_factory.mktemp("none") / "search", corpus)
    assert index.search("强化").mode == "scan"
    expected = answers(index)
    assert all(expected)
    return expected


@pytest.fixture(scope="module")
def sound(corpus: MemoryCorpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sound index in two segments, one paper deleted."""
    folder = tmp_path_factory.mktemp("sound") / "search"
    held = MemoryCorpus(list(corpus.papers.values())[:16])
    held.put(paper(999, text="强化 will go"))
    for papers_held in (held, corpus):
        index = SearchIndex(folder, papers_held)
        assert index.update().complete
        index.close()
    return folder


@pytest.fixture
def built(sound: Path, folder: Path, corpus: MemoryCorpus) -> Iterator[SearchIndex]:
    """A copy of the sound index, free to be damaged."""
    shutil.copytree(sound, folder)
    index = SearchIndex(folder, corpus)
    yield index
    index.close()


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def noise(path: Path) -> None:
    path.write_bytes(random.Random(3).randbytes(path.stat().st_size))


def secret_noise(path: Path) -> None:
    """Noise that leaves size and time as they were: only the checksum tells."""
    times = path.stat()
    noise(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def replace(path: Path) -> None:
    path.unlink()
    path.mkdir()


SUFFIXES = (".toc", ".trm", ".pst", ".docs", ".text", ".at", ".lex", "manifest.json")


@pytest.mark.parametrize("harm", [truncate, empty, delete, noise, replace])
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seen", ["open", "closed"])
def test_any_damaged_file_is_noticed_and_mended(
    folder: Path,
    built: SearchIndex,
    right: list[set[str]],
    harm: Callable[[Path], None],
    suffix: str,
    seen: str,
) -> None:
    index = built
    assert answers(index) == right
    if seen == "closed":
        index.close()
    harm(next(path for path in sorted(folder.iterdir()) if path.name.endswith(suffix)))
    assert answers(index) == right
    assert index.wants_update
    assert index.update().complete
    assert answers(index) == right
    assert index.search("强化").mode == "strict"
    assert index.health(verify_crc=True).state == "sound"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damage_that_leaves_no_trace_is_found_by_the_checksums(
    folder: Path, built: SearchIndex, corpus: MemoryCorpus, right: list[set[str]], suffix: str
) -> None:
    secret_noise(next(path for path in sorted(folder.iterdir()) if path.name.endswith(suffix)))
    built.close()
    index = SearchIndex(folder, corpus)
    health = index.health(verify_crc=True)
    assert health.state == "damaged"
    assert any(suffix in problem for problem in health.problems)
    assert answers(index) == right
    assert index.update().complete
    assert answers(index) == right
    assert index.health(verify_crc=True).state == "sound"
    index.close()


def test_files_copied_from_elsewhere_are_taken_when_their_bytes_are_right(
    folder: Path, built: SearchIndex, right: list[set[str]]
) -> None:
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    assert answers(built) == right
    assert built.search("强化").mode == "strict"
    assert not built.wants_update


def test_the_folder_taken_away_under_an_open_index(folder: Path, built: SearchIndex, right: list[set[str]]) -> None:
    assert answers(built) == right
    shutil.rmtree(folder)
    assert answers(built) == right
    assert built.update().complete
    assert built.search("强化").mode == "strict"


def test_where_the_folder_cannot_be_made_search_scans(
    tmp_path: Path, corpus: MemoryCorpus, right: list[set[str]]
) -> None:
    (tmp_path / "file").write_text("in the way")
    index = SearchIndex(tmp_path / "file" / "search", corpus)
    assert answers(index) == right
    done = index.update()
    assert not done.complete
    assert done.error
    assert index.rebuild().error
    assert answers(index) == right
    assert index.health().state == "absent"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_folder(
    folder: Path, built: SearchIndex, corpus: MemoryCorpus, right: list[set[str]]
) -> None:
    folder.chmod(0o500)
    try:
        corpus.put(paper(500, text="强化 new"))
        assert built.update().error
        assert len(answers(built)[0]) == len(right[0]) + 1
    finally:
        corpus.drop("2512.00500")
        folder.chmod(0o700)


def test_a_full_disk_leaves_the_index_as_it_was(
    folder: Path, right: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = MemoryCorpus(papers(24))
    index = SearchIndex(folder, corpus)
    index.update()
    corpus.put(paper(500, text="强化 new"))

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for place in ("write_contents", "write_terms"):
        with monkeypatch.context() as patched:
            patched.setattr(store_module.codec, place, full)
            done = index.update()
            assert not done.complete
            assert "space" in done.error
            assert len(answers(index)[0]) == len(right[0]) + 1
    assert index.update().complete
    assert len(index.search("强化", limit=None).hits) == len(right[0]) + 1
    index.close()


def test_a_stale_lock_file_stops_nobody(folder: Path, corpus: MemoryCorpus) -> None:
    folder.mkdir(parents=True)
    (folder / "writer.lock").write_text("12345")
    (folder / "litter.trm").write_text("left by a writer that was killed")
    index = SearchIndex(folder, corpus)
    assert index.update().complete
    assert not (folder / "litter.trm").exists()
    index.close()


def test_one_writer_at_a_time(folder: Path, corpus: MemoryCorpus) -> None:
    index = SearchIndex(folder, corpus)
    folder.mkdir(parents=True)
    with FileLock(folder / "writer.lock"):
        assert index.update().busy
        assert index.rebuild().busy
    assert index.update().complete
    index.close()


def test_folder_and_files_are_private(folder: Path, corpus: MemoryCorpus) -> None:
    index = SearchIndex(folder, corpus)
    index.update()
    index.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert all(mode == 0o600 for name, mode in modes.items() if name.startswith(("papers_", "_papers")))


def test_a_paper_that_cannot_be_read_is_left_out_and_comes_later(folder: Path) -> None:
    corpus = MemoryCorpus(papers(10))
    corpus.broken = {"2512.00003"}
    index = SearchIndex(folder, corpus)
    index.update()
    assert index.wants_update
    corpus.broken = set()
    assert index.update().added == 1
    assert not index.wants_update
    index.close()


def test_three_hundred_damages_are_noticed_and_mended(
    sound: Path, tmp_path: Path, corpus: MemoryCorpus, right: list[set[str]]
) -> None:
    """With those above: files cut at any place, bytes turned, added and taken out."""
    chance = random.Random(12)
    names = sorted(path.name for path in sound.iterdir() if path.name != "writer.lock" and path.stat().st_size)
    for turn in range(scaled(220)):
        folder = tmp_path / f"search-{turn}"
        shutil.copytree(sound, folder)
        path = folder / names[turn % len(names)]
        data = bytearray(path.read_bytes())
        at = chance.randrange(len(data))
        match turn // len(names) % 4:
            case 0:
                del data[at:]
            case 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                data[at:at] = chance.randbytes(chance.randint(1, 9))
            case _:
                del data[at : at + chance.randint(1, 9)]
        path.write_bytes(data)
        index = SearchIndex(folder, corpus)
        assert index.health().state == "damaged", (turn, path.name)
        assert answers(index) == right, (turn, path.name)
        assert index.update().complete
        assert index.health(verify_crc=True).state == "sound", (turn, path.name)
        assert answers(index) == right, (turn, path.name)
        index.close()
        shutil.rmtree(folder)


class Command:
    """A pickle that runs a command when it is loaded."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __reduce__(self) -> tuple[object, tuple[tuple[str, ...]]]:
        return subprocess.call, (self.words,)


def forge(folder: Path, name: str, data: bytes) -> None:
    """Put other bytes in the place of a file of the index, and a manifest that says they are right."""
    path = folder / name
    path.write_bytes(data)
    manifest = store_module.Store(folder).manifest()
    assert manifest is not None
    now = path.stat()
    manifest.files[name] = store_module.FileRecord(now.st_size, store_module.crc_of(path), now.st_mtime_ns)
    (folder / "manifest.json").write_bytes(manifest.pack())


@pytest.mark.parametrize("suffix", [".trm", ".toc"])
def test_a_pickle_in_the_cache_runs_nothing(
    folder: Path, built: SearchIndex, right: list[set[str]], tmp_path: Path, suffix: str
) -> None:
    """Whoever can write the cache can also write a manifest that fits; a dictionary ends in a pickle and its length."""
    ran = tmp_path / "ran"
    evil = pickle.dumps(Command("touch", str(ran)))
    path = next(folder.glob(f"*{suffix}"))
    data = path.read_bytes()
    if suffix == ".trm":
        (length,) = struct.unpack(">i", data[-4:])
        forge(folder, path.name, data[: -4 - length] + evil + struct.pack(">i", len(evil)))
    else:
        forge(folder, path.name, evil)
    assert answers(built) == right
    built.update()
    assert answers(built) == right
    assert not ran.exists()
    assert suffix == ".toc" or built.health(verify_crc=True).state == "sound"

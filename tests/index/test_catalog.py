"""The catalog: what it knows of the reports, that it keeps up, heals, and never touches a report."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from paperdeck.index.catalog import Catalog, DamagedError
from paperdeck.index.catalog.rows import unpack_entry
from paperdeck.index.catalog.store import Store
from paperdeck.index.reports import reread
from support.report_maker import make_report

HF = "# Hugging Face Daily Papers Report\n**Date**: {day}\n\n====\n\n"
LINK = "- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: HTML\n\n"
PAPER = "## 📄 {title}\n\n" + LINK + "1. **应用领域**：视觉。\n\n"


def report(day: str, *ids: str) -> str:
    """A report of one day in the analysis format."""
    return HF.format(day=day) + "".join(PAPER.format(title=f"Study of {name[-1]}", id=name) for name in ids)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of two days, one paper on both."""
    folder = tmp_path / "reports"
    write(folder / "2025-12-26.md", report("2025-12-26", "2512.00001", "2512.00002"))
    write(folder / "2025-12-27.md", report("2025-12-27", "2512.00003", "2512.00001"))
    write(folder / "README.md", "# What this is\n\nA folder of reports.\n")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the catalog lies."""
    return tmp_path / "cache" / "catalog.sqlite"


@pytest.fixture
def catalog(file: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    made = Catalog(file)
    yield made
    made.close()


def everything(catalog: Catalog) -> object:
    """All that a catalog answers."""
    return (
        catalog.days(),
        [catalog.day_packed(row.day) for row in catalog.days()],
        list(catalog.packed(catalog.ids()).items()),
        [catalog.places(name) for name in catalog.ids()],
        catalog.stamps(),
    )


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Every file with its bytes, mtime and mode."""
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_days_papers_and_their_order(catalog: Catalog, root: Path) -> None:
    done = catalog.update([root])
    assert (done.papers, done.files, done.complete) == (3, 2, True)
    assert done.changed_days == {"2025-12-26", "2025-12-27"}
    assert [tuple(row) for row in catalog.days()] == [("2025-12-27", 1, 2), ("2025-12-26", 1, 2)]
    assert catalog.day_ids("2025-12-27") == ["2512.00003", "2512.00001"]
    assert catalog.ids() == ["2512.00003", "2512.00001", "2512.00002"]
    assert catalog.ids({"2512.00002", "2512.00003", "unknown"}) == ["2512.00003", "2512.00002"]
    assert catalog.days_of("2512.00001") == ["2025-12-27", "2025-12-26"]
    assert set(catalog.appearances(["2025-12-26"])) == {("2025-12-26", "2512.00001"), ("2025-12-26", "2512.00002")}


def test_a_paper_of_two_days_is_one_and_was_seen_before_on_the_later(catalog: Catalog, root: Path) -> None:
    catalog.update([root])
    packed = catalog.packed(["2512.00001"])["2512.00001"]
    assert unpack_entry("2512.00001", packed).days == ("2025-12-27", "2025-12-26")
    assert unpack_entry("2512.00001", packed, day="2025-12-27").seen_before
    assert not unpack_entry("2512.00001", packed, day="2025-12-26").seen_before


def test_readings_are_found_again_by_offset(catalog: Catalog, root: Path) -> None:
    catalog.update([root])
    for name in catalog.ids():
        for place in catalog.places(name):
            data = Path(place.reading.file).read_bytes()[slice(*place.reading.span)]
            reading = reread(data, place.reading, encoding=place.encoding)
            assert (reading.title, reading.section("domain") is not None) == (f"Study of {name[-1]}", True)


def test_an_unchanged_library_changes_nothing(catalog: Catalog, root: Path) -> None:
    catalog.update([root])
    before = everything(catalog)
    done = catalog.update([root])
    assert (done.changed_ids, done.changed_days) == (frozenset(), frozenset())
    assert everything(catalog) == before


def test_what_another_process_read_counts_as_changed_too(catalog: Catalog, root: Path, file: Path) -> None:
    """Two windows: the one that comes second to a change finds it in the catalog, and has to show it all the same."""
    catalog.update([root])
    other = Catalog(file)
    other.update([root])
    write(root / "2025-12-27.md", report("2025-12-27", "2512.00003", "2512.00004"))
    catalog.update([root])
    done = other.update([root])
    assert done.changed_days == {"2025-12-27"}
    assert {"2512.00003", "2512.00004"} <= done.changed_ids
    (root / "2025-12-26.md").unlink()
    catalog.update([root])
    assert other.update([root]).changed_days == {"2025-12-26"}
    assert not other.update([root]).changed_days
    other.close()


def test_changes_are_followed_as_if_all_were_read_anew(catalog: Catalog, root: Path, tmp_path: Path) -> None:
    """Files come, change, move and go at random; after each step the catalog equals a fresh one."""
    catalog.update([root])
    rng = random.Random(5)
    for step in range(12):
        path = root / rng.choice(["2025-12-26.md", "2025-12-27.md", "sub/2025-12-28.md", "weekly.md"])
        if path.exists() and rng.random() < 0.4:
            path.unlink()
        else:
            day = f"2025-12-{rng.randint(20, 29)}"
            ids = [f"2512.0000{rng.randint(1, 6)}" for _ in range(rng.randint(0, 4))]
            write(path, report(day, *dict.fromkeys(ids)))
            os.utime(path, ns=(0, 10**18 + step))
        done = catalog.update([root])
        fresh = Catalog(tmp_path / f"fresh-{step}.sqlite")
        fresh.update([root])
        assert everything(catalog) == everything(fresh)
        assert (done.papers, done.files) == (fresh.update([root]).papers, fresh.update([root]).files)
        fresh.close()


def test_a_file_that_is_no_report_has_no_day(catalog: Catalog, root: Path) -> None:
    write(root / "2025-11-11-notes.md", "Nothing about papers.\n")
    catalog.update([root])
    assert "2025-11-11" not in [row.day for row in catalog.days()]


def test_a_report_without_a_date_takes_the_day_of_its_change(catalog: Catalog, root: Path) -> None:
    path = write(root / "papers.md", report("", "2512.00009").replace("**Date**: \n", ""))
    os.utime(path, ns=(0, 1_700_000_000_000_000_000))
    catalog.update([root])
    assert catalog.days_of("2512.00009") == ["2023-11-14"]
    problems = dict(catalog.file_problems())[str(path)]
    assert "2023-11-14" in problems[-1].message


def test_a_vanished_folder_is_told_and_its_papers_are_kept(catalog: Catalog, root: Path) -> None:
    catalog.update([root])
    root.rename(root.with_name("elsewhere"))
    catalog.update([root])
    assert len(catalog.ids()) == 3
    assert str(root) in catalog.notices()[0].title
    catalog.update([])
    assert catalog.ids() == []


def test_names_that_are_no_utf8_are_read(catalog: Catalog, root: Path) -> None:
    name = os.fsencode(str(root)) + b"/caf\xe9-2025-12-24.md"
    try:
        with open(name, "wb") as stream:  # noqa: PTH123 - pathlib has no paths of bytes
            stream.write(report("2025-12-24", "2512.00007").encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    catalog.update([root])
    (place,) = catalog.places("2512.00007")
    assert Path(place.reading.file).exists()


def test_an_update_can_be_given_up_and_goes_on_later(catalog: Catalog, root: Path) -> None:
    (root / "README.md").unlink()
    seen: list[int] = []
    done = catalog.update([root], lambda progress: seen.append(progress.done), lambda: bool(seen))
    assert not done.complete
    assert [row.day for row in catalog.days()] == ["2025-12-27"]
    assert catalog.update([root]).complete
    assert len(catalog.days()) == 2


def test_made_reports_of_every_format(catalog: Catalog, tmp_path: Path) -> None:
    for seed, kind in enumerate(("analysis", "digest", "arxiv-daily", "generic")):
        made = make_report(seed, kind, 6, f"2025-0{seed + 1}-01")
        write(tmp_path / "made" / f"2025-0{seed + 1}-01-{kind}.md", made)
    catalog.update([tmp_path / "made"])
    assert len(catalog.days()) == 4
    assert len(catalog.ids()) >= 20


@pytest.mark.shared
def test_the_shared_reports(catalog: Catalog, shared_reports: Path) -> None:
    before = snapshot(shared_reports)
    done = catalog.update([shared_reports])
    assert (done.papers, done.files) == (21, 3)
    assert sum(row.papers for row in catalog.days()) == 24
    twice = [name for name in catalog.ids() if len(catalog.days_of(name)) == 2]
    assert len(twice) == 3
    assert snapshot(shared_reports) == before


def test_report_folders_are_never_written_to(catalog: Catalog, root: Path) -> None:
    before = snapshot(root)
    folders = {str(path): path.stat().st_mtime_ns for path in (root, *root.rglob("*"))}
    catalog.update([root])
    catalog.update([root])
    assert snapshot(root) == before
    assert {str(path): path.stat().st_mtime_ns for path in (root, *root.rglob("*"))} == folders


def _noise(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(4096) + data[at + 4096 :]


@pytest.mark.parametrize("how", ["noise", "zeros", "cut", "empty", "text", "other"])
def test_a_damaged_file_heals(file: Path, root: Path, how: str) -> None:
    catalog = Catalog(file)
    catalog.update([root])
    expected = everything(catalog)
    catalog.close()
    data, rng = file.read_bytes(), random.Random(3)
    for _ in range(12 if how in ("noise", "zeros", "cut") else 1):
        at = rng.randrange(100, len(data))
        damaged = {
            "noise": _noise(data, rng),
            "zeros": data[:at] + bytes(len(data) - at),
            "cut": data[:at],
            "empty": b"",
            "text": b"not a database\n" * 400,
            "other": data[:16] + bytes(80) + data[96:],
        }[how]
        file.write_bytes(damaged)
        again = Catalog(file)
        try:
            if again.verify():
                again.heal()
            again.update([root])
            answered = everything(again)
        except DamagedError:
            again.heal()
            again.update([root])
            answered = everything(again)
        assert answered == expected or how == "noise"
        again.close()
        file.write_bytes(data)


def test_a_newer_or_foreign_database_is_set_aside(file: Path, root: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE files (x)")
    other.close()
    catalog = Catalog(file)
    assert catalog.update([root]).papers == 3
    catalog.close()
    assert file.with_name(file.name + ".damaged").exists()


def test_deleting_the_cache_below_a_running_reader_is_harmless(catalog: Catalog, file: Path, root: Path) -> None:
    catalog.update([root])
    for path in file.parent.iterdir():
        path.unlink()
    assert len(catalog.days()) == 2
    assert catalog.update([root]).papers == 3
    assert file.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everything")
def test_a_folder_that_cannot_be_written_means_memory(file: Path, root: Path) -> None:
    file.parent.mkdir(mode=0o500)
    catalog = Catalog(file)
    assert catalog.update([root]).papers == 3
    assert catalog.notices()
    catalog.close()


def test_a_file_in_place_of_the_folder_means_memory(tmp_path: Path, root: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    catalog = Catalog(tmp_path / "cache" / "catalog.sqlite")
    assert catalog.update([root]).papers == 3
    assert "cache" in catalog.notices()[0].title
    catalog.close()


def test_a_full_disk_means_memory_and_nothing_is_missing(
    catalog: Catalog, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with catalog.store.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
    for number in range(40):
        write(root / f"{number}.md", make_report(number, "analysis", 5, f"2024-01-{number % 28 + 1:02}"))
    done = catalog.update([root])
    assert done.complete
    assert catalog.store.in_memory
    assert len(catalog.ids()) == done.papers > 100
    assert catalog.notices()


def test_the_folder_is_private(catalog: Catalog, file: Path) -> None:
    assert file.parent.stat().st_mode & 0o077 == 0


def test_reading_goes_on_from_other_threads_while_it_is_written(file: Path, root: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(30):
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        write(root / f"{day}.md", make_report(number, "digest", 6, day))
    catalog = Catalog(file)
    with ThreadPoolExecutor(3) as pool:
        update = pool.submit(catalog.update, [root])
        seen = 0
        while not update.done():
            days = catalog.days()
            assert all(len(catalog.day_ids(row.day)) == row.papers for row in days if row in catalog.days())
            assert len(days) >= seen
            seen = len(days)
        assert update.result().complete
        asked = [pool.submit(catalog.ids) for _ in range(6)]
        assert all(answer.result() == catalog.ids() for answer in asked)
    catalog.close()


WORKER = """
import sys
from pathlib import Path
from paperdeck.index.catalog import Catalog
catalog = Catalog(Path(sys.argv[1]))
for _ in range(3):
    done = catalog.update([Path(sys.argv[2])])
print(done.papers, len(catalog.ids()), catalog.verify() or "sound")
"""


def test_two_processes_at_once(file: Path, root: Path) -> None:
    for number in range(25):
        write(root / f"{number}.md", make_report(number, "analysis", 6, f"2024-03-{number + 1:02}"))
    command = [sys.executable, "-c", WORKER, str(file), str(root)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {run.communicate(timeout=60)[0] for run in runs}
    assert len(answers) == 1
    assert "sound" in answers.pop()


def test_a_connection_is_made_only_where_it_belongs(tmp_path: Path) -> None:
    store = Store(None)
    assert store.in_memory
    store.close()
    assert list(tmp_path.iterdir()) == []

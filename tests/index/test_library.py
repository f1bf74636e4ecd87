"""The facade: lists, texts, marks with counts, what others do meanwhile, and what a restart finds."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from paperdeck.index import places
from paperdeck.index.config import Config
from paperdeck.index.errors import QueryError, SourceError, UnknownPaperError, UsageError
from paperdeck.index.glance import Glance, recall
from paperdeck.index.library import Library
from paperdeck.index.results import DaySummary
from paperdeck.index.walking import Walk
from support.clock import Clock

HEAD = "# Hugging Face Daily Papers Report\n**Date**: {day}\n\n====\n\n"
PAPER = """## 📄 Study of {letter}

- **链接**: https://huggingface.co/papers/2512.0000{n}
- **阅读来源**: HTML

1. **应用领域**：视觉 {letter}。

2. **一句话核心贡献**：提出方法 {letter}{letter}。

"""

Open = Callable[..., Library]


def write(root: Path, day: str, numbers: str, extra: str = "") -> Path:
    """A report of one day about papers 1 (A) to 9 (I)."""
    root.mkdir(parents=True, exist_ok=True)
    text = HEAD.format(day=day) + "".join(PAPER.format(n=n, letter="_ABCDEFGHI"[int(n)]) for n in numbers) + extra
    (root / f"{day}.md").write_text(text, encoding="utf-8")
    return root / f"{day}.md"


def ids(numbers: str) -> list[str]:
    return [f"2512.0000{n}" for n in numbers]


def counted(library: Library) -> list[tuple[str, int, int, int]]:
    return [(row.day, row.papers, row.unread, row.starred) for row in library.days()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three days; paper 1 on two of them."""
    folder = tmp_path / "reports"
    write(folder, "2025-12-25", "12")
    write(folder, "2025-12-26", "31")
    write(folder, "2025-12-27", "45")
    return folder


@pytest.fixture
def opened(root: Path, clock: Clock) -> Iterator[Open]:
    """Opens the library, up to date; closed with the test."""
    held: list[Library] = []

    def start(*, refresh: bool = True, hurried: bool = False) -> Library:
        library = Library.open(Config(folders=(root,)), clock=clock, hurried=hurried)
        held.append(library)
        if refresh:
            library.refresh()
        return library

    yield start
    for library in held:
        library.close()


def test_opening_creates_nothing_but_the_cache(opened: Open, isolated_home: Path) -> None:
    library = opened()
    library.view("视觉")
    assert {path.name for path in (isolated_home / "paperdeck").iterdir()} == {"cache"}


def test_days_and_lists(opened: Open) -> None:
    library = opened()
    assert counted(library) == [("2025-12-27", 2, 2, 0), ("2025-12-26", 2, 2, 0), ("2025-12-25", 2, 2, 0)]
    assert [entry.id for entry in library.day_entries("2025-12-26")] == ids("31")
    assert [entry.seen_before for entry in library.day_entries("2025-12-26")] == [False, True]
    assert library.day_entries("2025-12-24") == ()
    assert [entry.id for entry in library.view()] == ids("45312")
    assert [entry.id for entry in library.entries(ids("2914"))] == ids("214")


def test_a_paper_with_all_its_readings(opened: Open) -> None:
    library = opened()
    library.notes.write(ids("1")[0], "mine")
    library.mark(ids("1"), starred=True)
    paper = library.paper(ids("1")[0])
    assert paper.days == ("2025-12-26", "2025-12-25")
    assert [section.key for section in paper.readings[0].sections] == ["domain", "contribution"]
    assert (paper.note, paper.marks.starred) == ("mine", True)
    assert library.entries(ids("1"))[0].noted


def test_unknown_papers_and_vanished_reports(opened: Open, root: Path) -> None:
    library = opened()
    with pytest.raises(UnknownPaperError):
        library.paper("2512.99999")
    (root / "2025-12-27.md").unlink()
    with pytest.raises(SourceError):
        library.paper(ids("4")[0])
    (root / "2025-12-26.md").unlink()
    assert library.paper(ids("1")[0]).days == ("2025-12-25",)


def test_a_report_that_changed_meanwhile_is_read_right(opened: Open, root: Path) -> None:
    library = opened()
    text = (root / "2025-12-27.md").read_text(encoding="utf-8")
    (root / "2025-12-27.md").write_text("A line more.\n\n" + text.replace("方法 EE", "方法 新"), encoding="utf-8")
    section = library.paper(ids("5")[0]).readings[0].section("contribution")
    assert section is not None
    assert "新" in section.markdown


def test_marks_show_at_once_in_rows_and_counts(opened: Open) -> None:
    library = opened()
    operation = library.mark(ids("13"), read=True, starred=True, tag=["x", "y"], label="test")
    assert operation.ids == tuple(ids("13"))
    assert counted(library) == [("2025-12-27", 2, 2, 0), ("2025-12-26", 2, 0, 2), ("2025-12-25", 2, 1, 1)]
    assert library.marks_of(ids("1")[0]).tags == ("x", "y")
    assert library.said.tags() == {"x": 2, "y": 2}
    assert library.undo() is not None
    assert [row[2:] for row in counted(library)] == [(2, 0), (2, 0), (2, 0)]
    assert library.redo() is not None
    assert [row[2:] for row in counted(library)] == [(2, 0), (0, 2), (1, 1)]
    assert [operation.label for operation in library.history()] == ["test"]
    library.go_to("")
    assert [row[2:] for row in counted(library)] == [(2, 0), (2, 0), (2, 0)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "45312"),
        ("is:starred", "5"),
        ("is:unread", "5312"),
        ("-is:read day:2025-12-25", "12"),
        ("is:starred OR day:2025-12-26", "531"),
        ("day:2025-12-26 is:seen-before", "1"),
        ("tag:t", "4"),
        ("is:noted", "2"),
        ("title:C", "3"),
        ("domain:视觉 A", "1"),
        ("贡献:BB", "2"),
        ("id:2512.00003", "3"),
        ("-A -B", "453"),
    ],
)
def test_views(opened: Open, query: str, found: str) -> None:
    library = opened()
    library.mark(ids("5"), starred=True)
    library.mark(ids("4"), read=True, tag="t")
    library.notes.write(ids("2")[0], "some note")
    assert [entry.id for entry in library.view(query)] == ids(found)


def test_sorting_and_its_direction(opened: Open, root: Path) -> None:
    write(root, "2025-12-28", "9876")
    library = opened()
    library.mark(ids("2"), starred=True)
    assert [row.id for row in library.view("", sort="title")] == ids("123456789")
    assert [row.id for row in library.view("", sort="title", reverse=True)] == ids("987654321")
    assert library.view("", sort="starred")[0].id == ids("2")[0]
    assert [row.id for row in library.view("", sort="starred")][1:4] == ids("987")
    with pytest.raises(UsageError):
        library.view("", sort="colour")
    with pytest.raises(QueryError):
        library.view("title:")


def test_rows_are_a_sequence_loaded_as_it_is_looked_at(opened: Open) -> None:
    rows = opened().view()
    assert (rows[0].id, rows[-1].id, len(rows[1:3]), rows[1:3][0].id) == ("2512.00004", "2512.00002", 2, "2512.00005")
    with pytest.raises(IndexError):
        _none = rows[5]


def test_a_restart_finds_what_was_said(opened: Open) -> None:
    library = opened()
    library.mark(ids("1"), read=True, starred=True)
    library.mark(ids("2"), later=True, due="2026-01-02")
    library.close()
    for hurried in (False, True):
        again = opened(refresh=False, hurried=hurried)
        assert [row[2:] for row in counted(again)][-2:] == [(1, 1), (1, 1)]
        assert again.day_entries("2025-12-25")[0].marks.starred
        assert again.days()[0] == DaySummary("2026-01-02", due=1)
        assert again.poll().marks == frozenset()
        again.close()


def test_today_counts_what_is_due(opened: Open, root: Path, clock: Clock) -> None:
    write(root, "2026-01-02", "6")
    library = opened()
    library.mark(ids("123"), later=True, due="2026-01-02")
    library.mark(ids("4"), later=True, due="2026-01-03")
    assert library.days()[0] == DaySummary("2026-01-02", 1, 1, 1, 0, 3)
    clock.set("2026-01-03")
    assert library.days()[0] == DaySummary("2026-01-03", due=4)


def test_what_another_window_says_is_seen_by_poll(opened: Open) -> None:
    mine, other = opened(), opened()
    mine.poll()
    assert [row[2:] for row in counted(mine)] == [(2, 0), (2, 0), (2, 0)]
    other.mark(ids("1"), starred=True)
    other.notes.write(ids("2")[0], "hello")
    assert other.said.flush()
    mine.marks_of(ids("1")[0])
    poll = mine.poll()
    assert (poll.marks, poll.notes) == ({ids("1")[0]}, {ids("2")[0]}) or poll.marks == {ids("1")[0]}
    assert [row[2:] for row in counted(mine)] == [(2, 0), (2, 1), (2, 1)]


def test_a_hurried_reader_shows_what_it_remembers_and_puts_it_right(opened: Open) -> None:
    first = opened()
    first.mark(ids("1"), starred=True)
    first.close()
    second = opened()
    second.mark(ids("2"), starred=True)
    second.said.flush()
    reader = opened(refresh=False, hurried=True)
    assert [row[3] for row in counted(reader)] == [0, 1, 1]
    reader.refresh()
    assert reader.poll().marks == {ids("2")[0]}
    assert [row[3] for row in counted(reader)] == [0, 1, 2]


def test_counts_follow_when_reports_change(opened: Open, root: Path) -> None:
    library = opened()
    library.mark(ids("16"), read=True)
    write(root, "2025-12-27", "4516")
    found = library.refresh()
    assert found.changed_days == {"2025-12-27"}
    assert counted(library)[0] == ("2025-12-27", 4, 2, 0)
    (root / "2025-12-25.md").unlink()
    library.refresh()
    assert [row[0] for row in counted(library)] == ["2025-12-27", "2025-12-26"]


def test_poll_notices_new_reports(opened: Open, root: Path) -> None:
    library = opened()
    assert not library.poll().files_changed
    (root / "more").mkdir()
    assert library.poll().files_changed
    library.refresh()
    assert not library.poll().files_changed


@pytest.mark.parametrize("hurried", [False, True])
def test_a_damaged_catalog_is_made_anew(opened: Open, *, hurried: bool) -> None:
    library = opened()
    library.mark(ids("1"), starred=True)
    before = counted(library)
    library.close()
    file = places.catalog_file(())
    file.write_bytes(file.read_bytes()[:5000])
    again = opened(refresh=False, hurried=hurried)
    if hurried:
        assert again.days() == ()
    again.refresh()
    assert counted(again) == before


@pytest.mark.parametrize("hurried", [False, True])
def test_damage_met_while_reading_is_healed(opened: Open, *, hurried: bool) -> None:
    library = opened(hurried=hurried)
    before = counted(library)
    with library.stacks.catalog.store.write() as connection:
        connection.execute("DROP TABLE days")
    if hurried:
        assert library.days() == ()
        assert library.poll().files_changed
        library.refresh()
    assert counted(library) == before
    assert any("anew" in notice.title for notice in library.problems())
    assert not library.poll().files_changed


def test_with_nothing_registered_the_samples_are_shown() -> None:
    library = Library.open(Config())
    library.refresh()
    assert library.is_sample
    assert len(library.days()) >= 3
    assert len(library.view()) >= 12
    assert any(len(entry.days) > 1 for entry in library.view())
    library.close()


def test_named_folders_do_not_disturb_the_registered_library(opened: Open, tmp_path: Path) -> None:
    mine = opened()
    before = (places.catalog_file(()).stat().st_size, counted(mine))
    write(tmp_path / "other", "2024-01-01", "7")
    other = Library.open(Config(folders=mine.roots), [tmp_path / "other"])
    other.refresh()
    assert [row.day for row in other.days()] == ["2024-01-01"]
    other.close()
    assert (places.catalog_file(()).stat().st_size, counted(mine)) == before


def test_caches_of_other_folders_go_after_a_month(tmp_path: Path) -> None:
    write(tmp_path / "a", "2024-01-01", "7")
    write(tmp_path / "b", "2024-01-02", "8")
    for name in ("a", "b", "a"):
        library = Library.open(Config(), [tmp_path / name])
        library.refresh()
        library.close()
        folders = list((places.cache_dir() / "others").iterdir())
        if name == "b":
            assert len(folders) == 2
            for folder in folders:
                os.utime(folder, (0, 0))
    assert len(list((places.cache_dir() / "others").iterdir())) == 1


def test_silent_damage_is_found_by_the_daily_check(opened: Open, clock: Clock) -> None:
    library = opened(hurried=True)
    before = counted(library)
    library.close()
    file = places.catalog_file(())
    data = bytearray(file.read_bytes())
    at = data.rindex(b"Study of A")
    data[at - 40 : at + 300] = bytes(340)
    file.write_bytes(data)
    clock.advance(86_400)
    again = opened(hurried=True)
    again.refresh()
    assert counted(again) == before


def test_search_sees_papers_notes_and_tags(opened: Open) -> None:
    library = opened()
    library.search.update()
    assert [hit.id for hit in library.search.search("方法 BB").hits] == ids("2")
    library.notes.write(ids("3")[0], "remember the 量子 thing")
    library.mark(ids("4"), tag="keen")
    library.search.update()
    assert [hit.id for hit in library.search.search("量子").hits] == ids("3")
    assert [hit.id for hit in library.search.search("tag:keen").hits] == ids("4")


def test_nothing_is_written_into_the_library(opened: Open, root: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.iterdir()}
    library = opened()
    library.mark(ids("1"), starred=True)
    library.notes.write(ids("1")[0], "x")
    library.search.update()
    library.said.flush()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.iterdir()} == before


def test_a_glance_holds_until_anything_changes(opened: Open, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = opened()
    library.said.flush()

    def keep() -> None:
        library.refresh()
        glance = Glance(library.data_dir / "marks")
        glance.keep(library.roots, library.stacks.catalog.fingerprint, b"answer\n\n")

    assert recall() is None
    keep()
    assert recall() == b"answer\n\n"
    library.mark(ids("1"), read=True)
    library.said.flush()
    assert recall() is None
    keep()
    write(root, "2025-12-27", "456")
    assert recall() is None
    keep()
    assert recall() is not None
    places.config_dir().mkdir(parents=True)
    places.config_file().write_text("language = 'en'\n")
    assert recall() is None
    keep()
    assert recall() is not None
    with monkeypatch.context() as patch:
        patch.setenv("PAPERDECK_DATA_DIR", str(root))
        assert recall() is None
    (places.cache_dir() / "days.glance").write_bytes(b"paperdeck glance 2\nnonsense")
    assert recall() is None


def test_a_glance_is_found_where_platformdirs_puts_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under every environment, with XDG's variables and without; and no answer is given in another one."""
    answers: dict[str, bytes] = {}
    settings = {"bare": {}, "xdg": {"XDG_CACHE_HOME": str(tmp_path / "x")}, "empty": {"XDG_CACHE_HOME": ""}}
    for name in ("CACHE", "CONFIG", "DATA", "STATE", "LOG"):
        monkeypatch.delenv(f"PAPERDECK_{name}_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name, variables in settings.items():
        with monkeypatch.context() as patch:
            for key, value in variables.items():
                patch.setenv(key, value)
            places.cache_dir().mkdir(parents=True, exist_ok=True)
            Glance(tmp_path / "marks").keep((root,), Walk([str(root)]).fingerprint(), name.encode())
            answers[name] = recall() or b""
            patch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
            assert recall() is None
    assert answers == {name: name.encode() for name in settings}


def test_the_library_loads_no_terminal() -> None:
    code = (
        "import sys, paperdeck.index.library;"
        "print([name for name in ('textual', 'rich', 'whoosh') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

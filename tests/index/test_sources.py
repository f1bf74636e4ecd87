"""Finding report files: which, in which order, and never a trace left behind."""

import os
from pathlib import Path

import pytest
from paperdeck.index import sources
from paperdeck.index.walking import LARGEST


def found(*roots: Path) -> list[str]:
    """The paths found, relative to the first root."""
    return [Path(path).relative_to(roots[0]).as_posix() for path in sources.scan(roots).files]


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_nested_report_files_are_found_and_others_left(tmp_path: Path) -> None:
    for name in ("a.md", "2025/12/b.markdown", "2025/c.txt", "2025/D.MD"):
        write(tmp_path / name)
    for name in ("x.py", ".git/y.md", ".hidden.md", "node_modules/z.md", "a/.obsidian/w.md", "noext"):
        write(tmp_path / name)
    assert found(tmp_path) == ["2025/12/b.markdown", "2025/D.MD", "2025/c.txt", "a.md"]


def test_the_fingerprint_is_size_and_mtime(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "four")
    os.utime(path, ns=(1, 1_700_000_000_123_456_789))
    assert sources.scan([tmp_path]).files == {str(path): (4, 1_700_000_000_123_456_789)}


def test_a_single_file_is_a_root_whatever_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "report.data")
    assert list(sources.scan([path]).files) == [str(path)]


def test_links_are_followed_once_and_loops_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "r.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere")
    elsewhere = write(tmp_path.parent / f"{tmp_path.name}-other" / "s.md")
    (tmp_path / "linked.md").symlink_to(elsewhere)
    assert sorted(Path(name).name for name in found(tmp_path)) == ["linked.md", "r.md"]


def test_overlapping_roots_give_each_file_once(tmp_path: Path) -> None:
    write(tmp_path / "in" / "r.md")
    assert len(sources.scan([tmp_path, tmp_path / "in", tmp_path / "in" / "r.md"]).files) == 1


def test_a_vanished_root_is_told_and_the_rest_is_found(tmp_path: Path) -> None:
    write(tmp_path / "r.md")
    seen = sources.scan([tmp_path / "gone", tmp_path])
    assert len(seen.files) == 1
    assert seen.lost == (tmp_path / "gone",)
    assert "gone" in seen.notices[0].title
    assert "paperdeck remove" in seen.notices[0].advice


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path / "closed" / "r.md")
    (tmp_path / "closed").chmod(0)
    try:
        assert "closed" in sources.scan([tmp_path]).notices[0].title
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert sources.scan([tmp_path]).files == {}


def test_a_huge_file_is_told_and_left_out(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(LARGEST + 1)
    seen = sources.scan([tmp_path])
    assert (seen.files, len(seen.notices)) == ({}, 1)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/r/2025-12-27.md", "2025-12-27"),
        ("/r/hf-20251227-daily.md", "2025-12-27"),
        ("/r/2025/12/27.md", "2025-12-27"),
        ("/2024-01-01/report-2025-12-27.md", "2025-12-27"),
        ("/r/2025-13-45.md", ""),
        ("/r/2512.19680.md", ""),
        ("/r/notes.md", ""),
    ],
)
def test_the_day_in_a_path(path: str, day: str) -> None:
    assert sources.day_in_path(Path(path)) == day


@pytest.mark.parametrize("mtime", [0, -(10**30), 10**30])
def test_any_time_whatever_has_a_day(mtime: int) -> None:
    assert len(sources.day_of_mtime(mtime)) == 10

"""Saving: whole files, nothing overwritten unasked, failures in words."""

import errno
import os
import stat
from pathlib import Path

import pytest
from paperdeck.index.errors import ExportError
from paperdeck.index.export import append, save, write
from paperdeck.index.export.files import save as save_file
from support.exported import paper


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    path = tmp_path / "out.ris"
    assert save([paper(), paper()], "ris", path).written == 1
    assert path.read_text(encoding="utf-8") == write([paper()], "ris")
    (tmp_path / "plain").touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
    assert names(tmp_path) == ["out.ris", "plain"]


def test_csv_keeps_its_line_ends_and_bom(tmp_path: Path) -> None:
    save([paper()], "csv", tmp_path / "out.csv", bom=True)
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,")
    assert data.count(b"\r\n") == 2


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_nothing_is_overwritten_unasked(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / "out.bib", tmp_path / "target"
    if kind == "file":
        path.write_text("mine", encoding="utf-8")
    else:
        path.symlink_to(target)
        if kind == "link":
            target.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="exists already"):
        save([paper()], "bibtex", path)
    if kind != "dangling link":
        assert path.read_text(encoding="utf-8") == "mine"
    assert not target.exists() or target.read_text(encoding="utf-8") == "mine"
    assert len(names(tmp_path)) <= 2


def test_it_is_overwritten_when_asked_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old", encoding="utf-8")
    (tmp_path / "out.bib").symlink_to(tmp_path / "target")
    save([paper()], "bibtex", tmp_path / "out.bib", overwrite=True)
    assert (tmp_path / "out.bib").is_symlink()
    assert (tmp_path / "target").read_text(encoding="utf-8").startswith("@misc{arxiv:1706.03762,")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "out.json"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        save([paper()], "json", path, overwrite=True)
    with pytest.raises(ExportError, match="No space left"):
        save([paper()], "json", tmp_path / "new.json")
    assert names(tmp_path) == ["out.json"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_file_that_comes_into_being_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.txt"
    real = os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_text("theirs", encoding="utf-8")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ExportError, match="exists already"):
        save_file(path, "ours")
    assert path.read_text(encoding="utf-8") == "theirs"
    assert names(tmp_path) == ["out.txt"]


def test_without_hard_links_a_file_is_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    save_file(tmp_path / "out.txt", "text")
    assert names(tmp_path) == ["out.txt"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        save([paper()], "ris", tmp_path / "none" / "out.ris")
    assert str(tmp_path / "none") in caught.value.title
    assert caught.value.advice


def test_bibtex_is_appended_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    assert (append([paper()], path).written, append([paper()], path).present) == (1, 1)
    saved = append([paper(), paper("Two", "2512.19680")], path)
    assert (saved.written, saved.present) == (1, 1)
    assert path.read_text(encoding="utf-8").count("@misc") == 2
    path.write_bytes(b"\xff")
    with pytest.raises(ExportError, match="UTF-8"):
        append([paper()], path)
    assert path.read_bytes() == b"\xff"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    save_file(pipe, "text", overwrite=True)
    assert os.read(end, 10) == b"text"
    assert pipe.is_fifo()
    os.close(end)

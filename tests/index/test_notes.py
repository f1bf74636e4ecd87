"""Notes: plain files of the user's own; nothing is overwritten unseen or leaves the folder, and all bytes are read."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index import note_watch
from paperdeck.index.errors import StoreError
from paperdeck.index.note_names import LONGEST, id_of, is_cut, name_of
from paperdeck.index.note_texts import decode
from paperdeck.index.notes import Notes
from support.clock import Clock

IDS = [
    "2512.19680", "hep-th/9901001", "math.GT/0309136", "某篇论文：标题", "CON", "con", "aux.txt", "com1", "..", ".", "",
    "a b", "../../etc/passwd", "/etc/passwd", "C:\\x", "a\x00b", "a\nb", "a\ud800", "x" * 400, "论" * 200,
    "a.conflict-1", "~41", "a~~b", ".hidden", "-rf", "é", "e\u0301", "ǅ", "ß", "Ⅷ", "😀", "a.sync-conflict-2", "x.md",
]  # fmt: skip
ANY_ID = (
    st.text(st.characters(), max_size=300) | st.sampled_from(IDS) | st.from_regex(r"[a-zA-Z./~-]{0,12}", fullmatch=True)
)


@pytest.fixture
def notes(tmp_path: Path, clock: Clock) -> Notes:
    return Notes(tmp_path / "notes", clock=clock, lock_file=tmp_path / "lock")


@given(ANY_ID)
def test_a_file_name_is_safe_and_leads_back_to_its_id(paper: str) -> None:
    name = name_of(paper)
    assert name
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('/\\:*?"<>|\0\n ')
    assert name[0] not in ".-"
    assert name.lower() == name
    assert id_of(name) == (None if is_cut(name) else paper)


@given(ANY_ID, ANY_ID)
def test_two_ids_never_share_a_file(one: str, two: str) -> None:
    assert one == two or name_of(one).casefold() != name_of(two).casefold()


@given(st.text(max_size=40))
def test_a_strange_file_name_is_no_note(name: str) -> None:
    paper = id_of(name)
    assert paper is None or name_of(paper) == name


def test_an_arxiv_id_keeps_its_name() -> None:
    assert name_of("2512.19680") == "2512.19680"
    assert name_of("hep-th/9901001") == "hep-th~2f9901001"


@pytest.mark.parametrize("paper", IDS)
def test_a_note_is_written_found_and_read_again(notes: Notes, paper: str) -> None:
    result = notes.write(paper, "# 笔记\r\n\n一二\n")
    assert (result.conflict, result.trashed) == (None, None)
    again = Notes(notes.folder)
    assert again.ids() == ({paper} if "\ud800" not in paper else again.ids())
    assert len(again.ids()) == 1
    note = again.read(paper)
    assert (note.text, note.stamp, note.conflicts) == ("# 笔记\n\n一二\n", result.stamp, ())
    assert [path.name for path in notes.folder.iterdir() if path.name[0] != "."] == [notes.path(paper).name]


def test_opening_and_looking_create_nothing(notes: Notes) -> None:
    assert notes.read("a").text == ""
    assert notes.ids() == notes.poll() == notes.drafted() == set()
    assert notes.draft("a") is None
    notes.drop_draft("a")
    assert notes.write("a", "  \n").trashed is None
    assert not list(notes.folder.rglob("*"))


def test_a_note_that_changed_underneath_stays_and_both_texts_are_kept(notes: Notes) -> None:
    base = notes.write("a", "first").stamp
    notes.path("a").write_text("theirs", "utf-8")
    result = notes.write("a", "mine", base)
    assert result.conflict is not None
    assert result.conflict.read_text("utf-8") == "mine"
    assert notes.read("a").text == "theirs"
    assert notes.read("a").conflicts == (result.conflict,)
    second = notes.write("a", "mine again", base)
    assert notes.read("a").conflicts == tuple(sorted([result.conflict, *filter(None, [second.conflict])]))
    assert notes.ids() == {"a"}
    assert notes.write("a", "merged", notes.read("a").stamp).conflict is None
    notes.settle("a")
    assert notes.read("a") == Notes(notes.folder).read("a")
    assert notes.read("a").conflicts == ()
    assert sorted(path.read_text("utf-8") for path in (notes.folder / ".trash").iterdir()) == ["mine", "mine again"]


def test_the_same_text_from_two_sides_is_no_conflict(notes: Notes) -> None:
    base = notes.write("a", "first").stamp
    notes.path("a").write_text("same", "utf-8")
    assert notes.write("a", "same", base).conflict is None


def test_a_note_that_was_removed_underneath_does_not_take_the_text_with_it(notes: Notes) -> None:
    base = notes.write("a", "first").stamp
    notes.path("a").unlink()
    result = notes.write("a", "second", base)
    assert result.conflict is not None
    assert result.conflict.read_text("utf-8") == "second"


@pytest.mark.parametrize(
    "copy",
    [
        "a.sync-conflict-20250101-120000-ABCDEFG.md",
        "a (Bob's conflicted copy 2025-01-01).md",
        "a（冲突的副本）.md",
        "a.conflict-1.md",
    ],
)
def test_copies_that_sync_tools_leave_are_shown_with_their_note_alone(notes: Notes, copy: str) -> None:
    notes.write("a", "mine")
    notes.write("a.b", "another")
    notes.write("ab", "another")
    (notes.folder / copy).write_text("theirs", "utf-8")
    assert notes.read("a").conflicts == (notes.folder / copy,)
    assert notes.read("a.b").conflicts == notes.read("ab").conflicts == ()
    assert notes.ids() == {"a", "a.b", "ab"}


def test_an_emptied_note_goes_to_the_trash(notes: Notes, clock: Clock) -> None:
    for text in ("one", "two"):
        base = notes.write("math.GT/1", text).stamp
        result = notes.write("math.GT/1", " \n", base)
        assert result.trashed is not None
        assert result.trashed.read_text("utf-8") == text
        assert notes.ids() == set()
    assert len(list((notes.folder / ".trash").iterdir())) == 2


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("笔记".encode(), "笔记"),
        (b"\xef\xbb\xbf" + "笔记\r\n".encode(), "笔记\n"),
        ("笔记".encode("utf-16"), "笔记"),
        ("笔记".encode("gb18030"), "笔记"),
        (b"\xff\x00\x80", "\ufffd\x00\ufffd"),
    ],
)
def test_any_encoding_is_read_and_kept_before_it_is_replaced(notes: Notes, data: bytes, text: str) -> None:
    notes.folder.mkdir()
    notes.path("a").write_bytes(data)
    note = notes.read("a")
    assert note.text == text
    notes.write("a", "new", note.stamp)
    assert notes.path("a").read_bytes() == b"new"
    kept = [path.read_bytes() for path in notes.folder.glob(".trash/*")]
    assert kept == ([] if decode(data)[1] else [data])


@given(st.binary(max_size=60))
def test_no_bytes_whatever_stop_the_reading(data: bytes) -> None:
    assert isinstance(decode(data)[0], str)


def test_drafts_outlive_a_crash_and_windows_keep_their_own(notes: Notes, clock: Clock) -> None:
    other = Notes(notes.folder, clock=clock)
    notes.save_draft("a/b", "half a sen", "stamp")
    clock.advance()
    other.save_draft("a/b", "另一个\ud800窗口", "")
    found = Notes(notes.folder)
    assert found.drafted() == {"a/b"}
    draft = found.draft("a/b")
    assert draft is not None
    assert (draft.text, draft.base) == ("另一个?窗口", "")
    other.drop_draft("a/b")
    draft = found.draft("a/b")
    assert draft is not None
    assert (draft.text, draft.base) == ("half a sen", "stamp")
    found.drop_draft("a/b")
    assert notes.draft("a/b") is None
    (notes.folder / ".drafts" / "torn.x.json").write_bytes(b'{"paper": "torn", "te')
    assert notes.draft("torn") is None
    assert notes.drafted() == set()


def test_what_others_do_is_noticed_and_what_is_ones_own_is_not(notes: Notes) -> None:
    other = Notes(notes.folder, lock_file=notes.folder.parent / "lock")
    assert notes.poll() == set()
    notes.write("a", "one")
    assert notes.poll() == set()
    other.write("b", "two")
    notes.path("a").write_text("in place, by an editor", "utf-8")
    assert notes.poll() == {"a", "b"}
    assert notes.poll() == set()
    notes.path("b").unlink()
    assert notes.poll() == {"b"}


def test_many_notes_are_looked_at_in_turn(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_watch, "_AT_ONCE", 3)
    monkeypatch.setattr(note_watch, "_SETTLED_NS", -(1 << 62))
    for number in range(10):
        notes.write(f"n{number}", "text")
    assert notes.poll() == set()
    assert notes.poll() == set()
    for number in (1, 8):
        with notes.path(f"n{number}").open("a", encoding="utf-8") as file:
            file.write("more")
    seen = [notes.poll() for _turn in range(8)]
    assert set().union(*seen) == {"n1", "n8"}


def test_a_failed_write_leaves_the_old_note_and_says_what_to_do(notes: Notes) -> None:
    stamp = notes.write("a", "old").stamp
    for name, number, says in (
        ("write", errno.ENOSPC, "full"),
        ("fsync", errno.EIO, "cannot be"),
        ("fsync", errno.EROFS, "folder"),
    ):
        with pytest.MonkeyPatch.context() as patch:

            def failing(*_arguments: object, number: int = number) -> int:
                raise OSError(number, os.strerror(number))

            patch.setattr(os, name, failing)
            with pytest.raises(StoreError, match=says) as caught:
                notes.write("a", "new", stamp)
            assert caught.value.advice
        assert notes.read("a").text == "old"
    assert [path.name for path in notes.folder.iterdir()] == ["a.md"]


def test_a_linked_note_stays_a_link_and_permissions_stay(notes: Notes, tmp_path: Path) -> None:
    target = tmp_path / "vault.md"
    target.write_text("old", "utf-8")
    target.chmod(0o600)
    notes.folder.mkdir()
    notes.path("a").symlink_to(target)
    notes.write("a", "new", notes.read("a").stamp)
    assert notes.path("a").is_symlink()
    assert target.read_text("utf-8") == "new"
    assert target.stat().st_mode & 0o777 == 0o600

"""Full disks, read-only folders, failing syncs, locks that are held, damaged lines: the reader goes on and says so."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from paperdeck.index.errors import StoreError
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.marks.device import known_device, make_device
from paperdeck.index.marks.health import repair, verify


@pytest.fixture
def store(tmp_path: Path) -> MarkStore:
    """A store that has saved something."""
    store = open_store(tmp_path)
    store.apply([Change("first", "read")])
    assert store.flush()
    return store


def open_store(tmp_path: Path) -> MarkStore:
    return MarkStore(tmp_path / "marks", device="dev", device_file=tmp_path / "local" / "device")


def wait_for_error(store: MarkStore) -> StoreError:
    """Wait until an attempt has failed."""
    assert not store.flush(0.3)
    error = store.state().error
    assert error is not None
    return error


@pytest.mark.parametrize(
    ("name", "number", "first", "says"),
    [
        ("write", errno.ENOSPC, 0, "The disk is full"),
        ("write", errno.ENOSPC, 17, "The disk is full"),
        ("write", errno.EDQUOT, 1, "The disk is full"),
        ("write", errno.EIO, 30, "cannot be saved"),
        ("fsync", errno.EIO, 0, "cannot be saved"),
        ("open", errno.EROFS, 0, "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_kept_told_and_tried_again(
    store: MarkStore, tmp_path: Path, name: str, number: int, first: int, says: str
) -> None:
    journal = tmp_path / "marks" / "dev.jsonl"
    before = journal.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        install_failure(patch, name, number, first, journal)
        store.apply([Change("a", "starred"), Change("b", "starred")])
        error = wait_for_error(store)
        assert says in error.title
        assert error.advice
        assert store.get("a").starred
        assert store.state().pending == 2
        assert journal.read_bytes() == before
        assert open_store(tmp_path).marked("starred") == set()
    store.apply([Change("c", "starred")])
    assert store.flush()
    assert store.state().error is None
    assert open_store(tmp_path).marked("starred") == {"a", "b", "c"}


def install_failure(patch: pytest.MonkeyPatch, name: str, number: int, first: int, journal: Path) -> None:
    """Let one call of `os` fail on the journal; a write takes the first bytes."""
    write, opening = os.write, os.open
    left = [first]

    def failing_write(descriptor: int, data: memoryview) -> int:
        if left[0]:
            taken = write(descriptor, data[: left[0]])
            left[0] = 0
            return taken
        left[0] = first
        raise OSError(number, os.strerror(number))

    def failing_sync(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    def failing_open(path: os.PathLike[str] | str, flags: int, *arguments: int) -> int:
        if Path(path) == journal:
            raise OSError(number, os.strerror(number))
        return opening(path, flags, *arguments)

    patch.setattr(os, name, {"write": failing_write, "fsync": failing_sync, "open": failing_open}[name])


def test_what_could_not_be_saved_is_handed_back_at_the_end(store: MarkStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    said = store.apply([Change("a", "starred")], label="Starred")
    assert store.close(30.0) == (said,)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a small file system of its own")
def test_a_small_full_disk_takes_everything_once_there_is_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a tmpfs here")
    try:
        store = MarkStore(disk / "marks", device="dev", device_file=tmp_path / "device")
        store.apply([Change("a", "read")])
        assert store.flush()
        ballast = disk / "ballast"
        with pytest.raises(OSError, match="space"):
            ballast.write_bytes(bytes(1 << 20))
        store.apply([Change(f"p{n}", "read") for n in range(100)])
        assert "full" in wait_for_error(store).title
        ballast.unlink()
        assert store.flush()
        store.close()
        assert len(MarkStore(disk / "marks", device="dev").marked("read")) == 101
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_lock_that_another_keeps_is_told(store: MarkStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr("paperdeck.index.marks.journal._LOCK_SECONDS", 0.05)
    with FileLock(tmp_path / "local" / "device.lock"):
        store.apply([Change("a", "read")])
        assert "lock" in wait_for_error(store).title
    assert store.flush()


def test_a_damaged_line_is_set_aside_and_told_once(store: MarkStore, tmp_path: Path) -> None:
    journal = tmp_path / "marks" / "dev.jsonl"
    store.apply([Change("second", "read")])
    assert store.flush()
    first, second = journal.read_bytes().splitlines()
    journal.write_bytes(first + b'\n\xff\x00{"op": oops\n\n<<<<<<< HEAD\n' + second + b"\n[1]\n")
    again = open_store(tmp_path)
    assert again.marked("read") == {"first", "second"}
    assert [(damage.line, damage.raw) for damage in again.unreported()] == [(2, b'\xff\x00{"op": oops'), (6, b"[1]")]
    health = verify(tmp_path / "marks", tmp_path / "local" / "device")
    assert len(health.problems) == 2
    again.apply([Change("third", "read")])
    assert again.flush()
    later = open_store(tmp_path)
    assert later.marked("read") == {"first", "second", "third"}
    assert later.unreported() == ()
    assert len(later.damaged()) == 2


def test_doctor_mends_the_journal_of_this_device_and_leaves_others_alone(tmp_path: Path) -> None:
    folder, device_file = tmp_path / "marks", tmp_path / "local" / "device"
    device = make_device(device_file)
    store = MarkStore(folder, device_file=device_file)
    store.apply([Change("a", "read")])
    assert store.close() == ()
    own, other = folder / f"{device}.jsonl", folder / "other.jsonl"
    other.write_bytes(own.read_bytes().replace(b'"a"', b'"b"').replace(device.encode(), b"other") + b"garbage\n")
    theirs = other.read_bytes()
    with own.open("ab") as file:
        file.write(b'garbage\n{"op":"01')
    (folder / ".paperdeck-x.tmp").write_bytes(b"")
    os.utime(folder / ".paperdeck-x.tmp", (0, 0))
    before = verify(folder, device_file)
    assert len(before.problems) == 4
    assert not before.sound
    assert repair(folder, device_file).sound
    assert other.read_bytes() == theirs
    assert b"garbage" not in own.read_bytes()
    assert not (folder / ".paperdeck-x.tmp").exists()
    mended = MarkStore(folder, device_file=device_file)
    assert mended.marked("read") == {"a", "b"}
    assert len(mended.damaged()) == 3
    assert mended.undo() is not None


def test_doctor_leaves_a_later_format_alone(store: MarkStore, tmp_path: Path) -> None:
    (tmp_path / "marks" / "format").write_text("7", "ascii")
    assert not verify(tmp_path / "marks").sound
    with pytest.raises(StoreError, match="newer version"):
        repair(tmp_path / "marks")


def test_an_id_carried_to_another_machine_is_not_used_there(tmp_path: Path) -> None:
    device_file = tmp_path / "device"
    device = make_device(device_file, "machine-one")
    assert make_device(device_file, "machine-one") == device == known_device(device_file, "machine-one")
    assert known_device(device_file, "machine-two") is None
    assert make_device(device_file, "machine-two") != device


def test_where_no_id_can_be_kept_the_machine_has_one_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "ascii")
    device_file = tmp_path / "file" / "device"
    assert make_device(device_file) == make_device(device_file)
    store = MarkStore(tmp_path / "marks", device_file=device_file)
    store.apply([Change("a", "read")])
    assert store.close() == ()
    assert MarkStore(tmp_path / "marks", device_file=device_file).get("a").read

"""Who writes: the id of this device, kept on this machine and not in the folder that may be synced to another.

Beside it lies the lock under which all processes of this device append. Where the file was carried to another machine
(a restored home, a cloned disk) a new id is made, as two machines must never write the same journal.
"""

from pathlib import Path

from .. import disk, locks
from ..patterns import pattern
from .clock import random_name

_ID = pattern(r"[a-z0-9]{1,16}")
_MACHINE_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def known_device(device_file: Path, machine: str | None = None) -> str | None:
    """The id in the file, or None where there is none for this machine."""
    try:
        words = disk.read(device_file).decode("utf-8", "replace").split()
    except OSError:
        return None
    machine = fingerprint() if machine is None else machine
    sound = words and _ID.fullmatch(words[0]) and (words[1:2] or [""])[0] == machine
    return words[0] if sound else None


def make_device(device_file: Path, machine: str | None = None) -> str:
    """The id in the file; made once, and derived from the machine and the user where nothing can be kept there."""
    machine = fingerprint() if machine is None else machine
    if known := known_device(device_file, machine):
        return known
    device = random_name(8)
    try:
        disk.make_folder(device_file.parent)
        _claim(device_file, f"{device} {machine}\n")
    except OSError:
        return _derived()
    return known_device(device_file, machine) or device


def lock_file(device_file: Path) -> Path:
    """The lock of all processes that write as this device."""
    return device_file.with_name(device_file.name + ".lock")


def fingerprint() -> str:
    """A hash of what tells this machine from others, "" where the system has nothing of the kind."""
    import hashlib

    for name in _MACHINE_FILES:
        try:
            text = Path(name).read_text("ascii", "replace").strip()
        except OSError:
            continue
        if text:
            return hashlib.sha256(b"paperdeck" + text.encode()).hexdigest()[:12]
    return ""


def is_device(name: str) -> bool:
    """Whether a name will do for a device: small letters and digits."""
    return _ID.fullmatch(name) is not None


def _claim(device_file: Path, text: str) -> None:
    """Write the file; of two processes that start together, one wins and the other reads what it wrote."""
    with locks.locked(lock_file(device_file), timeout=5):
        if not known_device(device_file):
            disk.replace(device_file, text.encode())


def _derived() -> str:
    """An id for a machine on which nothing can be kept."""
    import getpass
    import hashlib
    import platform

    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    return hashlib.sha256(f"{platform.node()} {user} {fingerprint()}".encode()).hexdigest()[:8]

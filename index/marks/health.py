"""What `doctor` says of the journals, and what it can put right."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from .. import disk, places
from ..errors import StoreError
from ..language import _, ngettext
from .compaction import compact
from .damage import SUFFIX, Damage, aside, set_aside
from .device import known_device, lock_file
from .events import is_understood
from .journal import Journal, check_format
from .lines import parse, parse_line
from .reading import is_journal


@dataclass(frozen=True, slots=True)
class JournalHealth:
    """One journal: `own` is this device's; `strange` counts rows of a later version; `torn` an unended last line."""

    file: str
    own: bool
    size: int
    rows: int
    strange: int = 0
    torn: bool = False
    damaged: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """All journals of a folder, the lines set aside earlier, and what is wrong, in words; `sound` if nothing is."""

    device: str
    journals: tuple[JournalHealth, ...]
    aside: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether there is nothing to repair."""
        return not self.problems


def verify(folder: Path, device_file: Path | None = None) -> Health:
    """Read every journal anew and tell what is wrong; writes nothing. A later format is a problem, not an error."""
    device = known_device(device_file or places.device_file()) or ""
    problems: list[str] = []
    try:
        check_format(folder)
    except StoreError as error:
        problems.append(error.line)
    journals: list[JournalHealth] = []
    for path in _journals(folder):
        try:
            journals.append(_look(path, device))
        except OSError as error:
            problems.append(_("{file} cannot be read: {reason}").format(file=path, reason=error.strerror or error))
    known = aside(folder, device)
    seen = {(damage.file, damage.raw) for damage in known}
    for journal in journals:
        fresh = [damage for damage in journal.damaged if journal.own or (damage.file, damage.raw) not in seen]
        problems.extend(_("{file}, line {line} is damaged").format(file=d.file, line=d.line) for d in fresh[:20])
        if len(fresh) > 20:
            more = len(fresh) - 20
            problems.append(ngettext("{n} more line is damaged", "{n} more lines are damaged", more).format(n=more))
        if journal.torn and journal.own:
            problems.append(_("The last line of {file} was not written to its end").format(file=journal.file))
    problems.extend(_("{file} is left from a crash").format(file=path.name) for path in disk.leftovers(folder))
    return Health(device, tuple(journals), len(known), tuple(problems))


def repair(folder: Path, device_file: Path | None = None) -> Health:
    """Set damaged lines aside, mend this device's journal, remove leftovers; gives what is still wrong. StoreError.

    Journals of other devices are never written: their damaged lines are copied, so that they are reported no more.
    """
    device_file = device_file or places.device_file()
    before = verify(folder, device_file)
    check_format(folder)
    if before.sound:
        return before
    journal = Journal(folder, before.device or "unknown", lock_file(device_file))
    try:
        with journal.locked():
            set_aside(folder, before.device or "unknown", [d for each in before.journals for d in each.damaged])
            for leftover in disk.leftovers(folder):
                leftover.unlink(missing_ok=True)
            if before.device:
                journal.mend()
                with contextlib.suppress(FileNotFoundError):
                    compact(journal.path, before.device, force=True)
    except OSError as error:
        raise disk.store_error(error, folder) from error
    return verify(folder, device_file)


def _journals(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if is_journal(path.name) and path.is_file())
    except OSError:
        return []


def _look(path: Path, device: str) -> JournalHealth:
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    rows, bad = parse(data[:whole])
    return JournalHealth(
        path.name,
        path.name == device + SUFFIX,
        len(data),
        len(rows),
        sum(not is_understood(row) for row in rows),
        torn=bool(data[whole:]) and parse_line(data[whole:]) is None,
        damaged=tuple(Damage(path.name, number + 1, line) for number, line in bad),
    )

"""The user's notes: one Markdown file a paper, written whole or not at all, and never over somebody else's text."""

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from . import disk, places
from .drafts import Draft, Drafts
from .errors import StoreError
from .language import _
from .locks import locked
from .note_names import is_cut, name_of
from .note_reader import SUFFIX, NoteReader
from .note_texts import decode, note_error, read_error, stamp_of, too_large
from .results import Notice

_LOCK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is on the disk: "" with stamp "" where there is none; the stamp tells whether it changed.

    `conflicts` are the other texts that were kept when two were written at once, oldest first. `whole` is False where
    only the beginning of a large one is here, which must not be written back.
    """

    text: str
    stamp: str
    conflicts: tuple[Path, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What became of a text: the stamp of the note as it is now.

    `conflict` is the file in which the text was kept because the note had been changed by somebody else, whose text
    stays the note; `trashed` is where the old text of an emptied note lies.
    """

    stamp: str
    conflict: Path | None = None
    trashed: Path | None = None


class Notes:
    """The notes under `folder`, created with the first one. Any thread may call any method, one writes at a time."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time, lock_file: Path | None = None) -> None:
        self.folder = folder
        self._clock = clock
        self._lock_file = lock_file
        self._drafts = Drafts(folder / ".drafts", clock)
        self._reader = NoteReader(folder)
        self._writing = threading.Lock()
        self._unlocked: Notice | None = None

    def path(self, paper: str) -> Path:
        """The file of a paper's note, whether it exists or not; always right inside the folder."""
        return self.folder / (name_of(paper) + SUFFIX)

    def ids(self) -> frozenset[str]:
        """The papers that have a note; as they were when the folder could last be read. Cheap while nothing changes."""
        return self._reader.papers()

    def read(self, paper: str) -> Note:
        """The note of a paper, whatever bytes it has; line ends are `\n`. StoreError where it cannot be read."""
        path = self.path(paper)
        try:
            data, whole = self._reader.data(path.name)
        except OSError as error:
            raise read_error(error, path) from error
        return Note(decode(data, whole=whole)[0], stamp_of(data), self._conflicts(paper), whole)

    def text(self, paper: str) -> str:
        """The text of a note, "" where there is none or none that can be read, which `problems` tells."""
        try:
            return self.read(paper).text
        except StoreError:
            return ""

    def copy_text(self, path: Path) -> str:
        """The text of one of a note's `conflicts`. StoreError where it cannot be read."""
        try:
            data, whole = self._reader.data(path.name)
        except OSError as error:
            raise read_error(error, path) from error
        if not whole:
            raise too_large(path)
        return decode(data)[0]

    def texts(self) -> Mapping[str, str]:
        """The text of every note by paper, read once, and afterwards only what changed.

        Of a note above 1 MB the beginning; what cannot be read is left out, which `problems` tells.
        """
        return self._reader.texts()

    def texts_stamp(self) -> Hashable:
        """What changes whenever `texts` would; reads no note."""
        return self._reader.stamp()

    def conflicted(self) -> list[str]:
        """The papers whose notes have other texts beside them, in order."""
        return self._reader.conflicted()

    def unread(self) -> Mapping[str, str]:
        """The papers whose notes could not be read, or not to the end, when they were last asked for, and why."""
        return self._reader.unread()

    def problems(self) -> tuple[Notice, ...]:
        """What keeps notes from being read or locked, as far as is known by now: to be told once."""
        unlocked = self._unlocked
        return self._reader.problems() if unlocked is None else (*self._reader.problems(), unlocked)

    def write(self, paper: str, text: str, base_stamp: str | None = None) -> WriteResult:
        """Replace a note; durable when it returns. An empty text puts the old one into the trash. StoreError.

        `base_stamp` is the stamp of the note that the text was made from. If the note is another by now, it stays and
        the text is kept beside it. None asks for no such care.
        """
        try:
            disk.make_folder(self.folder)
            with self._locked():
                result = self._write(paper, text.replace("\r\n", "\n"), base_stamp)
        except OSError as error:
            raise note_error(error, self.folder) from error
        self._reader.watch.look_at(self.path(paper).name)
        return result

    def settle(self, paper: str, seen: Iterable[Path] | None = None) -> None:
        """Put the other texts of a note, or those `seen`, into the trash: the note says all of it. StoreError."""
        try:
            for path in self._conflicts(paper) if seen is None else seen:
                with contextlib.suppress(FileNotFoundError):
                    self._trash(path)
        except OSError as error:
            raise note_error(error, self.folder) from error

    def draft(self, paper: str) -> Draft | None:
        """The newest text of a paper's note that an editor left unsaved, also one that crashed."""
        return self._drafts.get(paper)

    def save_draft(self, paper: str, text: str, base_stamp: str = "") -> None:
        """Keep what stands in the editor; call it on every pause. StoreError."""
        try:
            self._drafts.save(paper, text, base_stamp)
        except OSError as error:
            raise note_error(error, self.folder) from error

    def drop_draft(self, paper: str) -> None:
        """Forget the draft: the text was saved, or is not wanted. StoreError."""
        try:
            self._drafts.drop(paper)
        except OSError as error:
            raise note_error(error, self.folder) from error

    def drafted(self) -> set[str]:
        """The papers that have a draft: at the start, what a crash left behind."""
        return self._drafts.papers()

    def poll(self) -> set[str]:
        """The papers whose notes others made, changed or removed since the last call; cheap.

        The first call only looks. A folder that cannot be read just now tells nothing.
        """
        return self._reader.poll()

    def _conflicts(self, paper: str) -> tuple[Path, ...]:
        return tuple(self.folder / name for name in self._reader.watch.copies(name_of(paper)))

    def _write(self, paper: str, text: str, base_stamp: str | None) -> WriteResult:
        path = self.path(paper)
        data, whole = self._reader.data(path.name)
        now, exact = decode(data, whole=whole)
        if now == text and whole:
            return WriteResult(stamp_of(data))
        if base_stamp is not None and base_stamp != stamp_of(data):
            return WriteResult(stamp_of(data), conflict=self._keep_beside(paper, text) if text.strip() else None)
        if not whole:
            raise too_large(path)
        if not text.strip():
            return WriteResult("", trashed=self._trash(path) if data is not None else None)
        if not exact and data is not None:
            self._copy_to_trash(path.name, data)
        if is_cut(name_of(paper)):
            disk.make_folder(self.folder / ".ids")
            disk.replace(self.folder / ".ids" / name_of(paper), paper.encode("utf-8", "replace"))
        encoded = text.encode("utf-8", "replace")
        disk.replace(path, encoded)
        return WriteResult(stamp_of(encoded))

    def _keep_beside(self, paper: str, text: str) -> Path:
        path = self._free(self.folder, f"{name_of(paper)}.conflict-")
        disk.replace(path, text.encode("utf-8", "replace"))
        return path

    def _trash(self, path: Path) -> Path:
        """Move a file to the trash, under its name and the time."""
        disk.make_folder(self.folder / ".trash")
        target = self._free(self.folder / ".trash", path.name.removesuffix(SUFFIX) + ".")
        path.replace(target)
        disk.sync_folder(target.parent)
        disk.sync_folder(self.folder)
        return target

    def _copy_to_trash(self, name: str, data: bytes) -> None:
        """Keep bytes that are not plain UTF-8 as they were, before the note is written as UTF-8."""
        disk.make_folder(self.folder / ".trash")
        disk.replace(self._free(self.folder / ".trash", name.removesuffix(SUFFIX) + "."), data)

    def _free(self, folder: Path, start: str) -> Path:
        """A name that is not taken: the start and the time, and a number where two fall into one second."""
        when = datetime.fromtimestamp(self._clock()).astimezone().strftime("%Y%m%d-%H%M%S")
        names = (f"{start}{when}{more}{SUFFIX}" for more in ("", *(f"-{n}" for n in range(2, 10_000))))
        return next(path for name in names if not (path := folder / name).exists())

    @contextlib.contextmanager
    def _locked(self) -> Generator[None]:
        """Keep two windows from writing at once; where no lock can be had, the stamps alone must do, and it is told."""
        lock_file = self._lock_file or places.state_dir() / "notes.lock"
        with self._writing, contextlib.ExitStack() as held:
            try:
                disk.make_folder(lock_file.parent)
                held.enter_context(locked(lock_file, timeout=_LOCK_SECONDS))
            except TimeoutError as error:
                raise StoreError(
                    _("Another paperdeck is writing a note"),
                    _("Try again; if no other one runs, delete {lock}.").format(lock=lock_file),
                ) from error
            except OSError as error:
                title = _("Notes are saved without a lock: {reason}").format(reason=error.strerror or error)
                advice = _("Let only one paperdeck write notes at a time, or make {folder} writable.")
                self._unlocked = Notice(title, advice.format(folder=lock_file.parent))
            yield

"""The user's notes: one Markdown file a paper, written whole or not at all, and never over somebody else's text."""

import contextlib
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from . import disk, places
from .drafts import Draft, Drafts
from .errors import StoreError
from .language import _
from .note_names import id_of, is_cut, name_of
from .note_texts import COPY, decode, note_error, stamp_of
from .note_watch import NoteWatch

SUFFIX = ".md"
_LOCK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is on the disk: "" with stamp "" where there is none; the stamp tells whether it changed.

    `conflicts` are the other texts that were kept when two were written at once, oldest first.
    """

    text: str
    stamp: str
    conflicts: tuple[Path, ...] = ()


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
        self._watch = NoteWatch(folder)

    def path(self, paper: str) -> Path:
        """The file of a paper's note, whether it exists or not; always right inside the folder."""
        return self.folder / (name_of(paper) + SUFFIX)

    def ids(self) -> set[str]:
        """The papers that have a note. StoreError where the folder cannot be read."""
        try:
            names = self._watch.names()
        except OSError as error:
            raise note_error(error, self.folder) from error
        return {paper for name in names if (paper := self._id(name)) is not None}

    def texts(self) -> dict[str, str]:
        """The text of every note by paper."""
        return {paper: self.read(paper).text for paper in self.ids()}

    def read(self, paper: str) -> Note:
        """The note of a paper, whatever bytes it has; line ends are `\n`. StoreError where it cannot be read."""
        try:
            data = self._bytes(paper)
            conflicts = self._conflicts(paper)
        except OSError as error:
            raise note_error(error, self.folder) from error
        return Note(decode(data)[0], stamp_of(data), conflicts)

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
        self._watch.look_at(self.path(paper).name)
        return result

    def settle(self, paper: str) -> None:
        """Put the other texts of a note into the trash: the note says by now what it should. StoreError."""
        try:
            for path in self._conflicts(paper):
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
        try:
            names = self._watch.changed()
        except OSError:
            return set()
        return {paper for name in names if (paper := self._id(name)) is not None}

    def _id(self, name: str) -> str | None:
        """The paper of a file name; a long one is told by the file that was written with its note."""
        stem = name.removesuffix(SUFFIX)
        if not is_cut(stem):
            return id_of(stem)
        try:
            paper = (self.folder / ".ids" / stem).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return paper if name_of(paper) == stem else None

    def _bytes(self, paper: str) -> bytes | None:
        try:
            return self.path(paper).read_bytes()
        except FileNotFoundError:
            return None

    def _conflicts(self, paper: str) -> tuple[Path, ...]:
        stem = name_of(paper)
        return tuple(
            self.folder / name
            for name in sorted(self._watch.names())
            if name.startswith(stem) and COPY.match(name, len(stem))
        )

    def _write(self, paper: str, text: str, base_stamp: str | None) -> WriteResult:
        data = self._bytes(paper)
        now, exact = decode(data)
        if now == text:
            return WriteResult(stamp_of(data))
        if base_stamp is not None and base_stamp != stamp_of(data):
            return WriteResult(stamp_of(data), conflict=self._keep_beside(paper, text) if text.strip() else None)
        path = self.path(paper)
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
        """Keep two windows from writing at once; where no lock can be had, the stamps alone must do."""
        from filelock import FileLock, Timeout

        lock_file = self._lock_file or places.state_dir() / "notes.lock"
        with contextlib.ExitStack() as held:
            try:
                disk.make_folder(lock_file.parent)
                held.enter_context(FileLock(lock_file, timeout=_LOCK_SECONDS, poll_interval=0.01))
            except Timeout as error:
                raise StoreError(
                    _("Another paperdeck is writing a note"),
                    _("Try again; if no other one runs, delete {lock}.").format(lock=lock_file),
                ) from error
            except OSError:
                held.pop_all()
            yield

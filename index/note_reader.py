"""What the folder of the notes holds: the papers that have one, their texts read once, what others changed, and what
cannot be read."""

import errno
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from .language import _, ngettext
from .note_names import id_of, is_cut, name_of
from .note_texts import copied_stem, decode, folder_error, read_part
from .note_watch import NoteWatch
from .results import Notice

SUFFIX = ".md"
_PASSING = frozenset({errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE})
"""What may be over at the next try, without a file's stamp telling."""

_NAMED = 5
"""How many of the notes that cannot be read are named."""


class NoteReader:
    """Reads the notes right inside `folder`, which need not exist. Any thread may call any method."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.watch = NoteWatch(folder)
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}
        self._papers: tuple[int, frozenset[str]] = (-1, frozenset())
        self._texts: tuple[int, Mapping[str, str]] = (-1, MappingProxyType({}))
        self._read: dict[str, tuple[int, str | None]] = {}

    def papers(self) -> frozenset[str]:
        """The papers that have a note; those that had one where the folder cannot be read just now."""
        self.watch.names()
        generation = self.watch.generation
        if self._papers[0] != generation:
            found = (self.paper_of(name) for name in tuple(self.watch.names()))
            self._papers = generation, frozenset(paper for paper in found if paper is not None)
        return self._papers[1]

    def paper_of(self, name: str) -> str | None:
        """The paper of a file name; a long one is told by the file that was written with its note."""
        if (paper := self._known.get(name)) is None:
            stem = name.removesuffix(SUFFIX)
            paper = self._cut(stem) if is_cut(stem) else id_of(stem)
            if paper is not None:
                self._known[name] = paper
        return paper

    def _cut(self, stem: str) -> str | None:
        try:
            paper = read_part(self.folder / ".ids" / stem)[0].decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return paper if name_of(paper) == stem else None

    def data(self, name: str) -> tuple[bytes | None, bool]:
        """The bytes of a file, None where there is none, and whether these are all; OSError, which `problems` tells."""
        odd = self.watch.odd
        try:
            data, whole = read_part(self.folder / name)
        except FileNotFoundError:
            if not (self.folder / name).is_symlink():
                return None, True
            odd[name] = _("its link leads nowhere")
            raise
        except OSError as error:
            odd[name] = error.strerror or str(error)
            if error.errno in _PASSING:
                self.watch.forget(name)
            raise
        if whole:
            odd.pop(name, None)
        else:
            odd[name] = _("it is larger than 1 MB, and only its beginning is read")
        return data, whole

    def texts(self) -> Mapping[str, str]:
        """The text of every note that can be read, by paper; only what changed since the last call is read."""
        with self._lock:
            self.watch.look()
            generation, versions = self.watch.generation, self.watch.versions.copy()
            if self._texts[0] != generation:
                before, self._read = self._read, {}
                for name, version in versions.items():
                    known = before.get(name)
                    self._read[name] = known if known and known[0] == version else (version, self._text(name))
                texts = {
                    paper: text
                    for name, (_version, text) in self._read.items()
                    if text is not None and (paper := self.paper_of(name)) is not None
                }
                self._texts = generation, MappingProxyType(texts)
            return self._texts[1]

    def stamp(self) -> int:
        """What changes whenever `texts` does; no note is read."""
        self.watch.look()
        return self.watch.generation

    def _text(self, name: str) -> str | None:
        try:
            data, whole = self.data(name)
        except OSError:
            return None
        return None if data is None else decode(data, whole=whole)[0]

    def conflicted(self) -> list[str]:
        """The papers beside whose notes other texts lie, in order; the note itself may be gone."""
        owners = (self.paper_of(stem + SUFFIX) for stem in self.watch.copied())
        return sorted(paper for paper in owners if paper is not None)

    def poll(self) -> set[str]:
        """The papers whose notes, or copies of them, others made, changed or removed since the last call."""
        return {paper for name in self.watch.glance() if (paper := self._owner(name)) is not None}

    def _owner(self, name: str) -> str | None:
        """The paper whose note the file is, or a copy of it."""
        paper, stem = self.paper_of(name), copied_stem(name)
        return self.paper_of(stem + SUFFIX) if paper is None and stem is not None else paper

    def unread(self) -> dict[str, str]:
        """The papers whose notes, or copies of them, cannot be read or not to the end, as far as is known, and why.

        Nobody where the folder itself cannot be read.
        """
        found: dict[str, str] = {}
        if self.watch.error is not None:
            return found
        for name, reason in sorted(self.watch.odd.copy().items()):
            if (paper := self._owner(name)) is not None:
                found.setdefault(paper, f"{name}: {reason}")
        return found

    def problems(self) -> tuple[Notice, ...]:
        """What keeps notes from being read, as far as is known."""
        if self.watch.error is not None:
            error = folder_error(self.watch.error, self.folder)
            return (Notice(error.title, error.advice),)
        found = list(self.unread().values())
        if not found:
            return ()
        title = ngettext("{n} note cannot be read", "{n} notes cannot be read", len(found)).format(n=len(found))
        named = "; ".join([*found[:_NAMED], *["…"] * (len(found) > _NAMED)])
        return (Notice(title, _("{notes} (in {folder})").format(notes=named, folder=self.folder)),)

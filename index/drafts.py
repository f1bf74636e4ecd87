"""Drafts: what stands in a note editor, kept on every pause, so that a crash costs no more than the last second."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from . import disk
from .marks.clock import random_name
from .note_names import name_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was not saved: `base` is the stamp of the note it began from, `saved` seconds since the epoch."""

    paper: str
    text: str
    base: str
    saved: float


@dataclass(slots=True)
class Drafts:
    """The drafts in `folder`, one file a paper and window: windows do not overwrite each other's."""

    folder: Path
    clock: Callable[[], float] = time.time
    _window: str = field(default_factory=lambda: random_name(6))
    _found: dict[str, set[Path]] = field(default_factory=dict[str, set[Path]])

    def save(self, paper: str, text: str, base: str) -> None:
        """Keep this text; durable when it returns. OSError."""
        disk.make_folder(self.folder)
        content = {"paper": _plain(paper), "text": _plain(text), "base": base, "saved": self.clock()}
        disk.replace(self._own(paper), orjson.dumps(content))

    def get(self, paper: str) -> Draft | None:
        """The newest draft of a paper, of whichever window; None where there is none that can be read."""
        found: list[tuple[float, Path, Draft]] = []
        for path in self._files(name_of(paper) + ".*.json"):
            draft = _read(path)
            if draft is not None and draft.paper == _plain(paper):
                found.append((draft.saved, path, draft))
        self._found.setdefault(paper, set()).update(path for _saved, path, _draft in found)
        return max(found)[2] if found else None

    def drop(self, paper: str) -> None:
        """Forget this window's draft of a paper and those that `get` has seen; OSError."""
        for path in {self._own(paper), *self._found.pop(paper, ())}:
            path.unlink(missing_ok=True)

    def papers(self) -> set[str]:
        """The papers that have a draft."""
        return {draft.paper for path in self._files("*.json") if (draft := _read(path))}

    def _own(self, paper: str) -> Path:
        return self.folder / f"{name_of(paper)}.{self._window}.json"

    def _files(self, pattern: str) -> list[Path]:
        try:
            return [path for path in self.folder.glob(pattern) if not path.name.startswith(".")]
        except OSError:
            return []


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _read(path: Path) -> Draft | None:
    """The draft in a file; None for one that is torn, damaged or not ours."""
    try:
        content: object = orjson.loads(path.read_bytes() if path.is_file() else b"")
    except (OSError, orjson.JSONDecodeError):
        return None
    match content:
        case {"paper": str(paper), "text": str(text), "base": str(base), "saved": float() | int() as saved}:
            return Draft(paper, text, base, float(saved))
        case _:
            return None

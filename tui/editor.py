"""A note in an editor: what it gets, the user's own $VISUAL or $EDITOR on a copy, and where a text is kept."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..index.errors import StoreError
from ..index.language import _

if TYPE_CHECKING:
    from ..index.notes import Notes


class OpenNote(NamedTuple):
    """A note as an editor gets it: its text with the other texts of it below, its stamp, and the files of those."""

    text: str
    stamp: str
    merged: tuple[Path, ...]


def open_note(notes: "Notes", paper_id: str) -> OpenNote:
    """A note, and below it what other texts of it were kept when two were written at once.

    A text that cannot be read is named, and not among the `merged`. StoreError, also for a note that is not here whole.
    """
    from ..index.note_texts import too_large

    note = notes.read(paper_id)
    if not note.whole:
        raise too_large(notes.path(paper_id))
    parts = [note.text.rstrip("\n")] if note.text else []
    merged: list[Path] = []
    for path in note.conflicts:
        head = _("**Another text of this note** (`{file}`); edit the note to make one of them.").format(file=path.name)
        try:
            text = notes.copy_text(path).strip("\n")
        except StoreError as error:
            text = error.line
        else:
            merged.append(path)
        parts += ["---", head, text]
    return OpenNote("\n\n".join(parts) + "\n" if parts else "", note.stamp, tuple(merged))


def note_shown(notes: "Notes", paper_id: str) -> str:
    """The Markdown of a paper's note; why it cannot be read where that is so."""
    try:
        return open_note(notes, paper_id).text
    except StoreError as error:
        return f"**{error.title}**\n\n{error.advice}\n\n{notes.text(paper_id)}"


def edit_note(notes: "Notes", paper_id: str) -> str:
    """Let the user edit a note in the terminal's foreground; what to tell, "" where nothing changed.

    Raises StoreError where the editor cannot be started, ends with an error, or the note cannot be saved; the text then
    stays in a file, which the error names.
    """
    note = open_note(notes, paper_id)
    file = keep_text(note.text, notes.path(paper_id).name)
    try:
        status = _run_editor(file)
    except StoreError:
        drop_text(file)
        raise
    text = _text_of(file, note.text)
    try:
        _hold_to_success(status)
        told = save_note(notes, paper_id, text, note.stamp, note.merged) if text != note.text else ""
    except StoreError as error:
        if text == note.text:
            drop_text(file)
            raise
        with suppress(StoreError):
            notes.save_draft(paper_id, text, note.stamp)
        raise kept_error(error, file) from error
    drop_text(file)
    return told


def save_note(notes: "Notes", paper_id: str, text: str, stamp: str, merged: Sequence[Path]) -> str:
    """Save a note that was made from the one of `stamp`, and trash the `merged` texts; what to tell. StoreError."""
    result = notes.write(paper_id, text, stamp)
    if result.conflict:
        kept = _("The note was changed elsewhere meanwhile; both texts are kept, yours in {path}")
        return kept.format(path=result.conflict)
    notes.settle(paper_id, merged)
    return _("The note is saved") if text.strip() else _("The note is in the trash")


def keep_text(text: str, name: str) -> Path:
    """Put a text into a file of this name in a new folder of the user's alone, outside of the notes. StoreError."""
    import tempfile

    try:
        file = Path(tempfile.mkdtemp(prefix="paperdeck-")) / name
        file.write_text(text, "utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise StoreError(
            _("No file can be made for the text: {reason}").format(reason=error.strerror or error),
            _("Free some space where temporary files lie, or set TMPDIR."),
        ) from error
    return file


def drop_text(file: Path) -> None:
    """Delete what `keep_text` made, and what an editor left beside it."""
    shutil.rmtree(file.parent, ignore_errors=True)


def kept_error(error: StoreError, file: Path) -> StoreError:
    """The error, saying where the text is."""
    return StoreError(error.title, _("Your text is in {path}. {advice}").format(path=file, advice=error.advice))


def _editor() -> str:
    """The command line of the user's editor."""
    named = (os.environ.get(variable, "").strip() for variable in ("VISUAL", "EDITOR"))
    return next(filter(None, named), "vi")


def _run_editor(file: Path) -> int:
    """Edit a file; the editor's exit status. Interrupts from the keyboard are the editor's. StoreError."""
    import shlex
    import signal
    import subprocess

    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        return subprocess.run([*shlex.split(_editor()), str(file)], check=False).returncode  # noqa: S603 - the user's own
    except (OSError, ValueError) as error:
        raise StoreError(
            _("The editor {name} cannot be started: {reason}").format(name=_editor(), reason=error),
            _("Set VISUAL or EDITOR to an editor that is installed."),
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)


def _hold_to_success(status: int) -> None:
    """Raise StoreError for the exit status of an editor that failed, or was left so that nothing is to be saved."""
    if status:
        raise StoreError(
            _("The editor ended with an error, so the note is as it was"),
            _("It was {name}, and its exit status {status}.").format(name=_editor(), status=status),
        )


def _text_of(file: Path, before: str) -> str:
    """What the editor left in the file, in whichever encoding; the text from before where it took the file away."""
    from ..index.note_texts import decode

    try:
        return decode(file.read_bytes())[0]
    except FileNotFoundError:
        return before
    except OSError as error:
        raise StoreError(_("The editor's text cannot be read: {reason}").format(reason=error), str(file)) from error

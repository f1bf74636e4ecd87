"""A note in the user's own editor: $VISUAL or $EDITOR on a copy, saved when the editor ends well."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..index.errors import StoreError
from ..index.language import _

if TYPE_CHECKING:
    from ..index.notes import Notes


def note_with_others(notes: "Notes", paper_id: str) -> str:
    """The note, and below it what other texts of it were kept when two were written at once."""
    note = notes.read(paper_id)
    parts = [note.text.rstrip("\n")] if note.text else []
    for path in note.conflicts:
        head = _("**Another text of this note** (`{file}`); edit the note to make one of them.").format(file=path.name)
        parts += ["---", head, path.read_text("utf-8", "replace").strip("\n")]
    return "\n\n".join(parts) + "\n" if parts else ""


def edit_note(notes: "Notes", paper_id: str) -> str:
    """Let the user edit a note in the terminal's foreground; what to tell, "" where nothing changed.

    Raises StoreError where the editor cannot be started or the note cannot be written; where the editor ends with an
    error, what was saved in it is kept as a draft.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    base = notes.read(paper_id)
    before = note_with_others(notes, paper_id)
    text, status = _edited(editor, before)
    if text == before:
        return ""
    if status:
        notes.save_draft(paper_id, text, base.stamp)
        raise StoreError(
            _("The editor ended with an error, so the note is as it was"),
            _("It was: {name}. Your text is kept as a draft; e in the reader brings it back.").format(name=editor),
        )
    return save_note(notes, paper_id, text, base.stamp, settle=bool(base.conflicts))


def save_note(notes: "Notes", paper_id: str, text: str, stamp: str, *, settle: bool) -> str:
    """Save a note that was made from the one of `stamp`; what to tell. `settle`: other texts are merged into it."""
    result = notes.write(paper_id, text, stamp)
    if result.conflict:
        kept = _("The note was changed elsewhere meanwhile; both texts are kept, yours in {path}")
        return kept.format(path=result.conflict)
    if settle:
        notes.settle(paper_id)
    return _("The note is saved") if text.strip() else _("The note is in the trash")


def _edited(editor: str, before: str) -> tuple[str, int]:
    """The text after the editor, and the editor's exit status."""
    import shlex
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory(prefix="paperdeck-") as folder:
        file = Path(folder) / "note.md"
        file.write_text(before, "utf-8", newline="\n")
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 - the user's own editor
        except (OSError, ValueError) as error:
            raise StoreError(
                _("The editor {name} cannot be started: {reason}").format(name=editor, reason=error),
                _("Set VISUAL or EDITOR to an editor that is installed."),
            ) from error
        return (file.read_text("utf-8", "replace") if file.exists() else before), done.returncode

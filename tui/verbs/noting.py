"""Notes: written in the reader or in the user's own editor."""

from ...index.errors import PaperdeckError
from ...index.language import _
from ..desk import Desk
from ..keymap import Command


class Noting:
    """Opens the note of the paper in the viewer."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def note(self, command: Command) -> None:
        """See the registry."""
        del command
        if (paper := self.desk.viewer.paper) is None:
            return
        from ..screens.note_editor import NoteEditor

        try:
            editor = NoteEditor(self.desk.library.notes, paper.id, paper.title)
        except PaperdeckError as error:
            self.desk.tell_error(error)
            return
        self.desk.show_screen(editor, self._written)

    def _written(self, told: str | None) -> None:
        if (paper := self.desk.viewer.paper) is not None:
            self.desk.saying.changed((paper.id,))
        if told:
            self.desk.tell(told)

    def note_editor(self, command: Command) -> None:
        """See the registry: the terminal is handed over, and taken back when the editor ends."""
        del command
        if (paper := self.desk.viewer.paper) is None:
            return
        from ..editor import edit_note

        try:
            with self.desk.hand_over():
                told = edit_note(self.desk.library.notes, paper.id)
        except PaperdeckError as error:
            self.desk.tell_error(error)
            return
        self._written(told or _("The note is as it was"))

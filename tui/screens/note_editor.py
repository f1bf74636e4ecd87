"""The note editor: a text area over the deck; what is typed is kept as a draft at every pause and saved on leaving."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Label

from ...index.errors import StoreError
from ...index.language import _
from ...index.notes import Notes
from ..cells import one_line
from ..editor import drop_text, keep_text, kept_error, open_note, save_note
from ..widgets.line import Area
from .dialog import Dialog

PAUSE_SECONDS = 0.5


class NoteEditor(Dialog[str | None]):
    """Edits the note of one paper and gives back what to tell, None where nothing changed."""

    def __init__(self, notes: Notes, paper_id: str, title: str) -> None:
        """StoreError where the note cannot be read."""
        super().__init__()
        self.notes = notes
        self.paper_id = paper_id
        self.title_text = one_line(title)
        self.note = open_note(notes, paper_id)
        self.draft = notes.draft(paper_id)
        self._pause: Timer | None = None
        self._kept: Path | None = None

    def compose(self) -> ComposeResult:
        """Title, text, foot."""
        with Vertical(id="note"):
            yield Label(self.title_text, id="note-title", markup=False)
            text = self.draft.text if self.draft is not None else self.note.text
            yield Area(text, id="note-text")
            foot = _("Escape or ^s saves · ^z undoes · ^q leaves without saving")
            if self.draft is not None:
                foot = _("This draft was not saved last time.") + " " + foot
            yield Label(foot, id="note-foot", markup=False)

    def on_mount(self) -> None:
        """The cursor stands at the end, where one goes on writing."""
        area = self.query_one(Area)
        self.set_focus(area)
        area.move_cursor(area.document.end)

    def on_text_area_changed(self) -> None:
        """Keep a draft when the typing rests."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._keep)

    def _stamp(self) -> str:
        """The stamp of the note that the text was made from."""
        return self.draft.base if self.draft is not None else self.note.stamp

    def keep(self) -> None:
        """Keep the text as a draft, if it was changed since the last one."""
        if self._pause is not None and self.ready:
            self._keep()

    def _keep(self) -> None:
        text = self.query_one(Area).source
        try:
            self.notes.save_draft(self.paper_id, text, self._stamp())
        except StoreError as error:
            self._refused(error, text)

    def _refused(self, error: StoreError, text: str, *, again: bool = False) -> None:
        """Tell why the text is not among the notes, and keep it elsewhere; a pause in the typing tells it once."""
        told = again or self._kept is None
        try:
            if self._kept is not None:
                drop_text(self._kept)
            self._kept = keep_text(text, self.notes.path(self.paper_id).name)
            error = kept_error(error, self._kept)
        except StoreError as worse:
            error = StoreError(error.title, worse.line)
        if told:
            self._tell(error)

    def _tell(self, error: StoreError) -> None:
        self.notify(one_line(error.advice), title=one_line(error.title), severity="error", markup=False)

    def press(self, key: str) -> bool:
        """Saving and leaving; whether the key did that."""
        if key in ("escape", "ctrl+s"):
            self._save()
        elif key in ("ctrl+q", "ctrl+g"):
            self._leave(None)
        else:
            return False
        return True

    def _leave(self, told: str | None) -> None:
        """Leave with nothing left behind."""
        if self._pause is not None:
            self._pause.stop()
        if self._kept is not None:
            drop_text(self._kept)
        try:
            self.notes.drop_draft(self.paper_id)
        except StoreError as error:
            self._tell(error)
        self.dismiss(told)

    def _save(self) -> None:
        text = self.query_one(Area).source
        if text == self.note.text:
            self._leave(None)
            return
        try:
            told = save_note(self.notes, self.paper_id, text, self._stamp(), self.note.merged)
        except StoreError as error:
            self._refused(error, text, again=True)
        else:
            self._leave(told)

"""The note editor: a text area over the deck; what is typed is kept as a draft at every pause and saved on leaving."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Label, TextArea

from ...index.errors import StoreError
from ...index.language import _
from ...index.notes import Notes
from ..cells import one_line

PAUSE_SECONDS = 0.5


class NoteEditor(ModalScreen[str | None]):
    """Edits the note of one paper and gives back what to tell, None where nothing changed."""

    def __init__(self, notes: Notes, paper_id: str, title: str) -> None:
        super().__init__()
        self.notes = notes
        self.paper_id = paper_id
        self.title_text = one_line(title)
        self.note = notes.read(paper_id)
        self.draft = notes.draft(paper_id)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, text, foot."""
        with Vertical(id="note"):
            yield Label(self.title_text, id="note-title", markup=False)
            text = self.draft if self.draft is not None else self.note.text
            yield TextArea(text, id="note-text", soft_wrap=True, tab_behavior="indent", show_line_numbers=False)
            foot = _("Escape or ^s saves · ^z undoes · ^q leaves without saving")
            if self.draft is not None:
                foot = _("This draft was not saved last time.") + " " + foot
            yield Label(foot, id="note-foot", markup=False)

    def on_mount(self) -> None:
        """The cursor stands at the end, where one goes on writing."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def on_text_area_changed(self) -> None:
        """Keep a draft when the typing rests."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._keep)

    def _keep(self) -> None:
        try:
            self.notes.save_draft(self.paper_id, self.query_one(TextArea).text)
        except StoreError as error:
            self.notify(error.advice, title=error.title, severity="error")

    def on_key(self, event: events.Key) -> None:
        """Saving and leaving; everything else is the text area's."""
        if event.key in ("escape", "ctrl+s"):
            self._save()
        elif event.key in ("ctrl+q", "ctrl+c"):
            self.notes.drop_draft(self.paper_id)
            self.dismiss(None)
        else:
            return
        event.stop()
        event.prevent_default()

    def _save(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        text = self.query_one(TextArea).text
        if text == self.note.text:
            self.notes.drop_draft(self.paper_id)
            self.dismiss(None)
            return
        try:
            result = self.notes.write(self.paper_id, text, self.note.stamp)
        except StoreError as error:
            self.notify(error.advice, title=error.title, severity="error")
            return
        self.notes.drop_draft(self.paper_id)
        kept = _("The note was changed elsewhere meanwhile; your text is kept in {file}.")
        self.dismiss(kept.format(file=result.conflict) if result.conflict else _("Note saved."))

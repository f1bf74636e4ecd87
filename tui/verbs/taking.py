"""Taking along: copying links and citations, opening pages, link hints, exports."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...index.language import _, ngettext
from ...index.results import Cancelled
from ..desk import Desk
from ..keymap import Command
from ..listed import papers_of

if TYPE_CHECKING:
    from ...index.export import Copied
    from ..clipboard import CopyOutcome
    from ..screens.export import Exported

_LARGE = 20


class Taking:
    """Hands things to the clipboard, the browser and files."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def put(self, text: str, name: str) -> None:
        """Copy a text and say what went where."""
        if not text:
            self.desk.tell(_("There is nothing of that kind to copy here."), "warning")
            return
        from .. import clipboard

        settings, env = self.desk.config.clipboard, dict(os.environ)
        hands = clipboard.own_hands(env, self.desk.to_terminal)
        work = partial(clipboard.copy, text, env, hands, method=settings.method, limit=settings.osc52_limit)
        self.desk.tell(_("Copying: {what}").format(what=name))
        self.desk.work.run(work, partial(self._copied, name))

    def _copied(self, name: str, outcome: "CopyOutcome") -> None:
        """Say what went where."""
        told = _("{what}: {told}").format(what=name, told=outcome.told)
        self.desk.tell(told, "information" if outcome.how else "warning")

    def _copy(self, what: str, one: str) -> None:
        """Copy one thing of each target, one a line; those that do not have it are counted."""
        from ...index.export import copy_texts

        library, ids = self.desk.library, self.desk.view.targets()

        def question(cancelled: Cancelled) -> "Copied":
            return copy_texts(list(papers_of(library, ids, cancelled)), what)

        def answered(copied: "Copied") -> None:
            count = len(ids) - len(copied.missing)
            self.put(copied.text, one if count == 1 else _("{what} of {n} papers").format(what=one, n=count))

        self.desk.questions.request("copy", question, answered)

    def copy_arxiv(self, command: Command) -> None:
        """See the registry; selected text comes first."""
        del command
        if not self.copy_selected_text():
            self._copy("arxiv", _("arXiv link"))

    def copy_selected_text(self) -> bool:
        """Copy the source of the text selected in the viewer; whether there was any."""
        text = self.desk.viewer.page.selected_source()
        if text:
            self.put(text, _("selected text"))
            self.desk.viewer.page.stop_selecting()
        return bool(text)

    def copy_id(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("id", _("id"))

    def copy_pdf(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("pdf", _("PDF link"))

    def copy_hf(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("hf", _("Hugging Face link"))

    def copy_bibtex(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("bibtex", _("BibTeX entry"))

    def copy_markdown(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("markdown", _("Markdown link"))

    def copy_title(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("title", _("title"))

    def copy_note(self, command: Command) -> None:
        """See the registry."""
        del command
        self._copy("note", _("note"))

    def copy_section(self, command: Command) -> None:
        """See the registry."""
        del command
        self.put(self.desk.viewer.source(), _("section"))

    def export(self, command: Command) -> None:
        """See the registry; with a format and a file it is written at once."""
        if command.argument:
            self._export_to(command.argument)
            return
        from ..screens.export import ExportScreen

        desk, view = self.desk, self.desk.view
        screen = ExportScreen(desk.library, desk.config, desk.questions, view.targets(), view.rows.ids)
        self.desk.show_screen(screen, self._exported)

    def _export_to(self, text: str) -> None:
        """Write the selection, or the paper at the cursor, to a new file; its ending may tell the format."""
        from ...index.export import FORMATS, SUFFIXES, Saved, save

        head, _blank, rest = text.partition(" ")
        name, file = (head, rest.strip()) if head in FORMATS else ("", text)
        name = name or next((known for known, suffix in SUFFIXES.items() if suffix and file.endswith(suffix)), "")
        if not (name and file):
            formats = ", ".join(FORMATS)
            self.desk.tell(_("Write: export FORMAT FILE. Formats: {formats}").format(formats=formats), "warning")
            return
        library, ids, bom = self.desk.library, self.desk.view.targets(), self.desk.config.export.csv_bom
        if not ids:
            self.desk.tell(_("No papers."), "warning")
            return

        def question(cancelled: Cancelled) -> Saved:
            return save(list(papers_of(library, ids, cancelled)), name, Path(file).expanduser(), bom=bom)

        def answered(saved: Saved) -> None:
            count = ngettext("{n} paper written to {path}", "{n} papers written to {path}", saved.written)
            self.desk.tell(count.format(n=saved.written, path=saved.path))

        self.desk.questions.request("export", question, answered)

    def _exported(self, outcome: "Exported | None") -> None:
        if outcome is not None and outcome.copied:
            self.put(outcome.copied, _("export"))
        elif outcome is not None:
            self.desk.tell(outcome.told)

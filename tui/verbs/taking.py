"""Taking along: copying links and citations, opening pages, link hints, exports."""

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ...index.errors import PaperdeckError
from ...index.language import _, ngettext
from ...index.model import LinkKind, Paper
from ..desk import Desk
from ..items import Item
from ..keymap import Command
from ..messages import Picked

if TYPE_CHECKING:
    from ..clipboard import CopyOutcome
    from ..opening import OpenOutcome
    from ..screens.export import Exported

_LARGE = 20


class Taking:
    """Hands things to the clipboard, the browser and files."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _papers(self) -> list[Paper]:
        """The papers that a verb acts on, with their text."""
        return [self.desk.library.paper(paper_id) for paper_id in self.desk.view.targets()]

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
        from ...index.export.copying import copy_text

        try:
            papers = self._papers()
        except PaperdeckError as error:
            self.desk.tell(f"{error.title} {error.advice}".strip(), "error")
            return
        texts = [text for paper in papers if (text := copy_text(paper, what))]
        joint = "\n\n" if what in ("bibtex", "note") else "\n"
        name = one if len(texts) == 1 else ngettext("{n} line", "{n} lines", len(texts)).format(n=len(texts))
        self.put(joint.join(texts), name)

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

    def _open(self, kind: LinkKind) -> Sequence[str]:
        """Open a link of each target; the ids whose link was opened."""
        ids = self.desk.view.targets()
        entries = self.desk.library.entries(ids)
        links = [(entry.id, url) for entry in entries if (url := entry.link(kind) or entry.link("hf"))]
        if len(links) > _LARGE:
            self.desk.tell(_("{n} pages are too many to open at once.").format(n=len(links)), "warning")
            return ()
        if not links:
            self.desk.tell(_("This paper has no such link."), "warning")
        for _id, url in links:
            self.open_url(url)
        return [paper_id for paper_id, _url in links]

    def open_url(self, url: str) -> None:
        """Open an http(s) link without waiting for it; where there is no browser it is copied."""
        from .. import opening

        self.desk.work.run(partial(opening.open_link, url, dict(os.environ)), partial(self._opened, url))

    def _opened(self, url: str, outcome: "OpenOutcome") -> None:
        if outcome.how == "copy instead":
            self.put(url, _("link"))
        else:
            self.desk.tell(outcome.told, "information" if outcome.how == "opened" else "warning")

    def open_arxiv(self, command: Command) -> None:
        """See the registry."""
        del command
        self._open("arxiv")

    def open_read(self, command: Command) -> None:
        """See the registry."""
        del command
        if ids := self._open("arxiv"):
            self.desk.library.mark(ids, read=True, label="read")
            self.desk.marks_changed(ids)

    def open_pdf(self, command: Command) -> None:
        """See the registry."""
        del command
        self._open("pdf")

    def hint_links(self, command: Command) -> None:
        """See the registry."""
        del command
        if not self.desk.viewer.page.show_hints():
            self.desk.tell(_("No links in sight."), "warning")

    def links(self, command: Command) -> None:
        """See the registry."""
        del command
        if (paper := self.desk.viewer.paper) is None:
            return
        from ..screens.pick import PickScreen

        urls = [(link.label or link.kind, link.url) for link in paper.links]
        known = {url for _label, url in urls}
        in_text = self.desk.viewer.page.document.links
        urls += [(link.text, link.url) for link in in_text if link.url not in known]
        items = [Item(url, url, label[:24]) for label, url in urls]
        foot = _("Enter opens · ^y copies")
        self.desk.show_screen(PickScreen(_("Links"), items, self.desk.look, foot=foot, keys=("ctrl+y",)), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.by == "enter":
            self.open_url(picked.key)
        elif picked is not None:
            self.put(picked.key, _("link"))

    def export(self, command: Command) -> None:
        """See the registry."""
        del command
        from ..screens.export import ExportScreen

        view = self.desk.view
        screen = ExportScreen(self.desk.library, self.desk.config, view.targets(), [e.id for e in view.rows])
        self.desk.show_screen(screen, self._exported)

    def _exported(self, outcome: "Exported | None") -> None:
        if outcome is not None and outcome.copied:
            self.put(outcome.copied, _("export"))
        elif outcome is not None:
            self.desk.tell(outcome.told)

"""Following links: the pages of papers in the browser, letters on the links in sight, the list of all links."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...index.language import _
from ...index.model import Link, LinkKind
from ..cells import one_line
from ..desk import Desk
from ..items import Item
from ..keymap import Command
from ..messages import Picked
from ..saying import Early

if TYPE_CHECKING:
    from ..opening import OpenOutcome

_MOST = 20
_WIDEST_HOST = 24


def _host(url: str) -> str:
    """Where a link leads, whatever its label says."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2][-_WIDEST_HOST:]
    except ValueError:
        return ""


def _sign(link: Link) -> str:
    """What a link of a paper is: the kind, which is known by its host, else the host."""
    return _host(link.url) if link.kind == "other" else link.kind


def _labelled(url: str, label: str) -> str:
    """A link as it is, and after it what the report calls it."""
    return f"{url}  {one_line(label)}" if label and label != url else url


class Following:
    """Opens links; `put` copies a text and says what it was."""

    def __init__(self, desk: Desk, put: Callable[[str, str], None]) -> None:
        self.desk = desk
        self.put = put

    def _open(self, kind: LinkKind) -> Sequence[str]:
        """Open a link of each target; the ids whose link was opened."""
        ids = self.desk.view.targets()
        if len(ids) > _MOST:
            self.desk.tell(_("{n} pages are too many to open at once.").format(n=len(ids)), "warning")
            return ()
        entries = self.desk.library.entries(ids)
        links = [(entry.id, url) for entry in entries if (url := entry.link(kind) or entry.link("hf"))]
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
            work = partial(self.desk.library.mark, ids, read=True, label="read")
            self.desk.saying.say(ids, work, lambda _done: None, Early("read", holds=True), "read")

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

        own = [Item(link.url, _labelled(link.url, link.label), _sign(link)) for link in paper.links]
        known = {link.url for link in paper.links}
        in_text = [link for link in self.desk.viewer.page.document.links if link.url not in known]
        items = own + [Item(link.url, _labelled(link.url, link.text), _host(link.url)) for link in in_text]
        foot = _("Enter opens · ^y copies")
        self.desk.show_screen(PickScreen(_("Links"), items, self.desk.look, foot=foot, keys=("ctrl+y",)), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.by == "enter":
            self.open_url(picked.key)
        elif picked is not None:
            self.put(picked.key, _("link"))

"""Laid-out texts, the latest kept; of a long one the first piece at once, and all of it when a thread is done."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace

from .typeset.document import Document
from .typeset.layout import Options, layout

_KEPT = 64


class Documents:
    """The documents by the key of what they show.

    `start` runs something in a thread, and `post` is called there when `take` is to be called in the handler thread.
    """

    def __init__(self, start: Callable[[Callable[[], object]], object], post: Callable[[], object]) -> None:
        self._start = start
        self._post = post
        self._documents: OrderedDict[Hashable, Document] = OrderedDict()
        self._laid: tuple[Hashable, Document] | None = None
        self._laying = False

    def get(self, key: Hashable, source: str, options: Options) -> Document:
        """The document, or its first piece while all of it is being laid out; one at a time, the latest wanted."""
        found = self._documents.get(key) or layout(source, replace(options, first=True))
        self._keep(key, found)
        if found.is_piece and not self._laying:
            self._laying = True

            def lay_out() -> None:
                self._laid = (key, layout(source, options))
                self._post()

            self._start(lay_out)
        return found

    def take(self) -> None:
        """Keep what a thread has laid out."""
        self._laying = False
        if self._laid is not None:
            self._keep(*self._laid)
            self._laid = None

    def _keep(self, key: Hashable, document: Document) -> None:
        self._documents[key] = document
        self._documents.move_to_end(key)
        while len(self._documents) > _KEPT:
            self._documents.popitem(last=False)

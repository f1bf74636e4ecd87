"""The text of papers, read from the reports by offset when it is wanted; the last few papers stay at hand."""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from .catalog import Catalog, ReadingPlace
from .errors import SourceError, UnknownPaperError
from .language import _
from .limits import LARGEST_FILE
from .model import Reading

AT_HAND = 24


class Texts:
    """Readings with their sections. Any thread may call any method."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[Reading, ...]] = OrderedDict()

    def readings(self, paper_id: str) -> tuple[Reading, ...]:
        """All readings of a paper with their text, newest day first.

        A reading whose file is gone is left out while another can be read; else SourceError. UnknownPaperError.
        """
        with self._lock:
            if held := self._held.get(paper_id):
                self._held.move_to_end(paper_id)
                return held
        places = self._catalog.places(paper_id)
        if not places:
            raise UnknownPaperError(
                _("No report describes {paper}").format(paper=paper_id),
                _("See what there is with: paperdeck list"),
            )
        found: list[Reading] = []
        trouble: OSError | None = None
        for place in places:
            try:
                if reading := _read(place):
                    found.append(reading)
            except OSError as error:
                trouble = error
        if not found:
            raise SourceError(
                _("The report of {paper} cannot be read").format(paper=paper_id),
                _("{file}: {reason}. Put it back, or bring the library up to date with: paperdeck index").format(
                    file=places[0].reading.file,
                    reason=(trouble.strerror or str(trouble)) if trouble else _("it no longer describes this paper"),
                ),
            )
        with self._lock:
            self._held[paper_id] = tuple(found)
            while len(self._held) > AT_HAND:
                self._held.popitem(last=False)
        return tuple(found)

    def forget(self, ids: Iterable[str]) -> None:
        """The reports of these papers changed: read them anew when they are wanted."""
        with self._lock:
            for paper_id in ids:
                self._held.pop(paper_id, None)


def _read(place: ReadingPlace) -> Reading | None:
    """The reading with its text; from the whole file where that changed since it was catalogued. OSError."""
    from .reports import read_bytes, reread

    stub = place.reading
    start, stop = stub.span
    with Path(stub.file).open("rb") as stream:
        status = os.fstat(stream.fileno())
        if (status.st_size, status.st_mtime_ns) == (place.size, place.mtime_ns):
            stream.seek(start)
            return reread(stream.read(stop - start), stub, encoding=place.encoding)
        data = stream.read(LARGEST_FILE + 1)
    report = read_bytes(data, path=stub.file)
    return next((reading for reading in report.readings if reading.paper_id == stub.paper_id), None)

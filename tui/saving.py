"""Whether what was said is on the disk: waited for a moment, shown while it is not, told when something keeps it."""

from ..index.language import ngettext
from ..index.library import Library
from .widgets.status import StatusLine

_AT_ONCE_SECONDS = 0.015
_AGAIN_SECONDS = 0.05


class Saving:
    """Watches the library's writer for the status line."""

    def __init__(self, library: Library, status: StatusLine) -> None:
        self.library = library
        self.status = status
        self._expected = 0

    def expect(self, papers: int) -> None:
        """So many papers more, or less, are marked on the screen and not yet in the library."""
        self._expected += papers
        self._watch()

    def wait(self) -> None:
        """Give the disk a moment that nobody sees, so that what is told as done is on it; show what takes longer."""
        if not self.library.said.flush(_AT_ONCE_SECONDS):
            self._watch()

    def _watch(self) -> None:
        """Show what is not saved, and look again soon, as long as nothing but time is wanting."""
        self.show()
        state = self.library.said.state()
        if (state.pending or self._expected) and state.error is None:
            self.status.set_timer(_AGAIN_SECONDS, self._watch)

    def show(self) -> None:
        """Show what is not saved yet, while there is such a thing, and what keeps it and can be done about it."""
        state = self.library.said.state()
        error = state.error.line if state.error is not None else ""
        count = state.pending + self._expected
        if error:
            text = ngettext("{n} change kept, not saved yet", "{n} changes kept, not saved yet", count)
        else:
            text = ngettext("{n} change unsaved", "{n} changes unsaved", count)
        self.status.show_saving(text.format(n=count) if count else "", error)

"""Watches what of a paper is on the screen, and tells when the read policy makes it read by that."""

import time
from collections.abc import Callable

from ..index.model import Paper
from .tabs import ALL, ending_tab
from .widgets.viewer import SectionViewer


class ReadingWatch:
    """Applies the policy to the viewer. `mark` marks a paper read under the label of the policy."""

    def __init__(self, viewer: SectionViewer, mark: Callable[[str, str], None]) -> None:
        self._viewer = viewer
        self._mark = mark
        self._opened_at = ""

    def look(self) -> None:
        """Look at what is on the screen now."""
        policy = self._viewer.policy
        self._told(policy.look(time.monotonic(), shown=self._in_sight(), at_end=self._at_end()))

    def leave(self) -> None:
        """The paper in the viewer is about to be left for another one."""
        self.look()
        self._told(self._viewer.policy.leave())

    def enter(self, paper: Paper) -> None:
        """A paper is in the viewer."""
        viewer = self._viewer
        if viewer.policy.paper_id != paper.id:
            self._opened_at = viewer.tab
        viewer.policy.enter(paper.id, time.monotonic(), read=paper.marks.read, shown=self._in_sight())

    def _in_sight(self) -> bool:
        """Whether the text is on the screen: neither is its pane hidden, nor does another screen lie over it."""
        viewer = self._viewer
        return viewer.paper is not None and viewer.display and viewer.screen.is_current

    def _told(self, label: str) -> None:
        if label:
            self._mark(self._viewer.policy.paper_id, label)

    def _at_end(self) -> bool:
        """Whether the end of the paper is in sight, and not just because it opened there: that is no reading."""
        viewer, page = self._viewer, self._viewer.page
        if viewer.reading is None or viewer.policy.settled or page.document.is_piece or not page.at_end:
            return False
        acted = viewer.policy.acted or viewer.tab != self._opened_at
        return acted and viewer.tab in (ALL, ending_tab(viewer.reading, viewer.settings))

"""What is said of papers: shown wherever they stand, and said of many in a thread, after it is shown."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..index.library import Library
from ..index.marks.events import AUTOMATIC
from ..index.results import DaySummary
from .operations import what
from .questions import Questions
from .saving import Saving
from .view import View

if TYPE_CHECKING:
    from ..index.marks import Operation

FEW = 500
"""Papers up to which saying something takes no longer than a key may."""


class Early(NamedTuple):
    """What can be shown of something said before it is done: whether a mark holds."""

    mark: Literal["read", "starred"]
    holds: bool


class Done(NamedTuple):
    """What an operation did: its label and the papers it touched; and whether it is undone."""

    label: str
    ids: Sequence[str]
    undone: bool = False

    @property
    def sentence(self) -> str:
        """The same in words, with the number of the papers."""
        return what(self.label, len(self.ids))


def _done(operation: "Operation") -> Done:
    return Done(operation.label, operation.ids, operation.undone)


class Saying:
    """Says things through the library. `views` are those that show marks; `shown` draws them and, where they are
    given, the days anew."""

    def __init__(
        self,
        library: Library,
        questions: Questions,
        saving: Saving,
        views: Callable[[], Sequence[View]],
        shown: Callable[[Sequence[DaySummary] | None], None],
    ) -> None:
        self._library = library
        self._questions = questions
        self._saving = saving
        self._views = views
        self._shown = shown
        self._last: tuple[Early, Done] | None = None

    def say(
        self,
        ids: Sequence[str],
        work: "Callable[[], Operation]",
        done: Callable[[Done], None],
        early: Early | None = None,
        label: str = "",
    ) -> None:
        """Do what says something of these papers, and pass on what it did; where that takes long, in a thread.

        What can be shown `early` is shown and told under its `label` at once, and counts as unsaved until it is done.
        """
        if label not in AUTOMATIC:
            self._last = None
        if len(ids) <= FEW and not self._questions.saying:
            outcome = _done(work())
            self.changed(outcome.ids)
            done(outcome)
            return
        if early is not None:
            marked = self._views()[0].read if early.mark == "read" else self._views()[0].starred
            expected = Done(label, [paper for paper in ids if (paper in marked) != early.holds])
            if expected.ids and label not in AUTOMATIC:
                self._last = (early, expected)
            self._show(expected.ids, early)
            done(expected)
        self._saving.expect(len(ids))

        def finished(outcome: Done) -> None:
            self._saving.expect(-len(ids))
            self.changed(outcome.ids)
            if early is None:
                done(outcome)

        self._questions.say(lambda: _done(work()), finished, failed=lambda: self._refused(ids), hold=early is None)

    def _refused(self, ids: Sequence[str]) -> None:
        """What was shown early does not hold."""
        self._saving.expect(-len(ids))
        self._last = None
        self.changed(ids)

    def switch(
        self, work: "Callable[[], Sequence[Operation]]", done: Callable[[Sequence[Done]], None], *, undo: bool = False
    ) -> None:
        """Undo or redo, and pass on what was switched. To `undo` what was shown early is shown at once again."""
        last, self._last = self._last, None
        if undo and last is not None:
            early, said = last
            self._show(said.ids, early._replace(holds=not early.holds))
            done([said])

        def finished(outcomes: Sequence[Done]) -> None:
            self.changed(tuple(dict.fromkeys(paper for outcome in outcomes for paper in outcome.ids)))
            if not (undo and last is not None):
                done(outcomes)

        self._questions.say(lambda: [_done(operation) for operation in work()], finished, hold=last is None)

    def _show(self, ids: Sequence[str], early: Early) -> None:
        for view in self._views():
            view.mark(ids, early.mark, holds=early.holds)
        self._shown(None)

    def changed(self, ids: Sequence[str]) -> None:
        """Show newer marks and notes of papers wherever they stand."""
        library = self._library
        if len(ids) <= FEW and not self._questions.saying:
            marks = {paper: library.marks_of(paper) for paper in ids}
            for view in self._views():
                view.update_marks(marks)
            self._shown(library.days())
            self._saving.wait()
        else:
            self._questions.say(self._all_marks, self._show_all, hold=False)

    def _all_marks(self) -> tuple[set[str], set[str], Sequence[DaySummary]]:
        library = self._library
        return set(library.marked("read")), set(library.marked("starred")), library.days()

    def _show_all(self, found: tuple[set[str], set[str], Sequence[DaySummary]]) -> None:
        """Show all marks anew, unless more was said meanwhile: then what was shown early of that is newer."""
        if self._questions.saying:
            return
        read, starred, days = found
        for view in self._views():
            view.use_marks(set(read), set(starred))
        self._shown(days)
        self._saving.wait()

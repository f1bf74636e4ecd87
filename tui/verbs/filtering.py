"""The filter of a list, as it is typed: only the papers of the view are asked, and the rows stay until the answer."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from ...index.errors import PaperdeckError
from ...index.query.fields import completions
from ...index.results import Cancelled
from ...index.views import Rows
from ..desk import Desk
from ..listed import MOST_READ, unindexed


class Filtering:
    """One asking for a filter, from its first letter to Enter or Escape.

    The cursor goes back to the paper on which it stood at the beginning whenever that is among the rows, unless
    somebody moved it meanwhile.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view = view = desk.view
        self._before = (view.filter, view.kept)
        self._paper = self._left = view.current_id

    def typed(self, text: str) -> None:
        """Filter by what is typed so far; a query half typed changes nothing."""
        self._ask(text, final=False)

    def done(self, text: str | None) -> None:
        """Filter by what was typed in the end; Escape, or a query that is none, brings back what was there."""
        if text is None:
            self._bring_back()
        elif self._view.filter != text.strip() or self._desk.questions.drop("filter"):
            self._ask(text, final=True)

    def _ask(self, text: str, *, final: bool) -> None:
        """Ask the papers of the view; what is known at once waits for no thread."""
        questions, library, ids = self._desk.questions, self._desk.library, self._view.ids
        if not text.strip():
            questions.drop("filter")
            self._show("", None)
            return

        def question(cancelled: Cancelled) -> tuple[Rows, frozenset[str]]:
            found = library.view(text, among=ids, cancelled=cancelled, most_read=MOST_READ)
            return found, frozenset(found.ids)

        answered = partial(self._answered, text, final=final)
        failed = partial(self._refused, final=final)
        questions.request("filter", question, answered, failed=failed, hold=final)

    def _answered(self, text: str, answer: tuple[Rows, frozenset[str]], *, final: bool) -> None:
        found, kept = answer
        begun = text.rpartition(" ")[2].removeprefix("-")
        if kept or final or not completions(begun):  # `is` on the way to is:starred
            self._show(text.strip(), kept, found.ids)
            if told := unindexed(found):
                self._desk.tell(told)

    def _refused(self, error: PaperdeckError, *, final: bool) -> None:
        """A wrong query is told when it is the last word."""
        if final:
            self._bring_back()
            self._desk.tell(error.line, "warning")

    def _bring_back(self) -> None:
        self._desk.questions.drop("filter")
        self._show(*self._before)

    def _show(self, text: str, kept: AbstractSet[str] | None, in_order: Sequence[str] = ()) -> None:
        """Show these rows."""
        view = self._view
        moved = view.current_id != self._left
        view.keep(text, kept, in_order)
        if not moved:
            view.place(self._paper)
        self._left = view.current_id
        self._desk.rows_changed()

"""Marking: read, star, later, tags, notes; undo, redo, repeat; the card by card triage."""

from collections.abc import Callable, Sequence
from functools import partial

from ...index.language import _
from ...index.marks import Operation
from ..dates import in_days
from ..desk import Desk
from ..keymap import Command
from ..operations import sentence, what
from .tagging import complete_tag, tag_changes


class Marking:
    """Says things of papers through the library, and shows what was said."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._again: Callable[[], None] | None = None

    def _said(self, operation: Operation | None, again: Callable[[], None] | None = None) -> None:
        """Show an operation's effect and name the key that takes it back; `again` is what `.` repeats."""
        if again is not None:
            self._again = again
        if operation is None:
            return
        self.desk.marks_changed(operation.ids)
        key = self.desk.keymap.label("undo")
        self.desk.tell(_("{what} ({key} undoes)").format(what=sentence(operation), key=key))

    def _targets(self) -> Sequence[str]:
        return self.desk.view.targets()

    def _all(self, ids: Sequence[str], mark: str) -> bool:
        """Whether a mark holds for every one of these papers."""
        return all(getattr(self.desk.library.marks_of(paper), mark) for paper in ids)

    def toggle_read(self, command: Command) -> None:
        """See the registry; a mixed selection becomes read."""
        del command
        if ids := self._targets():
            read = not self._all(ids, "read")
            self.desk.viewer.policy.settle(ids)
            label = "read" if read else "unread"
            self._said(self.desk.library.mark(ids, read=read, label=label), partial(self._set_read, read))
            self.desk.view.clear_selection()
            self.desk.rows_changed()

    def _set_read(self, read: bool) -> None:  # noqa: FBT001 - bound with partial for the repetition
        if ids := self._targets():
            label = "read" if read else "unread"
            self._said(self.desk.library.mark(ids, read=read, label=label))

    def done(self, command: Command) -> None:
        """See the registry; with a count so many papers from here."""
        self._settle(command.count or 1, read=True)
        self._again = partial(self._settle, command.count or 1, read=True)

    def unread_next(self, command: Command) -> None:
        """See the registry; with a count so many papers from here."""
        self._settle(command.count or 1, read=False)
        self._again = partial(self._settle, command.count or 1, read=False)

    def _settle(self, count: int, *, read: bool) -> None:
        """Mark the targets, or `count` rows from the cursor, and go on to the next that matters."""
        desk, view = self.desk, self.desk.view
        bulk = bool(view.selected) or view.anchor is not None
        ids = view.targets() if bulk else tuple(e.id for e in view.rows[view.cursor : view.cursor + count])
        if not ids:
            return
        desk.viewer.policy.settle(ids)
        operation = desk.library.mark(ids, read=read, label="read" if read else "unread")
        view.clear_selection()
        self._said(operation)
        start = view.cursor if bulk else min(view.cursor + count - 1, len(view.rows) - 1)
        if read:
            view.cursor, before = start, view.cursor
            following = view.next_unread()
            view.cursor = before
            desk.move_to(following if following is not None else start)
        else:
            desk.move_to(start + 1)

    def all_read(self, command: Command) -> None:
        """See the registry: what is unread of the rows in view, or of the selection."""
        del command
        view = self.desk.view
        ids = [e.id for e in view.rows if not e.marks.read and (not view.selected or e.id in view.selected)]
        if not ids:
            self.desk.tell(_("Everything here is read already."))
            return
        self.desk.viewer.policy.settle(ids)
        self._said(self.desk.library.mark(ids, read=True, label="read"))
        self.desk.rows_changed()

    def star(self, command: Command) -> None:
        """See the registry; a mixed selection becomes starred."""
        del command
        if ids := self._targets():
            self._set_star(not self._all(ids, "starred"))

    def _set_star(self, starred: bool) -> None:  # noqa: FBT001 - bound with partial for the repetition
        if ids := self._targets():
            label = "star" if starred else "unstar"
            operation = self.desk.library.mark(ids, starred=starred, label=label)
            self._said(operation, partial(self._set_star, starred))

    def later(self, command: Command) -> None:
        """See the registry; a count is the days until it is due, and then it is always kept."""
        if ids := self._targets():
            keep = command.count is not None or not self._all(ids, "later")
            self._set_later(keep, in_days(command.count) if command.count is not None else "")

    def _set_later(self, later: bool, due: str) -> None:  # noqa: FBT001 - bound with partial for the repetition
        if ids := self._targets():
            label = "later" if later else "not-later"
            operation = self.desk.library.mark(ids, later=later, due=due, label=label)
            self._said(operation, partial(self._set_later, later, due))

    def tags(self, command: Command) -> None:
        """See the registry: names to add; a name with - before it is taken away."""
        del command
        ids = self._targets()
        if not ids:
            return
        tags = [set(self.desk.library.marks_of(paper).tags) for paper in ids]
        common = sorted(tags[0].intersection(*tags[1:]))
        text = " ".join(common) + (" " if common else "")
        self.desk.prompt.ask(
            _("Tags"),
            text,
            partial(self._tagged, ids, tuple(common)),
            complete=partial(complete_tag, self.desk.library),
        )

    def _tagged(self, ids: Sequence[str], before: Sequence[str], text: str | None) -> None:
        if text is None:
            return
        add, remove = tag_changes(before, text)
        if add or remove:
            again = partial(self._retag, add, remove)
            self._said(self.desk.library.mark(ids, tag=add, untag=remove, label="tags"), again)

    def _retag(self, add: Sequence[str], remove: Sequence[str]) -> None:
        if ids := self._targets():
            self._said(self.desk.library.mark(ids, tag=add, untag=remove, label="tags"))

    def undo(self, command: Command) -> None:
        """See the registry."""
        self._turn(command.count or 1, self.desk.library.undo, _("Undone: {what}"), _("Nothing to undo."))

    def redo(self, command: Command) -> None:
        """See the registry."""
        self._turn(command.count or 1, self.desk.library.redo, _("Done again: {what}"), _("Nothing to redo."))

    def _turn(self, count: int, turn: Callable[[], Operation | None], said: str, nothing: str) -> None:
        operations = [operation for _i in range(count) if (operation := turn()) is not None]
        if not operations:
            self.desk.tell(nothing, "warning")
            return
        ids = tuple(dict.fromkeys(paper for operation in operations for paper in operation.ids))
        self.desk.viewer.policy.settle(ids)
        self.desk.marks_changed(ids)
        last = operations[-1]
        self.desk.tell(said.format(what=what(last.label, len(last.ids))))

    def repeat(self, command: Command) -> None:
        """See the registry."""
        del command
        if self._again is None:
            self.desk.tell(_("Nothing to repeat yet."), "warning")
        else:
            self._again()

"""Marking: read, star, later, tags, notes; undo, redo, repeat; the card by card triage."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from ...index.language import _
from ...index.marks import Operation
from ...index.results import Cancelled
from ..dates import in_days
from ..desk import Desk
from ..keymap import Command
from ..operations import nothing
from ..saying import Done, Early
from .tagging import complete_tag, tag_changes


class Marking:
    """Says things of papers through the library, and shows what was said."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._again: Callable[[], None] | None = None

    def _tell(self, count: int, done: Done) -> None:
        """Say what was done to so many papers, and name the key that takes it back; of nothing say why."""
        if not done.ids:
            self.desk.tell(nothing(done.label, count), "warning")
            return
        key = self.desk.keymap.label("undo")
        self.desk.tell(_("{what} ({key} undoes)").format(what=done.sentence, key=key))

    def _read(self, ids: Sequence[str], *, read: bool) -> None:
        """Mark papers read or unread; the present visit has no more say in that."""
        self.desk.viewer.policy.settle(ids)
        label = "read" if read else "unread"
        work = partial(self.desk.library.mark, ids, read=read, label=label)
        self.desk.saying.say(ids, work, partial(self._tell, len(ids)), Early("read", read), label)

    def _targets(self) -> Sequence[str]:
        """The papers to mark; where there is none, that is told."""
        ids = self.desk.view.targets()
        if not ids:
            self._tell_empty()
        return ids

    def _tell_empty(self) -> None:
        self.desk.tell(_("There is no paper here."), "warning")

    def toggle_read(self, command: Command) -> None:
        """See the registry; a mixed selection becomes read."""
        del command
        if ids := self._targets():
            read = not self.desk.view.read.issuperset(ids)
            self._again = partial(self._set_read, read)
            self._read(ids, read=read)
            self.desk.view.clear_selection()
            self.desk.rows_changed()

    def _set_read(self, read: bool) -> None:  # noqa: FBT001 - bound with partial for the repetition
        if ids := self._targets():
            self._read(ids, read=read)

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
        ids = view.targets() if bulk else view.rows.ids[view.cursor : view.cursor + count]
        if not ids:
            self._tell_empty()
            return
        view.clear_selection()
        self._read(ids, read=read)
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
        ids = self.desk.view.unread()
        if not ids:
            self.desk.tell(_("Everything here is read already."))
            return
        self._read(ids, read=True)
        self.desk.rows_changed()

    def star(self, command: Command) -> None:
        """See the registry; a mixed selection becomes starred."""
        del command
        if ids := self._targets():
            self._set_star(not self.desk.view.starred.issuperset(ids))

    def _set_star(self, starred: bool) -> None:  # noqa: FBT001 - bound with partial for the repetition
        if ids := self._targets():
            label = "star" if starred else "unstar"
            self._again = partial(self._set_star, starred)
            work = partial(self.desk.library.mark, ids, starred=starred, label=label)
            self.desk.saying.say(ids, work, partial(self._tell, len(ids)), Early("starred", starred), label)

    def later(self, command: Command) -> None:
        """See the registry; a count is the days until it is due, and then it is always kept."""
        days = command.count
        self._set_later(None if days is None else True, in_days(days) if days is not None else "")

    def _set_later(self, later: bool | None, due: str) -> None:  # noqa: FBT001 - bound with partial for the repetition
        """Keep papers for later or no longer; None for the opposite of what all of them are."""
        library, ids = self.desk.library, self._targets()
        if not ids:
            return

        def work() -> Operation:
            keep = not library.marked("later") >= set(ids) if later is None else later
            self._again = partial(self._set_later, keep, due)
            return library.mark(ids, later=keep, due=due, label="later" if keep else "not-later")

        self.desk.saying.say(ids, work, partial(self._tell, len(ids)))

    def tags(self, command: Command) -> None:
        """See the registry: names to add; a name with - before it is taken away."""
        del command
        library, ids = self.desk.library, self._targets()
        if not ids:
            return

        def question(_cancelled: Cancelled) -> Sequence[str]:
            tags = [set(library.marks_of(paper).tags) for paper in ids]
            return sorted(tags[0].intersection(*tags[1:]))

        self.desk.questions.request("tags", question, partial(self._ask_tags, ids))

    def _ask_tags(self, ids: Sequence[str], common: Sequence[str]) -> None:
        """Ask for tags, with those that all of the papers have."""
        text = " ".join(common) + (" " if common else "")
        self.desk.prompt.ask(
            _("Tags"),
            text,
            partial(self._tagged, ids, common),
            complete=partial(complete_tag, self.desk.library),
        )

    def _tagged(self, ids: Sequence[str], before: Sequence[str], text: str | None) -> None:
        if text is None:
            return
        add, remove = tag_changes(before, text)
        if add or remove:
            self._again = partial(self._retag, add, remove)
            self._tag(ids, add, remove)

    def _tag(self, ids: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> None:
        work = partial(self.desk.library.mark, ids, tag=add, untag=remove, label="tags")
        self.desk.saying.say(ids, work, partial(self._tell, len(ids)))

    def _retag(self, add: Sequence[str], remove: Sequence[str]) -> None:
        if ids := self._targets():
            self._tag(ids, add, remove)

    def undo(self, command: Command) -> None:
        """See the registry."""
        library, count = self.desk.library, command.count or 1
        done = partial(self._switched, _("Undone: {what}"), _("Nothing to undo."))
        self.desk.saying.switch(partial(_repeated, library.undo, count), done, undo=count == 1)

    def redo(self, command: Command) -> None:
        """See the registry."""
        library, count = self.desk.library, command.count or 1
        done = partial(self._switched, _("Done again: {what}"), _("Nothing to redo."))
        self.desk.saying.switch(partial(_repeated, library.redo, count), done)

    def _switched(self, told: str, nothing: str, switched: Sequence[Done]) -> None:
        if not switched:
            self.desk.tell(nothing, "warning")
            return
        self._go_to_one_of(set(switched[-1].ids))
        for done in switched:
            self.desk.viewer.policy.settle(done.ids)
        self.desk.tell(told.format(what=switched[-1].sentence))

    def _go_to_one_of(self, papers: AbstractSet[str]) -> None:
        """Put the cursor on the first of these papers that is in the view, unless it stands on one of them."""
        view = self.desk.view
        if view.current_id not in papers:
            row = next((row for row, paper in enumerate(view.rows.ids) if paper in papers), view.cursor)
            self.desk.move_to(row)

    def repeat(self, command: Command) -> None:
        """See the registry."""
        del command
        if self._again is None:
            self.desk.tell(_("Nothing to repeat yet."), "warning")
        else:
            self._again()


def _repeated(turn: Callable[[], Operation | None], count: int) -> Sequence[Operation]:
    """Undo or redo so many times, as far as there is something."""
    return [operation for operation in (turn() for _turn in range(count)) if operation is not None]

"""From a key to what it does: reads chords, finds the verb of the registry and calls it."""

import time
from collections.abc import Callable

from ...index.language import _
from ..actions import BY_NAME, Action, Context
from ..desk import Desk
from ..keymap import HINT_SECONDS, Command, KeyReader, Pending, Unknown, fold_key, is_han, key_label
from .finding import Finding
from .following import Following
from .going import Going
from .marking import Marking
from .moving import Moving
from .noting import Noting
from .reading import Reading
from .selecting import Selecting
from .taking import Taking
from .viewing import Viewing

Verb = Callable[[Command], None]


class Dispatch:
    """Feeds keys to a KeyReader and runs the commands that come out."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reader = KeyReader(desk.keymap)
        self.finding = Finding(desk)
        self.taking = Taking(desk)
        self.following = Following(desk, self.taking.put)
        self.moving = Moving(desk)
        self.reading = Reading(desk)
        self.marking = Marking(desk)
        self.noting = Noting(desk)
        self.selecting = Selecting(desk)
        self.viewing = Viewing(desk)
        self.going = Going(desk)
        self._choice_before = desk.viewer.choice
        self._han_told = False
        self._hint_turn = 0

    @property
    def context(self) -> Context:
        """Where the focus is, as the registry calls it."""
        return self.desk.panes.current

    def key(self, name: str, character: str | None) -> bool:
        """A key was pressed; whether it meant anything."""
        key = fold_key(name, character)
        # The user may have saved other keys in the meantime.
        self.reader.keymap = self.desk.keymap
        if self._on_page(key):
            return True
        if key == "escape" and self.reader.clear():
            self._hint_turn += 1
            self.desk.status.show_keys(self.context, "")
            return True
        now = time.monotonic()
        if self.reader.rested(now):
            self._choice_before = self.desk.viewer.choice
        outcome = self.reader.feed(key, self.context, now)
        self._hint_turn += 1
        if isinstance(outcome, Pending):
            self._show_pending()
            return True
        self.desk.status.show_keys(self.context, "")
        if isinstance(outcome, Unknown):
            self._tell_unknown(key, outcome)
            return False
        if outcome.undo_tab:
            self.desk.viewer.turn_to(self._choice_before)
        self.run(outcome)
        return True

    def _on_page(self, key: str) -> bool:
        """Keys that belong to link hints or to the selection of text while those are on; whether it was one."""
        page = self.desk.viewer.page
        if page.over.hints:
            url = page.over.hint(key) if len(key) == 1 else None
            page.over.clear_hints() if url is None else None
            page.redraw()
            if url:
                self.following.open_url(url)
            return True
        if page.over.selecting is None or self.reader.typed:
            return False
        if key in ("y", "c", "enter"):
            self.taking.copy_selected_text()
            return True
        if not page.over.selecting.key(key):
            return False
        page.show_line(page.over.selecting.cursor[0])
        page.redraw()
        return True

    def _show_pending(self) -> None:
        """Show the keys typed so far at once, and what may follow when no key comes for a moment."""
        reader = self.reader
        typed = key_label(" ".join(reader.typed))
        self.desk.status.show_keys(self.context, f"{reader.digits}{typed}")
        turn = self._hint_turn

        def hint() -> None:
            if turn == self._hint_turn and reader.typed:
                following = [
                    (chord[-1], action)
                    for chord, action in self.desk.keymap.chords(self.context).items()
                    if len(chord) == len(reader.typed) + 1 and chord[: len(reader.typed)] == reader.typed
                ]
                self.desk.status.tell("")
                self.desk.status.show_keys(self.context, typed, following)

        self.desk.work.after(HINT_SECONDS, hint)

    def _tell_unknown(self, key: str, outcome: Unknown) -> None:
        if is_han(key) and not self._han_told:
            self._han_told = True
            self.desk.tell(_("A Chinese input method is on: switch it to English to use the keys."), "warning")
        elif " " in outcome.typed:
            self.desk.tell(_("{keys} means nothing here.").format(keys=key_label(outcome.typed)), "warning")

    def verb(self, action: Action) -> Verb:
        """The method that does an action: the one of its name in the room of its group."""
        if action.name.startswith("tab-") and action.name[4:].isdigit():
            return lambda _command: self.reading.tab(action.name[4:])
        verb: Verb = getattr(getattr(self, action.group), action.name.replace("-", "_"))
        return verb

    def run(self, command: Command) -> None:
        """Do what a command says."""
        self.verb(command.action)(command)

    def run_name(self, text: str) -> None:
        """Do an action by its name, as the palette and the command line do; behind it stands its count or its word."""
        name, _blank, word = text.partition(" ")
        action = BY_NAME[name]
        if action.counts and word:
            self.run(Command(action, int(word)))
        else:
            self.run(Command(action, argument=word))

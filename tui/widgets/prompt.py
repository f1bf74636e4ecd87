"""The prompt: one line at the foot of the deck to type a search, a filter, tags or a command into."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from ...index.language import _
from ..guarded import Guarded
from ..turns import Typed
from .line import Line

_MOST_LISTED = 40
_ONE = 2
"""What was typed and one candidate."""


class PromptBar(Guarded, Horizontal):
    """Asks for one line. Enter answers, Escape leaves, Tab completes, up and down recall what was typed before.

    It stands over the upper line of the status, so that nothing moves; `covers` is told whether it does. `closed` is
    called when the asking ends, before the answer is given: it takes the focus back. `tell` shows what Tab offers.
    """

    def __init__(self, covers: Callable[[bool], None], closed: Callable[[], None], tell: Callable[[str], None]) -> None:
        super().__init__(id="prompt")
        self.display = False
        self.covers = covers
        self.closed = closed
        self.tell = tell
        self._done: Callable[[str | None], None] | None = None
        self._complete: Callable[[str], Sequence[str]] | None = None
        self._past: Sequence[str] = ()
        self._at = -1
        self._offers: list[str] = []

    def compose(self) -> ComposeResult:
        """A label and an input; made with the deck, since the first key of a prompt must not wait for them."""
        yield Label("", id="prompt-label", markup=False)
        yield Line(id="prompt-input")

    @property
    def input(self) -> Line:
        """Where the line is typed."""
        return self.query_one(Line)

    @property
    def is_open(self) -> bool:
        """Whether a line is being asked for."""
        return self._done is not None

    def ask(
        self,
        label: str,
        text: str,
        done: Callable[[str | None], None],
        *,
        changed: Callable[[str], None] | None = None,
        complete: Callable[[str], Sequence[str]] | None = None,
        past: Sequence[str] = (),
    ) -> None:
        """Ask for a line of text: `done` gets it, or None after Escape; `changed` every state on the way."""
        self._done, self._complete, self._past, self._at = done, complete, past, -1
        self._offers = []
        self.query_one(Label).update(_(" {label}: ").format(label=label))
        self.input.put(text)
        self.input.changed = changed
        self.display = True
        self.covers(self.is_open)
        self.screen.set_focus(self.input)

    def close(self, text: str | None) -> None:
        """End the asking with an answer, or with None."""
        done, self._done, self.input.changed = self._done, None, None
        self._forget_offers()
        self.display = False
        self.covers(self.is_open)
        self.closed()
        if done is not None:
            done(text)

    async def type(self, event: Typed) -> None:
        """Do a key of the prompt, or type it into the line."""
        if not isinstance(event, events.Key) or not self.press(event.key):
            if isinstance(event, events.Paste):
                event.stop()  # or it would bubble up to the app, which would hand it out again
            await self.input.on_event(event)

    def press(self, key: str) -> bool:
        """Enter, Escape, Tab and the arrows; whether the key was one of these."""
        if key == "enter":
            self.close(self.input.value)
        elif key in ("escape", "ctrl+c", "ctrl+g"):
            self.close(None)
        elif key in ("tab", "shift+tab"):
            self._offer(1 if key == "tab" else -1)
        elif key in ("up", "down"):
            self._recall(1 if key == "up" else -1)
        else:
            self._forget_offers()
            return False
        return True

    def _recall(self, step: int) -> None:
        if self._past:
            self._at = max(-1, min(self._at + step, len(self._past) - 1))
            self.input.put("" if self._at < 0 else self._past[self._at])

    def _forget_offers(self) -> None:
        if self._offers:
            self._offers = []
            self.tell("")

    def _offer(self, step: int) -> None:
        """Put the next completion of what was typed into the line, and show it with those that follow."""
        if self._complete is None:
            return
        if not self._offers:
            typed = self.input.value
            self._offers = [typed, *(offer for offer in self._complete(typed) if offer != typed)]
        at = self._offers.index(self.input.value) if self.input.value in self._offers else 0
        at = (at + step) % len(self._offers)
        self.input.put(self._offers[at])
        if len(self._offers) > _ONE:
            self._show_offers(at)
        else:
            self._offers = []  # the next Tab goes on from what is completed now

    def _show_offers(self, at: int) -> None:
        """List the candidates from the present one on, without what stood before the word that is completed."""
        typed, *offers = self._offers
        known = typed[: max(typed.rfind(" "), typed.rfind("/")) + 1]
        first = max(at - 1, 0)
        listed = [*offers[first:], *offers[:first]][:_MOST_LISTED]
        self.tell(" · ".join(offer.removeprefix(known) for offer in listed))

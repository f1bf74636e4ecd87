"""What every screen over the deck is: it takes keys in their turn, its own ones first, the rest where one types."""

from typing import TypeVar

from textual import events
from textual.screen import ModalScreen

from ..guarded import Guarded
from ..messages import KeysWanted
from ..turns import Typed

T = TypeVar("T")


class Dialog(Guarded, ModalScreen[T]):
    """A screen over the deck. Subclasses say in `press` which keys are theirs, and in `on_mount` what has the focus."""

    CSS_PATH = "../modal.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-roomy")]
        self.ready = False

    def on_mount(self) -> None:
        """Everything is there: the framework calls this after the subclass's own."""
        self.ready = True
        self.post_message(KeysWanted())

    def press(self, key: str) -> bool:
        """Do a key of the screen itself; whether it was one."""
        raise NotImplementedError

    def keep(self) -> None:
        """Keep what is half typed: the program is about to end. No-op where nothing is worth it."""

    async def type(self, event: Typed) -> None:
        """Do a key, or type it where the focus is."""
        own = isinstance(event, events.Key) and self.press(event.key)
        if not own and self.focused is not None:
            await self.focused.on_event(event)

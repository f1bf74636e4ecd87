"""The floor that everything is measured against: an App of the framework that shows one Static."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class Floor(App[None]):
    """Shows one word; `j` and `k` change it."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "say('down')", "down"), ("k", "say('up')", "up")]

    def compose(self) -> ComposeResult:
        """One line of text."""
        yield Static("floor")

    def action_say(self, word: str) -> None:
        """Show another word."""
        self.query_one(Static).update(word)


if __name__ == "__main__":
    Floor().run()

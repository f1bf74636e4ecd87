"""The floor that everything is measured against: an App of the framework that shows one Static."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Floor(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """One line of text."""
        yield Static("floor")


if __name__ == "__main__":
    Floor().run()

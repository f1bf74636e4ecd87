"""The yardstick for the viewer: the framework's own Markdown widget, one paper after the other at each key."""

import sys
from pathlib import Path
from typing import ClassVar

from paperdeck.index import reports
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown


class Yardstick(App[None]):
    """Shows the papers of a report; `j` goes to the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "next", "next")]

    def __init__(self, papers: list[str]) -> None:
        super().__init__()
        self.papers = papers
        self.place = 0

    def compose(self) -> ComposeResult:
        """The whole screen is one page of Markdown."""
        with VerticalScroll():
            yield Markdown(self.papers[0])

    async def action_next(self) -> None:
        """Show the next paper."""
        self.place = (self.place + 1) % len(self.papers)
        await self.query_one(Markdown).update(self.papers[self.place])


if __name__ == "__main__":
    READINGS = reports.read_file(Path(sys.argv[1])).readings
    Yardstick(["\n\n".join(section.markdown for section in reading.sections) for reading in READINGS]).run()

"""What stands over a paper's text: its title, authors, id, days, upvotes, tags, and which report is being read."""

from rich.segment import Segment
from textual.strip import Strip

from ...index.language import _
from ...index.model import Paper, Reading
from ...themes.roles import tag_role
from ..cells import cut, one_line, truncate, wrap
from ..look import Look
from ..typeset.widths import text_width
from .painted import Painted


class PaperHeader(Painted):
    """Draws the head of a paper in three lines, two on a low screen: a height that changes would move all the rest.

    A title that needs two lines takes the authors' line, and they stand behind the facts; one that needs more goes on
    before these.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(id="paper-header")
        self.look = look
        self._lines: list[list[Segment]] = []

    def show(self, paper: Paper | None, reading: Reading | None, width: int, *, small: bool) -> None:
        """Draw another paper, or the same with other marks; `small` saves a line."""
        height = 2 if small else 3
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self._lines = self._lines_of(paper, reading, width, small=small) if paper and reading else []
        self.repaint()

    def _lines_of(self, paper: Paper, reading: Reading, width: int, *, small: bool) -> list[list[Segment]]:
        look, room = self.look, max(8, width - 2)
        star = f"{look.glyphs.star} " if paper.marks.starred else ""
        titles = wrap(star + paper.title, room, look.ambiguous)
        before = 1 if small else 2
        head = [self._text(line, room, "heading", "bold") for line in titles[:before]]
        rest, authors = " ".join(titles[before:]), ", ".join(paper.authors)
        if small:
            return [*head, self._facts(paper, reading, room, rest=rest)]
        if len(head) < before:
            return [*head, self._facts(paper, reading, room), self._text(authors, room, "text-muted")]
        return [*head, self._facts(paper, reading, room, rest=rest, authors=authors)]

    def _text(self, text: str, room: int, role: str, attributes: str = "") -> list[Segment]:
        short = truncate(text, room, self.look.ambiguous, self.look.glyphs.ellipsis)
        return [Segment(" " + short, self.look.style(role, "panel", attributes))]

    def _facts(self, paper: Paper, reading: Reading, room: int, *, rest: str = "", authors: str = "") -> list[Segment]:
        """One line: the rest of the title, id, days, upvotes, which reading, tags, authors; cut at the right."""
        style, glyphs = self.look.style, self.look.glyphs
        facts = [(one_line(rest), "heading")] if rest else []
        facts += [(paper.id, "link"), (self._days(paper), "text-muted")]
        if paper.upvotes is not None:
            facts.append((f"{glyphs.up}{paper.upvotes}", "text-muted"))
        if len(paper.readings) > 1:
            place = paper.readings.index(reading) + 1
            text = _("reading {n} of {all}").format(n=place, all=len(paper.readings))
            facts.append((f"{text} ({reading.day} {reading.format})", "accent"))
        elif reading.source:
            facts.append((reading.source, "text-muted"))
        facts += [(f"#{tag}", tag_role(tag)) for tag in paper.marks.tags]
        if authors:
            facts.append((one_line(authors), "text-muted"))
        segments, used = [Segment(" ", style("text-muted", "panel"))], 0
        for text, role in facts:
            piece = text if not used else f"  {text}"
            width = text_width(piece, self.look.ambiguous)
            attributes = "bold" if role == "heading" else ""
            if used + width > room:
                if role != "link":  # a piece of an id would be another id
                    piece = cut(piece, room - used, self.look.ambiguous, self.look.glyphs.ellipsis)
                    segments.append(Segment(piece, style(role, "panel", attributes)))
                break
            segments.append(Segment(piece, style(role, "panel", attributes)))
            used += width
        return segments

    def _days(self, paper: Paper) -> str:
        if len(paper.days) == 1:
            return paper.days[0]
        return _("seen on {days}").format(days=", ".join(paper.days[:3]))

    def draw_line(self, y: int) -> Strip:
        """One line of the head."""
        segments = self._lines[y] if y < len(self._lines) else []
        return Strip(segments).adjust_cell_length(self.outer_size.width, self.look.style("foreground", "panel"))

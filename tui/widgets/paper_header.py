"""What stands over a paper's text: its title, id, days, upvotes, authors, tags, and which report is being read."""

from rich.segment import Segment
from textual.strip import Strip

from ...index.language import _
from ...index.model import Paper, Reading
from ..cells import truncate, wrap
from ..look import Look, tag_role
from ..typeset.widths import text_width
from .painted import Painted

_TITLE_LINES = 2


class PaperHeader(Painted):
    """Draws the head of a paper in as many lines as it needs: the title, at most two, then what is known of it."""

    def __init__(self, look: Look) -> None:
        super().__init__(id="paper-header")
        self.look = look
        self.paper: Paper | None = None
        self.reading: Reading | None = None
        self._lines: list[list[Segment]] = []

    def show(self, paper: Paper | None, reading: Reading | None, width: int, *, small: bool) -> None:
        """Draw another paper, or the same with other marks; `small` saves lines on a low screen."""
        self.paper, self.reading = paper, reading
        self._lines = self._lines_of(paper, reading, width, small=small) if paper and reading else []
        if self.styles.height is None or self.styles.height.value != len(self._lines):
            self.styles.height = len(self._lines)
        self.repaint()

    def _lines_of(self, paper: Paper, reading: Reading, width: int, *, small: bool) -> list[list[Segment]]:
        look = self.look
        style, room = look.style, max(8, width - 2)
        star = f"{look.glyphs.star} " if paper.marks.starred else ""
        titles = wrap(star + paper.title, room, look.ambiguous)
        if len(titles) > (most := 1 if small else _TITLE_LINES):
            rest = " ".join(titles[most - 1 :])
            titles = [*titles[: most - 1], truncate(rest, room, look.ambiguous, look.glyphs.ellipsis)]
        lines = [[Segment(" " + text, style("heading", "panel", "bold"))] for text in titles]
        lines.append(self._facts(paper, reading, room))
        if paper.authors and not small:
            names = truncate(", ".join(paper.authors), room, look.ambiguous, look.glyphs.ellipsis)
            lines.append([Segment(" " + names, style("text-muted", "panel"))])
        return lines

    def _facts(self, paper: Paper, reading: Reading, room: int) -> list[Segment]:
        """One line: id, days, upvotes, which reading, tags; what does not fit is left out from the right."""
        style, glyphs = self.look.style, self.look.glyphs
        facts: list[tuple[str, str]] = [(paper.id, "link"), (self._days(paper), "text-muted")]
        if paper.upvotes is not None:
            facts.append((f"{glyphs.up}{paper.upvotes}", "text-muted"))
        if len(paper.readings) > 1:
            place = paper.readings.index(reading) + 1
            text = _("reading {n} of {all}").format(n=place, all=len(paper.readings))
            facts.append((f"{text} ({reading.day} {reading.format})", "accent"))
        elif reading.source:
            facts.append((reading.source, "text-muted"))
        facts += [(f"#{tag}", tag_role(tag)) for tag in paper.marks.tags]
        segments, used = [Segment(" ", style("text-muted", "panel"))], 0
        for text, role in facts:
            piece = text if not used else f"  {text}"
            width = text_width(piece, self.look.ambiguous)
            if used + width > room:
                break
            segments.append(Segment(piece, style(role, "panel")))
            used += width
        return segments

    def _days(self, paper: Paper) -> str:
        if len(paper.days) == 1:
            return paper.days[0]
        return _("seen on {days}").format(days=", ".join(paper.days[:3]))

    def draw_line(self, y: int) -> Strip:
        """One line of the head."""
        segments = self._lines[y] if y < len(self._lines) else []
        return Strip(segments).adjust_cell_length(self.size.width, self.look.style("foreground", "panel"))

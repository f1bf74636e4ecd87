"""The list: one row a paper with its marks, title and upvotes; in a search a second line with the words found."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.segment import Segment

from ...index.model import Entry
from ...themes.roles import tag_role
from ..cells import cut
from ..look import Look
from ..typeset.safety import harmless
from ..typeset.widths import text_width
from ..view import View
from .rows import Rows

if TYPE_CHECKING:
    from ...index.search.answers import Snippet


class PaperList(Rows):
    """Draws a View. `snippets` gives, by paper id, the passage that a search found."""

    def __init__(self, look: Look, view: View) -> None:
        super().__init__(look, "list")
        self.view = view
        self.snippets: Mapping[str, Snippet] = {}

    def show_view(self, view: View, snippets: "Mapping[str, Snippet] | None" = None) -> None:
        """Draw another view; with snippets each row has two lines."""
        self.view = view
        self.snippets = snippets or {}
        self.row_height = 2 if snippets is not None else 1
        self.show_rows()

    @property
    def count(self) -> int:
        return len(self.view.rows)

    @property
    def cursor(self) -> int:
        return self.view.cursor

    def place_cursor(self, row: int) -> None:
        self.view.cursor = max(0, min(row, len(self.view.rows) - 1))

    def ground_of(self, row: int) -> str:
        view = self.view
        if row != self.cursor and (view.rows.ids[row] in view.selected or self._in_range(row)):
            return "selection"
        return super().ground_of(row)

    def _in_range(self, row: int) -> bool:
        anchor = self.view.anchor
        return anchor is not None and min(anchor, self.cursor) <= row <= max(anchor, self.cursor)

    def draw(self, row: int, line: int, width: int, ground: str) -> list[Segment]:
        entry = self.view.rows[row]
        if line == 1:
            return self._snippet(entry, width, ground)
        look = self.look
        muted = entry.id in self.view.read
        signs = self._signs(row, entry, ground)
        tags = self._tags(entry, ground) if width >= 60 else []
        votes = f" {look.glyphs.up}{entry.upvotes}" if entry.upvotes is not None else ""
        tail = f"{votes:>6} " if votes else ("       " if width >= 40 and self._any_votes() else " ")
        tags_width = sum(text_width(segment.text, look.ambiguous) for segment in tags)
        room = max(0, width - 7 - len(tail) - tags_width)
        title = Segment(
            self.fit(entry.title, room),
            look.style("read" if muted else "unread", ground, "" if muted else "bold"),
        )
        return [*signs, title, *tags, Segment(tail, look.style("text-muted", ground))]

    def _any_votes(self) -> bool:
        return len(self.view.rows) > 0 and self.view.rows[0].upvotes is not None

    def _signs(self, row: int, entry: Entry, ground: str) -> list[Segment]:
        """Seven cells: cursor, selected, unread, star, later, note or seen before, blank."""
        look, glyphs, view = self.look, self.look.glyphs, self.view
        chosen = entry.id in view.selected or self._in_range(row)
        third = glyphs.note if entry.noted else glyphs.seen if entry.seen_before else " "
        return [
            Segment(glyphs.cursor if row == self.cursor else " ", look.style("accent", ground)),
            Segment(glyphs.selected if chosen else " ", look.style("accent", ground, "bold")),
            Segment(" " if entry.id in view.read else glyphs.unread, look.style("unread", ground)),
            Segment(glyphs.star if entry.id in view.starred else " ", look.style("star", ground)),
            Segment(glyphs.later if entry.marks.later else " ", look.style("warning", ground)),
            Segment(third, look.style("text-muted", ground)),
            Segment(" ", look.style("foreground", ground)),
        ]

    def _tags(self, entry: Entry, ground: str) -> list[Segment]:
        return [Segment(f" #{tag}", self.look.style(tag_role(tag), ground)) for tag in entry.marks.tags[:3]]

    def _snippet(self, entry: Entry, width: int, ground: str) -> list[Segment]:
        """The sign of a paper that matches in part only, and the passage found with its hits lit; cut at the width."""
        look, plain = self.look, self.look.style("text-muted", ground)
        segments = [Segment(f"  {look.glyphs.near if entry.id in self.view.near else ' '}    ", plain)]
        if (snippet := self.snippets.get(entry.id)) is None:
            return segments
        text = harmless(snippet.text).replace("\n", " ")
        text = cut(text, width - 8, look.ambiguous, look.glyphs.ellipsis)
        at = 0
        for start, end in snippet.marks:
            lit = look.style("hit-text", "hit", "bold")
            segments += [Segment(text[at:start], plain), Segment(text[start:end], lit)]
            at = end
        return [*segments, Segment(text[at:], plain)]

"""Pick one: a list over the deck, filtered as one types. Help, palette, links, history and saved searches are such."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from ...index.language import _
from ..cells import fit, one_line, wrap
from ..items import Item
from ..look import Look
from ..messages import Picked, RowMoved, RowOpened
from ..typeset.widths import text_width
from ..widgets.line import Line
from ..widgets.rows import Rows
from .dialog import Dialog

_INDENT = 3
"""The cells before the second line of a text."""


class PickRows(Rows):
    """Draws items; heads and dimmed ones are passed over by the cursor's verbs, not by the cursor.

    Where the text of one has no room on a line, all have two.
    """

    def __init__(self, look: Look, items: Sequence[Item]) -> None:
        super().__init__(look, "pick-rows")
        self.can_focus = False
        self.items = list(items)
        self._all = tuple(items)
        self._at = 0
        self.sign_width = max((text_width(item.sign, look.ambiguous) for item in items), default=0)

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def cursor(self) -> int:
        return self._at

    @property
    def ground(self) -> str:
        return "panel"

    def ground_of(self, row: int) -> str:
        return "cursor-row" if row == self._at else "panel"

    def place_cursor(self, row: int) -> None:
        self._at = max(0, min(row, len(self.items) - 1))

    def on_resize(self) -> None:
        """Rows have one line or two, and the cursor stays in sight."""
        room = self.room - self.sign_width - 5
        wide = max((text_width(item.text, self.look.ambiguous) for item in self._all), default=0)
        self.row_height = 2 if wide > room else 1
        super().on_resize()

    def draw(self, row: int, line: int, width: int, ground: str) -> list[Segment]:
        item, style = self.items[row], self.look.style
        if item.head:
            return [Segment(self.fit(f" {item.text}" if not line else "", width), style("heading", ground, "bold"))]
        mark = Segment(self.look.glyphs.cursor if row == self._at else " ", style("accent", ground))
        if self.row_height == 2:
            return [mark, *self._half(item, line, width - 1, ground)]
        sign = fit(item.sign, self.sign_width, self.look.ambiguous)
        lead = Segment(f" {sign}  " if self.sign_width else " ", style("accent", ground, "bold"))
        return [mark, lead, *self._words(item, max(0, width - self.sign_width - 5), ground)]

    def _half(self, item: Item, line: int, width: int, ground: str) -> list[Segment]:
        """One of the two lines of an item: the sign and as many words as there is room for, and the others."""
        lead = f" {item.sign}  " if item.sign else " "
        text = one_line(item.text)
        first = wrap(text, max(1, width - text_width(lead, self.look.ambiguous)), self.look.ambiguous)[0]
        if line == 0:
            sign = Segment(lead, self.look.style("accent", ground, "bold"))
            return [
                sign,
                *self._words(
                    replace(item, text=first, aside=""), width - text_width(lead, self.look.ambiguous), ground
                ),
            ]
        rest = replace(item, text=text[len(first) :].strip())
        return [
            Segment(" " * _INDENT, self.look.style("foreground", ground)),
            *self._words(rest, max(0, width - _INDENT), ground),
        ]

    def _words(self, item: Item, width: int, ground: str) -> list[Segment]:
        """The text of an item, and its aside at the right where both have room."""
        style = self.look.style
        text = Segment(self.fit(item.text, width), style("text-muted" if item.dim else "foreground", ground))
        room = width - text_width(item.text, self.look.ambiguous) - len(item.aside) - 2
        if not item.aside or room < 0:
            return [text]
        return [
            Segment(self.fit(item.text, width - len(item.aside)), text.style),
            Segment(item.aside, style("text-muted", ground)),
        ]


class PickScreen(Dialog[Picked | None]):
    """Shows items and gives back the one that was picked, None after Escape."""

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        look: Look,
        *,
        foot: str = "",
        keys: Sequence[str] = (),
        looked_at: Callable[[str], None] | None = None,
        start: str = "",
    ) -> None:
        super().__init__()
        self.title_text = title
        self.items = tuple(items)
        self.look = look
        self.foot = foot
        self.keys = keys
        self.looked_at = looked_at
        self.start = start
        self.rows = PickRows(look, items)

    def compose(self) -> ComposeResult:
        """Title, filter, rows, foot."""
        with Vertical(id="pick"):
            yield Label(self.title_text, id="pick-title", markup=False)
            yield Line(placeholder=_("type to filter"), id="pick-filter", changed=self._filter)
            yield self.rows
            foot = _("Enter takes it · Escape leaves")
            if self.foot:
                foot = _("{one} · {other}").format(one=self.foot, other=_("Escape leaves"))
            yield Label(foot, id="pick-foot", markup=False)

    def on_mount(self) -> None:
        """Typing filters from the start."""
        wanted = (i for i, item in enumerate(self.items) if self.start in ("", item.key) and not item.head)
        self.rows.place_cursor(next(wanted, 0))
        self.set_focus(self.query_one(Line))

    def _filter(self, text: str) -> None:
        words = text.casefold().split()

        def fits(item: Item) -> bool:
            text = f"{item.sign} {item.text} {item.key}".casefold()
            return not words or (not item.head and all(word in text for word in words))

        self.rows.items = [item for item in self.items if fits(item)]
        self.rows.place_cursor(next((i for i, item in enumerate(self.rows.items) if not item.head), 0))
        self.rows.show_rows()
        self._tell()

    def press(self, key: str) -> bool:
        """The keys that do not type: move, take, leave."""
        page = max(1, self.rows.size.height - 1)
        steps: Mapping[str, int] = {
            "down": 1, "ctrl+n": 1, "up": -1, "ctrl+p": -1, "pagedown": page, "pageup": -page,
            "ctrl+d": page // 2, "ctrl+u": -(page // 2), "ctrl+f": page, "ctrl+b": -page,
        }  # fmt: skip
        if key in steps:
            self._move(steps[key])
        elif key in ("escape", "ctrl+c"):
            self.dismiss(None)
        elif key == "enter" or key in self.keys:
            self._take(key)
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        before = self.rows.cursor
        self.rows.place_cursor(before + step)
        if 0 <= self.rows.cursor < self.rows.count and self.rows.items[self.rows.cursor].head:
            further = self.rows.cursor + (1 if step > 0 else -1)
            self.rows.place_cursor(further if 0 <= further < self.rows.count else before)
        self.rows.cursor_moved(before)
        self._tell()

    def _tell(self) -> None:
        if self.looked_at is not None and self.rows.items:
            self.looked_at(self.rows.items[self.rows.cursor].key)

    def _take(self, by: str) -> None:
        if self.rows.items:
            item = self.rows.items[self.rows.cursor]
            if not item.head and not item.dim:
                self.dismiss(Picked(item.key, by))

    @on(RowMoved)
    def _row_moved(self) -> None:
        self._tell()

    @on(RowOpened)
    def _row_opened(self) -> None:
        self._take("enter")

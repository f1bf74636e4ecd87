"""The last two lines: where one is and what is pending, and below it the keys that work here or what was just done."""

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.timer import Timer

from ...index.language import _, ngettext
from ..actions import BY_NAME, Action, Context
from ..cells import fit, one_line, truncate, wrap
from ..dates import weekday
from ..keymap import Keymap, key_label
from ..look import Look
from ..messages import KeyTyped
from ..short_words import AFTER_PREFIX, FOOTER
from ..typeset.widths import text_width
from ..view import View
from .painted import Painted

_TOLD_SECONDS = 6.0
_TOLD_IN_TROUBLE_SECONDS = 2.0
_ROLES = {"information": "success", "warning": "warning", "error": "error"}


class StatusLine(Painted):
    """Draws two lines. The upper tells view, place, counts and pending keys; the lower keys or a message."""

    def __init__(self, look: Look, keymap: Keymap) -> None:
        super().__init__(id="status")
        self.look = look
        self.keymap = keymap
        self.place: tuple[str, ...] = ()
        self.pending = ""
        self.saving = ""
        self.trouble = ""
        self.progress = ""
        self.message = ""
        self.severity = "information"
        self.covered = False
        self.context: Context = "list"
        self.following: Sequence[tuple[str, Action]] = ()
        self._timer: Timer | None = None
        self._spots: list[tuple[int, int, str]] = []

    def show_place(self, view: View, *, cards: bool) -> None:
        """Tell where the view is: its name, the row, what is read, starred, selected, filtered."""
        total, read = len(view.rows), view.read_count
        name = view.title or (f"{view.name} {weekday(view.name)}" if view.kind == "day" else view.name)
        if view.kind == "search":
            name = _("Search: {text}").format(text=view.name)
        parts = [name.strip(), f"{view.cursor + 1}/{total}" if total else _("empty")]
        if cards:
            parts.append(ngettext("{n} left", "{n} left", total - read).format(n=total - read))
        elif total:
            parts.append(_("{read} of {total} read").format(read=read, total=total))
        if view.starred_count:
            parts.append(f"{self.look.glyphs.star}{view.starred_count}")
        if view.selected:
            parts.append(_("{n} selected").format(n=len(view.selected)))
        if view.filter:
            parts.append(_("filter: {text}").format(text=view.filter))
        if tuple(parts) != self.place:
            self.place = tuple(parts)
            self.repaint()

    def show_keys(self, context: Context, pending: str, following: Sequence[tuple[str, Action]] = ()) -> None:
        """Tell which keys work now: those of a pane, or what may follow the keys typed so far."""
        if (context, pending, following) != (self.context, self.pending, self.following):
            self.context, self.pending, self.following = context, pending, following
            self.repaint()

    def cover(self, covered: bool) -> None:  # noqa: FBT001 - the shape of the callback
        """The upper line is covered, or in sight again: what is told keeps to the lower one meanwhile."""
        self.covered = covered
        self.repaint()

    def show_saving(self, text: str, trouble: str = "") -> None:
        """Tell what is not saved yet, "" when all is; and what keeps it, which stands in place of the keys."""
        if trouble and trouble != self.trouble:
            self.tell("")
        if (text, trouble) != (self.saving, self.trouble):
            self.saving, self.trouble = text, trouble
            self.repaint()

    def show_progress(self, text: str) -> None:
        """Tell how far work in the background is, "" when there is none."""
        if text != self.progress:
            self.progress = text
            self.repaint()

    def tell(self, message: str, severity: str = "information") -> None:
        """Show a message in place of the keys, for a while."""
        self.message, self.severity = message, severity
        if self._timer is not None:
            self._timer.stop()
        seconds = _TOLD_IN_TROUBLE_SECONDS if self.trouble else _TOLD_SECONDS
        self._timer = self.set_timer(seconds, self._forget) if message else None
        self.repaint()

    def _forget(self) -> None:
        self.message = ""
        self.repaint()

    def draw_line(self, y: int) -> Strip:
        """The line of the place, or the line of keys; a message takes the lower one, or both where it needs both."""
        if y == 0:
            begun = self._told()[0]
            segments = [self._said(begun, self.severity)] if begun else self._place_line()
        else:
            segments = self._key_line()
        return Strip(segments).adjust_cell_length(self.outer_size.width, self.look.style("text-muted", "panel"))

    def _told(self) -> tuple[str, str]:
        """What of the message stands on each line."""
        if self.covered:
            return "", one_line(self.message)
        width = max(1, self.outer_size.width - 2)
        first = wrap(self.message, width, self.look.ambiguous)[0]
        rest = one_line(self.message)[len(first) :].strip()
        return (first, rest) if rest else ("", first)

    def _said(self, text: str, severity: str) -> Segment:
        text = truncate(text, self.outer_size.width - 2, self.look.ambiguous, self.look.glyphs.ellipsis)
        return Segment(f" {text}", self.look.style(_ROLES.get(severity, "success"), "panel", "bold"))

    def _place_line(self) -> list[Segment]:
        style, width, ambiguous = self.look.style, self.outer_size.width, self.look.ambiguous
        right = "  ".join(text for text in (self.progress, self.saving, self.pending) if text)
        right = truncate(right, max(0, width // 2), ambiguous, self.look.glyphs.ellipsis)
        separator = f" {self.look.glyphs.dot} "
        room = width - 1 - (text_width(right, ambiguous) + 2 if right else 0)
        left = fit(
            separator.join(part for part in self.place if part), max(0, room), ambiguous, self.look.glyphs.ellipsis
        )
        return [
            Segment(f" {left} ", style("foreground", "panel", "bold")),
            Segment(right, style("warning" if self.saving else "accent", "panel")),
        ]

    def _key_line(self) -> list[Segment]:
        style, width = self.look.style, self.outer_size.width
        self._spots = []
        message, severity = self._told()[1], self.severity
        if not message and not self.following:
            message, severity = self.trouble, "error"
        if message:
            return [self._said(message, severity)]
        segments, used = [Segment(" ", style("text-muted", "panel"))], 1
        for key, label, name in self._fitting(width - used):
            piece = self._room_of(key, label)
            segments.append(Segment(key, style("accent", "panel", "bold")))
            segments.append(Segment(f" {label}  ", style("text-muted", "panel")))
            self._spots.append((used, used + piece, name))
            used += piece
        return segments

    def _room_of(self, key: str, label: str) -> int:
        """The cells of a hint, with the blank within and the two behind it."""
        return text_width(key, self.look.ambiguous) + 1 + text_width(label, self.look.ambiguous) + 2

    def _fitting(self, width: int) -> list[tuple[str, str, str]]:
        """The first hints that have room; the key of the help is kept, since it leads to all the others."""
        hints = self._hints()
        if sum(self._room_of(key, label) for key, label, _name in hints) <= width:
            return hints
        last = [] if self.following else [hint for hint in hints if hint[2] == "help"]
        room = width - sum(self._room_of(key, label) for key, label, _name in last)
        fitting: list[tuple[str, str, str]] = []
        for hint in hints:
            room -= self._room_of(hint[0], hint[1])
            if room < 0:
                break
            fitting.append(hint)
        return fitting if last and last[0] in fitting else fitting + last

    def _hints(self) -> list[tuple[str, str, str]]:
        """Key, label and action name: what may follow the keys typed, else the pane's verbs in the footer's order."""
        if self.following:
            return [(key_label(key), _(AFTER_PREFIX.get(a.name, a.name)), a.name) for key, a in self.following]
        hints: list[tuple[str, str, str]] = []
        for name, word in FOOTER:
            key = self.keymap.label(name)
            if key and BY_NAME[name].context in ("anywhere", self.context):
                hints.append((key, _(word), name))
        return hints

    def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does."""
        if event.y == 1:
            for start, end, name in self._spots:
                if start <= event.x < end:
                    self.post_message(KeyTyped(name))

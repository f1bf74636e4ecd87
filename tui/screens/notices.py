"""Notices: what is wrong in the user's own files, all of it at once, in a list that can be scrolled and dismissed."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label

from ...index.language import _
from ..cells import one_line
from .dialog import Dialog


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to mend: where it is, and what is wrong and what to do, in as many sentences as it takes."""

    place: str
    message: str


class NoticeScreen(Dialog[None]):
    """Shows notices until Escape, Enter or q; j, k and the page keys scroll."""

    def __init__(self, title: str, notices: Sequence[Notice], foot: str) -> None:
        super().__init__()
        self.title_text = title
        self.notices = tuple(notices)
        self.foot = foot

    def compose(self) -> ComposeResult:
        """Title, notices, foot."""
        with Vertical(id="notices"):
            yield Label(one_line(self.title_text), id="notices-title", markup=False)
            with VerticalScroll(id="notices-list", can_focus=False):
                for notice in self.notices:
                    yield Label(one_line(notice.place), classes="notice-place", markup=False)
                    yield Label(one_line(notice.message), classes="notice-message", markup=False)
            foot = _("{one} · {other}").format(one=self.foot, other=_("Escape leaves"))
            yield Label(foot, id="notices-foot", markup=False)

    def press(self, key: str) -> bool:
        """Scroll or leave; every other key does nothing."""
        rows = self.query_one(VerticalScroll)
        page = max(1, rows.size.height - 1)
        steps = {
            "j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pagedown": page, "ctrl+f": page, "b": -page,
            "pageup": -page, "ctrl+b": -page, "ctrl+d": page // 2, "ctrl+u": -(page // 2),
        }  # fmt: skip
        if key in steps:
            rows.scroll_relative(y=steps[key], animate=False)
        elif key in ("escape", "enter", "q", "ctrl+c"):
            self.dismiss(None)
        return True

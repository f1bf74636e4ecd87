"""The viewer: head, tabs and page of one paper; keeps the tab from paper to paper and the place in each text."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical

from ...index.config.records import ReadingConfig
from ...index.language import _
from ...index.library import Library
from ...index.model import Paper, Reading
from ..documents import Documents
from ..guarded import Guarded
from ..look import Look
from ..messages import TextLaidOut
from ..read_policy import ReadPolicy
from ..tabs import ALL, NOTE, OVERVIEW, Tab, TabChoice, markdown_of, tabs_of
from ..typeset.document import Document
from ..typeset.layout import Options
from .page import Page
from .paper_header import PaperHeader
from .tab_bar import TabBar

_MOST_TOPS = 1024
_FENCE = "````markdown\n"


class SectionViewer(Guarded, Vertical):
    """Shows one paper. `column` is the widest line in cells, 0 for the whole pane."""

    def __init__(self, look: Look, policy: ReadPolicy, settings: ReadingConfig) -> None:
        super().__init__(id="viewer")
        self.look = look
        self.policy = policy
        self.settings = settings
        self.column = settings.column
        self.header = PaperHeader(look)
        self.bar = TabBar(look)
        self.page = Page(look)
        self.paper: Paper | None = None
        self.reading: Reading | None = None
        self.day = ""
        self.choice = TabChoice()
        self.note_of: Callable[[str], str] = lambda _paper: ""
        self.raw = False
        self.small = False
        self.needles: Sequence[str] = ()
        self._message = ""
        self._unfolded: defaultdict[tuple[str, str], frozenset[int]] = defaultdict(frozenset)
        self._tops: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._wanted_top = 0
        self.documents = Documents(
            lambda work: self.run_worker(work, thread=True), lambda: self.post_message(TextLaidOut())
        )

    def compose(self) -> ComposeResult:
        """Head, tabs, page."""
        yield self.header
        yield self.bar
        yield self.page

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs of the reading that is shown."""
        return tabs_of(self.reading, self.settings.tabs) if self.reading else ()

    @property
    def tab(self) -> str:
        """The tab that is shown: the one turned to, else the one chosen, else the overview, as the paper has it."""
        keys = [tab.key for tab in self.tabs]
        return next((key for key in (self.choice.here, self.choice.kept) if key in keys), OVERVIEW)

    def show_paper(self, paper: Paper, day: str) -> None:
        """Show a paper in the reading of a day, else in the newest."""
        self._keep_top()
        if self.paper is not None and self.paper.id != paper.id:
            self.choice = self.choice._replace(here="")
        self.paper, self.day, self._message = paper, day, ""
        self.reading = next((r for r in paper.readings if r.day == day), paper.readings[0])
        self.show_tab()

    def show_nothing(self, message: str) -> None:
        """Show a message in Markdown where there is no paper."""
        self._keep_top()
        self.paper = self.reading = None
        self.day, self._message, self.choice = "", message, self.choice._replace(here="")
        self.show_tab()

    def _keep_top(self) -> None:
        if self.paper is not None:
            key = (self.paper.id, self.tab)
            self._tops[key] = self.page.top_offset()
            self._tops.move_to_end(key)
            while len(self._tops) > _MOST_TOPS:
                self._tops.popitem(last=False)

    def show_tab(self, *, top: int | None = None) -> None:
        """Draw head, tabs and text of what is to be shown; `top` is the source offset of the first line."""
        lit = self.page.has_focus
        self.header.show(self.paper, self.reading, self.size.width, small=self.small)
        self.bar.show(self.tabs, self.tab, lit=lit)
        self.bar.display = bool(self.tabs)
        if not self.page.size:
            return
        if top is None:
            top = self._tops.get((self.paper.id, self.tab), 0) if self.paper else 0
        self._wanted_top = top
        self.page.show(self._document(), top=top)
        if self.needles:
            self.page.light(self.needles)

    def show_focus(self, *, lit: bool) -> None:
        """The page has the focus, or lost it."""
        self.bar.show(self.tabs, self.tab, lit=lit)

    def source(self) -> str:
        """The Markdown of the tab that is shown."""
        if self.paper is None or self.reading is None:
            return self._message
        if self.tab == NOTE:
            text = self.note_of(self.paper.id)
        else:
            text = markdown_of(self.paper, self.reading, self.tab, self.settings.overview)
        if not text.strip() and self.tab == NOTE:
            return _("*No note yet. `e` writes one here, `E` in your own editor.*")
        return text or _("*This report has no text on this paper.*")

    def _document(self) -> Document:
        width = max(10, self.page.room - 2)
        width = min(width, self.column) if self.column else width
        look = (self.look.ambiguous, self.look.ascii_only, self.settings)
        key = (self._fold_key(), self.reading, self.source(), width, look, self.raw, self._unfolded[self._fold_key()])
        source = f"{_FENCE}{self.source()}\n````" if self.raw else self.source()
        options = Options(
            width=width,
            ambiguous=self.look.ambiguous,
            hanging=self.settings.hanging,
            unfolded=self._unfolded[self._fold_key()],
            ascii=self.look.ascii_only,
        )
        return self.documents.get(key, source, options)

    def on_text_laid_out(self, _message: TextLaidOut) -> None:
        """All of a long text is there: it takes the place of its first piece, with the same line on top."""
        self.documents.take()
        if self.page.document.is_piece:
            self.show_tab(top=max(self._wanted_top, self.page.top_offset()))

    def _fold_key(self) -> tuple[str, str]:
        return (self.paper.id if self.paper else "", self.tab)

    def toggle_fold(self, number: int) -> None:
        """Open or close a fold of the text."""
        self._unfolded[self._fold_key()] = self._unfolded[self._fold_key()] ^ {number}
        self.show_tab(top=self.page.top_offset())

    def relay(self) -> None:
        """Lay the text out anew for another width or look, with the same line on top."""
        self.show_tab(top=self.page.top_offset() if self.page.document.lines else None)

    def toggle_raw(self) -> None:
        """Show the Markdown as it was written, or typeset again, with the same line on top."""
        top = self.page.top_offset() + (-len(_FENCE) if self.raw else len(_FENCE))
        self.raw = not self.raw
        self.show_tab(top=max(0, top))

    def choose(self, key: str) -> bool:
        """Show a tab of this paper and keep it for the next ones; whether the paper has it."""
        if not any(tab.key == key for tab in self.tabs):
            return False
        self.turn_to(TabChoice(key))
        return True

    def turn_to(self, choice: TabChoice) -> None:
        """Show the tab of this choice."""
        self._keep_top()
        self.choice = choice
        self.show_tab()

    def step_tab(self, step: int, *, reading_on: bool = False) -> bool:
        """Go so many tabs to the right; reading on stops at the last section and chooses none. Whether it changed."""
        keys = [tab.key for tab in self.tabs if not (reading_on and tab.key in (ALL, NOTE))]
        if self.tab not in keys or not keys:
            return False
        wanted = keys.index(self.tab) + step
        if reading_on and 0 <= wanted < len(keys):
            self.turn_to(self.choice._replace(here=keys[wanted]))
            return True
        return not reading_on and self.choose(keys[max(0, min(wanted, len(keys) - 1))])

    def step_reading(self, step: int) -> bool:
        """Show another report's reading of this paper, round and round; whether there is another."""
        if self.paper is None or self.reading is None or len(self.paper.readings) < 2:
            return False
        at = self.paper.readings.index(self.reading)
        self.reading = self.paper.readings[(at + step) % len(self.paper.readings)]
        self.show_tab(top=0)
        return True

    def go_to(self, tab: str, offset: int) -> None:
        """Show a tab of this paper with a source offset on top."""
        self.choice = self.choice._replace(here=tab or self.choice.here)
        if self.paper is not None:
            self._tops[(self.paper.id, self.tab)] = offset
        self.show_tab(top=offset)

    def scroll(self, lines: int) -> bool:
        """Scroll the text where it is shown; whether it moved."""
        if not self.display:
            return False
        self.policy.act()
        return self.page.scroll_lines(lines)

    def light(self, needles: Sequence[str]) -> None:
        """Light these words in this text and the next ones, until they are given up with none."""
        if tuple(needles) != tuple(self.needles):
            self.needles = tuple(needles)
            self.page.light(self.needles)

    def show_hit(self, step: int = 1) -> bool:
        """Go to the next hit in this text (or, with -1, the one before), else in the next tab that has one."""
        if self.page.step_hit(step):
            return True
        keys = [tab.key for tab in self.tabs if tab.key not in (ALL, NOTE)]
        if self.paper is None or self.reading is None or self.tab not in keys:
            return False
        wanted = [needle.casefold() for needle in self.needles]
        further = keys[keys.index(self.tab) + 1 :] if step > 0 else keys[: keys.index(self.tab)][::-1]
        for key in further:
            text = markdown_of(self.paper, self.reading, key, self.settings.overview).casefold()
            if any(needle in text for needle in wanted):
                self.go_to(key, 0)
                return self.page.step_hit(step)
        return False

    def marks_changed(self, library: Library) -> None:
        """Show newer marks and a newer note of the paper."""
        if self.paper is not None:
            paper_id = self.paper.id
            note = library.notes.text(paper_id) if paper_id in library.noted() else ""
            other = note != self.paper.note
            self.paper = replace(self.paper, marks=library.marks_of(paper_id), note=note)
            if other or self.tab == NOTE:
                self.relay()
            else:
                self.header.show(self.paper, self.reading, self.size.width, small=self.small)

"""Export: which papers, in which format, to which file; with a preview of what will be written."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label, Static

from ...index.config.records import Config
from ...index.errors import PaperdeckError
from ...index.export import FORMATS, SUFFIXES, Saved, append, save, write
from ...index.language import _, ngettext
from ...index.library import Library
from ...index.model import Paper
from ...index.results import Cancelled, CancelledError
from ..cells import one_line
from ..questions import Questions
from ..widgets.line import Line
from .dialog import Dialog

_PREVIEW_PAPERS = 3
_PREVIEW_LINES = 12
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One set of papers to export: how it is called, and their ids."""

    label: str
    ids: Callable[[], Sequence[str]]


class Chosen(NamedTuple):
    """The papers of a choice, and the first of them with their text."""

    ids: Sequence[str]
    sample: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of it: a sentence to tell, or a text for the clipboard."""

    told: str = ""
    copied: str = ""


class ExportScreen(Dialog[Exported | None]):
    """Asks and writes; None after Escape."""

    def __init__(
        self, library: Library, config: Config, questions: Questions, selected: Sequence[str], view: Sequence[str]
    ) -> None:
        super().__init__()
        self.library = library
        self.config = config
        self.questions = questions
        self.choices = [Choice(_("all starred papers"), lambda: library.view("is:starred").ids)]
        if len(selected) > 1:
            self.choices.insert(0, Choice(_("the selection"), lambda: selected))
        else:
            self.choices.append(Choice(_("the paper under the cursor"), lambda: selected))
        self.choices.append(Choice(_("everything in this view"), lambda: view))
        self.choice = 0
        self.format_at = list(FORMATS).index(config.export.format)
        self.row = 0
        self._typed_path = False
        self._overwrite = False
        self._chosen: dict[int, Chosen] = {}

    def compose(self) -> ComposeResult:
        """Three rows, the preview, the foot."""
        with Vertical(id="export"):
            yield Label(_("Export"), id="export-title", markup=False)
            yield Label("", id="export-what", markup=False, classes="export-row")
            yield Label("", id="export-format", markup=False, classes="export-row")
            with Horizontal(id="export-file"):
                yield Label(_("File") + "  ", markup=False)
                yield Line(id="export-path")
            yield Static("", id="export-preview", markup=False)
            yield Label(
                _("↑↓ row · ←→ change · Enter writes · ^a appends to BibTeX · ^y copies · Escape leaves"),
                id="export-foot",
                markup=False,
            )

    def on_mount(self) -> None:
        """The first row is lit; a path is proposed."""
        self._draw()

    @property
    def format(self) -> str:
        """The name of the chosen format."""
        return FORMATS[self.format_at]

    def _look(self) -> None:
        """Find out in a thread which papers are chosen, and read the first of them for the preview."""
        choice = self.choice

        def question(cancelled: Cancelled) -> Chosen:
            ids = self.choices[choice].ids()
            return Chosen(ids, self._read(ids, cancelled, most=_PREVIEW_PAPERS)[0])

        def answered(chosen: Chosen) -> None:
            self._chosen[choice] = chosen
            self._draw()

        self.questions.request("choice", question, answered)

    def _read(
        self, ids: Sequence[str], cancelled: Cancelled, most: int = sys.maxsize
    ) -> tuple[list[Paper], list[PaperdeckError]]:
        """The papers with their text, at `most` so many, and why others cannot be read; from a thread."""
        found: list[Paper] = []
        gone: list[PaperdeckError] = []
        for paper_id in ids:
            if cancelled():
                raise CancelledError
            if len(found) == most:
                break
            try:
                found.append(self.library.paper(paper_id))
            except PaperdeckError as error:
                gone.append(error)
        return found, gone

    def _draw(self) -> None:
        chosen = self._chosen.get(self.choice)
        if chosen is None:
            self._look()
            chosen = Chosen((), [])
        count = ngettext("{n} paper", "{n} papers", len(chosen.ids)).format(n=len(chosen.ids))
        rows = (
            ("#export-what", _("What"), f"{self.choices[self.choice].label} ({count})"),
            ("#export-format", _("Format"), self.format),
        )
        for at, (selector, name, value) in enumerate(rows):
            label = self.query_one(selector, Label)
            label.update(f"{name}  < {value} >")
            label.set_class(at == self.row, "-lit")
        path = self.query_one(Line)
        if not self._typed_path:
            path.changed = None
            path.put(str(self._proposed()))
            path.changed = self._path_changed
        if self.row == 2:
            self.set_focus(path)
            path.select_all()
        else:
            self.set_focus(None)
        self._preview(chosen.sample)

    def _preview(self, papers: Sequence[Paper]) -> None:
        sample = "vault" if self.format == "vault" else write(papers, self.format)
        lines = [one_line(line) for line in sample.splitlines()[:_PREVIEW_LINES]]
        if self.format == "vault":
            lines = [_("One Markdown file a paper, in the folder; your own words below the marker stay.")]
        self.query_one("#export-preview", Static).update("\n".join(lines) if papers else _("No papers."))

    def _proposed(self) -> Path:
        folder = self.config.export.folder or Path.cwd()
        return folder / f"paperdeck{SUFFIXES.get(self.format, '')}"

    def _path_changed(self, _path: str) -> None:
        self._typed_path, self._overwrite = True, False

    def press(self, key: str) -> bool:
        """Rows, choices, and what to do with them."""
        match key:
            case "escape" | "ctrl+c":
                self.questions.drop("export", "choice")
                self.dismiss(None)
            case "up" | "down" | "tab" | "shift+tab":
                self.row = (self.row + (1 if key in ("down", "tab") else -1)) % 3
                self._draw()
            case "left" | "right" if self.row < 2:
                self._turn(1 if key == "right" else -1)
            case "h" | "l" | "j" | "k" if self.row < 2:
                if key in "hl":
                    self._turn(1 if key == "l" else -1)
                else:
                    self.row = (self.row + (1 if key == "j" else -1)) % 3
                    self._draw()
            case "enter":
                self._write(partial(self._save, overwrite=self._overwrite))
            case "ctrl+a":
                self._write(append)
            case "ctrl+y":
                self._take(lambda papers: Exported(copied=write(papers, self.format)))
            case _:
                return False
        return True

    def _turn(self, step: int) -> None:
        if self.row == 0:
            self.choice = (self.choice + step) % len(self.choices)
        else:
            self.format_at = (self.format_at + step) % len(FORMATS)
        self._overwrite = False
        self._draw()

    def _save(self, papers: Sequence[Paper], path: Path, *, overwrite: bool) -> Saved:
        return save(papers, self.format, path, overwrite=overwrite, bom=self.config.export.csv_bom)

    def _write(self, way: Callable[[Sequence[Paper], Path], Saved]) -> None:
        path = Path(self.query_one(Line).value).expanduser()

        def written(papers: Sequence[Paper]) -> Exported:
            saved = way(papers, path)
            count = ngettext("{n} paper written to {path}", "{n} papers written to {path}", saved.written)
            return Exported(count.format(n=saved.written, path=path))

        def failed(error: PaperdeckError) -> None:
            self._draw()
            self._overwrite = path.is_file()
            again = _("Enter once more overwrites it.") if self._overwrite else error.advice
            self.notify(again, title=error.title, severity="warning")

        self._take(written, failed)

    def _take(
        self, take: Callable[[Sequence[Paper]], Exported], failed: Callable[[PaperdeckError], None] | None = None
    ) -> None:
        """Read the chosen papers and do something with them, in a thread; those whose report is gone are left out."""
        choice, known = self.choices[self.choice], self._chosen.get(self.choice)
        self.query_one("#export-preview", Static).update(_("Reading and writing… Escape stops that."))

        def question(cancelled: Cancelled) -> tuple[Exported | None, Sequence[PaperdeckError]]:
            papers, gone = self._read(choice.ids() if known is None else known.ids, cancelled)
            return take(papers) if papers else None, gone

        def answered(outcome: tuple[Exported | None, Sequence[PaperdeckError]]) -> None:
            exported, gone = outcome
            for error in gone[:_TOLD]:
                self.notify(error.advice, title=error.title, severity="warning")
            if exported is not None:
                self.questions.drop("choice")
                self.dismiss(exported)
            else:
                self._draw()
                self.notify(_("There is no paper to export; choose others with ← and →."), severity="warning")

        self.questions.request("export", question, answered, failed=failed)

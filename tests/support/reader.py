"""The reader without a terminal: Textual's pilot presses keys, and tests look at the cells that would be drawn.

async with opened(folder, clock=clock, keyboard=keyboard) as reader:
    await reader.press("j", "s", "g g")
    assert "★" in reader.pane("list")[1]
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from paperdeck import themes
from paperdeck.index import log, places
from paperdeck.index.config.records import Config, ConfigProblem
from paperdeck.index.library import Library
from paperdeck.tui.app import PaperdeckApp
from paperdeck.tui.desk import Desk
from paperdeck.tui.look import Look
from paperdeck.tui.trail import Session, load_session, save_session
from support.clock import Clock
from textual import events
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

SIZE = (120, 36)
PLAIN = Config()
BY_HAND = PLAIN._replace(reading=PLAIN.reading._replace(read_policy="manual"))
"""A config under which nothing becomes read by the time that a slow machine takes."""


@dataclass
class Reader:
    """An open reader: presses keys and tells what the screen shows."""

    app: PaperdeckApp
    pilot: Pilot[None]
    library: Library
    keyboard: Clock

    @property
    def desk(self) -> Desk:
        """The desk of the reader."""
        return self.app.deck.desk

    async def press(self, *chords: str) -> None:
        """Press keys: those of one text at once (`"5 j"` is a count), with a moment of rest between two texts."""
        for chord in chords:
            self.keyboard.advance(1)
            for key in chord.split():
                await self._key(key)
            await self.answered()

    async def answered(self) -> None:
        """Wait until what keys asked of the library is answered."""
        if self.desk.questions.is_waiting:
            await self.until(lambda: not self.desk.questions.is_waiting)

    async def type(self, text: str) -> None:
        """Type a text into what has the focus, blanks too, as fast as a paste without brackets."""
        for character in text:
            self._send(character)
        await self.pilot.pause()
        await self.pilot.pause()
        await self.answered()

    def _send(self, character: str) -> None:
        """A character as a terminal's reader would pass it on; the pilot knows none beyond ASCII."""
        self.app.post_message(events.Key(_character_to_key(character), character))

    async def _key(self, key: str) -> None:
        if len(key) == 1 and not key.isascii():
            self._send(key)
            await self.pilot.pause()
        else:
            await self.pilot.press(key)

    async def click(self, column: int, line: int) -> None:
        """Click on a cell of the screen."""
        await self.pilot.click(offset=(column, line))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object], seconds: float = 15.0) -> None:
        """Wait for something that a thread does."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"waited in vain; the screen:\n{self.text()}"
            await asyncio.sleep(0.01)
            await self.pilot.pause()

    def strips(self) -> list[Strip]:
        """The lines of the screen as they would be written."""
        return self.app.screen._compositor.render_strips()

    def lines(self) -> list[str]:
        """The lines of the screen as they read."""
        return [strip.text for strip in self.strips()]

    def text(self) -> str:
        """The whole screen as it reads."""
        return "\n".join(self.lines())

    def region(self, pane: str) -> Region:
        """Where a widget stands, by its id."""
        return self.app.screen.query_one(f"#{pane}").region

    def pane(self, pane: str) -> list[str]:
        """The lines of one widget as they read; none where it is not shown."""
        if not self.app.screen.query_one(f"#{pane}").display:
            return []
        at = self.region(pane)
        return [strip.crop(at.x, at.right).text for strip in self.strips()[at.y : at.bottom]]

    def rows(self) -> list[str]:
        """The rows of the list that have something on them."""
        return [line.strip() for line in self.pane("list") if line.strip()]

    def row(self) -> str:
        """The row under the cursor of the list."""
        return next(line for line in self.pane("list") if line.startswith("▎"))

    def place(self) -> str:
        """The line that tells where one is."""
        return self.pane("status")[0].strip()

    def told(self) -> str:
        """What was said, on the last line or on both; the keys where nothing was."""
        upper, lower = (line.strip() for line in self.pane("status")[:2])
        return f"{upper} {lower}" if upper and self.desk.status.message.startswith(upper) else lower

    def title(self) -> str:
        """The first line over the text; empty where there is no paper."""
        return "".join(self.pane("paper-header")[:1]).strip()


def report(folder: Path, day: str, papers: Sequence[tuple[str, str]], *, lines: int = 3, text: str = "正文") -> Path:
    """Write an analysis of these papers (id and title), their usage a list of so many lines; gives the file."""
    usage = "\n".join(f"- 第 {number} 行：{text}" for number in range(1, lines + 1))
    blocks = [
        f"## 📄 {title}\n\n- **链接**: https://huggingface.co/papers/{paper_id}\n- **阅读来源**: HTML\n\n"
        f"1. **应用领域**：领域 {paper_id}\n2. **一句话核心贡献**：贡献 {paper_id}\n3. **使用指南**：\n{usage}\n"
        f"4. **主要创新点**：创新 {paper_id}\n5. **实验效果**：提升 **9{paper_id[-1]}.5%**。\n"
        for paper_id, title in papers
    ]
    head = f"# Hugging Face Daily Papers Report\n**Date**: {day}\n**Source URL**: https://huggingface.co/papers\n\n"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{day}.md"
    path.write_text(head + f"{'=' * 60}\n\n" + f"\n\n{'=' * 60}\n\n".join(blocks), encoding="utf-8")
    return path


@asynccontextmanager
async def opened(
    *folders: Path,
    clock: Clock,
    keyboard: Clock,
    size: tuple[int, int] = SIZE,
    config: Config = BY_HAND,
    session: Session | None = None,
    scanned: bool = True,
    ascii_only: bool = False,
    problems: Sequence[ConfigProblem] = (),
) -> AsyncGenerator[Reader]:
    """Open the reader on folders as `paperdeck PATH...` does, on the sample without one; it is closed at the end.

    `scanned`: the catalog is brought up to date before. Without a `session` that of the last run is taken. `clock` is
    the library's, `keyboard` that of the keys.
    """
    if scanned:
        before = Library.open(config, folders, clock=clock)
        before.refresh()
        before.close()
    library = Library.open(config, folders, hurried=True, clock=clock)
    theme = themes.load(config.theme, places.themes_dir())
    found = load_session(places.session_file()) if session is None else session
    app = PaperdeckApp(library, config, Look(theme.colours, ascii_only), theme, found, problems=problems)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Reader(app, pilot, library, keyboard)
            app.session = app.deck.leave()
            app.deck.desk.work.close()
            await app.workers.wait_for_complete()
        save_session(places.session_file(), app.session)
        # A fault no longer ends the reader, but it fails the test in which it comes.
        recorded = log.log_file().read_text() if log.log_file().exists() else ""
        assert " ERROR " not in recorded, recorded
    finally:
        library.close()

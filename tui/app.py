"""The app: takes a Library and a Config, dresses itself in a theme, shows the deck."""

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import App, SuspendNotSupported
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme as FrameworkTheme
from textual.worker import WorkerFailed

from .. import themes
from ..index import places
from ..index.config.records import Config, ConfigProblem
from ..index.errors import StoreError
from ..index.language import _, speak_plainly
from ..index.library import Library
from ..themes.theme import Theme
from . import stray_output
from .boundary import Boundary
from .guarded import Guarded
from .keymap import Keymap
from .look import Look
from .messages import Faulted, LeaveWanted
from .questions import Questions
from .screens.deck import DeckScreen
from .screens.dialog import Dialog
from .scrollbars import draw_bars
from .terminal_query import NOTHING, Answers, ask_here, has_ground
from .trail import Session, load_session, save_session
from .turns import Turns, Typist
from .wardrobe import Wardrobe
from .work import Work


def framework_theme(theme: Theme, name: str) -> FrameworkTheme:
    """Our theme as the framework takes it, under a name."""
    base = theme.base()
    return FrameworkTheme(name=name, dark=theme.dark, ansi=theme.ansi, variables=theme.variables(), **base)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for, which holds whatever the config says: a theme's name or "", and ASCII only."""

    theme: str = ""
    ascii_only: bool = False


NOTHING_ASKED = Asked()
_SWITCH_SECONDS = 0.0005
"""How soon a thread that computes lets a key go on: that waits for it after each of a dozen looks at files."""


class PaperdeckApp(Guarded, App[None], inherit_bindings=False):
    """The reader."""

    CSS_PATH = "paperdeck.tcss"
    TITLE = "paperdeck"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Library,
        config: Config,
        look: Look,
        theme: Theme,
        session: Session,
        *,
        asked: Asked = NOTHING_ASKED,
        answers: Answers = NOTHING,
        problems: Sequence[ConfigProblem] = (),
    ) -> None:
        self.answers = answers  # the framework chooses the driver at once
        super().__init__()
        self.asked = asked
        self.problems = problems
        self.library = library
        self.config = config
        self.look = look
        self.session = session
        self._left_with: int | None = None
        self.deck = DeckScreen(library, config, look, Keymap.build(config.keys.preset, config.keys.overrides), session)
        desk = self.deck.desk
        self.boundary = Boundary(partial(desk.tell, severity="error"), lambda: self.deck.ready, self._end)
        desk.work = work = Work(self, self.deck, library, config.folders)
        again = partial(work.after, 0)
        desk.use_questions(
            Questions(work.run, work.post, work.after_frame, desk.tell_error, lambda: again(self.turns.go_on))
        )
        self.turns = Turns(self._typist, work.after, desk.questions.held_until)
        desk.show_screen = self._show_screen
        desk.leave = self._leave
        wanted = asked.theme or config.theme
        desk.wardrobe = Wardrobe(
            places.themes_dir(), wanted, self.use_theme, transparent=config.transparent, env=answers.told(os.environ)
        )
        self.deck.furnished = self._settle
        desk.hand_over = self._hand_over
        desk.to_terminal = self._to_terminal
        self.use_theme(theme)

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver; that of Linux and macOS in our form."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from .terminal_driver import TerminalDriver

        TerminalDriver.before = self.answers.typed
        return TerminalDriver

    async def on_event(self, event: events.Event) -> None:
        """Keys are done here, each in its turn, so that what is typed ahead meets what it was meant for."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.turns.take(event)
        else:
            await super().on_event(event)

    async def on_keys_wanted(self) -> None:
        """A screen opened that keys were waiting for, or the end."""
        if self._left_with is None:
            await self.turns.go_on()
        elif self._typist().ready:
            self._leave(self._left_with)

    def _typist(self) -> Typist:
        """The screen that takes what is typed: the dialog on top, else the deck, also before that is shown."""
        top = next(reversed(self.screen_stack), None)
        return top if isinstance(top, Dialog) else self.deck

    def use_theme(self, theme: Theme) -> None:
        """Dress everything in a theme; one of the same name goes by another, or the framework would see no change."""
        name = f"{theme.name}-again" if self.theme == theme.name else theme.name
        draw_bars(whole=self.look.ascii_only or self.look.ambiguous == 2)
        speak_plainly(plain=self.look.ascii_only)
        self.register_theme(framework_theme(theme, name))
        self.look.use(theme.colours)
        self.theme = name
        if self.is_running:
            self.deck.redraw()

    def _settle(self) -> None:
        """Once the first sight is there: list what is wrong with config and themes, and follow what is saved."""
        from .settings import Settings

        desk = self.deck.desk
        settings = Settings(desk, self.problems, self.deck.redraw, ascii_only=self.asked.ascii_only)
        desk.list_mistakes = settings.list_mistakes
        desk.work.follow(settings.look, settings.take)
        desk.work.run(settings.notices, settings.begin)

    def get_default_screen(self) -> DeckScreen:
        """The deck is the first screen and stays the lowest."""
        return self.deck

    def _to_terminal(self, sequence: str) -> bool:
        """Send an escape sequence between two frames; whether there is a terminal that got it. Any thread may call."""
        if self._driver is None:
            return False
        self.call_from_thread(self._driver.write, sequence)
        return True

    @contextmanager
    def _hand_over(self) -> Generator[None]:
        """Give the terminal to another program and take it back; `suspend` forgets that when an error passes through.

        StoreError where this terminal cannot be handed over.
        """
        failed: Exception | None = None
        try:
            with self.suspend():
                try:
                    yield
                except Exception as error:  # noqa: BLE001 - raised again below
                    failed = error
        except SuspendNotSupported as error:
            raise StoreError(
                _("This terminal cannot be handed over to an editor"), _("e writes a note here.")
            ) from error
        if failed is not None:
            raise failed

    def _show_screen(self, screen: Screen[Any], done: Callable[[Any], None] | None) -> None:
        self.push_screen(screen, done)

    def on_driver_signal_resume(self) -> None:
        """Draw everything anew: the program was stopped, and others had the screen meanwhile."""
        self.refresh(layout=True)

    def on_faulted(self, message: Faulted) -> None:
        """A handler, a thread or the drawing of a line raised what nothing caught."""
        self.boundary.take(message.error, again=message.again)

    def _handle_exception(self, error: Exception) -> None:
        """What the framework caught in a timer, a worker or a layout: it would end the app with trace and locals."""
        self.boundary.take(error.error if isinstance(error, WorkerFailed) else error, again=False)

    def on_leave_wanted(self, message: LeaveWanted) -> None:
        """End as if the user had left, and keep what is half typed; a screen that is being made is waited for."""
        self._left_with = message.status
        self.turns.close()
        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                screen.keep()
        if self._typist().ready:
            self._leave(message.status)

    def _end(self) -> None:
        """End, since the deck never stood: the place stays as the last run left it."""
        self.deck.desk.work.close()
        self.exit(return_code=1)

    def _leave(self, status: int = 0) -> None:
        """End: remember the place, stop the threads. What was said is saved by the library's close."""
        if self._exit:
            return
        self.turns.close()
        self.boundary.left = True
        try:
            self.session = self.deck.leave()
            self.deck.desk.questions.close()
        finally:
            self.deck.desk.work.close()
            self.exit(return_code=status)


def run_reader(
    library: Library,
    config: Config,
    *,
    theme: str | None,
    ascii_only: bool,
    fresh: bool,
    problems: Sequence[ConfigProblem] = (),
) -> int:
    """Open the reader and stay until it is left; the exit status. `problems` are the config's, listed in the reader."""
    wanted, setting = theme or config.theme, config.reading.ambiguous_width
    answers = ask_here(width=setting == "auto", ground=wanted == themes.AUTO and has_ground(os.environ))
    chosen = themes.load_or_default(wanted, places.themes_dir(), env=answers.told(os.environ))
    found = chosen.theme.transparent() if config.transparent else chosen.theme
    ambiguous = (answers.ambiguous or 1) if setting == "auto" else setting
    if ambiguous == 2:
        from .wide_ambiguous import count_ambiguous_as_wide

        count_ambiguous_as_wide()
    look = Look(found.colours, ascii_only or config.ascii, ambiguous)
    file = places.session_file()
    session = Session() if fresh else load_session(file)
    asked = Asked(theme or "", ascii_only=ascii_only)
    app = PaperdeckApp(library, config, look, found, session, asked=asked, answers=answers, problems=problems)
    sys.setswitchinterval(_SWITCH_SECONDS)
    with stray_output.caught(lambda error: app.post_message(Faulted(error, again=False))):
        app.run()
    if app.boundary.ended_by is not None:
        raise app.boundary.ended_by
    try:
        save_session(file, app.session)
    except OSError as error:
        print(_("The place could not be kept: {error}").format(error=error.strerror or error))
    return app.return_code or 0

"""The settings in force: config.toml and the user's themes, read again when they were saved, and put into effect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..index import log, places
from ..index.config import Config, ConfigProblem, load
from ..index.language import _, ngettext, set_language
from .checks import checks
from .desk import Desk
from .keymap import Keymap
from .screens.notices import Notice, NoticeScreen
from .wardrobe import mistakes

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a look at the files found: the config with its mistakes, and whether that or only a theme was saved."""

    config: Config
    problems: tuple[ConfigProblem, ...]
    is_config: bool


class Settings:
    """Puts what the user saves into effect on the desk, and lists what is wrong with it.

    `look` may be called from a thread, the rest only where widgets may be changed. `ascii_only` is what the command
    line asks for; it holds whatever the config says.
    """

    def __init__(
        self, desk: Desk, problems: Sequence[ConfigProblem], redraw: Callable[[], None], *, ascii_only: bool
    ) -> None:
        self.desk = desk
        self.redraw = redraw
        self.problems = tuple(problems)
        self.ascii_only = ascii_only
        self.file = places.config_file()
        self._settled = self._seen = self._stamp()
        self._told: tuple[Notice, ...] = ()

    def _stamp(self) -> Stamp:
        """Place, time and size of the config and of each of the user's themes, as far as they are there."""
        folder = self.desk.wardrobe.folder
        try:
            own = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
        except OSError:
            own = []
        return tuple(found for path in (self.file, *own) if (found := _stamp_of(path)))

    def look(self) -> Saved | None:
        """What was saved since the last call; None where nothing was, or while a file is still being written."""
        now = self._stamp()
        resting, self._seen = now == self._seen, now
        if not resting or now == self._settled:
            return None
        is_config = _of(now, self.file) != _of(self._settled, self.file)
        self._settled = now
        config, problems = load(self.file, checks())
        return Saved(config, tuple(problems), is_config)

    def take(self, saved: Saved) -> None:
        """Put what was saved into effect; what is wrong is listed, and the rest holds."""
        desk, before = self.desk, self.desk.config
        config, self.problems = saved.config, saved.problems
        if saved.is_config and config.language != before.language:
            set_language(None if config.language == "auto" else config.language)
            # The mistakes are to be told in the language that holds now.
            self.problems = tuple(load(self.file, checks())[1])
        self._furnish(config, before)
        desk.wardrobe.transparent = config.transparent
        desk.wardrobe.wear(config.theme if config.theme != before.theme else "")
        self.redraw()
        if saved.is_config:
            desk.tell(self._sentence(config, before, live=self._use_folders(config, before)))
        self._list(self.notices(), again=False)

    def _furnish(self, config: Config, before: Config) -> None:
        """Everything but the colours."""
        desk, reading = self.desk, config.reading
        desk.config = config
        if config.log_level != before.log_level:
            log.use_level(config.log_level)
        desk.look.ascii_only = self.ascii_only or config.ascii
        if reading.column != before.reading.column:
            desk.viewer.column = reading.column
        desk.viewer.settings = reading
        policy = desk.viewer.policy
        policy.rule, policy.seconds = reading.read_policy, reading.after
        desk.keymap = desk.status.keymap = Keymap.build(config.keys.preset, config.keys.overrides)
        desk.sidebar.calendar.saved = config.search.saved
        desk.sidebar.calendar.arrange()

    def _use_folders(self, config: Config, before: Config) -> bool:
        """Look through the folders that are registered now; False where that takes another library, and so a start."""
        library = self.desk.library
        live = not library.is_sample and library.roots == before.folders and bool(config.folders)
        if live and config.folders != before.folders:
            self.desk.work.use_folders(config.folders)
        return live

    def _sentence(self, config: Config, before: Config, *, live: bool) -> str:
        """What to tell, with the keys that another start is needed for."""
        width, width_before = config.reading.ambiguous_width, before.reading.ambiguous_width
        changed = {
            "library.folders": config.folders != before.folders and not live,
            "library.data_dir": config.data_dir != before.data_dir,
            "reading.ambiguous_width": width != width_before,
        }
        if later := [key for key, is_changed in changed.items() if is_changed]:
            told = _("config.toml was read again. From the next start on: {keys}.")
            return told.format(keys=", ".join(later))
        return _("config.toml was read again.")

    def notices(self) -> tuple[Notice, ...]:
        """What is wrong with the config and the themes, in words; of a theme that was asked for, which stands in."""
        wardrobe = self.desk.wardrobe
        found = [Notice(_place(problem), self._message(problem)) for problem in self.problems]
        known = {problem.message for problem in self.problems}
        for error in wardrobe.wrong():
            told = " ".join(mistakes(error))
            if told not in known:
                message = wardrobe.instead(told) if error.name == wardrobe.worn else told
                found.append(Notice(_("Theme {name}").format(name=error.name), message))
        return tuple(found)

    def _message(self, problem: ConfigProblem) -> str:
        return self.desk.wardrobe.instead(problem.message) if problem.key == "theme.name" else problem.message

    def begin(self, found: tuple[Notice, ...]) -> None:
        """List what was wrong from the start."""
        self._list(found, again=False)

    def list_mistakes(self) -> None:
        """List what is wrong, or say that nothing is."""
        self._list(self.notices(), again=True)

    def _list(self, found: tuple[Notice, ...], *, again: bool) -> None:
        """List what is wrong; unless asked for `again`, only what was not listed yet, and never over another screen."""
        if not found and again:
            self.desk.tell(_("{file} and your themes are sound.").format(file=self.file))
        if not found or (not again and found == self._told):
            self._told = found
            return
        title = ngettext("{n} thing to mend; the rest holds", "{n} things to mend; the rest holds", len(found))
        if self.desk.work.app.screen is self.desk.status.screen:
            self._told = found
            foot = _("what you mend and save is read again at once")
            self.desk.show_screen(NoticeScreen(title.format(n=len(found)), found, foot), None)
        else:
            self.desk.tell(title.format(n=len(found)), "warning")


def _place(problem: ConfigProblem) -> str:
    """Line and key of a mistake in config.toml."""
    if not problem.line:
        return f"config.toml  {problem.key}".rstrip()
    line = _("line {n}").format(n=problem.line)
    return f"config.toml  {line}  {problem.key}".rstrip()


def _stamp_of(path: Path) -> tuple[str, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path), status.st_mtime_ns, status.st_size


def _of(stamp: Stamp, path: Path) -> tuple[str, int, int] | None:
    return next((found for found in stamp if found[0] == str(path)), None)

"""Every key of config.toml once: its kind, its default, its purpose; loading, default file and schema follow."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ..language import _
from ..log import LEVELS
from ..section_labels import SECTION_LABELS
from .records import (
    CLIPBOARD_METHODS,
    DEFAULT_THEME,
    EXPORT_FORMATS,
    LANGUAGES,
    OVERVIEW_PARTS,
    PRESETS,
    READ_POLICIES,
    ClipboardConfig,
    ReadingConfig,
)

Kind = Literal["text", "path", "paths", "switch", "whole", "number", "choice", "choices", "bindings", "searches"]
Scalar = str | int | float | bool


class Key(NamedTuple):
    """One key. `name` is dotted; `low` and `high` bound numbers, both included; `choices` are the values allowed.

    A key that is a `table` takes names of the user's own (actions, saved searches).
    """

    name: str
    kind: Kind
    default: Scalar | Sequence[str]
    purpose: str
    choices: tuple[Scalar, ...] = ()
    low: int = 0
    high: int = 0

    @property
    def section(self) -> str:
        """The table it stands in, "" at the top."""
        return self.name.rpartition(".")[0]

    @property
    def last(self) -> str:
        """Its name within its table."""
        return self.name.rpartition(".")[2]

    @property
    def is_table(self) -> bool:
        """Whether it is a table whose keys the user chooses."""
        return self.kind in ("bindings", "searches")

    def expected(self) -> str:
        """What a value has to be, in words."""
        listed = ", ".join(str(choice) for choice in self.choices)
        match self.kind:
            case "text":
                return _("a text in quotes")
            case "path":
                return _("a folder as a text in quotes")
            case "paths":
                return _('folders as a list of texts, like ["~/reports"]')
            case "switch":
                return _("true or false")
            case "whole":
                return _("a whole number from {low} to {high}").format(low=self.low, high=self.high)
            case "number":
                return _("a number from {low} to {high}").format(low=self.low, high=self.high)
            case "choice":
                return _("one of {choices}").format(choices=listed)
            case "choices":
                return _("a list, each of {choices}").format(choices=listed)
            case "bindings":
                return _('keys by the name of an action, like star = ["s", "f8"]')
            case "searches":
                return _('queries by their name, like "to read" = "is:unread up:>20"')


def known_keys() -> tuple[Key, ...]:
    """All keys in the order of the default file; a function, since purposes are told in the language in force."""
    return (*_top_and_library(), *_reading(), *_others())


def _top_and_library() -> tuple[Key, ...]:
    return (
        Key(
            "language",
            "choice",
            "auto",
            _("The words of the interface; auto follows the locale."),
            choices=LANGUAGES,
        ),
        Key(
            "log_level",
            "choice",
            "warning",
            _("What goes into the log; paperdeck doctor says where that is."),
            choices=LEVELS,
        ),
        Key("library.folders", "paths", (), _("Folders or files of reports; they are only ever read.")),
        Key("library.data_dir", "path", "", _("Where marks and notes are kept; may lie in a synced folder.")),
    )


def _reading() -> tuple[Key, ...]:
    default = ReadingConfig()
    return (
        Key(
            "reading.read_policy",
            "choice",
            default.read_policy,
            _("When a paper becomes read: by key only, on leaving it, at the end of its text, or after some seconds."),
            choices=READ_POLICIES,
        ),
        Key(
            "reading.after",
            "number",
            default.after,
            _("For the policy after: the seconds for which the text has to be on the screen."),
            low=0,
            high=3600,
        ),
        Key("reading.column", "whole", default.column, _("The widest line of text, in cells."), low=20, high=400),
        Key(
            "reading.ambiguous_width",
            "choice",
            default.ambiguous_width,
            _("How wide the terminal draws characters of ambiguous width; auto asks it."),
            choices=("auto", 1, 2),
        ),
        Key("reading.hanging", "switch", default.hanging, _("Let punctuation hang into the margin.")),
        Key(
            "reading.tabs",
            "choices",
            default.tabs,
            _("The order of the tabs; sections that are left out follow."),
            choices=tuple(SECTION_LABELS),
        ),
        Key(
            "reading.overview",
            "choices",
            default.overview,
            _("What the overview shows of a paper."),
            choices=OVERVIEW_PARTS,
        ),
    )


def _others() -> tuple[Key, ...]:
    clipboard = ClipboardConfig()
    return (
        Key("keys.preset", "choice", "vim", _("Keys as other programs have them."), choices=PRESETS),
        Key("keys.actions", "bindings", "", _("Your own keys by action; an empty list takes the action's keys away.")),
        Key("theme.name", "text", DEFAULT_THEME, _("The colours; auto fits the terminal, paperdeck themes shows all.")),
        Key("theme.transparent", "switch", default=False, purpose=_("Leave the background to the terminal.")),
        Key("theme.ascii", "switch", default=False, purpose=_("Draw lines and signs in ASCII only.")),
        Key("search.saved", "searches", "", _("Saved searches; they stand in the sidebar.")),
        Key(
            "clipboard.method",
            "choice",
            clipboard.method,
            _("How to copy: auto tries the system, the terminal (OSC 52), then a file."),
            choices=CLIPBOARD_METHODS,
        ),
        Key(
            "clipboard.osc52_limit",
            "whole",
            clipboard.osc52_limit,
            _("The most bytes to send through the terminal."),
            low=100,
            high=10_000_000,
        ),
        Key("export.format", "choice", "markdown", _("The format when none is given."), choices=EXPORT_FORMATS),
        Key("export.folder", "path", "", _("Where exports go when only a name is given.")),
        Key("export.csv_bom", "switch", default=False, purpose=_("Begin CSV with a byte order mark, as Excel wants.")),
    )

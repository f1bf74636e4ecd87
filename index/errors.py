"""The one exception tree: each error says what happened in a title and what a person can do in a message."""

from .language import _


def in_one_line(title: str, advice: str) -> str:
    """What happened and what to do, as sentences on one line."""
    return _("{title}. {advice}").format(title=title, advice=advice) if advice else title


class PaperdeckError(Exception):
    """An error that a person can act on.

    `title` is one short line without a full stop; `advice` says what to do; `exit_status` is the command line's.
    """

    exit_status = 1

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.title}\n{self.advice}" if self.advice else self.title

    @property
    def line(self) -> str:
        """What happened and what to do, on one line."""
        return in_one_line(self.title, self.advice)


class UsageError(PaperdeckError):
    """The command line or a typed command asks for something that does not exist."""

    exit_status = 2


class ConfigError(PaperdeckError):
    """config.toml, a theme or a key binding is wrong; what is sound is used all the same."""


class SourceError(PaperdeckError):
    """A registered folder or a report file cannot be read."""


class UnknownPaperError(PaperdeckError):
    """No report and no mark knows this paper id."""


class StoreError(PaperdeckError):
    """Marks or notes cannot be written or read as they should be: a full disk, a read-only folder, a newer format."""


class CatalogError(PaperdeckError):
    """The catalog cannot be used and could not be rebuilt."""


class SearchError(PaperdeckError):
    """The search index cannot answer; callers fall back to a scan."""


class QueryError(PaperdeckError):
    """A typed query cannot be understood; `position` is the offset of the character, `expected` what would do."""

    exit_status = 2

    def __init__(self, title: str, advice: str = "", *, position: int = 0, expected: str = "") -> None:
        super().__init__(title, advice)
        self.position = position
        self.expected = expected


class ExportError(PaperdeckError):
    """An export cannot be written, or an import cannot be read."""


class OutputError(PaperdeckError):
    """What a command prints cannot be written: a full disk, a closed stdout."""


class FaultError(PaperdeckError):
    """paperdeck itself is at fault: something raised what nothing foresaw. Its trace is in the log."""

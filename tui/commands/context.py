"""What every command stands on: the options, the configuration, a library, stdout for data and stderr for talk."""

import sys
import time
from argparse import Namespace
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from ...index import log, places
from ...index.config import Config, ConfigProblem, load
from ...index.errors import SourceError, StoreError
from ...index.language import _, ngettext, set_language
from ..operations import sentence
from .talk import tell

if TYPE_CHECKING:
    from ...index.library import Library
    from ...index.marks import Operation
    from ...index.results import Notice, Progress

CHECKING = (None, "config", "doctor")
"""Commands (None is the reader) that also hold themes, keys and saved searches of the configuration to be sound."""

QUIET_SECONDS = 0.4
"""Work shorter than this shows no progress."""

_NAMED = 5
"""How many papers of an operation are named."""


class Context(NamedTuple):
    """One run of one command."""

    options: Namespace
    config: Config
    problems: Sequence[ConfigProblem]

    @contextmanager
    def library(self, *, refresh: bool = True) -> "Generator[Library]":
        """The library, up to date unless told otherwise; on the way out everything said is saved, or StoreError."""
        from ...index.library import Library

        for path in self.options.library:
            if not path.exists():
                raise SourceError(_("{path} is not there").format(path=path), _("Check what -L names."))
        library = Library.open(self.config, self.options.library)
        told: set[Notice] = set()

        def tell_problems() -> None:
            for notice in library.problems():
                if notice not in told:
                    told.add(notice)
                    tell(notice.title, notice.advice)

        try:
            if library.is_sample:
                tell(_("Nothing is registered yet, these are the samples. Register your own with: paperdeck add PATH"))
            if refresh:
                with progress_line() as show:
                    found = library.refresh(show)
                log.info(f"refresh: changed={len(found.changed_ids)} papers={found.papers}")
                tell_problems()
            yield library
            tell_problems()
        finally:
            unsaved = library.close()
        check_saved(library, unsaved)


def check_saved(library: "Library", unsaved: "Sequence[Operation]") -> None:
    """Tell what is lost as it could not be saved, and why: StoreError, which says what to do. Else nothing happens."""
    if not unsaved:
        return
    saving = library.said.state()
    lost = ngettext("{n} change could not be saved", "{n} changes could not be saved", saving.pending)
    told: list[str] = []
    for operation in unsaved:
        papers = [*operation.ids[:_NAMED], *["…"] * (len(operation.ids) > _NAMED)]
        if papers:
            told.append(_("{what} ({papers})").format(what=sentence(operation), papers=", ".join(papers)))
    tell(lost.format(n=saving.pending), "\n".join(told))
    raise saving.error or StoreError(_("The disk did not answer in time"))


def read_config() -> tuple[Config, list[ConfigProblem]]:
    """Read the configuration and choose the language, which it may name; its mistakes are told in that language."""
    before = set_language()
    config, problems = load(places.config_file())
    if config.language != "auto" and set_language(config.language) != before and problems:
        config, problems = load(places.config_file())
    return config, problems


def make_context(options: Namespace, config: Config, problems: Sequence[ConfigProblem]) -> Context:
    """What a command stands on; mistakes of the configuration are told, but the reader lists them itself."""
    log.use_level("debug" if options.verbose else config.log_level)
    log.info(f"began: {options.command or 'reader'}")
    file = places.config_file()
    if options.command in CHECKING and (problems or config != Config()):
        from ..checks import checks

        config, problems = load(file, checks())
    if options.command not in (None, "config"):
        for problem in problems:
            tell(f"{file}:{problem}")
    return Context(options, config, problems)


@contextmanager
def progress_line() -> "Generator[Any]":
    """A callback that shows progress on one line of a terminal's stderr once the work takes long; wiped at the end."""
    began = time.monotonic()
    shown = [0.0]

    def show(progress: "Progress") -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - began > QUIET_SECONDS and now - shown[0] > 0.1:
            shown[0] = now
            what = _("Reading reports") if progress.what == "read" else _("Indexing papers")
            share = progress.done / max(progress.total, 1)
            bar = ("#" * round(share * 24)).ljust(24, ".")
            sys.stderr.write(f"\r\x1b[K{what} [{bar}] {progress.done}/{progress.total}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown[0]:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

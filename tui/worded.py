"""Commands that take a word: what each does with it, and what Tab offers for it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .. import themes
from ..index import places
from ..index.errors import SourceError
from ..index.language import _, ngettext
from ..index.results import Cancelled
from .completion import complete_path, complete_query
from .dates import today, weekday
from .desk import Desk
from .saying import Done
from .verbs.tagging import complete_tag, tag_changes
from .wardrobe import mistakes, worn

_OFFERED_DAYS = 60
_NARROWEST, _WIDEST = 20, 200


class Worded(NamedTuple):
    """A command that takes a word; `takes` tells what it is called.

    `run` does it and gives False where the word is none; `offers` completes a word; `bare`: it also stands alone.
    """

    takes: Callable[[], str]
    run: Callable[[Desk, str], bool]
    offers: Callable[[Desk, str], Sequence[str]]
    bare: bool = False


def _act(name: str, desk: Desk, word: str) -> bool:
    desk.do(f"{name} {word}")
    return True


def _view(desk: Desk, query: str) -> bool:
    desk.open_query(query)
    return True


def _select(desk: Desk, query: str) -> bool:
    """Select the rows that a query matches."""
    view, among = desk.view, desk.view.rows.ids

    def question(cancelled: Cancelled) -> set[str]:
        return set(desk.library.view(query, among=among, cancelled=cancelled).ids)

    def answered(found: set[str]) -> None:
        view.selected = found
        desk.rows_changed()
        desk.tell(ngettext("{n} paper selected", "{n} papers selected", len(found)).format(n=len(found)))

    desk.questions.request("select", question, answered)
    return True


def _tag(desk: Desk, words: str) -> bool:
    """Add tags to the papers that a verb would act on, and take away those with a minus."""
    ids, (add, remove) = desk.view.targets(), tag_changes((), words)
    if not (add or remove):
        return False

    def told(done: Done) -> None:
        key = desk.keymap.label("undo")
        desk.tell(_("{what} ({key} undoes)").format(what=done.sentence, key=key))

    if ids:
        desk.saying.say(ids, partial(desk.library.mark, ids, tag=add, untag=remove, label="tags"), told)
    return True


def _letter(name: str, desk: Desk, letter: str) -> bool:
    return len(letter) == 1 and _act(name, desk, letter)


def _theme(desk: Desk, name: str) -> bool:
    """Wear a theme for this session; one that cannot be used is told and changes nothing."""
    try:
        themes.load(name, desk.wardrobe.folder)
    except themes.ThemeError as error:
        desk.tell(" ".join(mistakes(error)), "warning")
    else:
        desk.wardrobe.wear(name)
        desk.tell(worn(desk.wardrobe))
    return True


def _width(desk: Desk, cells: str) -> bool:
    """Set the width of the column of text."""
    if not cells.isdecimal():
        return False
    desk.viewer.column = max(_NARROWEST, min(int(cells[:9]), _WIDEST))
    desk.viewer.relay()
    return True


def _go(desk: Desk, text: str) -> bool:
    """Go to the newest day of those meant, or to the nearest with reports."""
    from ..index.query.dates import parse_days

    span = parse_days(text)
    if span is None:
        desk.tell(_("“{text}” is no day: write one as 2025-12-25, 2025-12 or today.").format(text=text), "warning")
        return True
    first, last = map(date.fromisoformat, span.resolve(date.fromisoformat(today())))

    def distance(day: str) -> int:
        there = date.fromisoformat(day)
        return max((first - there).days, (there - last).days, 0)

    days = [summary.day for summary in desk.sidebar.calendar.days if weekday(summary.day)]
    if not days:
        desk.tell(_("There are no reports yet."), "warning")
        return True
    day = min(days, key=distance)
    desk.open_day(day)
    desk.panes.focus("list")
    if distance(day):
        desk.tell(_("No report of {text}; {day} is the nearest day with one.").format(text=text, day=day))
    return True


def _add(desk: Desk, text: str) -> bool:
    """Register a folder or a file in config.toml, which is then read again."""
    path = _path(text)

    def question(_cancelled: Cancelled) -> Sequence[Path]:
        from ..index.config.edit import add_folders

        if not path.exists():
            raise SourceError(
                _("{path} is not there").format(path=path), _("Nothing was registered. Check the spelling.")
            )
        return add_folders(places.config_file(), [path])

    def answered(new: Sequence[Path]) -> None:
        told = _("{path} is registered") if new else _("{path} was registered before")
        desk.tell(told.format(path=path))

    desk.questions.request("folders", question, answered)
    return True


def _remove(desk: Desk, text: str) -> bool:
    """Forget a folder or a file in config.toml, which is then read again."""
    path = _path(text)

    def question(_cancelled: Cancelled) -> Sequence[Path]:
        from ..index.config.edit import remove_folders

        return remove_folders(places.config_file(), [path])

    def answered(gone: Sequence[Path]) -> None:
        if gone:
            desk.tell(_("{path} is forgotten; the files and your marks stay").format(path=path))
        else:
            desk.tell(_("{path} was not registered").format(path=path), "warning")

    desk.questions.request("folders", question, answered)
    return True


def _path(text: str) -> Path:
    path = Path(text)
    try:
        return path.expanduser().absolute()
    except RuntimeError:  # `~name` of nobody
        return path.absolute()


def _queries(desk: Desk, text: str) -> Sequence[str]:
    return complete_query(desk.library, text)


def _tags(desk: Desk, text: str) -> Sequence[str]:
    return complete_tag(desk.library, text)


def _letters(desk: Desk, text: str) -> Sequence[str]:
    return [] if text else sorted(desk.trail.letters)


def _themes(desk: Desk, text: str) -> Sequence[str]:
    return [name for name in desk.wardrobe.names() if name.startswith(text)]


def _days(desk: Desk, text: str) -> Sequence[str]:
    return [day.day for day in desk.sidebar.calendar.days if day.day.startswith(text)][:_OFFERED_DAYS]


def _folders(_desk: Desk, text: str) -> Sequence[str]:
    return complete_path(text, folders_only=True)


def _registered(desk: Desk, text: str) -> Sequence[str]:
    return [str(folder) for folder in desk.config.folders if str(folder).startswith(text)]


def _exports(_desk: Desk, text: str) -> Sequence[str]:
    from ..index.export import FORMATS

    head, blank, rest = text.partition(" ")
    if blank and head in FORMATS:
        return [f"{head} {path}" for path in complete_path(rest)]
    return [f"{name} " for name in FORMATS if name.startswith(text)] or complete_path(text)


def _nothing(_desk: Desk, _text: str) -> Sequence[str]:
    return ()


WORDED: dict[str, Worded] = {
    "add": Worded(lambda: _("FOLDER"), _add, _folders),
    "remove": Worded(lambda: _("FOLDER"), _remove, _registered),
    "go": Worded(lambda: _("DAY"), _go, _days),
    "day": Worded(lambda: _("DAY"), _go, _days),
    "view": Worded(lambda: _("QUERY"), _view, _queries),
    "select": Worded(lambda: _("QUERY"), _select, _queries, bare=True),
    "width": Worded(lambda: _("NUMBER"), _width, _nothing),
    "filter": Worded(lambda: _("QUERY"), partial(_act, "filter"), _queries, bare=True),
    "search": Worded(lambda: _("QUERY"), partial(_act, "search-all"), _queries, bare=True),
    "search-all": Worded(lambda: _("QUERY"), partial(_act, "search-all"), _queries, bare=True),
    "tags": Worded(lambda: _("TAG …"), _tag, _tags, bare=True),
    "theme": Worded(lambda: _("NAME"), _theme, _themes, bare=True),
    "export": Worded(lambda: _("FORMAT FILE"), partial(_act, "export"), _exports, bare=True),
    "set-place": Worded(lambda: _("LETTER"), partial(_letter, "set-place"), _letters),
    "go-place": Worded(lambda: _("LETTER"), partial(_letter, "go-place"), _letters),
}
"""All of them, by name."""

"""Where the reader was: back and forward through views, marks of place by letter, and the session on disk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

import orjson

from ..index import disk
from .view import ViewKind


class Spot(NamedTuple):
    """A place: a view (`day`, `query` or `search` with its name), the paper, the tab, and the source offset on top."""

    kind: ViewKind = "day"
    name: str = ""
    paper: str = ""
    tab: str = ""
    offset: int = 0


@dataclass
class Trail:
    """The places that were left, as a browser keeps them. `here` tells the present place, `visit` goes to one."""

    here: Callable[[], Spot]
    visit: Callable[[Spot], None]
    past: list[Spot] = field(default_factory=list[Spot])
    coming: list[Spot] = field(default_factory=list[Spot])
    letters: dict[str, Spot] = field(default_factory=dict[str, Spot])

    def leave(self) -> None:
        """The present place is about to be left for a new one."""
        spot = self.here()
        if spot.name and (not self.past or self.past[-1] != spot):
            self.past = [*self.past[-99:], spot]
        self.coming.clear()

    def back(self, steps: int = 1) -> bool:
        """Go back; whether there was anywhere to go."""
        return self._step(self.past, self.coming, steps)

    def forward(self, steps: int = 1) -> bool:
        """Go forward again; whether there was anywhere to go."""
        return self._step(self.coming, self.past, steps)

    def _step(self, source: list[Spot], target: list[Spot], steps: int) -> bool:
        moved = False
        spot = self.here()
        for _step in range(steps):
            if not source:
                break
            target.append(spot)
            spot = source.pop()
            moved = True
        if moved:
            self.visit(spot)
        return moved

    def set(self, letter: str) -> None:
        """Give the present place a letter."""
        self.letters[letter] = self.here()

    def go(self, letter: str) -> bool:
        """Go to the place of a letter; whether there is one."""
        if (spot := self.letters.get(letter)) is None:
            return False
        self.leave()
        self.visit(spot)
        return True


class Session(NamedTuple):
    """What is kept from one run to the next."""

    spot: Spot = Spot()
    letters: Mapping[str, Spot] = MappingProxyType({})
    searches: tuple[str, ...] = ()
    column: int | None = None


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _spot(value: object) -> Spot:
    """A place from JSON; what does not fit is the default."""
    table = _mapping(value)
    kind, offset = table.get("kind"), table.get("offset")
    if kind not in ("day", "query", "search"):
        return Spot()
    name, paper, tab = (text if isinstance(text := table.get(key), str) else "" for key in ("name", "paper", "tab"))
    return Spot(kind, name, paper, tab, offset if isinstance(offset, int) and offset >= 0 else 0)


def load_session(path: Path) -> Session:
    """The session of a file; a fresh one where it is missing or damaged: nothing in it is worth a word."""
    try:
        data = orjson.loads(disk.read(path))
    except (OSError, orjson.JSONDecodeError):
        return Session()
    if not isinstance(data, dict):
        return Session()
    table = cast("dict[str, object]", data)
    letters, searches, column = table.get("letters"), table.get("searches"), table.get("column")
    return Session(
        spot=_spot(table.get("spot")),
        letters={letter: spot for letter, value in _mapping(letters).items() if (spot := _spot(value)).name},
        searches=tuple(str(text) for text in cast("list[object]", searches)) if isinstance(searches, list) else (),
        column=column if type(column) is int and (column == 0 or 20 <= column <= 200) else None,
    )


def save_session(path: Path, session: Session) -> None:
    """Write the session atomically; where the reader was is not worth waiting for the disk. Raises OSError."""
    letters = {letter: spot._asdict() for letter, spot in session.letters.items()}
    kept = session._asdict() | {"spot": session.spot._asdict(), "letters": letters}
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.replace(path, orjson.dumps(kept, option=orjson.OPT_INDENT_2), durable=False)

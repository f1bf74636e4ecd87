"""The news that crosses widgets, as one page of messages."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class RowMoved(Message):
    """The cursor of a list came to rest on another row; `pane` names the list."""

    pane: str
    row: int


@dataclass
class RowOpened(Message):
    """A row was opened by the mouse: a second click on the row under the cursor."""

    pane: str
    row: int


@dataclass
class TabChosen(Message):
    """A tab was clicked; `key` is its section key."""

    key: str


@dataclass
class LinkClicked(Message):
    """A link in the text was clicked."""

    url: str


@dataclass
class FoldClicked(Message):
    """The summary of a fold was clicked; `number` counts the folds of the text."""

    number: int


@dataclass
class PageResized(Message):
    """The page has another size: its text is to be laid out anew."""


@dataclass
class KeysWanted(Message):
    """A screen is ready to take what is typed."""


@dataclass
class LeaveWanted(Message):
    """The program is to end, with this exit status: a signal came, or the terminal has gone."""

    status: int


@dataclass
class KeyTyped(Message):
    """A key of the hints was clicked: do what it does."""

    action: str


@dataclass(frozen=True)
class Picked:
    """What was picked from a list on top of the deck, and by which key: `enter`, or one of the list's own."""

    key: str
    by: str = "enter"


@dataclass
class Faulted(Message):
    """Something raised what nothing caught. `again`: a person did it, who is told however often it happens."""

    error: BaseException
    again: bool = True

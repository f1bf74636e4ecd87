"""Keys to actions: chords (`g g`), counts (`5j`), contexts, presets, the user's overrides, and every conflict in them.

A key is written as its character (`j`, `G`, `[`, `/`), or by name (`space`, `enter`, `ctrl+d`); a chord as keys with a
blank between; `*` stands for any character as the last key of a chord.
"""

import difflib
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from ..index.language import _
from .actions import ACTIONS, BY_NAME, Action, Context

COUNT_SECONDS = 0.3
"""A digit is a tab at once, and a count as well when a key that takes one follows within this time."""
HINT_SECONDS = 0.3
"""How long a prefix waits before the keys that may follow are shown."""
FORBIDDEN = frozenset(f"ctrl+{key}" for key in ("i", "m", "j", "h", "left_square_bracket", "[", "s", "a"))
"""Keys that terminals send for others (tab, enter, backspace, escape) or keep (flow control, tmux and screen)."""

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "vim": {},
    "newsboat": {
        "open-row": ("enter",),
        "toggle-read": ("r", "N"),
        "previous-hit": ("P",),
        "previous-reading": ("(",),
        "next-hit": ("n",),
        "open-arxiv": ("o", "O"),
        "open-read": ("g o",),
        "links": ("U",),
        "star": ("s",),
        "filter": ("\\", "f"),
    },
    "arrows": {
        "down": ("down", "j"),
        "up": ("up", "k"),
        "pane-left": ("left", "backspace", "h"),
        "pane-right": ("right", "l"),
        "page-down": ("pagedown",),
        "page-up": ("pageup",),
        "half-page-down": ("ctrl+down",),
        "half-page-up": ("ctrl+up",),
        "next-paper": ("ctrl+right", "J"),
        "previous-paper": ("ctrl+left", "K"),
        "help": ("f1", "?"),
    },
}
"""What each preset binds in place of the defaults, by action name."""

_FOLDED = str.maketrans({
    "。": ".", "、": "\\", "“": '"', "”": '"', "‘": "'", "’": "'", "《": "<", "》": ">",
    "【": "[", "】": "]", "「": "[", "」": "]", "『": "{", "』": "}", "￥": "$", "·": "`", "　": " ",
})  # fmt: skip
"""What a Chinese input method sends for a key, where NFKC does not fold it already."""


def fold_key(key: str, character: str | None) -> str:
    """The key as it is written in a keymap, from a terminal's name for it and the character it typed.

    Full-width letters and punctuation from a Chinese input method become their keys (NFKC, then `_FOLDED`).
    """
    if character is None or not (character.isprintable() or character == "\u3000"):
        return key
    plain = unicodedata.normalize("NFKC", character.translate(_FOLDED))
    return "space" if plain == " " else plain


def is_han(key: str) -> bool:
    """Whether the key is a Han character: an input method is on where no text is being typed."""
    return len(key) == 1 and unicodedata.name(key, "").startswith("CJK ")


class KeyProblem(NamedTuple):
    """A mistake in the user's key bindings: the action name it stands at, and what is wrong with it."""

    action: str
    message: str


@dataclass(frozen=True, slots=True)
class Command:
    """A whole chord: the action, the count before it (None without), and the character that `*` stood for.

    From the command line `argument` is the word behind the name.
    """

    action: Action
    count: int | None = None
    argument: str = ""
    undo_tab: bool = False


class Pending(NamedTuple):
    """A chord not yet whole: what was typed, and what may follow."""

    typed: str
    choices: tuple[tuple[str, Action], ...]


class Unknown(NamedTuple):
    """A key, or a chord, that means nothing here."""

    typed: str


Chords = Mapping[tuple[str, ...], Action]
Bound = tuple[tuple[str, ...], str]


def _problems_of(name: str, keys: Sequence[str]) -> list[KeyProblem]:
    if name not in BY_NAME:
        near = difflib.get_close_matches(name, BY_NAME, 1)
        known = _("The nearest known action is “{name}”.").format(name=near[0]) if near else _("See paperdeck keys.")
        return [KeyProblem(name, _("There is no action “{name}”.").format(name=name) + " " + known)]
    if not all(chord.split() for chord in keys):
        return [KeyProblem(name, _("An empty text is no key; an empty list takes all keys away."))]
    bad = [key for chord in keys for key in chord.split() if key.lower() in FORBIDDEN]
    return [KeyProblem(name, _("{key} cannot be used: terminals send or keep it.").format(key=key)) for key in bad]


@dataclass(frozen=True)
class Keymap:
    """The keys in force: for each context its chords; `problems` is what was wrong in preset and overrides."""

    keys: Mapping[str, tuple[str, ...]]
    problems: tuple[KeyProblem, ...] = ()
    _chords: dict[Context, Chords] = field(default_factory=dict[Context, Chords], compare=False)

    @classmethod
    def build(cls, preset: str = "vim", overrides: Mapping[str, Sequence[str]] | None = None) -> "Keymap":
        """The keymap of a preset with the user's overrides; mistakes are left out and told in `problems`."""
        problems: list[KeyProblem] = []
        if preset not in PRESETS:
            problems.append(KeyProblem("preset", _("There is no preset “{name}”.").format(name=preset)))
        keys = {action.name: action.keys for action in ACTIONS}
        keys.update(PRESETS.get(preset, {}))
        for name, chords in (overrides or {}).items():
            found = _problems_of(name, chords)
            problems += found
            if not found:
                keys[name] = tuple(chords)
        return cls(keys, (*problems, *conflicts(keys, overrides or {})))

    def chords(self, context: Context) -> Chords:
        """Chord to action where the focus is: the context's own before those that hold anywhere."""
        if context not in self._chords:
            table: dict[tuple[str, ...], Action] = {}
            for wanted in ("anywhere", context):
                for action in ACTIONS:
                    if action.context == wanted:
                        table.update((tuple(chord.split()), action) for chord in self.keys[action.name])
            self._chords[context] = table
        return self._chords[context]

    def label(self, name: str) -> str:
        """The first key of an action as a person would write it: `gg`, `^D`, `space`; empty where it has none."""
        chords = self.keys.get(name, ())
        return key_label(chords[0]) if chords else ""


def key_label(chord: str) -> str:
    """A chord as a person would write it: `g g` as `gg`, `ctrl+d` as `^d`, `, u` as `,u`."""
    parts = [f"^{key[5:]}" if key.startswith("ctrl+") else key for key in chord.split()]
    short = all(len(part) == 1 for part in parts)
    return ("" if short else " ").join(parts)


def conflicts(keys: Mapping[str, Sequence[str]], blamed: Iterable[str] = ()) -> list[KeyProblem]:
    """Chords with two meanings in one context, and chords that another chord begins with.

    An action of a pane hides one that holds anywhere under the same key: that is meant and no conflict, except that
    the user's own overrides (`blamed`) are told of it.
    """
    blamed = set(blamed)
    bound: dict[Context, list[Bound]] = {context: [] for context in ("anywhere", "days", "list", "viewer", "search")}
    for action in ACTIONS:
        bound[action.context] += [(tuple(chord.split()), action.name) for chord in keys[action.name]]
    problems: dict[KeyProblem, None] = {}
    for context, here in bound.items():
        outer = bound["anywhere"] if context != "anywhere" else []
        pairs = [(a, b) for a in here for b in outer if a[1] in blamed or b[1] in blamed]
        for one, two in (*combinations(here, 2), *pairs):
            if one[0][0] != two[0][0]:
                continue
            short, long = (one, two) if len(one[0]) <= len(two[0]) else (two, one)
            if (problem := _clash(short, long, blamed)) is not None:
                problems[problem] = None
    return list(problems)


def _clash(short: Bound, long: Bound, blamed: Container[str]) -> KeyProblem | None:
    """What is wrong with two chords (with their actions) of one place; the user's own is blamed, else the longer."""
    if long[0][: len(short[0])] != short[0] or short == long:
        return None
    culprit = short[1] if short[1] in blamed and long[1] not in blamed else long[1]
    typed = key_label(" ".join(long[0]))
    if len(short[0]) < len(long[0]) and culprit == short[1]:
        begun = key_label(" ".join(short[0]))
        return KeyProblem(culprit, _("{key} begins other chords, so it cannot be a key.").format(key=begun))
    other = long[1] if culprit == short[1] else short[1]
    if len(short[0]) < len(long[0]):
        return KeyProblem(culprit, _("{key} can never be typed: “{other}” comes first.").format(key=typed, other=other))
    return KeyProblem(culprit, _("{key} already means “{other}”.").format(key=typed, other=other))


class KeyReader:
    """Keys in, commands out: holds the chord and the count typed so far. Time in seconds comes from the caller."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.typed: tuple[str, ...] = ()
        self.digits = ""
        self._digit_time = 0.0

    def clear(self) -> bool:
        """Forget what was typed; whether there was anything."""
        had = bool(self.typed)
        self.typed, self.digits = (), ""
        return had

    def rested(self, now: float) -> bool:
        """Whether the next key begins anew: no chord is under way, and no digit is young enough for a count."""
        return not self.typed and (not self.digits or now - self._digit_time > COUNT_SECONDS)

    def feed(self, key: str, context: Context, now: float) -> Command | Pending | Unknown:
        """One more key at a time `now`; a digit is a tab at once and may turn out to be a count."""
        self.digits = "" if self.rested(now) else self.digits
        if not self.typed and len(key) == 1 and key in "0123456789":
            self.digits = (self.digits + key)[-4:] if self.digits or key != "0" else ""
            self._digit_time = now
            return Command(BY_NAME[f"tab-{key}"])
        chord = (*self.typed, key)
        table = self.keymap.chords(context)
        action = table.get(chord) or (table.get((*self.typed, "*")) if len(key) == 1 else None)
        if action is not None:
            argument = key if chord not in table else ""
            count = int(self.digits) if self.digits and action.counts else None
            self.typed, self.digits = (), ""
            return Command(action, count, argument, undo_tab=count is not None)
        following = tuple((c[-1], a) for c, a in table.items() if len(c) == len(chord) + 1 and c[: len(chord)] == chord)
        if following:
            self.typed = chord
            return Pending(" ".join(chord), following)
        self.typed, self.digits = (), ""
        return Unknown(" ".join(chord))

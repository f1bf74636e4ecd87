"""The registry of verbs: each has a key, a sentence and a method; no key means two things where it can be pressed."""

from collections import Counter
from collections.abc import Callable

import pytest
from paperdeck.tui.actions import ACTIONS, BY_NAME, GROUP_TITLES, Action, Context, Group
from paperdeck.tui.keymap import FORBIDDEN, Keymap, fold_key
from paperdeck.tui.short_words import AFTER_PREFIX, FOOTER
from paperdeck.tui.verbs.finding import Finding
from paperdeck.tui.verbs.following import Following
from paperdeck.tui.verbs.going import Going
from paperdeck.tui.verbs.marking import Marking
from paperdeck.tui.verbs.moving import Moving
from paperdeck.tui.verbs.noting import Noting
from paperdeck.tui.verbs.reading import Reading
from paperdeck.tui.verbs.selecting import Selecting
from paperdeck.tui.verbs.taking import Taking
from paperdeck.tui.verbs.viewing import Viewing

ROOMS: dict[Group, type] = {
    "moving": Moving,
    "reading": Reading,
    "marking": Marking,
    "noting": Noting,
    "selecting": Selecting,
    "viewing": Viewing,
    "finding": Finding,
    "taking": Taking,
    "following": Following,
    "going": Going,
}
CONTEXTS: tuple[Context, ...] = ("anywhere", "days", "list", "viewer", "search")
VERBS = [action for action in ACTIONS if not (action.name.startswith("tab-") and action.name[4:].isdigit())]


def chords(action: Action) -> list[tuple[str, ...]]:
    return [tuple(chord.split()) for chord in action.keys]


def test_names_are_one_each_and_found_again() -> None:
    assert Counter(action.name for action in ACTIONS).most_common(1)[0][1] == 1
    assert {action.name: action for action in ACTIONS} == dict(BY_NAME)


def test_every_action_has_a_key_and_a_sentence() -> None:
    for action in ACTIONS:
        assert action.keys, action.name
        assert action.help[0].isupper(), action.name
        assert not action.help.endswith("."), action.name
        assert action.group in GROUP_TITLES, action.name


def test_every_action_is_a_method_of_its_group() -> None:
    for action in VERBS:
        verb: Callable[..., object] | None = getattr(ROOMS[action.group], action.name.replace("-", "_"), None)
        assert callable(verb), action.name


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_key_has_two_meanings_in_one_context(context: Context) -> None:
    keys = Counter(chord for action in ACTIONS if action.context == context for chord in chords(action))
    assert [chord for chord, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("context", CONTEXTS[1:])
def test_a_pane_hides_no_key_that_holds_anywhere(context: Context) -> None:
    anywhere = {chord for action in ACTIONS if action.context == "anywhere" for chord in chords(action)}
    own = {chord for action in ACTIONS if action.context == context for chord in chords(action)}
    assert own & anywhere == set()


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_key_is_the_beginning_of_another(context: Context) -> None:
    table = list(Keymap.build().chords(context))
    begun = [
        (short, long) for short in table for long in table if len(short) < len(long) and long[: len(short)] == short
    ]
    assert begun == []


def test_chords_begin_with_a_prefix_and_each_prefix_leads_somewhere() -> None:
    first = {chord[0] for action in ACTIONS for chord in chords(action) if len(chord) > 1}
    assert first == set("gyz,m") | {"'"}


def test_no_key_is_one_that_terminals_keep() -> None:
    pressed = {key for action in ACTIONS for chord in chords(action) for key in chord}
    assert pressed & FORBIDDEN == set()
    assert {f"ctrl+{key}" for key in "imjhsa"} | {"ctrl+["} <= FORBIDDEN


def test_every_key_of_the_registry_can_be_typed_through_a_chinese_input_method() -> None:
    pressed = {key for action in ACTIONS for chord in chords(action) for key in chord if len(key) == 1 and key != "*"}
    for key in pressed:
        full = chr(ord(key) + 0xFEE0)
        assert fold_key(f"name_of_{full}", full) == key


def test_the_footer_names_actions_with_a_word_each() -> None:
    for context in CONTEXTS[1:4]:
        shown = [(name, word) for name, word in FOOTER if BY_NAME[name].context in ("anywhere", context)]
        assert all(word for _name, word in shown)
        assert len({name for name, _word in shown}) == len({word for _name, word in shown}) == len(shown)


def test_verbs_on_papers_act_on_the_selection() -> None:
    many = {action.name for action in ACTIONS if action.many}
    assert {"toggle-read", "done", "star", "later", "tags", "copy-arxiv", "copy-bibtex", "open-arxiv"} <= many


def test_the_keys_of_the_blueprint_are_the_defaults() -> None:
    wanted = {
        "down": "j", "up": "k", "top": "g g", "bottom": "G", "pane-left": "h", "pane-right": "l", "read-on": "space",
        "read-back": "b", "toggle-read": "r", "done": "d", "unread-next": "D", "all-read": "A", "star": "s",
        "later": "w", "tags": "t", "note": "e", "note-editor": "E", "undo": "u", "redo": "ctrl+r", "repeat": ".",
        "select": "x", "select-range": "v", "select-all": "a", "select-invert": "i", "triage": "T", "search": "/",
        "filter": "\\", "saved-searches": "F", "copy-arxiv": "c", "open-arxiv": "o", "open-read": "O", "open-pdf": "p",
        "hint-links": ";", "links": "U", "export": "X", "previous-day": "{", "next-day": "}", "back": "H",
        "forward": "L", "set-place": "m *", "go-place": "' *", "command-line": ":", "palette": "ctrl+p", "help": "?",
        "rescan": "R", "back-or-quit": "q", "quit": "Q", "zen": "z n", "raw": "z r", "reading-width": "z w",
        "history": "g u", "go-today": "g .", "search-all": "g /", "tab-0": "0", "tab-1": "1", "tab-9": "9",
    }  # fmt: skip
    assert {name: BY_NAME[name].keys[0] for name in wanted} == wanted


def test_every_key_behind_a_prefix_has_a_word_for_the_hint() -> None:
    behind = {action.name for action in ACTIONS for chord in action.keys if " " in chord}
    assert behind == set(AFTER_PREFIX)

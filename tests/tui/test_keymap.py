"""From keys to commands: chords, counts, tabs, presets, the user's own keys and every mistake in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.actions import ACTIONS, BY_NAME, Context
from paperdeck.tui.keymap import (
    COUNT_SECONDS,
    FORBIDDEN,
    PRESETS,
    Command,
    Keymap,
    KeyReader,
    Pending,
    Unknown,
    fold_key,
    is_han,
    key_label,
)

CONTEXTS: tuple[Context, ...] = ("days", "list", "viewer", "search")


def reader(preset: str = "vim") -> KeyReader:
    return KeyReader(Keymap.build(preset))


def typed(keys: str, context: Context = "list", *, seconds: float = 0.05) -> list[Command | Pending | Unknown]:
    """What comes of each of these keys, `seconds` apart."""
    keyboard = reader()
    return [keyboard.feed(key, context, i * seconds) for i, key in enumerate(keys.split())]


def command(keys: str, context: Context = "list", *, seconds: float = 0.05) -> tuple[str, int | None, str]:
    """Name, count and argument of the command that the last key completes."""
    last = typed(keys, context, seconds=seconds)[-1]
    assert isinstance(last, Command)
    return last.action.name, last.count, last.argument


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_free_of_mistakes(preset: str) -> None:
    assert Keymap.build(preset).problems == ()


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("context", CONTEXTS)
def test_every_chord_of_every_preset_gives_its_action(preset: str, context: Context) -> None:
    keyboard = reader(preset)
    for chord, action in keyboard.keymap.chords(context).items():
        keys = [key if key != "*" else "x" for key in chord]
        outcomes = [keyboard.feed(key, context, 100.0) for key in keys]
        assert all(isinstance(outcome, Pending) for outcome in outcomes[:-1])
        assert isinstance(outcomes[-1], Command)
        assert outcomes[-1].action is action
        keyboard.clear()


def test_presets_leave_no_action_without_a_key() -> None:
    for preset in PRESETS:
        keys = Keymap.build(preset).keys
        assert [action.name for action in ACTIONS if not keys[action.name]] == []


def test_chords() -> None:
    assert command("g g") == ("top", None, "")
    assert command("y y") == ("copy-arxiv", None, "")
    assert command("m k") == ("set-place", None, "k")
    assert command("' k") == ("go-place", None, "k")
    assert command(", u") == ("sort-upvotes", None, "")


def test_a_place_has_a_character_for_its_name_and_no_other_key() -> None:
    assert typed("m escape")[-1] == Unknown("m escape")
    assert typed("' ctrl+d")[-1] == Unknown("' ctrl+d")
    assert command("m 1") == ("set-place", None, "1")


def test_a_prefix_alone_does_nothing_and_tells_what_may_follow() -> None:
    keyboard = reader()
    outcome = keyboard.feed("g", "list", 0.0)
    assert isinstance(outcome, Pending)
    assert {key: action.name for key, action in outcome.choices}["s"] == "go-starred"
    assert keyboard.clear()
    assert not keyboard.clear()


def test_a_chord_that_means_nothing_is_forgotten() -> None:
    first, second, third = typed("g Q j")
    assert isinstance(first, Pending)
    assert second == Unknown("g Q")
    assert isinstance(third, Command)
    assert third.action.name == "down"


def test_counts() -> None:
    assert command("5 j") == ("down", 5, "")
    assert command("1 2 j") == ("down", 12, "")
    assert command("1 0 G") == ("bottom", 10, "")
    assert command("2 w") == ("later", 2, "")
    assert command("3 d") == ("done", 3, "")
    assert command("8 0 z w") == ("reading-width", 80, "")


def test_a_digit_is_a_tab_at_once_and_a_count_when_a_key_follows_soon() -> None:
    first, second = typed("3 j")
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert (first.action.name, first.undo_tab) == ("tab-3", False)
    assert (second.count, second.undo_tab) == (3, True)
    assert command("3 j", seconds=COUNT_SECONDS + 0.01) == ("down", None, "")


def test_a_digit_stays_a_tab_before_a_key_that_takes_no_count() -> None:
    last = typed("3 s")[-1]
    assert isinstance(last, Command)
    assert (last.action.name, last.count, last.undo_tab) == ("star", None, False)


def test_zero_is_the_tab_all_unless_it_follows_a_digit() -> None:
    assert command("0") == ("tab-0", None, "")
    assert command("0 j") == ("down", None, "")
    assert command("2 0 j") == ("down", 20, "")


def test_counts_are_of_four_digits_at_most() -> None:
    name, count, _argument = command("9 9 9 9 9 9 9 j", seconds=0.01)
    assert name == "down"
    assert count == 9999


def test_the_pane_decides_between_two_meanings() -> None:
    assert command("J", "list")[0] == "scroll-viewer-down"
    assert command("J", "viewer")[0] == "next-paper"
    assert command("v", "list")[0] == "select-range"
    assert command("v", "viewer")[0] == "select-text"
    assert command("/", "viewer")[0] == "find"
    assert typed("x", "days") == [Unknown("x")]


@pytest.mark.parametrize(
    ("name", "character", "key"),
    [
        ("fullwidth_latin_small_letter_j", "ｊ", "j"),
        ("fullwidth_solidus", "／", "/"),
        ("ideographic_full_stop", "。", "."),
        ("ideographic_comma", "、", "\\"),
        ("fullwidth_comma", "，", ","),
        ("fullwidth_semicolon", "；", ";"),
        ("fullwidth_colon", "：", ":"),
        ("fullwidth_question_mark", "？", "?"),
        ("left_black_lenticular_bracket", "【", "["),
        ("right_black_lenticular_bracket", "】", "]"),
        ("left_single_quotation_mark", "‘", "'"),
        ("right_single_quotation_mark", "’", "'"),
        ("fullwidth_digit_five", "５", "5"),
        ("ideographic_space", "\u3000", "space"),
        ("space", " ", "space"),
        ("slash", "/", "/"),
        ("upper_g", "G", "G"),
        ("enter", "\r", "enter"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("escape", None, "escape"),
    ],
)
def test_keys_of_a_chinese_input_method_are_folded(name: str, character: str | None, key: str) -> None:
    assert fold_key(name, character) == key


def test_han_characters_are_told_from_keys() -> None:
    assert is_han("的")
    assert is_han("㐀")
    assert not is_han("j")
    assert not is_han("space")
    assert not is_han("。")


def test_the_user_s_keys_replace_those_of_the_preset() -> None:
    keymap = Keymap.build("vim", {"star": ["*"], "done": ["g a", "ctrl+e"]})
    assert keymap.problems == ()
    assert keymap.chords("list")[("*",)].name == "star"
    assert ("s",) not in keymap.chords("list")
    assert keymap.chords("viewer")[("g", "a")].name == "done"
    assert keymap.label("star") == "*"
    assert keymap.label("done") == "ga"


def test_an_action_can_be_left_without_a_key() -> None:
    keymap = Keymap.build("vim", {"quit": []})
    assert keymap.problems == ()
    assert keymap.label("quit") == ""
    assert ("Q",) not in keymap.chords("list")


def test_an_unknown_action_is_told_with_the_nearest_name() -> None:
    (problem,) = Keymap.build("vim", {"togle-read": ["r"]}).problems
    assert problem.action == "togle-read"
    assert "“toggle-read”" in problem.message
    (far,) = Keymap.build("vim", {"?!": ["r"]}).problems
    assert "paperdeck keys" in far.message


def test_an_unknown_preset_is_told_and_the_defaults_hold() -> None:
    keymap = Keymap.build("emacs")
    assert [problem.action for problem in keymap.problems] == ["preset"]
    assert keymap.chords("list")[("j",)].name == "down"


@pytest.mark.parametrize("key", sorted(FORBIDDEN))
def test_keys_that_terminals_keep_are_refused(key: str) -> None:
    keymap = Keymap.build("vim", {"star": [key]})
    assert [problem.action for problem in keymap.problems] == ["star"]
    assert keymap.chords("list")[("s",)].name == "star", "the default holds in place of a wrong key"


def test_a_key_with_two_meanings_is_told_at_the_user_s_line() -> None:
    (problem,) = Keymap.build("vim", {"star": ["d"]}).problems
    assert problem.action == "star"
    assert "“done”" in problem.message


def test_a_chord_that_can_never_be_typed_is_told() -> None:
    problems = Keymap.build("vim", {"star": ["g"]}).problems
    assert problems
    assert {problem.action for problem in problems} <= set(BY_NAME)


@pytest.mark.parametrize(
    ("name", "keys"), [("star", ["x"]), ("select", ["s"]), ("star", ["x y"]), ("next-paper", ["g"])]
)
def test_a_user_s_key_that_a_pane_hides_or_cuts_is_told(name: str, keys: list[str]) -> None:
    assert name in {problem.action for problem in Keymap.build("vim", {name: keys}).problems}


@pytest.mark.parametrize(
    ("chord", "label"), [("g g", "gg"), ("ctrl+d", "^d"), (", u", ",u"), ("space", "space"), ("g enter", "g enter")]
)
def test_labels(chord: str, label: str) -> None:
    assert key_label(chord) == label


KEYS = st.one_of(
    st.sampled_from([*"0123456789gyzm',jkrsdvxG.", "escape", "ctrl+r", "space", "的", ""]), st.text(max_size=3)
)


@given(
    st.lists(st.tuples(KEYS, st.floats(0, 1)), max_size=40),
    st.sampled_from(CONTEXTS),
    st.sampled_from(sorted(PRESETS)),
)
def test_any_keys_give_an_outcome_and_leave_nothing_behind(
    keys: list[tuple[str, float]], context: Context, preset: str
) -> None:
    keyboard, now = reader(preset), 0.0
    for key, wait in keys:
        now += wait
        outcome = keyboard.feed(key, context, now)
        if isinstance(outcome, Pending):
            assert outcome.choices
            assert keyboard.typed
        else:
            assert keyboard.typed == ()
        if isinstance(outcome, Command) and outcome.count is not None:
            assert 0 <= outcome.count <= 9999
            assert keyboard.digits == ""
    keyboard.clear()
    assert (keyboard.typed, keyboard.digits) == ((), "")


@given(st.dictionaries(st.one_of(st.sampled_from(sorted(BY_NAME)), st.text(max_size=8)), st.lists(KEYS, max_size=3)))
def test_any_overrides_give_a_keymap(overrides: dict[str, list[str]]) -> None:
    keymap = Keymap.build("vim", overrides)
    for context in CONTEXTS:
        assert all(chord for chord in keymap.chords(context)), "an empty chord could never be typed"
    assert set(keymap.keys) == set(BY_NAME)
    assert all(problem.message for problem in keymap.problems)

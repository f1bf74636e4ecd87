"""The rows one picks from: help, palette, history."""

from pathlib import Path

from paperdeck.index.marks import MarkStore
from paperdeck.index.marks.events import Change
from paperdeck.tui.actions import ACTIONS, BY_NAME
from paperdeck.tui.items import help_items, history_items, palette_items
from paperdeck.tui.keymap import Keymap
from support.clock import Clock

KEYMAP = Keymap.build()


def test_the_help_names_every_action_once_and_those_of_the_pane_first() -> None:
    for context in ("days", "list", "viewer"):
        items = help_items(KEYMAP, context)
        named = [item.key for item in items if not item.head]
        digits = {f"tab-{number}" for number in (0, *range(2, 10))}
        assert sorted(named) == sorted({action.name for action in ACTIONS} - digits)
        first = BY_NAME[named[0]]
        assert first.context == context
        dimmed = {BY_NAME[item.key].context for item in items if item.dim}
        assert dimmed == {"days", "list", "viewer"} - {context}


def test_the_help_shows_all_keys_of_an_action_and_the_user_s_own() -> None:
    keymap = Keymap.build("vim", {"star": ["*", "g a"]})
    signs = {item.key: item.sign for item in help_items(keymap, "list")}
    assert signs["star"].split() == ["*", "ga"]
    assert signs["copy-arxiv"].split() == ["c", "yy"]


def test_the_palette_offers_what_can_be_done_here_by_name() -> None:
    items = {item.key: item for item in palette_items(KEYMAP, "viewer")}
    assert "next-paper" in items
    assert "select" not in items
    assert items["star"].text.startswith("Star")
    assert items["star"].aside == "star"
    assert items["star"].sign == "s"


def test_the_history_tells_what_how_many_and_what_is_undone(tmp_path: Path, clock: Clock) -> None:
    store = MarkStore(tmp_path / "marks", clock=clock)
    store.apply([Change("a", "starred", True), Change("b", "starred", True)], label="star")
    store.apply([Change("a", "tag", "rl")], label="tags")
    store.undo()
    items = history_items(store.history(10), {"a": "Alpha", "b": "Beta"})
    assert [item.text for item in items] == ["tags changed: Alpha (undone)", "starred: Alpha and 1 more"]
    assert items[0].sign == "01-02 12:00"
    assert history_items(store.history(10), {})[0].text == "tags changed: a (undone)", "a paper that has gone"
    store.close()

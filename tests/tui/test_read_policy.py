"""When a paper counts as read by being read: the policy alone, and on the screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from types import SimpleNamespace

import pytest
from paperdeck.index.config.records import ReadPolicy as Rule
from paperdeck.tui import reading_watch
from paperdeck.tui.read_policy import ReadPolicy
from support.clock import Clock
from support.reader import PLAIN, Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]
RULES = ("manual", "on_leave", "at_end", "after")
BY_ALL_RULES = {
    "manual": ("", "", ""),
    "on_leave": ("", "", "read-time"),
    "at_end": ("", "read-end", ""),
    "after": ("read-time", "", ""),
}


def visiting(rule: str, *, read: bool = False, shown: bool = True) -> ReadPolicy:
    """A policy with the paper `a` at hand since 100 s."""
    policy = ReadPolicy(rule, 3.0)
    policy.enter("a", 100.0, read=read, shown=shown)
    return policy


def outcomes(policy: ReadPolicy, *, shown: bool = True) -> tuple[str, str, str]:
    """What comes of a long look, of the end of the paper, and of leaving it."""
    return (
        policy.look(999.0, shown=shown, at_end=False),
        policy.look(999.0, shown=shown, at_end=True),
        policy.leave(),
    )


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_one_reason(rule: str) -> None:
    assert outcomes(visiting(rule)) == BY_ALL_RULES[rule]


@pytest.mark.parametrize("rule", RULES)
def test_a_text_that_is_hidden_is_not_read(rule: str) -> None:
    assert outcomes(visiting(rule, shown=False), shown=False) == ("", "", "")


@pytest.mark.parametrize("rule", RULES)
def test_what_was_marked_by_hand_or_read_before_is_left_alone(rule: str) -> None:
    policy = visiting(rule)
    policy.settle(["x", "a"])
    assert outcomes(policy) == ("", "", "")
    assert outcomes(visiting(rule, read=True)) == ("", "", "")


@pytest.mark.parametrize("rule", RULES)
def test_other_papers_marked_by_hand_do_not_matter(rule: str) -> None:
    policy = visiting(rule)
    policy.settle(["x"])
    assert outcomes(policy) == BY_ALL_RULES[rule]


def test_after_counts_the_seconds_on_the_screen_alone() -> None:
    policy = visiting("after")
    assert policy.look(102.0, shown=False, at_end=False) == ""
    assert policy.look(200.0, shown=True, at_end=False) == ""
    assert policy.look(200.9, shown=True, at_end=False) == ""
    assert policy.look(201.0, shown=True, at_end=False) == "read-time"
    assert policy.look(300.0, shown=True, at_end=False) == "", "once is enough"
    policy.enter("b", 300.0, read=False, shown=True)
    assert policy.look(302.9, shown=True, at_end=False) == ""
    assert policy.look(303.0, shown=True, at_end=False) == "read-time"


def test_the_same_paper_shown_again_is_the_same_visit() -> None:
    policy = visiting("after")
    policy.enter("a", 102.0, read=False, shown=True)
    assert policy.look(103.0, shown=True, at_end=False) == "read-time"


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time that the watch sees."""
    clock = Clock()
    monkeypatch.setattr(reading_watch, "time", SimpleNamespace(monotonic=clock))
    return clock


def by(rule: Rule) -> dict[str, object]:
    return {"config": PLAIN._replace(reading=PLAIN.reading._replace(read_policy=rule, after=3.0))}


def read(r: Reader) -> set[str]:
    r.desk.watch.look()
    return set(r.library.marked("read"))


@pytest.mark.parametrize("rule", ["on_leave", "at_end", "after"])
async def test_titles_that_one_rests_on_are_not_read_while_their_text_is_hidden(
    reader: Open, three_days: Path, passing: Clock, rule: Rule
) -> None:
    async with reader(three_days, size=(60, 20), **by(rule)) as r:
        for _key in range(3):
            r.desk.watch.look()
            passing.advance(10)
            await r.press("j")
        assert read(r) == set()
        assert r.desk.panes.current == "list"


async def test_space_in_a_narrow_list_opens_the_text_at_its_beginning(reader: Open, three_days: Path) -> None:
    async with reader(three_days, size=(60, 20), **by("at_end")) as r:
        await r.press("space")
        assert (r.title(), r.desk.viewer.tab, r.desk.viewer.page.top) == ("Alpha", "overview", 0)
        assert r.rows() == []
        assert read(r) == set()
        for _page in range(20):
            await r.press("space")
            if r.title() != "Alpha":
                break
        assert (r.title(), read(r)) == ("Beta", {"2501.00001"}), "and then pages through all of it"


async def test_the_end_is_that_of_the_last_section_which_the_overview_leaves_out(
    reader: Open, three_days: Path
) -> None:
    async with reader(three_days, **by("at_end")) as r:
        await r.press("l", "G", "j", "ctrl+f")
        assert read(r) == set(), "an overview that fits the screen is no end"
        await r.press("4", "G")
        assert read(r) == set(), "neither is the end of a section before the last"
        await r.press("5")
        assert read(r) == {"2501.00001"}
        assert "read to the end" in r.told(), "it says why"


async def test_all_of_it_to_its_end_is_the_end_and_its_beginning_is_not(reader: Open, three_days: Path) -> None:
    async with reader(three_days, **by("at_end")) as r:
        await r.press("0")
        assert read(r) == set()
        await r.press("l", "G")
        assert read(r) == {"2501.00001"}


async def test_a_tab_that_only_passes_by_as_a_count_is_not_read(reader: Open, three_days: Path) -> None:
    async with reader(three_days, **by("at_end")) as r:
        await r.press("5 j")
        assert (r.title(), read(r)) == ("Delta", set())


async def test_a_chosen_tab_that_the_next_paper_opens_at_is_not_read_by_that(reader: Open, three_days: Path) -> None:
    async with reader(three_days, **by("at_end")) as r:
        await r.press("5")
        assert read(r) == {"2501.00001"}
        await r.press("j")
        assert (r.title(), r.desk.viewer.tab, read(r)) == ("Beta", "innovation", {"2501.00001"})


async def test_an_overview_that_shows_everything_ends_the_paper(reader: Open, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    block = "# Report\n**Date**: 2025-12-27\n\n## 📄 Short\n\n- **链接**: https://huggingface.co/papers/2501.00001\n\n"
    folder.mkdir()
    (folder / "2025-12-27.md").write_text(
        f"{block}1. **应用领域**：视觉\n2. **一句话核心贡献**：一句话。\n", encoding="utf-8"
    )
    report(folder, "2025-12-26", [("2501.00002", "Beta")])
    async with reader(folder, **by("at_end")) as r:
        assert (r.title(), read(r)) == ("Short", set()), "it is at its end at once: that is no reading"
        await r.press("l", "j")
        assert read(r) == {"2501.00001"}

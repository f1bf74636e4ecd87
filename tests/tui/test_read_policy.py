"""When a paper counts as read by being read."""

import pytest
from paperdeck.tui.read_policy import ReadPolicy

RULES = ("manual", "on_leave", "at_end", "after")


def visiting(rule: str, *, read: bool = False) -> ReadPolicy:
    """A policy with the paper `a` shown since 100 s."""
    policy = ReadPolicy(rule, 3.0)
    assert policy.enter("a", 100.0, read=read) == ""
    return policy


def test_by_hand_nothing_else_marks() -> None:
    policy = visiting("manual")
    policy.act()
    assert (policy.end(), policy.tick(999.0), policy.enter("b", 999.0, read=False)) == ("", "", "")


def test_on_leave_the_paper_that_was_left_is_read() -> None:
    policy = visiting("on_leave")
    assert policy.end() == ""
    assert policy.tick(999.0) == ""
    assert policy.enter("b", 100.1, read=False) == "read-time"
    assert policy.last == "a"
    assert policy.paper_id == "b"


def test_at_the_end_of_a_tab_it_is_read_once_the_user_did_something() -> None:
    policy = visiting("at_end")
    assert policy.end() == "", "a short text is at its end at once; that is no reading"
    policy.act()
    assert policy.end() == "read-end"
    assert policy.end() == ""
    assert policy.enter("b", 999.0, read=False) == ""


def test_at_end_marks_a_paper_left_after_a_while_and_not_one_passed_by() -> None:
    assert visiting("at_end").enter("b", 102.9, read=False) == ""
    assert visiting("at_end").enter("b", 103.0, read=False) == "read-time"


def test_after_some_seconds_on_the_screen() -> None:
    policy = visiting("after")
    assert policy.tick(102.9) == ""
    assert policy.tick(103.0) == "read-time"
    assert policy.tick(104.0) == ""
    assert policy.enter("b", 105.0, read=False) == ""
    assert policy.tick(107.9) == ""
    assert policy.tick(108.0) == "read-time"


@pytest.mark.parametrize("rule", RULES)
def test_what_was_marked_by_hand_is_left_alone(rule: str) -> None:
    policy = visiting(rule)
    policy.act()
    policy.settle(["x", "a"])
    assert (policy.end(), policy.tick(999.0), policy.enter("b", 999.0, read=False)) == ("", "", "")


@pytest.mark.parametrize("rule", RULES)
def test_other_papers_marked_by_hand_do_not_matter(rule: str) -> None:
    policy, other = visiting(rule), visiting(rule)
    policy.settle(["x"])
    for one in (policy, other):
        one.act()
    assert (policy.end(), policy.tick(999.0)) == (other.end(), other.tick(999.0))


@pytest.mark.parametrize("rule", RULES)
def test_a_paper_that_is_read_already_is_not_marked_again(rule: str) -> None:
    policy = visiting(rule, read=True)
    policy.act()
    assert (policy.end(), policy.tick(999.0), policy.enter("b", 999.0, read=False)) == ("", "", "")


def test_the_same_paper_shown_again_is_the_same_visit() -> None:
    policy = visiting("at_end")
    assert policy.enter("a", 102.0, read=False) == ""
    assert policy.enter("b", 103.5, read=False) == "read-time"


def test_the_last_paper_is_left_when_the_reader_is() -> None:
    assert visiting("at_end").leave(110.0) == "read-time"
    assert ReadPolicy("on_leave").leave(110.0) == ""

"""Stamps are unique, later than what they override, and follow the clock as soon as it makes sense again."""

from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.marks.clock import Clock

TIMES = st.sampled_from([0.0, 1.0, 1.7e9, 1.7e9 + 0.001, 1.7e9 + 3600, 1.7e9 - 1e6, 4e9, 1e30, -5.0])


@given(st.lists(st.tuples(TIMES, st.booleans(), st.integers(0, 1)), max_size=30), st.text(max_size=40))
def test_stamps_are_unique_and_above_what_they_override(steps: list[tuple[float, bool, int]], strange: str) -> None:
    now = [0.0]
    clocks = [Clock(lambda: now[0], "aaa"), Clock(lambda: now[0], "bbb")]
    given_stamps: list[str] = []
    for time, override, who in steps:
        now[0] = time
        above = given_stamps[len(given_stamps) // 2] if override and given_stamps else ""
        stamp = clocks[who].tick(above)
        assert stamp > above
        assert stamp not in given_stamps
        assert clocks[who].tick("0" + strange)
        given_stamps.append(stamp)


def test_stamps_follow_the_clock_again_after_a_wrong_year() -> None:
    now = [4_070_908_800.0]
    clock = Clock(lambda: now[0], "aaa")
    wrong = clock.tick()
    now[0] = 1.7e9
    right = clock.tick()
    assert right < wrong
    now[0] -= 60
    assert clock.tick() > right, "a small step back keeps the order"


def test_the_day_is_that_of_the_user() -> None:
    clock = Clock(lambda: 1767355200.0, "aaa")
    assert clock.local_time()[:10] == "2026-01-02"
    assert len(clock.local_time()) == 25

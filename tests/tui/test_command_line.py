"""Typed commands: completed, run, and where they do not exist told with the nearest name."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.actions import ACTIONS
from paperdeck.tui.command_line import complete_line, run_line
from support.reader import Reader

Open = Callable[..., AbstractAsyncContextManager[Reader]]


def test_names_that_begin_so_come_before_those_that_contain_it() -> None:
    assert complete_line("page")[:3] == ["page-down", "page-up", "half-page-down"]
    assert complete_line("star")[0] == "star"
    assert "go-starred" in complete_line("star")
    assert complete_line("sel")[0] == "select "
    assert {action.name for action in ACTIONS} <= set(complete_line(""))
    assert complete_line("nothing such") == []


@given(st.text(max_size=12))
def test_any_text_is_completed_to_names_that_hold_it(text: str) -> None:
    assert all(text in name for name in complete_line(text))


async def test_commands(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        for text, told in (
            ("strr", "There is no command “strr”. The nearest known is “star”."),
            ("!?", "? lists the keys"),
            ("view up:>>", "“"),
            ("select (", "Something is missing"),
        ):
            run_line(r.desk, text)
            await r.pilot.pause()
            assert told in r.told(), text
        run_line(r.desk, "3")
        await r.pilot.pause()
        assert r.title() == "Gamma"
        run_line(r.desk, ":STAR ")
        await r.pilot.pause()
        assert r.title() == "★ Gamma"
        for text in (
            "",
            " ",
            ":",
            "0",
            "99999",
            "-1",
            "width",
            "width x",
            "width 9999",
            "day",
            "day x",
            "theme ../x",
            "view",
        ):
            run_line(r.desk, text)
            await r.pilot.pause()
        assert r.desk.viewer.column == 200
        run_line(r.desk, "view is:starred")
        await r.pilot.pause()
        assert [row.strip("▎●★ ") for row in r.rows()] == ["Gamma"]
        run_line(r.desk, "q")
        await r.until(lambda: not r.app.is_running)

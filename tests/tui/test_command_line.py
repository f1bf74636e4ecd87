"""Typed commands: completed, run, and where they do not exist told with the nearest name."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index import places
from paperdeck.index.config import load
from paperdeck.tui.actions import ACTIONS
from paperdeck.tui.command_line import complete_line, complete_name, run_line
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]


def test_names_that_begin_so_come_before_those_that_contain_it() -> None:
    assert complete_name("page")[:3] == ["page-down", "page-up", "half-page-down"]
    assert complete_name("star")[0] == "star"
    assert "go-starred" in complete_name("star")
    assert complete_name("sel")[0] == "select "
    assert {action.name for action in ACTIONS} <= {name.rstrip() for name in complete_name("")}
    assert complete_name("nothing such") == []


@given(st.text(max_size=12))
def test_any_text_is_completed_to_names_that_hold_it(text: str) -> None:
    assert all(text in name for name in complete_name(text))


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


async def test_commands_take_words(reader: Open, three_days: Path, tmp_path: Path) -> None:
    async with reader(three_days) as r:
        await r.until(lambda: not r.library.search.wants_update)

        async def run(text: str) -> str:
            run_line(r.desk, text)
            await r.pilot.pause()
            await r.answered()
            await r.pilot.pause()
            return r.told()

        await run("filter title:beta")
        assert (r.title(), len(r.rows())) == ("Beta", 1)
        await run("filter is:nonsense")
        assert "nonsense" in r.told()
        assert r.desk.view.filter == "title:beta"
        await run("tags agents rl")
        assert r.library.marks_of("2501.00002").tags == ("agents", "rl")
        await run("tags -rl")
        assert r.library.marks_of("2501.00002").tags == ("agents",)
        await run("search 领域")
        assert (r.desk.view.kind, r.desk.view.name) == ("search", "领域")
        await run("set-place a")
        await run("go 2025-11-30")
        assert r.desk.view.name == "2025-11-30"
        assert "nearest" in await run("go 2025-12-24")
        assert r.desk.view.name == "2025-12-26"
        await run("go 2025-12")
        assert r.desk.view.name == "2025-12-27"
        await run("set-place b")
        await run("go 2025-11-30")
        await run("go-place b")
        assert r.desk.view.name == "2025-12-27"
        await run("down 2")
        assert r.desk.view.cursor == 2
        file = tmp_path / "out.bib"
        assert "1 paper written" in await run(f"export bibtex {file}")
        assert file.read_text().startswith("@")
        assert "exists already" in await run(f"export {file}")
        await run("theme sepia")
        assert r.desk.wardrobe.worn == "sepia"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme nope", "nope"),
        ("theme sepiaa", "Did you mean sepia?"),
        ("theme ../x", "../x"),
        ("go nonsense", "“nonsense” is no day"),
        ("go", "“go” needs a word: DAY"),
        ("go-place", "“go-place” needs a word: LETTER"),
        ("go-place ab", "“go-place” needs a word: LETTER"),
        ("star x", "“star” takes no word"),
        ("down x", "“down” takes no word"),
        ("width x", "“width” needs a word: NUMBER"),
        ("export nope", "FORMAT FILE"),
        ("export bibtex", "FORMAT FILE"),
        ("add", "“add” needs a word: FOLDER"),
        ("add /there/is/none", "/there/is/none is not there"),
        ("remove /there/is/none", "/there/is/none was not registered"),
        ("²", "There is no command “²”"),
        ("9" * 5000, "There is no command"),
    ],
)
async def test_what_is_not_understood_is_told_and_changes_nothing(
    reader: Open, three_days: Path, text: str, told: str
) -> None:
    async with reader(three_days) as r:
        before = (r.desk.view, r.desk.view.cursor, r.desk.wardrobe.worn, r.desk.look.colours, r.desk.viewer.column)
        run_line(r.desk, text)
        await r.pilot.pause()
        await r.answered()
        await r.pilot.pause()
        assert told in r.told()
        assert before == (
            r.desk.view, r.desk.view.cursor, r.desk.wardrobe.worn, r.desk.look.colours, r.desk.viewer.column
        )  # fmt: skip
        assert not r.library.history(10)
        assert not places.config_file().exists()


async def test_tab_completes_names_and_values_and_shows_the_candidates(reader: Open, three_days: Path) -> None:
    async with reader(three_days) as r:
        await r.press(":")
        await r.type("theme ansi-")
        await r.press("tab")
        assert "theme ansi-dark" in r.pane("prompt")[0]
        assert r.told() == "ansi-dark · ansi-light"
        await r.press("escape")
        assert "ansi" not in r.told()
        (three_days / "inner").mkdir()
        await r.press(":")
        await r.type(f"add {three_days.parent}/rep")
        await r.press("tab", "tab")
        assert r.desk.prompt.input.value == f"add {three_days}/inner/"
        await r.press("escape")
        for typed, offered in (
            ("filter is:st", "filter is:starred"),
            ("search ti", "search title:"),
            ("export bib", "export bibtex "),
            ("go 2025-11", "go 2025-11-30"),
            (f"add {three_days.parent}/rep", f"add {three_days}/"),
            (f"export bibtex {three_days}/2025-11", f"export bibtex {three_days}/2025-11-30.md"),
            ("add /there/is/none", None),
            ("star ", None),
            ("nothing such", None),
        ):
            assert complete_line(r.desk, typed)[:1] == ([offered] if offered else []), typed


async def test_folders_are_registered_and_forgotten_from_inside(reader: Open, three_days: Path, tmp_path: Path) -> None:
    more = report(tmp_path / "more reports", "2025-12-28", [("2501.00009", "Iota")]).parent
    async with reader(three_days) as r:
        for text, told, folders in (
            (f"add {more}", f"{more} is registered", (more,)),
            (f"add {more}/", f"{more} was registered before", (more,)),
            (f"remove {more}", f"{more} is forgotten", ()),
        ):
            run_line(r.desk, text)
            await r.answered()
            await r.until(lambda told=told: told in r.told())
            assert load(places.config_file())[0].folders == folders

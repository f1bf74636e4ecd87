"""The themes: all eight are complete and legible, and a wrong one of the user's is told in full and never fatal."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck import themes
from paperdeck.themes.contrast import ratio, shortfalls
from paperdeck.themes.palettes import PALETTES, is_colour
from paperdeck.themes.roles import ROLES
from textual.color import Color
from textual.theme import Theme as FrameworkTheme


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path, name: str) -> tuple[str, ...]:
    with pytest.raises(themes.ThemeError) as caught:
        themes.load(name, folder)
    return caught.value.problems


def test_the_eight_themes_are_there_and_each_names_every_role() -> None:
    assert len(themes.names()) == 8
    for name in themes.names():
        theme = themes.load(name)
        assert tuple(theme.colours) == tuple(ROLES)
        assert theme.name == name
        assert theme.label
        written = tomllib.loads(Path(theme.origin).read_text(encoding="utf-8"))
        assert set(written["colours"]) == set(ROLES)
    labels = [themes.load(name).label for name in themes.names()]
    assert len(set(labels)) == 8
    assert {themes.load(name).dark for name in themes.names()} == {True, False}
    assert [name for name in themes.names() if themes.load(name).ansi] == ["ansi-dark", "ansi-light"]


@pytest.mark.parametrize("name", themes.BUILT_IN)
def test_text_has_a_contrast_of_4_5_and_chrome_of_3(name: str) -> None:
    assert [str(pair) for pair in shortfalls(themes.load(name))] == []


def test_high_contrast_has_7_for_every_text() -> None:
    theme = themes.load("contrast")
    for role in ("foreground", "text-muted", "heading", "link", "quote", "read", "tag-1", "tag-8", "error"):
        for ground in ("background", "surface", "panel"):
            assert ratio(theme.rgb(role), theme.rgb(ground)) >= 7, (role, ground)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert ratio((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert ratio((5, 6, 7), (5, 6, 7)) == 1


def test_a_pale_text_is_found(tmp_path: Path) -> None:
    write(tmp_path, "faint", '[colours]\nheading = "#333333"\n')
    assert {pair.role for pair in shortfalls(themes.load("faint", tmp_path))} == {"heading"}


def test_ansi_themes_are_made_of_the_sixteen_colours_alone() -> None:
    for name in ("ansi-dark", "ansi-light"):
        assert all(colour.startswith("ansi_") for colour in themes.load(name).colours.values())
    for palette in PALETTES.values():
        assert len(palette) == 16


@pytest.mark.parametrize("name", themes.BUILT_IN)
def test_the_framework_takes_every_colour_as_we_wrote_it(name: str) -> None:
    theme = themes.load(name)
    made = FrameworkTheme(
        name=theme.name, dark=theme.dark, ansi=theme.ansi, variables=theme.variables(), **theme.base()
    )
    variables = {**made.to_color_system().generate(), **made.variables}
    for role in ROLES:
        wanted = theme.colours[role]
        name_there = "border-rest" if role == "border" else role
        assert Color.parse(variables[name_there]).hex == Color.parse(wanted).hex, role
    for colour in theme.variables().values():
        Color.parse(colour)


@pytest.mark.parametrize("name", themes.BUILT_IN)
def test_a_stylesheet_of_the_framework_finds_every_variable_it_may_use(name: str) -> None:
    """The framework makes fewer variables for ANSI themes, and its own widgets use those that it does not make."""
    for theme in (themes.load(name), themes.load(name).transparent()):
        variables = {
            **FrameworkTheme(name=name, ansi=theme.ansi, **theme.base()).to_color_system().generate(),
            **theme.variables(),
        }
        assert FrameworkTheme("plain", primary="#fff").to_color_system().generate().keys() - variables.keys() == set()
        assert "ansi-background" in variables


def test_a_transparent_theme_leaves_the_ground_to_the_terminal() -> None:
    theme = themes.load("night").transparent()
    assert theme.ansi
    assert {theme.colour(role) for role in ("background", "surface", "panel")} == {"ansi_default"}
    assert theme.colour("foreground") == themes.load("night").colour("foreground")


def test_a_tag_keeps_its_colour() -> None:
    theme = themes.load("night")
    assert theme.tag("精读") == theme.tag("精读")
    assert len({theme.tag(f"tag {number}") for number in range(40)}) == 8


def test_a_user_theme_names_only_what_differs(tmp_path: Path) -> None:
    write(tmp_path, "mine", 'label = "我的"\nextends = "qingci"\n[colours]\nlink = "#00f"\n')
    theme = themes.load("mine", tmp_path)
    assert theme.label == "我的"
    assert theme.colour("link") == "#00f"
    assert theme.colour("heading") == themes.load("qingci").colour("heading")
    assert theme.dark is False
    assert themes.names(tmp_path)[-1] == "mine"


def test_a_user_theme_without_extends_stands_on_our_default_of_its_kind(tmp_path: Path) -> None:
    write(tmp_path, "pale", "dark = false\n")
    assert themes.load("pale", tmp_path).colours == themes.load("xuanzhi").colours


def test_the_users_file_comes_before_ours_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "sepia", '[colours]\nstar = "#123456"\n')
    theme = themes.load("sepia", tmp_path)
    assert theme.colour("star") == "#123456"
    assert theme.colour("link") == themes.load("sepia").colour("link")
    assert themes.names(tmp_path).count("sepia") == 1


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        "wrong",
        'darc = true\nlabel = 3\n[colours]\nheadign = "#fff"\nlink = "#12"\nstar = 7\ncode = "blue"\n',
    )
    found = problems_of(tmp_path, "wrong")
    assert len(found) == 6
    text = "\n".join(found)
    assert "darc is not a field of a theme. Did you mean dark?" in text
    assert "colours.headign is not a role. Did you mean heading?" in text
    assert all(problem.startswith("wrong.toml: ") for problem in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[colours\n", "is not TOML"),
        ('colours = "red"\n', "colours should be a table"),
        ('extends = "nothing"\n', "is not a theme"),
        ('extends = "loop"\n', "stands on itself"),
        ("dark = 1\n", "dark should be true or false"),
    ],
)
def test_each_kind_of_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, "loop", text)
    assert any(said in problem for problem in problems_of(tmp_path, "loop"))


@pytest.mark.parametrize(
    ("env", "name"),
    [
        ({}, "night"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;0"}, "night"),
        ({"TERM": "rxvt", "COLORFGBG": "0;default;15"}, "xuanzhi"),
        ({"TERM": "linux"}, "ansi-dark"),
        ({"TERM": "xterm-16color", "COLORFGBG": "0;15"}, "ansi-light"),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, "night"),
        ({"TERM": "linux", "NO_COLOR": "1"}, "mono"),
    ],
)
def test_auto_is_the_theme_that_fits_the_terminal(tmp_path: Path, env: dict[str, str], name: str) -> None:
    assert themes.load("auto", env=env).name == name
    assert themes.load_or_default("auto", env=env).problems == ()
    write(tmp_path, name, '[colours]\nstar = "#123456"\n')
    assert themes.load("auto", tmp_path, env=env).colour("star") == "#123456"


def test_two_themes_that_stand_on_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", 'extends = "two"\n')
    write(tmp_path, "two", 'extends = "one"\n')
    assert any("stands on itself" in problem for problem in problems_of(tmp_path, "one"))


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "bin.toml").write_bytes(b"\xff\xfe\x00label")
    assert any("UTF-8" in problem for problem in problems_of(tmp_path, "bin"))


def test_an_unknown_name_says_which_is_near(tmp_path: Path) -> None:
    assert any("Did you mean night?" in problem for problem in problems_of(tmp_path, "nihgt"))


@pytest.mark.parametrize("name", ["../night", "night/../night", "", ".", "a b", "/etc/passwd", "夜\x00"])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    problems_of(tmp_path, name)


def test_what_cannot_be_used_falls_back_and_says_why(tmp_path: Path) -> None:
    write(tmp_path, "broken", "[[[")
    write(tmp_path, "sepia", 'nonsense = "yes"')
    chosen = themes.load_or_default("broken", tmp_path)
    assert chosen.theme == themes.load("night")
    assert len(chosen.problems) == 1
    assert themes.load_or_default("sepia", tmp_path).theme == themes.load("sepia")
    assert themes.load_or_default("gone", tmp_path / "no folder").theme.name == themes.DEFAULT
    assert themes.load_or_default("mono").problems == ()


@given(st.text(max_size=200))
def test_any_text_is_a_theme_or_a_list_of_problems(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.toml"
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        chosen = themes.load_or_default("any", Path(folder))
    assert tuple(chosen.theme.colours) == tuple(ROLES)


@given(st.text(max_size=8))
def test_what_we_call_a_colour_the_framework_can_parse(text: str) -> None:
    if is_colour(text):
        Color.parse(text)
    assert is_colour("#" + text) == (len(text) in (3, 6) and set(text) <= set("0123456789abcdefABCDEF"))

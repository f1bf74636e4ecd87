"""config.toml: every mistake at once with its line, what is sound holds; edits keep the user's hand."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.config import Checks, Config, load
from paperdeck.index.config.edit import add_folders, remove_folders
from paperdeck.index.config.keys import known_keys
from paperdeck.index.config.loading import loads
from paperdeck.index.config.printed import default_text, schema
from paperdeck.index.errors import ConfigError
from support.config_mistakes import MISTAKES


def _theme(name: str) -> str:
    return "" if name in ("night", "sepia") else f"there is no theme {name}"


def _query(text: str) -> str:
    return "needs a value" if text.endswith(":") else ""


def _keys(_preset: str, bound: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    taken = {"j": "down"}
    for action, keys in bound.items():
        if action not in ("star", "later"):
            yield action, f"there is no action {action}"
        for key in keys:
            if key in taken:
                yield action, f"{key} already means {taken[key]}"


CHECKS = Checks(theme=_theme, query=_query, keys=_keys)


@pytest.mark.parametrize(("text", "line", "key", "word"), MISTAKES, ids=[text for text, *_ in MISTAKES])
def test_each_mistake_has_its_line_and_advice(tmp_path: Path, text: str, line: int, key: str, word: str) -> None:
    _config, problems = loads(text, tmp_path, CHECKS)
    told = [(problem.line, problem.key) for problem in problems]
    assert (line, key) in told, problems
    assert any(word in problem.message for problem in problems if (problem.line, problem.key) == (line, key))


def test_every_mistake_at_once_and_the_sound_rest_holds(tmp_path: Path) -> None:
    text = "[reading]\ncolumn = 60\nafter = 'x'\nbroken\n[theme]\nname = 'sepia'\ntransparent = 1\n[x]\ny = 1\n"
    config, problems = loads(text, tmp_path, CHECKS)
    assert [problem.line for problem in problems] == [3, 4, 7, 8]
    assert (config.reading.column, config.theme) == (60, "sepia")


def test_keys_after_a_broken_header_are_not_taken_for_others(tmp_path: Path) -> None:
    config, problems = loads("[reading]\ncolumn = 60\n[theme\ncolumn = 90\n", tmp_path)
    assert config.reading.column == 60
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize(
    "text", ["Dear diary,\ntoday I read papers.\nNothing else.\n", "{json: 1}\n[1, 2]\n<xml/>\n", "\0\1\2"]
)
def test_what_is_no_toml_at_all_is_one_problem(tmp_path: Path, text: str) -> None:
    config, problems = loads(text, tmp_path)
    assert (config, len(problems), problems[0].line) == (Config(), 1, 1)


def test_a_missing_file_is_the_default(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == (Config(), [])


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    config, (problem,) = load(tmp_path)
    assert config == Config()
    assert "cannot be read" in problem.message


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xef\xbb\xbflanguage = 'en'\n", 1),
        ("language = 'en'\n".encode("utf-16"), 1),
        (b"# ok\nlanguage = 'en' # caf\xe9\n", 2),
        (b"language = 'en'\r\n[reading]\r\ncolumn = 'x'\r\n", 3),
    ],
)
def test_other_encodings_are_told_and_read(tmp_path: Path, data: bytes, line: int) -> None:
    (tmp_path / "config.toml").write_bytes(data)
    config, problems = load(tmp_path / "config.toml")
    assert config.language == "en"
    assert [problem.line for problem in problems] == [line]


def test_values_arrive(tmp_path: Path) -> None:
    text = """
language = "zh_CN"
[library]
folders = ["reports", "~/more"]
data_dir = "/data"
[reading]
read_policy = 5
tabs = ["method"]
[keys.actions]
star = "f8"
later = []
[search.saved]
"to read" = "is:unread"
"""
    (tmp_path / "reports").mkdir()
    config, problems = loads(text, tmp_path)
    assert [problem.key for problem in problems] == ["library.folders"]
    assert config.folders == (tmp_path / "reports", Path.home() / "more")
    assert (config.data_dir, config.reading.read_policy, config.reading.after) == (Path("/data"), "after", 5.0)
    assert dict(config.keys.overrides) == {"star": ("f8",), "later": ()}
    assert dict(config.search.saved) == {"to read": "is:unread"}


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["[a]", "[", "x = 1", "'''", '"', "=", "\n", "]", "#"])).map("".join)
)
def test_no_text_whatever_raises(text: str) -> None:
    config, problems = loads(text, Path("/"), CHECKS)
    assert isinstance(config, Config)
    assert all(0 <= problem.line <= text.count("\n") + 1 for problem in problems)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        *((name, "zh_CN") for name in ("zh", "zh-CN", "zh_CN", "zh_TW", "ZH-Hant", "zh_CN.UTF-8")),
        *((name, "en") for name in ("en", "en_US.UTF-8", "en-GB", "EN")),
        ("auto", "auto"),
    ],
)
def test_a_language_is_understood_however_it_is_written(written: str, language: str) -> None:
    config, problems = loads(f'language = "{written}"', Path("/"))
    assert (config.language, problems) == (language, [])


def test_a_language_that_there_is_not_is_told() -> None:
    config, problems = loads('language = "zz"', Path("/"))
    assert config.language == "auto"
    assert "auto, en, zh_CN" in problems[0].message


def test_the_default_file_changes_nothing_and_names_every_key() -> None:
    text = default_text()
    assert loads(text, Path("/")) == (Config(), [])
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line and not line.endswith(".") else line for line in text.splitlines()
    )
    config, problems = loads(uncommented, Path("/"))
    assert problems == []
    assert set(config.search.saved) == {"to read"}
    for key in known_keys():
        assert key.last in text


def test_the_schema_in_the_package_is_that_of_the_known_keys(repo_root: Path) -> None:
    assert (repo_root / "index" / "config.schema.json").read_bytes() == schema()
    properties = json.loads(schema())["properties"]
    for key in known_keys():
        table = properties[key.section.split(".")[0]]["properties"] if key.section else properties
        assert key.last in table
        assert json.loads(schema())["additionalProperties"] is False


def test_adding_and_removing_keep_comments_and_layout(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    before = '# mine\n[library]  # where\nfolders = [\n  "~/a",  # the first\n]\n\n[reading]\ncolumn = 70 # narrow\n'
    file.write_text(before)
    assert add_folders(file, [tmp_path / "b", Path.home() / "a"]) == [tmp_path / "b"]
    after = file.read_text()
    assert loads(after, tmp_path)[0].folders == (Path.home() / "a", tmp_path / "b")
    for line in before.splitlines():
        assert line in after
    assert remove_folders(file, [tmp_path / "b", tmp_path / "c"]) == [tmp_path / "b"]
    assert file.read_text() == before


def test_adding_to_nothing_begins_a_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    assert add_folders(file, [tmp_path, tmp_path]) == [tmp_path]
    assert loads(file.read_text(), tmp_path)[0].folders == (tmp_path,)
    assert add_folders(file, [tmp_path]) == []


def test_a_linked_file_stays_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("language = 'en'\n")
    real.chmod(0o600)
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    add_folders(link, [tmp_path])
    assert link.is_symlink()
    assert "folders" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["library = 4\n", "[library]\nfolders = 'x'\n", "[library\n", "\xff\xfe"])
def test_a_file_that_cannot_be_edited_soundly_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError):
        add_folders(file, [tmp_path])
    assert file.read_bytes() == text.encode("latin-1")

"""The two READMEs say the same, and what they say is true."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from paperdeck.index import query
from paperdeck.tui.commands.parsers import parse
from support import house

READMES = ("README.md", "README.zh-CN.md")


def read(name: str) -> str:
    """A page at the root of the checkout."""
    return (house.ROOT / name).read_text(encoding="utf-8")


def code(text: str) -> list[str]:
    """The lines of the code blocks, without comments and the words of a query."""
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    return [re.sub(r"\s*#.*|日期:上周|day:last-week", "", line) for line in blocks.splitlines()]


def shape(text: str) -> list[str]:
    """What each line is: a heading of some level, a row of a table, the edge of a code block."""
    return [match[0] for line in text.splitlines() if (match := re.match(r"#+ |\||```|<!-- .* -->|</?details>", line))]


def queries(text: str) -> list[str]:
    """The queries in the table of the query language."""
    section = re.split(r"^## (?:Searching|搜索)$", text, flags=re.MULTILINE)[1].split("\n## ")[0]
    first_columns = re.findall(r"^\| (.+?) \| ", section, re.MULTILINE)[1:]
    return [typed for column in first_columns for typed in re.findall(r"`([^`]+)`", column)]


def test_both_pages_have_the_same_parts_and_the_same_commands() -> None:
    english, chinese = map(read, READMES)
    assert shape(english) == shape(chinese)
    assert code(english) == code(chinese)


def test_a_page_begins_with_how_to_run_and_test() -> None:
    for name in READMES:
        assert code(read(name))[:2] == ["make run", "make test"]


@pytest.mark.parametrize("name", READMES)
def test_every_query_shown_is_understood(name: str) -> None:
    shown = queries(read(name))
    assert len(shown) > 20
    for typed in shown:
        query.parse(f"{typed}x" if typed.endswith(":") else typed.replace("…", "a"))


def test_every_command_shown_can_be_typed() -> None:
    typed = re.findall(r"^(?:`|)paperdeck (.*)", "\n".join(code(read("README.md"))), re.MULTILINE)
    typed += re.findall(r"`paperdeck ([a-z]+ [^`…]*)`", read("README.md"))
    assert len(typed) > 8
    for words in typed:
        for choice in re.split(r" \| |>>", words)[0].replace("bash|zsh|fish", "bash").split("\n"):
            parse(shlex.split(choice))


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", read(name)):
        assert (house.ROOT / target).exists(), target


def test_every_dependency_has_its_reason_and_no_other() -> None:
    wanted = {re.split(r"[<>=!~]", name)[0] for name in house.project()["project"]["dependencies"]}
    for name in READMES:
        section = re.split(r"^## (?:What it stands on|它建立在什么之上)$", read(name), flags=re.MULTILINE)[1].split(
            "\n## "
        )[0]
        rows = re.findall(r"^\| ([a-z][^|]*) \|", section, re.MULTILINE)
        assert {package for row in rows for package in re.split(r", |、", row)} - {"package"} == wanted, name


def test_the_newest_version_has_its_changes(repo_root: Path) -> None:
    newest = re.search(
        r"^## (?!Unreleased$)(\S+)", (repo_root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert newest is not None
    assert newest[1] == house.project()["project"]["version"]


@pytest.mark.parametrize(("name", "locale"), [("README.md", "C.UTF-8"), ("README.zh-CN.md", "zh_CN.UTF-8")])
def test_the_table_of_keys_is_the_one_that_the_program_prints(name: str, locale: str) -> None:
    shown = read(name).split("<!-- keys -->")[1].split("<!-- /keys -->")[0].strip()
    command = [sys.executable, "-m", "paperdeck", "keys", "--markdown"]
    printed = subprocess.check_output(command, env=os.environ | {"LC_ALL": locale}, encoding="utf-8")
    assert shown == printed.strip(), "run `make docs`"

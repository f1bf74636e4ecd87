"""The catalogues: complete, true to the sources and to their messages, and nothing is said past them."""

import ast
import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from paperdeck.index import language
from paperdeck.tui.short_words import FOOTER
from support import house

TOOL: dict[str, Any] = runpy.run_path(str(house.ROOT / "tools" / "update_language.py"))
LANGUAGES: tuple[str, ...] = TOOL["LANGUAGES"]
catalogue: Callable[[str], Catalog] = TOOL["catalogue"]
FIELD = re.compile(r"\{\w*\}|%\(\w+\)\w|%\w")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)")
PROSE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}( |$|[.,:;!?])")
TOLD_BY = {"tell", "notify", "Label", "ask", "PickScreen", "NoticeScreen", "show_nothing", "UsageError", "SourceError"}
"""What shows its first argument to a person."""

ELSEWHERE = ("index/catalog", "index/reports", "index/search", "tui/typeset")
"""Rooms whose strings are SQL, words to look for in reports, reasons of damage, and names of TeX."""

NO_PROSE = {
    "index/config/lines.py": "a pattern for the messages of tomllib",
    "index/config/printed.py": "the example and the title of the schema",
    "index/export/vault.py": "the mark in the files of a vault, by which they are known again",
    "tui/clipboard.py": "a program for another Python, and a state",
    "tui/commands/completing.py": "shell code",
    "tui/commands/manual.py": "a type",
    "tui/ink.py": "attributes of text",
    "tui/opening.py": "a state",
}


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """Each message (of several things: the text for many) with its translation."""
    for message in catalogue(name):
        if message.id:
            text = message.id if isinstance(message.id, str) else message.id[1]
            yield text, message.string if isinstance(message.string, str) else (message.string or ("",))[0]


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_files_are_what_the_sources_make_of_them(name: str) -> None:
    file: Path = TOOL["catalogue_file"](name)
    found = catalogue(name)
    assert file.read_bytes() == TOOL["written"](found), "run `make language`"
    assert file.with_suffix(".mo").read_bytes() == TOOL["compiled"](found), "run `make language`"


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_is_translated_with_the_same_fields(name: str) -> None:
    for text, said in pairs(name):
        assert said.strip(), f"untranslated: {text!r}"
        assert set(FIELD.findall(said)) == set(FIELD.findall(text)), text
        assert (said[:1] == "\n", said[-1:] == "\n") == (text[:1] == "\n", text[-1:] == "\n"), text
        assert set(re.findall(r"`[^`]+`", text)) - {"`Escape`"} <= set(re.findall(r"`[^`]+`", said)), text


def test_chinese_is_set_as_chinese() -> None:
    code = re.compile(r"`[^`]*`|“[^”]*:”|\w+:(?=\W|$)")
    for text, said in pairs("zh_CN"):
        assert not HALF_WIDTH.search(code.sub("", said)), (text, said)


def test_the_line_of_keys_is_short_in_chinese() -> None:
    language.set_language("zh_CN")
    assert all(len(language._(word)) <= 3 for _name, word in FOOTER)


def test_the_language_is_that_of_the_locale_or_the_one_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert (language.set_language(), language._("quit")) == ("zh_CN", "退出")
    assert (language.set_language("en"), language._("quit")) == ("en", "quit")
    monkeypatch.setenv("LC_ALL", "C")
    assert language.set_language() == "en"
    assert language.ngettext("{n} paper", "{n} papers", 2) == "{n} papers"


def sources() -> list[Path]:
    """The files that talk to a person."""
    files = [*(house.ROOT / "index").rglob("*.py"), *(house.ROOT / "tui").rglob("*.py")]
    return [file for file in sorted(files) if not file.relative_to(house.ROOT).as_posix().startswith(ELSEWHERE)]


def unspoken(tree: ast.AST) -> set[int]:
    """Constants that are no talk: docstrings, what is translated, what is compared with."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Compare):
            found |= {id(part) for part in ([node.value] if isinstance(node, ast.Expr) else ast.walk(node))}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOOL["TRANSLATED"]:
            found |= {id(part) for part in node.args}
    return found


def texts(node: ast.AST) -> list[ast.Constant]:
    """The texts that a node is, as a whole or in part where it is an f-string."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [part for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.relative_to(house.ROOT).as_posix())
def test_nothing_is_said_past_the_catalogue(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = unspoken(tree)
    known = file.relative_to(house.ROOT).as_posix() in NO_PROSE
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for part in texts(node.args[0]) if name in TOLD_BY else ():
                assert id(part) in silent or not re.search(r"[A-Za-z]{3}", str(part.value)), (part.lineno, part.value)
        for part in texts(node):
            assert known or id(part) in silent or not PROSE.search(str(part.value)), (part.lineno, part.value)

"""The rooms keep to themselves: who imports whom, what a command loads, and how big a thing may grow."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from support import house

PRINT_MODULES = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
RUN = f"""
import sys
from paperdeck.tui.cli import main
try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code or 0
assert status == 0, status
{PRINT_MODULES}
"""
SAMPLE = "1706.03762"


def loaded(program: str, *arguments: str) -> set[str]:
    """The top-level packages and full names of the modules that a fresh interpreter has loaded after a program."""
    run = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_imports_keep_to_the_contracts(repo_root: Path) -> None:
    lint = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(lint, capture_output=True, text=True, check=False, cwd=repo_root)
    assert done.returncode == 0, done.stdout


def test_no_file_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("paperdeck", cache_dir=None)
    waiting = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while free := {module for module, needed in waiting.items() if not needed & waiting.keys()}:
        waiting = {module: needed for module, needed in waiting.items() if module not in free}
    circles = {module: sorted(needed & waiting.keys()) for module, needed in waiting.items()}
    assert not circles, "these import each other, or stand above some that do"


def test_the_library_loads_no_terminal_and_creates_nothing(isolated_home: Path) -> None:
    modules = loaded(f"import paperdeck.index.library\n{PRINT_MODULES}")
    assert not modules & {"textual", "rich", "whoosh", "pyperclip"}
    assert list(isolated_home.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ["--version"],
        ["days", "--json"],
        ["list", "--json"],
        ["keys"],
        ["themes"],
        ["config"],
        ["check", str(house.ROOT / "index" / "samples")],
        ["completion", "bash"],
        ["show", SAMPLE],
    ],
    ids=lambda command: command[0],
)
def test_commands_load_no_terminal(command: list[str]) -> None:
    modules = loaded(RUN, *command)
    assert "textual" not in modules
    if command[0] != "show":
        assert not modules & {"rich", "whoosh", "markdown_it"}


def test_a_status_bar_waits_for_nothing_heavy() -> None:
    loaded(RUN, "days")  # the reports are in the catalog from now on, and of the samples no last answer is kept
    modules = loaded(RUN, "days", "--json")
    assert "paperdeck.index.catalog.store" in modules, "this was to be worked out"
    heavy = {"dataclasses", "inspect", "orjson", "uuid", "filelock", "difflib", "subprocess", "importlib.metadata"}
    ours = {
        "paperdeck.index.model",
        "paperdeck.index.reports",
        "paperdeck.index.marks",
        "paperdeck.index.catalog.intake",
    }
    assert not modules & (heavy | ours)


def test_a_status_bar_that_asks_again_waits_for_less(isolated_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "CONFIG", "DATA", "STATE", "LOG"):
        monkeypatch.delenv(f"PAPERDECK_{name}_DIR", raising=False)
    loaded(RUN, "add", str(house.ROOT / "index" / "samples"))
    loaded(RUN, "days", "--json")
    modules = loaded(RUN, "days", "--json")
    assert "paperdeck.index.library" not in modules, "the last answer was to be given again"
    assert not modules & {"argparse", "platformdirs", "sqlite3", "tempfile"}
    assert (isolated_home / ".cache" / "paperdeck" / "days.glance").is_file()


def test_the_first_screen_waits_for_nothing_that_it_does_not_show() -> None:
    modules = loaded(f"import paperdeck.tui.app, paperdeck.index.reports\n{PRINT_MODULES}")
    heavy = {
        "whoosh",
        "hashlib",
        "filelock",
        "tomlkit",
        "opencc",
        "pylatexenc",
        "pyperclip",
        "textual.widgets._text_area",
    }
    ours = {"verbs", "widgets.prompt", "settings", "clipboard", "screens.notices", "screens.export"}
    rooms = {"marks.store", "notes", "search", "query", "export", "catalog.intake", "config.loading"}
    assert not modules & (
        heavy | {f"paperdeck.tui.{name}" for name in ours} | {f"paperdeck.index.{name}" for name in rooms}
    )


def test_saying_the_version_creates_nothing(isolated_home: Path) -> None:
    loaded(RUN, "--version")
    assert list(isolated_home.iterdir()) == []


def imports(tree: ast.Module) -> Iterator[str]:
    """The top-level names of the packages that a file imports absolutely."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", house.sources(), ids=str)
def test_a_file_keeps_the_rules_of_the_house(path: Path) -> None:
    text = (house.ROOT / path).read_text(encoding="utf-8")
    tree = ast.parse(text)
    room = path.parts[0]
    packages = set(imports(tree))
    assert ast.get_docstring(tree), "no docstring says what the file is about"
    assert text.count("\n") <= 400, "more than 400 lines"
    assert "paperdeck" not in packages, "sources import each other relatively"
    if room in ("index", "themes"):
        assert not packages & {"textual", "rich"}, "the library knows no terminal"
    if path.parts[:2] != ("index", "search"):
        assert "whoosh" not in packages, "Whoosh only in index/search"
    if path.parts[:2] == ("tui", "typeset"):
        assert "textual" not in packages, "the typesetter is pure"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= 25, f"{node.name} has {len(methods)} methods"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is longer than 60 lines"


@pytest.mark.skipif(shutil.which("git") is None, reason="git says which files are ours, and is not here")
def test_no_path_of_a_machine_is_written_down(repo_root: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, cwd=repo_root, check=False, text=True)
    homes = tuple(f"{folder}{os.sep}" for folder in ("/home", "/Users", "/root", "/work"))
    for name in filter(None, listed.stdout.split("\0")):
        path = repo_root / name
        if path.suffix in {".py", ".md", ".toml", ".yml", ".lock", ""} and path.is_file() and "samples" not in name:
            text = path.read_text(encoding="utf-8", errors="replace")
            if path != Path(__file__):
                assert not [home for home in homes if home in text], name

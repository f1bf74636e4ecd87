"""A fresh clone says what there is to do, and what it needs where that is missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = ("awk", "dirname", "ln", "mkdir", "rm", "sed", "sh", "touch")

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make here")


@pytest.fixture
def bare_clone(tmp_path: Path, repo_root: Path) -> Path:
    """The files that set-up starts from, in a folder whose name is no Python name."""
    clone = tmp_path / "my-paper deck"
    clone.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy2(repo_root / name, clone / name)
    return clone


def make(clone: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run make in a clone with this PATH, or with everybody's."""
    program = shutil.which("make")
    assert program is not None
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    env |= {"PATH": path} if path else {}
    return subprocess.run([program, *arguments], cwd=clone, env=env, capture_output=True, text=True, check=False)


def test_make_alone_says_what_there_is_to_do(bare_clone: Path) -> None:
    said = make(bare_clone)
    assert said.returncode == 0
    for target in ("run", "test", "check", "bench", "dist", "clean"):
        assert re.search(rf"^ +{target} +\S", said.stdout, re.MULTILINE), target
    assert not (bare_clone / ".venv").exists()


def test_a_missing_or_old_python_is_told(bare_clone: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or name)
    none = make(bare_clone, "run", path=str(tools))
    assert none.returncode
    assert "needs Python 3.11 or newer, and none was found" in none.stderr
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    old = make(bare_clone, "run", path=str(tools))
    assert "none was found" in old.stderr


def test_a_python_that_cannot_make_environments_is_told(bare_clone: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or name)
    python = f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n'
    (tools / "python3").write_text(python)
    (tools / "python3").chmod(0o755)
    said = make(bare_clone, "run", path=str(tools))
    assert said.returncode
    assert "python3-venv" in said.stderr


def test_what_is_set_up_is_not_set_up_again(bare_clone: Path) -> None:
    (bare_clone / ".venv" / "bin").mkdir(parents=True)
    for stamp in ("made.stamp", "run.stamp"):
        (bare_clone / ".venv" / stamp).touch()
    program = bare_clone / ".venv" / "bin" / "paperdeck"
    program.write_text('#!/bin/sh\necho "ran: $*"\n')
    program.chmod(0o755)
    said = make(bare_clone, "run", "ARGS=days --json")
    assert said.stdout == "ran: days --json\n"

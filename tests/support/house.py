"""The checkout as a house: its rooms, its Python files, its packages."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("index", "themes", "tui")


def sources() -> list[Path]:
    """The Python files of the package, relative to the root."""
    rooms = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(path.relative_to(ROOT) for path in [ROOT / "__init__.py", ROOT / "__main__.py", *rooms])


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def copy_to(folder: Path) -> Path:
    """A copy of what a distribution is built from, so that building leaves nothing in the checkout."""
    junk = shutil.ignore_patterns("__pycache__", "*.pyc")
    for room in (*ROOMS, "tests", "tools"):
        shutil.copytree(ROOT / room, folder / room, ignore=junk)
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy2(path, folder / path.name)
    return folder

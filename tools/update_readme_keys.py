"""Writes the table of all keys, as `paperdeck keys --markdown` prints it, between the marks in both READMEs."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PAGES = {"README.md": "C.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
"""Each page and the locale whose language it is in."""

START, END = "<!-- keys -->\n", "<!-- /keys -->"


def table(locale: str) -> str:
    """All keys of the default preset in the language of a locale."""
    command = [sys.executable, "-m", "paperdeck", "keys", "--markdown"]
    with TemporaryDirectory() as nothing:
        env = os.environ | {"LC_ALL": locale, "PAPERDECK_CONFIG_DIR": nothing}
        return subprocess.check_output(command, env=env, encoding="utf-8").strip()  # noqa: S603 - our own command


def main() -> None:
    """Bring both pages up to date."""
    for name, locale in PAGES.items():
        page = ROOT / name
        before, _, rest = page.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        page.write_text(f"{before}{START}\n{table(locale)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

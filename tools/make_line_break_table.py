"""Makes tui/typeset/line_break.txt from Unicode's LineBreak.txt and EastAsianWidth.txt.

Run as `python tools/make_line_break_table.py FOLDER`, where FOLDER holds the two files of one Unicode version.

Each line of the table is the first code point of a range in hexadecimal, its class, and its width letter; a range ends
where the next one begins. The classes are those of UAX 14 after its rule LB1, and split where a rule looks deeper:
QU into QI (initial), QF (final) and QU; ID and AL into IX and AX where unassigned code points are reserved for
pictographs; DC is the dotted circle. The width letter is W for wide, full-width and half-width characters, A for
ambiguous ones, n for the rest.
"""

import re
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "tui" / "typeset" / "line_break.txt"
LICENCE = "# © 2025 Unicode®, Inc. Licensed under the Unicode License v3, https://www.unicode.org/license.txt"
ROW = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)\s*#\s*(\w[\w&])")
PICTOGRAPHS = (range(0x1F000, 0x1FB00), range(0x1FC00, 0x1FFFE))


def rows(path: Path) -> list[tuple[int, int, str, str]]:
    """First and last code point, value and general category of each row."""
    found = [ROW.match(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(int(m[1], 16), int(m[2] or m[1], 16), m[3], m[4]) for m in found if m]


def resolve(first: int, value: str, category: str) -> str:
    """The class after LB1, with the splits that the rules need."""
    if first == 0x25CC:
        return "DC"
    if value == "SA":
        return "CM" if category in {"Mn", "Mc"} else "AL"
    if value in {"AI", "SG", "XX"}:
        return "AL"
    if value == "CJ":
        return "NS"
    if value == "QU":
        return {"Pi": "QI", "Pf": "QF"}.get(category, "QU")
    if value == "ID" and category == "Cn" and any(first in block for block in PICTOGRAPHS):
        return "IX"
    return value


def table(folder: Path) -> list[str]:
    """The lines of the table."""
    classes = ["AL"] * 0x110000
    for block in PICTOGRAPHS:
        classes[block.start : block.stop] = ["AX"] * len(block)
    widths = ["n"] * 0x110000
    for first, last, value, category in rows(folder / "LineBreak.txt"):
        for code in range(first, last + 1):
            classes[code] = resolve(code, value, category)
    for first, last, value, _category in rows(folder / "EastAsianWidth.txt"):
        letter = "W" if value in {"F", "W", "H"} else "A" if value == "A" else "n"
        widths[first : last + 1] = [letter] * (last + 1 - first)
    lines: list[str] = []
    before = ("", "")
    for code, pair in enumerate(zip(classes, widths, strict=True)):
        if pair != before:
            lines.append(f"{code:X} {pair[0]} {pair[1]}")
            before = pair
    return lines


def main() -> None:
    """Write the table beside the breaker."""
    folder = Path(sys.argv[1])
    version = (folder / "LineBreak.txt").read_text(encoding="utf-8").splitlines()[0].removeprefix("# LineBreak-")
    head = [LICENCE, f"# Unicode {version.removesuffix('.txt')}; made by tools/make_line_break_table.py"]
    TARGET.write_text("\n".join([*head, *table(folder)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

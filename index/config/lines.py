"""TOML read as far as it goes: broken lines are reported and left out, and every key knows its line."""

import tomllib
from typing import NamedTuple

from ..language import _
from ..patterns import pattern
from .records import ConfigProblem

MOST_MISTAKES = 40
"""Broken lines after which a text is no TOML at all; each costs one more pass over it."""

BROKEN = "__broken_"
"""Begins the name of the table that stands in for a header that cannot be read."""

_AT = pattern(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = pattern(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_LONG_NUMBER = pattern(r"[\d_]{4000}")
_KEY = pattern(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = pattern(r"""[\w-]+|"[^"]*"|'[^']*'""")
_STRING = pattern(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')

Table = dict[str, object]


class Parsed(NamedTuple):
    """What a text holds: its sound part as a table, the lines that this was read from, all lines, and what is not TOML.

    Where a key stands is looked up when there is something to tell of it.
    """

    table: Table
    kept: list[str]
    text: list[str]
    problems: list[ConfigProblem]

    def lines(self) -> dict[str, int]:
        """The line of each key and table."""
        return _lines_of(self.kept)

    def line(self, lines: dict[str, int], key: str, value: object = None) -> int:
        """The line of a key, or of a value in its list, or of the table it stands in; 0 where none is known."""
        while key and key not in lines:
            key = key.rpartition(".")[0]
        start = lines.get(key, 0)
        if isinstance(value, str) and start:
            stop = min((line for line in lines.values() if line > start), default=len(self.text) + 1)
            for number in range(start, stop):
                if value and value in self.text[number - 1]:
                    return number
        return start


def decode(data: bytes) -> tuple[str, list[ConfigProblem]]:
    """The text of a file that should be UTF-8 without a byte order mark, with what is wrong about that."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), [ConfigProblem(1, "", _("the file is UTF-16; save it as UTF-8"))]
    problems: list[ConfigProblem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(ConfigProblem(1, "", _("the file begins with a byte order mark; save it as UTF-8 without")))
    try:
        return data.decode("utf-8-sig"), problems
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(ConfigProblem(line, "", _("the file is not UTF-8 here; save it as UTF-8")))
        return data.decode("utf-8-sig", "replace"), problems


def parse(text: str) -> Parsed:
    """Read TOML; a line that breaks it is blanked and told, until the rest can be read."""
    lines = text.replace("\r\n", "\n").split("\n")
    problems: list[ConfigProblem] = []
    kept = list(lines)
    written = sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))
    while True:
        try:
            table = tomllib.loads("\n".join(kept))
            break
        except (ValueError, RecursionError) as error:
            number, reason = _place(error, kept)
            if not number or len(problems) >= min(MOST_MISTAKES, max(2, written // 2)):
                return Parsed({}, [], lines, [ConfigProblem(1, "", _("this is not TOML; the file is left out"))])
            key = _KEY.match(kept[number - 1])
            name = ".".join(_parts(key.group(1))) if key else ""
            problems.append(ConfigProblem(number, name, _("not TOML: {reason}").format(reason=reason)))
            # What follows a broken table header must not be taken for keys of the table before it.
            broken_header = kept[number - 1].lstrip().startswith("[") and not kept[number - 1].startswith(f"[{BROKEN}")
            kept[number - 1] = f"[{BROKEN}{number}]" if broken_header else ""
    sound = {name: value for name, value in table.items() if not name.startswith(BROKEN)}
    return Parsed(sound, kept, lines, sorted(problems, key=lambda problem: problem.line))


def _place(error: Exception, lines: list[str]) -> tuple[int, str]:
    """The line to blank, and the reason: the line named, or the nearest one before that says anything."""
    if isinstance(error, ValueError) and not isinstance(error, tomllib.TOMLDecodeError):
        number = next((number for number, line in enumerate(lines, 1) if _LONG_NUMBER.search(line)), 0)
        return number, _("a number of too many digits")
    found = _AT.search(str(error))
    number = int(found.group(1)) if found and found.group(1) else len(lines)
    number = min(number, len(lines))
    while number and not lines[number - 1].strip():
        number -= 1
    return number, _AT.sub("", str(error))


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]


def _lines_of(lines: list[str]) -> dict[str, int]:
    """The 1-based line of each dotted key and table; keys inside multi-line strings and lists are none."""
    found: dict[str, int] = {}
    table: list[str] = []
    depth, quote = 0, ""
    for number, line in enumerate(lines, 1):
        rest = line
        if not depth and not quote:
            if header := _HEADER.match(line):
                table = _parts(header.group(1))
                found.setdefault(".".join(table), number)
                continue
            if key := _KEY.match(line):
                found.setdefault(".".join((*table, *_parts(key.group(1)))), number)
                rest = line[key.end() :]
        depth, quote = _after(rest, depth, quote)
    return found


def _after(text: str, depth: int, quote: str) -> tuple[int, str]:
    """How deep in brackets, and within which multi-line quote, the end of a line is."""
    at = 0
    while at < len(text):
        if quote:
            end = text.find(quote, at)
            if end < 0:
                return depth, quote
            at, quote = end + len(quote), ""
            continue
        token = _STRING.search(text, at)
        if token is None:
            break
        at, sign = token.end(), token.group()
        if sign in ('"""', "'''"):
            quote = sign
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
    return max(depth, 0), quote

"""stdout is data, stderr is talk: how both are written, with nothing in them that a terminal obeys."""

import os
import sys


def safe(text: str) -> str:
    """The text on one line, without control characters."""
    if text.isascii() and text.isprintable():
        return text
    from ..typeset.safety import harmless

    return harmless(text).replace("\n", " ").replace("\t", " ")


def put(text: str) -> None:
    """Write one line of data."""
    sys.stdout.write(safe(text) + "\n")


def put_text(text: str) -> None:
    """Write data of several lines as it is; the caller made it harmless where it may meet a terminal."""
    sys.stdout.write(text)


def put_json(value: object, *, indent: bool | None = None) -> None:
    """Write JSON in UTF-8 (orjson); indented for a person at a terminal, on one line for a program."""
    wide = sys.stdout.isatty() if indent is None else indent
    sys.stdout.flush()
    sys.stdout.buffer.write(dumped(value, indent=wide))


def dumped(value: object, *, indent: bool = False) -> bytes:
    """The JSON of a value, ending in a line feed."""
    import orjson

    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if indent else 0))


def tell(title: str, advice: str = "") -> None:
    """Say something to the person: a line, and another with what to do."""
    sys.stderr.write(f"paperdeck: {safe(title)}\n")
    for line in advice.splitlines():
        sys.stderr.write(f"  {safe(line)}\n")


def colours_wanted() -> bool:
    """Whether stdout takes colours: a terminal, and nothing in the environment that asks for none."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

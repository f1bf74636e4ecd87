"""stdout is data, stderr is talk: how both are written, with nothing in them that a terminal obeys."""

import os
import sys
from contextlib import suppress

from .. import streams


def safe(text: str) -> str:
    """The text on one line, without control characters."""
    if text.isascii() and text.isprintable():
        return text
    from ..typeset.safety import harmless

    return harmless(text).replace("\n", " ").replace("\t", " ")


def put(text: str) -> None:
    """Write one line of data."""
    streams.write(f"{safe(text)}\n")


def put_text(text: str) -> None:
    """Write data of several lines as it is; the caller made it harmless where it may meet a terminal."""
    streams.write(text)


def put_own(text: str) -> None:
    """Write the user's own text: into a file or a pipe as it is, on a terminal with nothing in it that this obeys."""
    from ..stand_ins import visible

    put_text(visible(text) if sys.stdout.isatty() else text)


def put_file(text: str) -> None:
    """Write what is meant for a file, as it is; on a terminal with nothing in it that a terminal obeys."""
    if sys.stdout.isatty():
        from ..typeset.safety import harmless

        text = harmless(text)
    streams.write(text.encode("utf-8", "replace"))


def put_json(value: object) -> None:
    """Write JSON in UTF-8 (orjson); indented for a person at a terminal, on one line for a program."""
    import orjson

    from ...index.json_escapes import escaped

    indent = orjson.OPT_INDENT_2 if _indented() else 0
    streams.write(escaped(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | indent)))


def put_brief_json(value: object) -> None:
    """Write JSON as `put_json` does, of days and counts: to load orjson takes longer than to write a few."""
    streams.write(brief_json(value, indent=_indented()))


def brief_json(value: object, *, indent: bool = False) -> bytes:
    """The JSON of days and counts, ending in a line feed."""
    import json

    text = json.dumps(value, indent=2 if indent else None, separators=None if indent else (",", ":"))
    return f"{text}\n".encode()


def _indented() -> bool:
    return sys.stdout.isatty()


def tell(title: str, advice: str = "") -> None:
    """Say something to the person: a line, and another with what to do. Where nobody can be told, nothing is lost."""
    lines = [f"paperdeck: {safe(title)}", *(f"  {safe(line)}" for line in advice.splitlines())]
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))


def colours_wanted() -> bool:
    """Whether stdout takes colours: a terminal, and nothing in the environment that asks for none."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

"""The manual page, made from the same grammar as the help; `paperdeck --man | man -l -` shows it."""

import argparse
from collections.abc import Iterator
from typing import cast

from ...index.language import _
from .parsers import whole
from .registry import commands


def page(version: str) -> str:
    """The page in roff, man macros."""
    parser = whole()
    lines = [
        f'.TH PAPERDECK 1 "" "paperdeck {_roff(version)}" "paperdeck"',
        # Chinese has no blanks that could be stretched.
        ".ad l",
        ".SH NAME",
        f"paperdeck \\- {_roff(_('reads daily reports on AI papers in the terminal'))}",
        ".SH SYNOPSIS",
        ".B paperdeck",
        "[\\fIOPTION\\fR]... [\\fIPATH\\fR]...",
        ".br",
        ".B paperdeck",
        "[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...",
        ".SH DESCRIPTION",
        _roff(parser.description or ""),
        _roff(parser.epilog or ""),
        ".SH OPTIONS",
        *_arguments(parser),
        ".SH COMMANDS",
    ]
    inner = _inner(parser)
    for command in commands():
        lines += [f".SS {command.name}", _roff(command.help), *_arguments(inner[command.name])]
    lines.append(".SH FILES")
    for name, told in _files():
        lines += [".TP", f".B {_roff(name)}", _roff(told)]
    return "\n".join(line for line in lines if line) + "\n"


def _files() -> tuple[tuple[str, str], ...]:
    return (
        ("config.toml", _("the configuration; paperdeck config --default prints it with comments")),
        ("marks/*.jsonl, notes/*.md", _("what you say of papers: your work, never deleted")),
        (_("catalog, search index"), _("caches, made anew when lost")),
        ("paperdeck.log", _("what went wrong, for a report; doctor says where it is")),
    )


def _inner(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands by name."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list of them
        if isinstance(action.choices, dict):
            return cast("dict[str, argparse.ArgumentParser]", action.choices)
    return {}


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - likewise
        if action.help == argparse.SUPPRESS or isinstance(action.choices, dict):
            continue
        metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        value = "" if action.nargs == 0 else f" \\fI{_roff(metavar)}\\fR"
        yield ".TP"
        if action.option_strings:
            names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in action.option_strings)
            yield names + value
        else:
            yield value.strip()
        yield _roff(action.help or "")


def _roff(text: str) -> str:
    """The text with what roff would obey escaped, and what is not ASCII named by its code."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    escaped = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in escaped)
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped

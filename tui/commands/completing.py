"""Completion scripts by shtab from the grammar; days, ids, tags, themes and queries are asked of the program itself."""

import argparse
from collections.abc import Iterator
from typing import cast

from .parsers import whole

_BY_METAVAR = {
    "ID": "ids",
    "ID|DAY": "ids",
    "DAY": "days",
    "T": "tags",
    "QUERY": "queries",
    "NAME": "themes",
}
_FILES = ("PATH", "FILE")

_BASH = """
_paperdeck_words() {
  # Bash cuts words at colons, so that the whole word is taken from the line and its first part taken off again.
  # What holds blanks is left out: the completion would offer its pieces.
  local word="${COMP_LINE:0:$COMP_POINT}" found
  word="${word##* }"
  found="$(compgen -W "$(paperdeck completion --words "$1" 2>/dev/null | grep -v ' ')" -- "$word")"
  if [[ "$word" == *:* && "$COMP_WORDBREAKS" == *:* ]]; then
    found="${found//"${word%:*}:"/}"
  fi
  printf '%s\\n' "$found"
}
"""


def script(shell: str) -> str:
    """The completion script of a shell, `bash`, `zsh` or `fish`."""
    import shtab

    parser = whole()
    for action in _actions(parser):
        metavar = action.metavar if isinstance(action.metavar, str) else ""
        if kind := _BY_METAVAR.get(metavar):
            vars(action)["complete"] = {name: _function(name, kind) for name in ("bash", "zsh", "fish")}
        elif metavar in _FILES:
            vars(action)["complete"] = shtab.FILE
    return shtab.complete(parser, shell=shell, preamble=_preamble(shell))


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list of them
        yield action
        if isinstance(action.choices, dict):
            for inner in cast("dict[str, argparse.ArgumentParser]", action.choices).values():
                yield from _actions(inner)


def _function(shell: str, kind: str) -> str:
    return f"(paperdeck completion --words {kind} 2>/dev/null)" if shell == "fish" else f"_paperdeck_{kind}"


def _preamble(shell: str) -> str:
    kinds = sorted(set(_BY_METAVAR.values()))
    if shell == "bash":
        return _BASH + "".join(f"_paperdeck_{kind}() {{ _paperdeck_words {kind}; }}\n" for kind in kinds)
    if shell == "zsh":
        ask = '${(f)"$(paperdeck completion --words %s 2>/dev/null)"}'
        return "".join(f"_paperdeck_{kind}() {{ compadd -- {ask % kind}; }}\n" for kind in kinds)
    return ""

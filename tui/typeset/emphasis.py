"""Emphasis that works next to Chinese text and punctuation, as a plugin for one markdown-it instance.

Written from the CommonMark CJK-friendly amendments (https://github.com/tats-u/markdown-cjk-friendly,
specification.md); definitions are quoted where they are used. Everything else stays as CommonMark has it.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from .characters import is_cjk


class Flanks(NamedTuple):
    """What a run of delimiters may do, and its length."""

    can_open: bool
    can_close: bool
    length: int


def cjk_friendly(md: MarkdownIt) -> None:
    """Let `*`, `_` and `~~` of this instance see Chinese, Japanese and Korean neighbours."""
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.at("strikethrough", _strikethrough)


def _is_punctuation(character: str) -> bool:
    """A Unicode punctuation character of CommonMark 0.31: general categories P and S."""
    return unicodedata.category(character)[0] in "PS"


def _is_general_selector(character: str) -> bool:
    """A non-emoji general-use variation selector: U+FE00 to U+FE0E."""
    return "\ufe00" <= character <= "\ufe0e"


def _is_ideographic_selector(character: str) -> bool:
    return "\U000e0100" <= character <= "\U000e01ef"


def _before(source: str) -> tuple[str, bool]:
    """The character before the run, a variation selector looked through, and whether it counts as CJK.

    "CJK ambiguous punctuation sequence": a quotation mark with U+FE01 is full-width.
    """
    if not source:
        return " ", False
    last = source[-1]
    if _is_general_selector(last):
        main = source[-2:-1] or " "
        if not isWhiteSpace(ord(main)):
            return main, is_cjk(main) or (last == "\ufe01" and main in "‘’“”")
    return last, is_cjk(last) or _is_ideographic_selector(last)


def flanks(source: str, start: int, end: int, *, inside_words: bool) -> Flanks:
    """Rules of delimiter runs for the run at `start`, in text that goes to `end`; `inside_words` for all but `_`."""
    marker, stop = source[start], start
    while stop < end and source[stop] == marker:
        stop += 1
    after = source[stop] if stop < end else " "
    return Flanks(*_sides(source[max(start - 2, 0) : start], after, inside_words=inside_words), stop - start)


@lru_cache(maxsize=4096)
def _sides(source: str, after: str, *, inside_words: bool) -> tuple[bool, bool]:
    """Whether a run may open and whether it may close, by the two characters before it and the one after."""
    before, cjk_before = _before(source)
    blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    if blank_before or blank_after:
        return not blank_after, not blank_before
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    if not inside_words:
        return mark_before, mark_after
    cjk = cjk_before or is_cjk(after)
    return mark_before or cjk or not mark_after, mark_after or cjk or not mark_before


def _push(state: StateInline, text: str, found: Flanks, at: int, *, rule_of_three: bool) -> None:
    if state.pending:
        state.pushPending()
    length = found.length if rule_of_three else 0
    state.delimiters.append(Delimiter(ord(text[0]), length, len(state.tokens), -1, found.can_open, found.can_close))
    state.tokens.append(Token("text", "", 0, level=state.level, content=text, meta={"at": at}))
    state.tokens_meta.append(None)
    state.pendingLevel = state.level


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's calling convention
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    start = state.pos
    found = flanks(state.src, start, state.posMax, inside_words=marker == "*")
    for offset in range(found.length):
        _push(state, marker, found, start + offset, rule_of_three=True)
    state.pos = start + found.length
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's calling convention
    if silent or state.src[state.pos] != "~":
        return False
    start = state.pos
    found = flanks(state.src, start, state.posMax, inside_words=True)
    if found.length < 2:
        return False
    odd = found.length % 2
    if odd:
        token = state.push("text", "", 0)
        token.content = "~"
        token.meta["at"] = start
    for offset in range(odd, found.length, 2):
        _push(state, "~~", found, start + offset, rule_of_three=False)
    state.pos = start + found.length
    return True

r"""Formulas in Markdown: `$…$` and `\(…\)` in a line, `$$…$$` and `\[…\]` on lines of their own; money stays money."""

from markdown_it import MarkdownIt
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline

from ...index.patterns import pattern

_HAN = pattern(r"[\u3400-\u9fff\u3001-\u301b\uff01-\uff60]")
_TEXT_COMMAND = pattern(r"\\(?:text|mbox|mathrm|operatorname)\w*\s*\{[^{}]*\}")
_SIGNS_OF_MATHS = pattern(r"[\\^_=<>|+]|^\s*\w\s*$|\w\(")
_FENCES = {"$$": "$$", "\\[": "\\]"}
_LONGEST = 2000
"""Characters in which a formula in a line must close; it keeps a text full of lone openers linear."""


def formulas(md: MarkdownIt) -> None:
    """Add the rules to this instance."""
    md.inline.ruler.before("escape", "math_inline", _inline)
    md.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _is_formula(body: str) -> bool:
    """Whether text between dollars is TeX: not blank, and no Chinese outside `\\text`."""
    return bool(body.strip()) and not _HAN.search(_TEXT_COMMAND.sub("", body))


def _closing_dollar(source: str, start: int, end: int) -> int:
    """The dollar that closes the one before `start`, -1 for none: after ink, unescaped, not before a digit.

    The rule is Pandoc's: `$5 and $6` is money.
    """
    position = start
    while (position := source.find("$", position, end)) != -1:
        if source[position - 1] == "\\":
            position += 1
            continue
        if source[position - 1].isspace() or source[position + 1 : position + 2].isdigit():
            return -1
        return position
    return -1


def formula_end(source: str, start: int, end: int) -> int | None:
    r"""One past the formula that begins with the `$` or `\(` at `start` and ends before `end`; None where none does."""
    end = min(end, start + _LONGEST)
    if source[start] == "$":
        width = 2 if source.startswith("$$", start) else 1
        opens = start + width < end and (width == 2 or not source[start + 1].isspace())
        joined = start > 0 and source[start - 1].isascii() and source[start - 1].isalnum()
        if not opens or joined:
            return None
        close = source.find("$$", start + 2, end) if width == 2 else _closing_dollar(source, start + 1, end)
    elif source.startswith("\\(", start):
        width, close = 2, source.find("\\)", start + 2, end)
    else:
        return None
    body = source[start + width : close] if close > start else ""
    if not _is_formula(body) or (source[start] == "\\" and not _SIGNS_OF_MATHS.search(body)):
        return None
    return close + width


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's calling convention
    source, start = state.src, state.pos
    stop = formula_end(source, start, state.posMax)
    if stop is None:
        return False
    if not silent:
        width = 1 if source[start] == "$" and not source.startswith("$$", start) else 2
        token = state.push("math_inline", "math", 0)
        token.content = source[start + width : stop - width]
        token.markup = source[start : start + width]
    state.pos = stop
    return True


def _block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - as above
    begin = state.bMarks[startLine] + state.tShift[startLine]
    opening = state.src[begin : begin + 2]
    closing = _FENCES.get(opening)
    if closing is None or state.is_code_block(startLine):
        return False
    line = startLine
    while line < endLine and (line == startLine or (state.sCount[line] >= state.blkIndent and not state.isEmpty(line))):
        first = begin + 2 if line == startLine else state.bMarks[line]
        text = state.src[first : state.eMarks[line]].rstrip()
        found = text.find(closing)
        if found >= 0:
            if text[found + 2 :].strip(" .,;。，；"):
                return False
            if silent:
                return True
            token = state.push("math_block", "math", 0)
            token.map = [startLine, line + 1]
            token.markup = opening
            state.line = line + 1
            return True
        line += 1
    return False

"""Markdown parsed by markdown-it, as reports need it: tables, strikethrough, formulas, emphasis beside Chinese text.

Nothing of a text is taken for mere markup that could not be seen then: there are no link definitions, and what leads
nowhere is no link.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token

from ...index.patterns import pattern
from .dollars import formulas
from .emphasis import cjk_friendly
from .inline_parser import NotingInline
from .links import web_address
from .table_rule import table

_DEEPEST = 40
"""Levels of blocks (two for a list and its item); what is nested deeper is shown as text. CommonMark sets no limit."""
_BAR_ANYWHERE = pattern(r"^[ \t>]*={20,}[ \t]*$", re.MULTILINE)
_BAR_ALONE = pattern(r"(?:\A|(?<=\n)[ \t]*\n)[ \t]{0,3}={4,}[ \t]*$", re.MULTILINE)


class _Markdown(MarkdownIt):
    """As the library has it, but for which links are links, and their text as it is written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return web_address(url) is not None

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - as above
        return link


@cache
def parser() -> MarkdownIt:
    """The parser, made once. Indented code is off: in reports four spaces come from careless lists."""
    md = _Markdown("commonmark", {"maxNesting": 60})
    md.inline = NotingInline()
    md.enable(["table", "strikethrough"])
    md.disable(["code", "linkify", "reference"])
    md.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler2.disable("fragments_join")
    md.core.ruler.disable(["text_join", "normalize"], ignoreInvalid=True)
    md.block.ruler.before("table", "too_deep", _too_deep)
    cjk_friendly(md)
    formulas(md)
    return md


def _too_deep(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - its way
    """A rule that takes all that is nested too deep as one paragraph, so that nothing of it is lost."""
    if silent or state.level < _DEEPEST:
        return False
    state.push("paragraph_open", "p", 1).map = [startLine, endLine]
    token = state.push("inline", "", 0)
    token.content = state.getLines(startLine, endLine, state.blkIndent, keepLastLF=False).strip()
    token.map = [startLine, endLine]
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.line = endLine
    return True


def _as_rule(match: re.Match[str]) -> str:
    return match[0].replace("=", "*")


def tokens(source: str) -> list[Token]:
    """The block tokens of a text; a long line of `=` is a rule anywhere, a short one where it stands alone."""
    if "====" in source:
        source = _BAR_ALONE.sub(_as_rule, _BAR_ANYWHERE.sub(_as_rule, source))
    return parser().parse(source)

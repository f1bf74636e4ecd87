"""A report's Markdown made inert: what a notes program would run stands there to be read, and is not run."""

from ..patterns import pattern

_RUN_FENCE = pattern(
    r"(?im)^([ \t>*+\-\d.)]*(?:`{3,}|~{3,})[ \t]*)(?=\{?[ \t]*"
    r"(?:dataview|datacore|js-engine|tasks|query|templater|meta-bind|buttons?|run-|customjs|execute|excalidraw|leaflet"
    r"|tracker|d2|html|svg)[\w-]*)"
)
_RUN_SPAN = pattern(r"(?<=`)[ ]*(?=\$?=)")
_TAG = pattern(
    r"(?i)<(?=/?(?:script|iframe|frame|frameset|object|embed|applet|base|meta|link|style|form|svg|portal)\b"
    r"|%|[a-z][^<>]{0,2000}\bon[a-z]{2,30}[ \t\n]{0,9}=)"
)
_SCHEME = pattern(r"(?i)\b((?:java|vb)script)(?=[ \t]{0,9}:)")


def inert(markdown: str) -> str:
    """The Markdown with the blocks, spans and tags that programs with plugins run made plain text.

    A block to be run is one of text with its language after that; a span `= …` gets a backslash, as does a `<` of a
    template or an active tag, and of a scheme that runs a script the colon is parted.
    """
    if "`" in markdown or "~" in markdown:
        markdown = _RUN_SPAN.sub(r"\\", _RUN_FENCE.sub(r"\1text ", markdown))
    if "<" in markdown:
        markdown = _TAG.sub(r"\<", markdown)
    return _SCHEME.sub(r"\1 ", markdown) if "cript" in markdown.lower() else markdown

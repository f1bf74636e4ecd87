"""What 'nothing is lost' means on screen: the letters, digits and Han characters of a text against those in the cells.

What need not be seen is what a reader is not meant to read: tags and comments, addresses that are behind links, TeX
commands, entities, the numbers of list items, the name of a language after a fence.
"""

import re
import unicodedata
from collections import Counter

from paperdeck.tui.typeset.document import Document
from paperdeck.tui.typeset.layout import Options, layout
from paperdeck.tui.typeset.scripts import AS_WRITTEN

_UNSEEN = re.compile(
    r"<!--.*?-->"
    r"|</?[A-Za-z][A-Za-z0-9-]*(?:\s+(?:open|[A-Za-z-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)))*\s*/?>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|^[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*\d{1,9}[.)](?=\s|$)"
    r"|^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:```+|~~~+)[ \t]*\{?\.?[A-Za-z][A-Za-z0-9_+#.-]*\}?[ \t]*$"
    r"|\\(?:begin|end)\s*\{[^{}]*\}(?:\{[lcr|]*\})?|\\(?:label|color|vspace|hspace)\s*\{[^{}]*\}|\\sqrt\s*\[[234]\]"
    r"|\\[A-Za-z]+\*?"
    r"|\]\(\s*<?https?://[^\s)]*",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def _counted(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKD", text.translate(AS_WRITTEN))
    return Counter(filter(str.isalnum, folded))


def unseen(markdown: str, doc: Document) -> Counter[str]:
    """The characters of the text that stand in fewer cells than they should; empty where nothing is lost."""
    shown = _counted("".join(line.text for line in doc.lines))
    shown.update(_counted("".join(link.url for link in doc.links)))
    wanted = _counted(_UNSEEN.sub(" ", markdown))
    return wanted - shown


def lost(markdown: str, width: int = 80) -> Counter[str]:
    """What a text loses when it is laid out with all its folds open."""
    return unseen(markdown, layout(markdown, Options(width=width, unfold_all=True)))

"""A laid-out text for the standard output: plain, or with the colours of a palette as ANSI sequences."""

from collections.abc import Mapping

from .document import Document, Run
from .seeking import plain

_RESET = "\x1b[0m"


def to_plain(doc: Document) -> str:
    """The lines without trailing spaces, each ending in a line feed; nothing in it is a control character but those."""
    return plain(doc) + "\n" if doc.lines else ""


def to_ansi(doc: Document, palette: Mapping[str, str]) -> str:
    """The lines with SGR sequences.

    `palette` gives, for a style name (see `STYLE_NAMES`), the parameters of the sequence, such as `1;38;2;200;160;90`;
    what it does not name has no colour of its own. A run takes the parameters of all its styles in order.
    """
    out: list[str] = []
    for line in doc.lines:
        for run in line.runs:
            parameters = ";".join(palette[name] for name in run.style if palette.get(name))
            text = run.text
            out.append(f"\x1b[{parameters}m{text}{_RESET}" if parameters and _shows(run) else text)
        out.append("\n")
    return "".join(out)


def _shows(run: Run) -> bool:
    """Whether colour can be seen on the run: blanks of the margin need none."""
    return bool(run.text.strip()) or run.flow >= 0


STYLE_NAMES = (
    "text",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "heading5",
    "heading6",
    "strong",
    "emph",
    "strike",
    "code",
    "code.block",
    "code.mark",
    "math",
    "link",
    "image",
    "html",
    "sub",
    "sup",
    "bullet",
    "quote",
    "rule",
    "indent",
    "details",
    "summary",
    "more",
    "table.header",
    "table.border",
    "table.pad",
)
"""Every style name that a run can carry."""

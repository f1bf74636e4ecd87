"""Text fitted to cells: cut with an ellipsis, padded, or wrapped over a few lines; harmless for a terminal."""

from .typeset.safety import harmless
from .typeset.widths import Ambiguous, cell_widths, text_width


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys."""
    return " ".join(harmless(text).split())


def truncate(text: str, width: int, ambiguous: Ambiguous = 1, ellipsis: str = "…") -> str:
    """The text on one line, cut to at most `width` cells; the ellipsis stands for what is missing."""
    return cut(one_line(text), width, ambiguous, ellipsis)


def cut(text: str, width: int, ambiguous: Ambiguous = 1, ellipsis: str = "…") -> str:
    """A harmless text as it is, cut between characters to at most `width` cells."""
    cells = cell_widths(text, ambiguous)
    if sum(cells) <= width:
        return text
    room = width - text_width(ellipsis, ambiguous)
    used = end = 0
    while end < len(text) and used + cells[end] <= room:
        used += cells[end]
        end += 1
    return (text[:end] + ellipsis) if room >= 0 else ""


def fit(text: str, width: int, ambiguous: Ambiguous = 1, ellipsis: str = "…") -> str:
    """The text cut or padded to exactly `width` cells."""
    short = truncate(text, width, ambiguous, ellipsis)
    return short + " " * (width - text_width(short, ambiguous))


def wrap(text: str, width: int, ambiguous: Ambiguous = 1) -> list[str]:
    """The text on as many lines of `width` cells as it needs, broken at blanks, else between characters."""
    lines: list[str] = []
    line = ""
    for word in one_line(text).split(" "):
        joined = f"{line} {word}" if line else word
        if text_width(joined, ambiguous) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, ambiguous) > width:
            head = truncate(line, width, ambiguous, "")
            if not head:
                break
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line or not lines else lines

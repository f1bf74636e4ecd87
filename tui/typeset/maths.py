"""TeX formulas as a person would write them in Unicode."""


def to_unicode(tex: str) -> str:
    """The formula in Unicode."""
    return tex.strip()


def display_lines(tex: str) -> list[str]:
    """The lines of a display formula in Unicode."""
    return [to_unicode(line) for line in tex.replace("\\\\", "\n").split("\n") if line.strip()]

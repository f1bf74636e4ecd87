"""From the typesetter's style names to the theme's colours and attributes."""

from rich.style import Style

from .look import Look

_ROLES: dict[str, str] = {
    "text": "foreground",
    "strong": "strong",
    "heading1": "heading",
    "heading2": "heading",
    "heading3": "heading",
    "heading4": "heading",
    "heading5": "heading",
    "heading6": "heading",
    "link": "link",
    "image": "link",
    "code": "code",
    "code.block": "code",
    "quote": "quote",
    "quote.bar": "border",
    "bullet": "accent",
    "number": "accent",
    "rule": "border",
    "math": "math",
    "table.border": "border",
    "table.header": "heading",
    "summary": "accent",
    "html": "text-muted",
}
_ATTRIBUTES: dict[str, str] = {
    "strong": "bold",
    "emph": "italic",
    "strike": "strike",
    "link": "underline",
    "heading1": "bold underline",
    "heading2": "bold",
    "heading3": "bold",
    "heading4": "bold",
    "heading5": "bold",
    "heading6": "bold",
    "table.header": "bold",
    "summary": "bold",
}

LIT = {"hit": "underline", "hit-current": "bold underline", "selection": "underline"}
"""The attributes of what is lit in a text, by role: it is told apart without colours, too."""


def ink(names: tuple[str, ...], look: Look, ground: str = "background") -> Style:
    """The style of a run: the last of its names that has a colour gives it, the attributes of all of them add up."""
    role, attributes = "foreground", set[str]()
    for name in names:
        role = _ROLES.get(name, role)
        attributes.update(_ATTRIBUTES.get(name, "").split())
    if ground == "background" and names and names[-1].startswith("code"):
        ground = "code-background"
    return look.style(role, ground, " ".join(sorted(attributes)))

"""The colour roles: what a theme must name, what each is for, and which pairs of them have to be told apart."""

ROLES: dict[str, str] = {
    "foreground": "running text",
    "background": "the ground of everything",
    "surface": "the ground of panes and inputs",
    "panel": "the ground of bars, headers and dialogs",
    "primary": "what leads the eye: the active tab, the day in view",
    "secondary": "what stands beside it: counts, labels",
    "accent": "keys and small signs",
    "success": "it was done",
    "warning": "look here",
    "error": "it went wrong",
    "text-muted": "what may be overlooked: dates, hints",
    "heading": "headings of the text",
    "strong": "bold words of the text",
    "link": "links",
    "code": "code, on code-background",
    "code-background": "the ground of code",
    "quote": "quotations",
    "math": "formulas",
    "hit": "the ground of a search hit",
    "hit-text": "the words of a search hit",
    "hit-current": "the ground of the hit that the cursor is at",
    "hit-current-text": "the words of that hit",
    "star": "the star of a starred paper",
    "unread": "the title of an unread paper",
    "read": "the title of a read paper",
    "selection": "the ground of selected text and rows",
    "selection-text": "selected text",
    "cursor-row": "the ground of the row under the cursor",
    "cursor-row-text": "the title in that row",
    "cursor-row-muted": "what else stands in that row",
    "cursor-row-star": "the star in that row",
    "border": "the frame of a pane at rest",
    "border-focus": "the frame of the pane with the keys",
    "scrollbar": "the thumb of a scrollbar",
    "tag-1": "tags, by the hash of their name",
    "tag-2": "tags",
    "tag-3": "tags",
    "tag-4": "tags",
    "tag-5": "tags",
    "tag-6": "tags",
    "tag-7": "tags",
    "tag-8": "tags",
}
"""Every role with what it is for. A built-in theme names them all; a user's names those in which it differs."""

TAGS: tuple[str, ...] = tuple(f"tag-{number}" for number in range(1, 9))


def tag_role(name: str) -> str:
    """The role of a tag: the same name has the same colour on every screen and machine."""
    return TAGS[sum(name.encode()) % len(TAGS)]


GROUNDS: tuple[str, ...] = ("background", "surface", "panel")

TEXTS: tuple[str, ...] = (
    *("foreground", "primary", "secondary", "accent", "success", "warning", "error", "text-muted"),
    *("heading", "strong", "link", "quote", "math", "unread", "read", "star", *TAGS),
)
"""Roles in which text is written on any of the grounds."""

PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("code", "code-background"),
    ("hit-text", "hit"),
    ("hit-current-text", "hit-current"),
    ("selection-text", "selection"),
    ("cursor-row-text", "cursor-row"),
    ("cursor-row-muted", "cursor-row"),
)
"""Text and its ground, each pair with a contrast of 4.5 or more (WCAG 2.2, 1.4.3)."""

CHROME: tuple[tuple[str, str], ...] = (
    *((line, ground) for line in ("border", "border-focus", "scrollbar") for ground in GROUNDS),
    ("cursor-row-star", "cursor-row"),
)
"""Lines and signs and their ground, each pair with a contrast of 3 or more (WCAG 2.2, 1.4.11)."""

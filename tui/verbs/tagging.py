"""Tags as they are typed: names with blanks between, a minus takes one away, known names are completed."""

from collections.abc import Sequence

from ...index.library import Library


def clean_tag(text: str) -> str:
    """A tag as it is kept: without the sign before it, blanks and commas."""
    return text.strip().lstrip("#+-").strip("，,；; ")


def tag_changes(before: Sequence[str], text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to add and what to take away, from the tags that stood in the prompt and what stands there now."""
    words = text.replace("，", " ").replace(",", " ").split()
    minus = {clean_tag(word) for word in words if word.startswith("-")}
    kept = [tag for word in words if not word.startswith("-") and (tag := clean_tag(word))]
    add = tuple(dict.fromkeys(tag for tag in kept if tag not in before and tag not in minus))
    return add, tuple(sorted((set(before) - set(kept)) | (minus - {""})))


def complete_tag(library: Library, text: str) -> list[str]:
    """What the last word of the text may become: known tags that begin with it, then those that contain it."""
    head, _blank, last = text.rpartition(" ")
    sign = "-" if last.startswith("-") else ""
    wanted = clean_tag(last).casefold()
    known = list(library.said.tags())
    found = [tag for tag in known if tag.casefold().startswith(wanted)]
    found += [tag for tag in known if wanted in tag.casefold() and tag not in found]
    return [f"{head} {sign}{tag}".lstrip() for tag in found if tag.casefold() != wanted]

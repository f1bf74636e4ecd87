"""What an operation of the journal did, in words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..index.language import _, ngettext

if TYPE_CHECKING:
    from ..index.marks import Operation


def what(label: str, count: int) -> str:
    """An operation's label and the number of its papers as a person would say it: `starred: 3 papers`."""
    return _phrase(label, ngettext("{n} paper", "{n} papers", count).format(n=count))


def _phrase(label: str, papers: str) -> str:
    """What was done to papers.

    Labels are the verbs of `Library.mark`: `read`, `star`, `tag:rl` … ; one that is not known is shown as it is.
    """
    verb, _colon, tag = label.partition(":")
    phrases = {
        "read": _("read: {papers}"),
        "unread": _("unread: {papers}"),
        "star": _("starred: {papers}"),
        "unstar": _("star taken away: {papers}"),
        "later": _("kept for later: {papers}"),
        "not-later": _("no longer for later: {papers}"),
        "tag": _("tagged {tag}: {papers}"),
        "untag": _("tag {tag} taken away: {papers}"),
        "tags": _("tags changed: {papers}"),
        "read-end": _("read to the end: {papers}"),
        "read-time": _("read for a while: {papers}"),
        "mark": _("marked by a command: {papers}"),
        "import": _("imported: {papers}"),
    }
    return phrases.get(verb, "{label}: {papers}").format(papers=papers, tag=tag, label=label)


def nothing(label: str, count: int) -> str:
    """Why an operation with this label changed none of so many papers."""
    reasons = {
        "read": ngettext("This paper is read already.", "All {n} papers are read already.", count),
        "unread": ngettext("This paper is unread already.", "All {n} papers are unread already.", count),
        "star": ngettext("This paper is starred already.", "All {n} papers are starred already.", count),
        "unstar": ngettext("This paper has no star.", "None of the {n} papers has a star.", count),
        "later": ngettext("This paper is kept for later already.", "All {n} papers are kept for later already.", count),
        "not-later": ngettext("This paper is not kept for later.", "None of the {n} papers is kept for later.", count),
        "tags": ngettext("That changes no tag of this paper.", "That changes no tag of the {n} papers.", count),
    }
    return reasons.get(label, _("Nothing was changed.")).format(n=count)


def sentence(operation: "Operation") -> str:
    """What an operation did, with the number of its papers."""
    return what(operation.label, len(operation.ids))


def by_title(operation: "Operation", titles: Mapping[str, str]) -> str:
    """What an operation did, with the title of its first paper and how many more there are."""
    first, *others = operation.ids
    title, more = titles.get(first, first), len(others)
    named = ngettext("{title} and {n} more", "{title} and {n} more", more).format(title=title, n=more)
    return _phrase(operation.label, named if more else title)

"""What an operation of the journal did, in words."""

from typing import TYPE_CHECKING

from ..index.language import ngettext

if TYPE_CHECKING:
    from ..index.marks import Operation


def what(label: str, count: int) -> str:
    """An operation's label and the number of its papers as a person would say it: `starred 3 papers`.

    Labels are the verbs of `Library.mark`: `read`, `star`, `tag:rl` … ; one that is not known is shown as it is.
    """
    verb, _colon, tag = label.partition(":")
    phrases = {
        "read": ngettext("read: {n} paper", "read: {n} papers", count),
        "unread": ngettext("unread: {n} paper", "unread: {n} papers", count),
        "star": ngettext("starred: {n} paper", "starred: {n} papers", count),
        "unstar": ngettext("star taken away: {n} paper", "star taken away: {n} papers", count),
        "later": ngettext("kept for later: {n} paper", "kept for later: {n} papers", count),
        "not-later": ngettext("no longer for later: {n} paper", "no longer for later: {n} papers", count),
        "tag": ngettext("tagged {tag}: {n} paper", "tagged {tag}: {n} papers", count),
        "untag": ngettext("tag {tag} taken away: {n} paper", "tag {tag} taken away: {n} papers", count),
        "tags": ngettext("tags changed: {n} paper", "tags changed: {n} papers", count),
        "read-end": ngettext("read to the end: {n} paper", "read to the end: {n} papers", count),
        "read-time": ngettext("read for a while: {n} paper", "read for a while: {n} papers", count),
        "mark": ngettext("marked by a command: {n} paper", "marked by a command: {n} papers", count),
        "import": ngettext("imported: {n} paper", "imported: {n} papers", count),
    }
    return phrases.get(verb, "{label}: {n}").format(n=count, tag=tag, label=label)


def sentence(operation: "Operation") -> str:
    """What an operation did, with the number of its papers."""
    return what(operation.label, len(operation.ids))

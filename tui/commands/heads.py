"""What stands above a paper's text in `show`: title, id, days, authors, links, marks, as Markdown."""

from ...index.language import _
from ...index.model import Paper


def head(paper: Paper) -> str:
    """The head of a paper as Markdown; what the report wrote is escaped, so that it stays as it was written."""
    facts = [f"`{paper.id}`", _("seen on {days}").format(days=", ".join(paper.days))]
    if paper.upvotes is not None:
        facts.append(_("{n} upvotes").format(n=paper.upvotes))
    lines = [f"# {_escaped(paper.title)}", " · ".join(facts)]
    if paper.authors:
        lines.append(_escaped(", ".join(paper.authors)))
    shown = [link.url for link in paper.links if link.kind != "other"]
    if shown:
        lines.append("  \n".join(f"<{url}>" for url in shown))
    if paper.marks.tags:
        lines.append(" ".join(f"#{_escaped(tag)}" for tag in paper.marks.tags))
    return "\n\n".join(lines)


def _escaped(text: str) -> str:
    """The text with Markdown's signs escaped, except dollars: formulas in titles are set as formulas."""
    one_line = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|~" else sign for sign in one_line)

"""Papers to export: one that has everything awkward, and a strategy for titles."""

from hypothesis import strategies as st
from paperdeck.index.model import Link, Marks, Paper, Reading, Section

AWKWARD_TITLES = (
    "VA-π: Variational Policy Alignment & 100% of A_B for $5",
    "Attention Is All You Need",
    "强化学习：从 $O(n^2)$ 到 $O(n)$ 的 #1 方法",
    r"A {braced} title with a \backslash, a ~ tilde and a ^ caret",
    "Un{balanced and }{ worse",
    "Dashes -- and --- quotes ``so'' and what?`",
    "=SUM(A1) | <b>bold</b> [link](http://x) *star* `code`",
    "@misc{evil, title = {x}}, and a comma",
    "\"Quoted\" and 'single', 全角（括号）、顿号。",
)


def paper(
    title: str = "Attention Is All You Need",
    paper_id: str = "1706.03762",
    *,
    authors: tuple[str, ...] = ("Ashish Vaswani", "Noam Shazeer"),
    marks: Marks | None = None,
    note: str = "",
    tags: tuple[str, ...] = (),
    links: tuple[Link, ...] = (),
    sections: tuple[Section, ...] | None = None,
    days: tuple[str, ...] = ("2025-12-27",),
) -> Paper:
    """A paper with one reading a day, newest first."""
    if sections is None:
        sections = (
            Section("contribution", "一句话核心贡献", "只用**注意力**，去掉循环与卷积。"),
            Section("abstract", "Original Abstract", "A network made of attention alone."),
        )
    readings = tuple(
        Reading(paper_id, title, "analysis", day, "HTML", f"{day}.md", sections, authors, 51, tags, links)
        for day in days
    )
    return Paper(paper_id, readings, marks or Marks(), note)


def titles() -> st.SearchStrategy[str]:
    """Titles as a report could have them: any text, thick with what LaTeX, CSV and Markdown take for their own."""
    awkward = st.sampled_from([*"&%_$#{}~^\\-`'\"?!<>|,@=+ ", "π", "强化", "--", "：", "（", "\n", "\x00", "\u3000"])
    return st.lists(st.one_of(awkward, st.characters(exclude_categories=("Cs",))), max_size=30).map("".join)

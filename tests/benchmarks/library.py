"""Generated libraries of any size: report files by day in three formats, papers that come again, one seed.

A library is made once and kept under `build/bench`, or the folder that `PAPERDECK_BENCH_DIR` names.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.vocabulary import TASKS, Writer

VERSION = 1
FIRST_DAY = date(2016, 1, 1)
REPEATED = 0.05
"""The share of readings that are of a paper seen before."""


HEADINGS = ("{n}. **{name}**：\n", "## {n}. {name}\n", "### {n}. **{name}**\n", "{n}. **{name}**\n")
"""Ways in which a language model writes the heading of a section."""


@dataclass(frozen=True, slots=True)
class Known:
    """A paper that was written about: its id and title stay the same in every report."""

    id: str
    title: str
    authors: tuple[str, ...]


def cache_folder() -> Path:
    """Where generated libraries are kept."""
    default = Path(__file__).parent.parent.parent / "build" / "bench"
    return Path(os.environ.get("PAPERDECK_BENCH_DIR") or default)


def library(papers: int, files: int, *, seed: int = 7) -> Path:
    """The folder of a library of this many papers in this many report files, made when there is none yet."""
    folder = cache_folder() / f"library-{papers}-{files}-{seed}-v{VERSION}"
    if not folder.is_dir():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        generate(part, papers, files, seed=seed)
        part.rename(folder)
    return folder


def big_day(papers: int = 445, *, seed: int = 11) -> Path:
    """The folder of a library of one arxiv-daily report of this many papers."""
    folder = cache_folder() / f"day-{papers}-{seed}-v{VERSION}"
    if not folder.is_dir():
        writer = Writer(seed, pool=4000)
        day = date(2025, 12, 27)
        known = [_paper(writer, day, number) for number in range(papers)]
        folder.mkdir(parents=True)
        (folder / f"{day}.md").write_text(_arxiv_daily(writer, day, known), encoding="utf-8")
    return folder


def generate(folder: Path, papers: int, files: int, *, seed: int) -> None:
    """Write the report files: five in four days, in folders by year."""
    writer = Writer(seed)
    seen: list[Known] = []
    for number in range(files):
        day = FIRST_DAY + timedelta(days=number * 4 // 5)
        second = number % 5 == 1
        count = papers * (number + 1) // files - papers * number // files
        known = list(_papers(writer, day, count, seen))
        make = _digest if second else _of_the_day(writer)
        path = folder / f"{day:%Y}" / (f"hf-daily-{day}.md" if second else f"{day}.md")
        path.parent.mkdir(exist_ok=True)
        path.write_text(make(writer, day, known), encoding="utf-8")


def _of_the_day(writer: Writer) -> "Callable[[Writer, date, list[Known]], str]":
    return _arxiv_daily if writer.chance.random() < 0.15 else _analysis


def _papers(writer: Writer, day: date, count: int, seen: list[Known]) -> Iterator[Known]:
    """New papers of a day, and beside them some of the last weeks again."""
    for _ in range(count):
        seen.append(_paper(writer, day, len(seen)))
        yield seen[-1]
    recent = seen[-200:-count] if count else []
    for _ in range(round(count * REPEATED + writer.chance.random() * 0.5) if recent else 0):
        yield writer.chance.choice(recent)


def _paper(writer: Writer, day: date, number: int) -> Known:
    return Known(f"{day:%y%m}.{number % 100_000:05}", writer.title(), tuple(writer.authors()))


def _analysis(writer: Writer, day: date, papers: list[Known]) -> str:
    """A report of the `analysis` format, its headings in the styles that a language model writes."""
    url = f"https://huggingface.co/papers/date/{day}"
    parts = [f"# Hugging Face Daily Papers Report\n**Date**: {day}\n**Source URL**: {url}\n\n{'=' * 60}\n"]
    names = ("应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果")
    for paper in papers:
        style = writer.chance.choice(HEADINGS)
        bodies = (
            f"   {writer.chance.choice(TASKS)} - {writer.chance.choice(TASKS)}（{paper.title.split()[0]}）。",
            writer.chinese(1),
            _items(writer, 7),
            _items(writer, 8),
            writer.chinese(4) + "\n\n" + _items(writer, 4),
        )
        parts.append(
            f"\n## 📄 {paper.title}\n\n- **链接**: https://huggingface.co/papers/{paper.id}\n- **阅读来源**: HTML\n\n"
            f"# 论文阅读报告：{paper.title}\n\n"
        )
        parts += [
            f"{style.format(n=n, name=name)}{body}\n\n"
            for n, (name, body) in enumerate(zip(names, bodies, strict=True), 1)
        ]
    return "".join(parts)


def _items(writer: Writer, count: int) -> str:
    return "\n".join(f"*   **{writer.chance.choice(TASKS)}**：{writer.chinese(2)}" for _ in range(count))


def _digest(writer: Writer, day: date, papers: list[Known]) -> str:
    parts = [f"# HF Daily Papers - {day}\n\nTotal: {len(papers)} papers\n\n---\n"]
    parts += [
        f"\n## {n}. {paper.title}\n\n**Upvotes**: {writer.chance.randint(1, 120)} | **Authors**: "
        f"{', '.join(paper.authors[:3])}...\n\n[HuggingFace](https://huggingface.co/papers/{paper.id}) | "
        f"[arXiv](https://arxiv.org/abs/{paper.id})\n\n**输入→输出**: {writer.chinese(5)}\n\n"
        f"**问题**: {writer.chinese(8)}\n\n**方案**: 1. {writer.chinese(8)} 2. {writer.chinese(8)}\n\n"
        f"<details>\n<summary>Original Abstract</summary>\n\n{writer.english(9)}\n\n</details>\n\n---\n"
        for n, paper in enumerate(papers, 1)
    ]
    return "".join(parts)


def _arxiv_daily(writer: Writer, day: date, papers: list[Known]) -> str:
    parts = [f"<div id=toc></div>\n\n# Table of Contents\n\n- [cs.CV](#cs.CV) [Total: {len(papers)}]\n"]
    parts.append("\n\n<div id='cs.CV'></div>\n\n# cs.CV [[Back]](#toc)\n\n")
    parts += [
        f"### [{n}] [{paper.title}](https://arxiv.org/abs/{paper.id})\n*{', '.join(paper.authors)}*\n\n"
        f"Main category: cs.CV\n\nTL;DR: {writer.chinese(1)}\n\n\n<details>\n  <summary>Details</summary>\n\n"
        f"Motivation: {writer.chinese(3)}\n\nMethod: {writer.chinese(5)}\n\nResult: {writer.chinese(3)}\n\n"
        f"Conclusion: {writer.chinese(1)}\n\nAbstract: {writer.english(12)}\n\n</details>\n\n\n---\n\n"
        for n, paper in enumerate(papers, 1)
    ]
    return "".join(parts)

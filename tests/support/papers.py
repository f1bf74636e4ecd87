"""Papers made from words, for tests that need many of them or just the right ones."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from paperdeck.index.model import Link, Marks, Paper, Reading, Section
from paperdeck.index.section_labels import SECTION_LABELS

HAN = (
    "的一是在模型学习强化图像生成视频理解注意力机制扩散奖励策略优化"
    "推理数据训练语言多态网络方法实验结果提升性能显著降低成本框架"
)
LATIN = [
    "GRPO", "diffusion", "Qwen2.5-VL", "LlamaGen", "reasoning", "VA-π", "RLHF", "token", "Transformer", "GPT-4",
    "benchmark", "agent", "memory", "3D", "DPO", "ImageNet-1K", "self-play", "mixture-of-experts", "policy", "reward",
    "v1.5", "FID", "U-Net", "world", "retrieval",
]  # fmt: skip


def paper(
    number: int = 1,
    *,
    title: str = "A Title",
    day: str = "2025-12-27",
    note: str = "",
    tags: Sequence[str] = (),
    **sections: str,
) -> Paper:
    """A paper with these sections, by key; a section named `text` becomes `contribution`."""
    named = {("contribution" if key == "text" else key): text for key, text in sections.items()}
    paper_id = f"2512.{number:05}"
    reading = Reading(
        paper_id,
        title,
        "analysis",
        day=day,
        sections=tuple(Section(key, SECTION_LABELS[key][0], text) for key, text in named.items()),
        links=(Link("arxiv", f"https://arxiv.org/abs/{paper_id}"),),
    )
    return Paper(paper_id, (reading,), Marks(tags=tuple(tags)), note)


def written(chance: random.Random, words: int = 30) -> str:
    """A text of Han runs, Latin words, punctuation and Markdown, as reports mix them."""
    parts: list[str] = []
    for _ in range(words):
        kind = chance.random()
        if kind < 0.6:
            parts.append("".join(chance.choices(HAN, k=chance.randint(1, 9))))
        elif kind < 0.8:
            parts.append(chance.choice(LATIN))
        else:
            parts.append(f"**{''.join(chance.choices(HAN, k=3))}**")
        parts.append(chance.choice(("", "", "，", "。", " ", "、", "\n", "\n\n*   ")))
    return "".join(parts)


def papers(count: int, *, seed: int = 5) -> list[Paper]:
    """So many papers over so many days, four each, newest first; the same for the same seed."""
    chance = random.Random(seed)
    first = date(2025, 12, 27)
    made: list[Paper] = []
    for number in range(count):
        keys = chance.sample(list(SECTION_LABELS), k=4)
        made.append(
            paper(
                count - number,
                title=" ".join(chance.sample(LATIN, k=4)),
                day=(first - timedelta(days=number // 4)).isoformat(),
                **{key: written(chance) for key in keys},
            )
        )
    return made

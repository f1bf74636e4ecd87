"""The section names of all formats, and how a written heading is compared with them."""

from functools import lru_cache

from ..patterns import pattern

_NAMES: dict[str, str] = {
    "domain": "应用领域|應用領域|研究领域|所属领域|任务领域|技术领域|主要类别|主要分类|主类别|主分类"
    "|application domain|application domains|application area|application areas|application field"
    "|research area|research field|main category",
    "contribution": "一句话核心贡献|一句話核心貢獻|核心貢獻|核心贡献|主要贡献|一句话贡献|一句话总结|一句话概括"
    "|one-sentence contribution|one sentence contribution|one-sentence core contribution"
    "|one-sentence summary|one-line summary|core contribution|core contributions|key contribution"
    "|key contributions|main contribution|main contributions|tl;dr|tldr|tl; dr"
    "|innovation snapshot",
    "usage": "使用指南|使用方法|使用说明|使用方式|usage guide|usage guidelines|user guide"
    "|usage instructions|how to use",
    "innovation": "主要创新点|主要創新點|核心创新点|关键创新点|主要创新|key innovations|main innovations"
    "|key innovation|main innovation|core innovations",
    "results": "实验效果|實驗效果|實驗結果|实验结果|实验与结果|主要结果|实验评估|experimental results"
    "|experiment results|key results|main results",
    "io": "输入→输出|輸入→輸出|输入输出|输入/输出|输入与输出|输入和输出|输入-输出|input→output"
    "|input/output|input-output|inputs→outputs",
    "problem": "研究问题|研究动机|解决的问题|核心问题|problem statement|research problem",
    "method": "解决方案|研究方法|技术方案|方法概述|核心方法|proposed method",
    "conclusion": "研究结论|主要结论",
    "abstract": "original abstract|原文摘要|论文摘要|英文摘要|中文摘要|摘要翻译|英文原文摘要|paper abstract"
    "|ai_abstract",
}
_SHORT_NAMES: dict[str, str] = {
    "domain": "领域|domain|category|categories|类别|分类",
    "contribution": "贡献|貢獻|contribution|contributions",
    "usage": "用法|使用|usage",
    "innovation": "创新点|創新點|创新|innovation|innovations|novelty",
    "results": "实验|结果|效果|result|results|experiments|evaluation",
    "io": "i/o|io",
    "problem": "问题|問題|动机|背景|problem|motivation",
    "method": "方案|方法|method|methods|approach|methodology|solution",
    "conclusion": "结论|結論|conclusion|conclusions",
    "abstract": "摘要|abstract",
}
LONG = {name: key for key, names in _NAMES.items() for name in names.split("|")}
SHORT = {name: key for key, names in _SHORT_NAMES.items() for name in names.split("|")}
"""Names that are also everyday words: they name a section only where the form of the line says so as well."""

_ALL = LONG | SHORT
_ARROW = pattern(r"\s*(?:[→⟶➔➜➡⇒]\ufe0f?|[-—=]{1,2}[>＞]|[/／])\s*")
_TAIL = pattern(r"\s*[（(\[][^（(\[]{1,60}[）)\]]\s*$")
_HALVES = pattern(r"\s*[/|·•&]\s*")
_JOINED = ("—", "–", "-", "与", "和", "及", "以及", "、", "&", "（", "(")
_LONGEST = 60


def _folded(name: str) -> str:
    """A name without markup and case, its arrows alike."""
    text = " ".join(name.replace("*", " ").replace("`", " ").split()).casefold().strip(" _:：.。·-—#")
    return _ARROW.sub(lambda m: "/" if m[0].strip() in "/／" else "→", text)


@lru_cache(maxsize=4096)
def key_of(name: str) -> tuple[str, bool]:
    """The section key that a written name stands for, and whether the name is a long one that stands for nothing else.

    ("", False) where it names no section. A translation in brackets or after a slash may follow the name.
    """
    if len(name) > _LONGEST * 2:
        return "", False
    folded = _folded(name)
    if not folded or len(folded) > _LONGEST:
        return "", False
    for text in (folded, _TAIL.sub("", folded)):
        if key := _ALL.get(text):
            return key, text in LONG
    return _by_part(folded)


def _by_part(folded: str) -> tuple[str, bool]:
    """The key of a name of two halves (`应用领域 / domain`) or of one that goes on (`实验效果与分析`)."""
    halves = [_TAIL.sub("", half).strip() for half in _HALVES.split(folded)]
    keys = {_ALL[half] for half in halves if half in _ALL}
    if len(halves) == 2 and len(keys) == 1:
        return keys.pop(), any(half in LONG for half in halves)
    for size in range(min(9, len(folded) - 1), 3, -1):
        key = LONG.get(folded[:size])
        if key and len(folded) <= size + 24 and folded[size:].lstrip().startswith(_JOINED):
            return key, True
    return "", False

"""The names that a query may use: fields and aliases in both languages, and the values of `is:`, `has:`, `format:`."""

import unicodedata
from difflib import get_close_matches

from ..section_labels import SECTION_LABELS

TEXT_FIELDS = ("title", "author", *SECTION_LABELS, "note")
"""Fields that hold words."""

META_FIELDS = ("id", "day", "is", "tag", "up", "has", "format")
"""Fields that hold values of their own kinds."""

FIELDS = TEXT_FIELDS + META_FIELDS

IS_VALUES = ("unread", "read", "starred", "later", "due", "noted", "seen-before")
HAS_VALUES = (
    "math",
    "code",
    "table",
    "image",
    "note",
    "tags",
    "authors",
    "upvotes",
    "arxiv",
    "hf",
    "pdf",
    *SECTION_LABELS,
)
FORMAT_VALUES = ("analysis", "digest", "arxiv-daily", "generic")
DAY_VALUES = ("today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-year", "last-year")

_SECTION_ALIASES = {
    "domain": ("领域", "应用领域", "area"),
    "contribution": ("贡献", "核心贡献", "一句话核心贡献", "tldr", "tl;dr"),
    "usage": ("用法", "指南", "使用指南"),
    "innovation": ("创新", "创新点", "主要创新点"),
    "results": ("实验", "实验效果", "结果", "效果", "result"),
    "io": ("输入输出", "input", "output"),
    "problem": ("问题", "动机", "motivation"),
    "method": ("方案", "方法"),
    "conclusion": ("结论",),
    "abstract": ("摘要",),
    "other": ("其他", "其它"),
}

_ALIASES: dict[str, str] = {
    **{name: name for name in FIELDS},
    **{alias: key for key, aliases in _SECTION_ALIASES.items() for alias in aliases},
    **dict.fromkeys(("标题", "题目", "t"), "title"),
    **dict.fromkeys(("作者", "authors", "au"), "author"),
    **dict.fromkeys(("笔记", "notes"), "note"),
    **dict.fromkeys(("编号", "arxiv", "arxivid"), "id"),
    **dict.fromkeys(("日期", "日", "天", "date", "on"), "day"),
    **dict.fromkeys(("状态", "是"), "is"),
    **dict.fromkeys(("标签", "tags"), "tag"),
    **dict.fromkeys(("赞", "点赞", "票", "upvotes", "votes"), "up"),
    **dict.fromkeys(("含", "有", "包含"), "has"),
    **dict.fromkeys(("格式", "fmt"), "format"),
}

_VALUE_ALIASES: dict[str, dict[str, str]] = {
    "is": {
        **{value: value for value in IS_VALUES},
        **dict.fromkeys(("未读", "new"), "unread"),
        **dict.fromkeys(("已读", "读过"), "read"),
        **dict.fromkeys(("星标", "加星", "收藏", "star"), "starred"),
        **dict.fromkeys(("稍后", "稍后读", "待读"), "later"),
        **dict.fromkeys(("到期", "该读"), "due"),
        **dict.fromkeys(("有笔记", "笔记", "note"), "noted"),
        **dict.fromkeys(("见过", "重复", "seen"), "seen-before"),
    },
    "has": {
        **{value: value for value in HAS_VALUES},
        **{alias: key for key, aliases in _SECTION_ALIASES.items() for alias in aliases},
        **dict.fromkeys(("公式", "数学", "maths"), "math"),
        **dict.fromkeys(("代码",), "code"),
        **dict.fromkeys(("表格", "表"), "table"),
        **dict.fromkeys(("图", "图片", "figure"), "image"),
        **dict.fromkeys(("笔记", "notes"), "note"),
        **dict.fromkeys(("标签", "tag"), "tags"),
        **dict.fromkeys(("作者", "author"), "authors"),
        **dict.fromkeys(("赞", "票", "up"), "upvotes"),
    },
    "format": {value: value for value in FORMAT_VALUES} | {"arxiv": "arxiv-daily", "daily": "arxiv-daily"},
    "day": {
        **{value: value for value in DAY_VALUES},
        "今天": "today", "今日": "today", "昨天": "yesterday", "昨日": "yesterday", "本周": "this-week",
        "这周": "this-week", "上周": "last-week", "本月": "this-month", "上月": "last-month", "上个月": "last-month",
        "今年": "this-year", "去年": "last-year",
    },
}  # fmt: skip


def field_named(name: str) -> str | None:
    """The field that a typed name means, in any case, width or language; None where there is none."""
    return _ALIASES.get(unicodedata.normalize("NFKC", name).lower())


def value_named(field: str, value: str) -> str | None:
    """The value of `is`, `has`, `format` or `day` that a typed one means; None where there is none."""
    return _VALUE_ALIASES[field].get(unicodedata.normalize("NFKC", value).lower().replace("_", "-"))


def nearest_field(name: str) -> str | None:
    """The known field name or alias that a mistyped one resembles most."""
    return next(iter(get_close_matches(name.lower(), _ALIASES, n=1, cutoff=0.6)), None)


def nearest_value(field: str, value: str) -> str | None:
    """The known value of `is`, `has`, `format` or `day` that a mistyped one resembles most; None for other fields."""
    known = _VALUE_ALIASES.get(field, {})
    return next(iter(get_close_matches(value.lower(), known, n=1, cutoff=0.6)), None)


def completions(text: str) -> tuple[str, ...]:
    """What Tab offers for the last word of a typed query: `da` gives `day:`, `is:un` gives `is:unread`."""
    word = unicodedata.normalize("NFKC", text).rpartition(" ")[2].lstrip("-(").lower()
    name, colon, value = word.partition(":")
    if not colon:
        return tuple(f"{key}:" for key in _ALIASES if word and key.startswith(word) and key in (*FIELDS, word))
    field = field_named(name)
    if field not in _VALUE_ALIASES:
        return ()
    return tuple(f"{name}:{known}" for known in _VALUE_ALIASES[field] if known.startswith(value) and known != value)

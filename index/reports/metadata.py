"""The lines about a paper that are not its text: links, authors, upvotes, source, tags."""

from dataclasses import dataclass, field

from ..patterns import pattern
from .identity import Found, arxiv_id, bare_id, links_in, matter

_FIELD_NAMES = {
    "links": "链接|论文链接|原文链接|原文|论文地址|地址|论文主页|论文|论文id|arxiv链接|arxiv|arxiv id|arxiv编号"
    "|hf链接|hf|huggingface|hugging face|link|links|url|urls|paper|paper link|paper url|id|pdf|pdf链接|abs"
    "|代码|代码链接|代码地址|code|github"
    "|项目主页|项目|project|project page|主页|doi",
    "source": "阅读来源|来源|数据来源|内容来源|source|read from",
    "authors": "作者|论文作者|作者列表|authors|author|by",
    "upvotes": "upvotes|upvote|votes|点赞|点赞数|赞|热度|👍|▲|⬆",
    "tags": "tags|tag|标签|关键词|关键字|keywords|keyword",
}
_FIELDS = {name: kind for kind, names in _FIELD_NAMES.items() for name in names.split("|")}
_PARTS = pattern(r"[ \t]{0,8}[|｜][ \t]{0,8}|[ \t]{1,8}[·•][ \t]{1,8}")
_COUNT = pattern(r"(?<![\d.,])(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?:\.(\d))?\s?([kK])?(?![\d.,]*\d)")
_VOTES = pattern(
    r"[^\w👍▲⬆❤]{0,8}(?:👍|▲|⬆\ufe0f?|❤\ufe0f?)[ \t]*([\d,.]{1,12}[kK]?)[ \t]*$"
    r"|[ \t]*([\d,]{1,12})[ \t]+(?:up)?votes?[ \t]*$"
)
_NAME_BREAK = pattern(r"[,，、;；]|[ \t](?:and|&)[ \t]")
_MORE = pattern(r"[ \t]*(?:\.{3,}|…+|(?:,|\b)[ \t]*et[ \t]al\.?|[ \t]等人?)[ \t.*_]*$")
_ITALIC = pattern(r"[ \t]*([*_])(?![*_ \t])([^*]{1,200000})\1[ \t]*(?:\|[ \t]*(.*))?$")
_MARKUP = " \t*_`>-+•·[]()（）【】~"
_LONGEST = 200_000


@dataclass(slots=True)
class Facts:
    """What the metadata lines of one paper have said so far; `told` are their texts, in order, for ids and links."""

    authors: tuple[str, ...] = ()
    upvotes: int | None = None
    source: str = ""
    tags: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list[str])


def understand(line: str, facts: Facts) -> bool:
    """Take what a line says of the paper into `facts`; True where it says nothing else, and need not be shown."""
    if len(line) > _LONGEST:
        return False
    parts = [part for part in _PARTS.split(line.strip().lstrip(">")) if matter(part) or part.strip(_MARKUP)]
    if not parts:
        return False
    whole = [_part(part, facts) for part in parts]
    return all(whole)


def italic_authors(line: str, facts: Facts) -> tuple[bool, str]:
    """Read `*A, B*` (and what a `|` puts after it) as the authors: whether it was one, and the rest of the line."""
    match = _ITALIC.match(line) if len(line) <= _LONGEST else None
    if not match or facts.authors or match[2].startswith("http"):
        return False, ""
    facts.authors = names(match[2])
    return True, (match[3] or "").strip()


def names(text: str) -> tuple[str, ...]:
    """The names in a list of authors, without the ellipsis of a shortened one."""
    bare = text.strip(" \t*_`")
    end = len(bare)
    while (match := _MORE.search(bare, max(0, end - 40), end)) is not None:
        end = match.start()
        while end and bare[end - 1] in " ,，、;；":
            end -= 1
    return tuple(name for part in _NAME_BREAK.split(bare[:end]) if (name := part.strip(" \t*_`")))


def _part(part: str, facts: Facts) -> bool:
    """One part of a metadata line: a labelled value, links, or votes."""
    name, value = _labelled(part)
    kind = _FIELDS.get(name, "")
    if kind == "links":
        return _take_links(value, facts, labelled=True)
    if kind == "authors" and not facts.authors:
        facts.authors = names(value)
        return True
    if kind == "upvotes":
        return _take_votes(value, facts)
    if kind == "source" and not facts.source and len(value) <= 80:
        facts.source = value.strip(" \t*_`")
        return True
    if kind == "tags" and not facts.tags:
        facts.tags = names(value.replace("`", " ").replace("#", " "))
        return True
    if votes := _VOTES.match(part[-200:] if len(part) <= 200 else ""):
        return _take_votes(votes[1] or votes[2], facts)
    return not kind and _take_links(part, facts, labelled=False)


def _labelled(part: str) -> tuple[str, str]:
    """The folded name before the first colon and the text after it; ("", "") where there is none."""
    head = part[:60]
    colons = [at for mark in ":：" if (at := head.find(mark)) >= 0]
    if not colons:
        return "", ""
    at = min(colons)
    name = " ".join(head[:at].strip(_MARKUP).split()).casefold()
    if name not in _FIELDS:
        name = "".join(c for c in name if c.isalnum() or c == " ").strip() or name
    return name, part[at + 1 :].strip().removeprefix("**").removeprefix("__").strip()


def _take_links(value: str, facts: Facts, *, labelled: bool) -> bool:
    """Take the links of a value; True where nothing but links and the arXiv id they hold is in it."""
    found = list(links_in(value))
    rest = without(value, found)
    told = (
        arxiv_id(value) or (bare_id(value) if labelled else "") or (arxiv_id("arxiv:" + value[:40]) if labelled else "")
    )
    if not found and not told:
        return labelled and not matter(value)
    facts.told.append(value if arxiv_id(value) or not told else f"arXiv:{told}\n{value}")
    if not labelled and (votes := _VOTES.match(rest)):
        return _take_votes(votes[1] or votes[2], facts)
    leftover = matter(rest).removeprefix("arxiv")
    return not leftover or (bool(told) and leftover in (matter(told), matter(told) + "v1", matter(told) + "v2"))


def without(text: str, found: list[Found]) -> str:
    """The text without its links and their labels."""
    kept, done = [""], 0
    for link in found:
        kept.append(text[done : link.start])
        done = max(done, link.end)
    return "".join([*kept, text[done:]])


def _take_votes(value: str, facts: Facts) -> bool:
    """Take a count (`51`, `1,204`, `1.2k`); True where the value is that and nothing else."""
    match = _COUNT.search(value[:200])
    if not match or facts.upvotes is not None:
        return False
    count = int(match[1].replace(",", ""))
    facts.upvotes = count * 1000 + int(match[2] or 0) * 100 if match[3] else count
    return not matter(value[: match.start()] + value[match.end() :]) and bool(match[3] or not match[2])


def is_field(line: str) -> bool:
    """Whether a line is a labelled piece of metadata (`- **链接**: …`, `Authors: …`)."""
    return _labelled(line.strip())[0] in _FIELDS

"""What 'nothing is lost' means, so that a test can hold a reading against its block.

A block is its lines; the places of a reading are its header and its sections (title, then Markdown). Of every line, the
letters, digits and Han characters stand together in one place, and the lines of each place come in the order of the
block. A line may be divided once, between two places, because a report may put a field and a section on one line. And
what stands in the header is in the metadata too, but for the words by which a format labels it.
"""

import re

from paperdeck.index.model import Reading

_TAGS = re.compile(r"</?(?:details|summary)\b[^>]*>", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_LABELS = {
    "链接",
    "阅读来源",
    "来源",
    "作者",
    "标签",
    "关键词",
    "upvotes",
    "authors",
    "huggingface",
    "arxiv",
    "hf",
    "pdf",
    "details",
    "source",
    "tags",
    "abs",
    "https",
    "http",
}


def matter(text: str) -> str:
    """The letters, digits and Han characters of a text, in order, as written."""
    return "".join(char for char in _TAGS.sub("", text) if char.isalnum())


def places(reading: Reading) -> list[str]:
    """The matter of the header and of each section."""
    return [matter(reading.header), *(matter(s.title) + matter(s.markdown) for s in reading.sections)]


def losses(block: str, reading: Reading) -> list[str]:
    """The lines of the block that are not found again whole and in order; [] where nothing is lost."""
    streams = places(reading)
    lost: list[str] = []
    at = 0
    for line in block.splitlines():
        sought = matter(line)
        if not sought:
            continue
        order = sorted(range(len(streams)), key=lambda n: n != at)
        place = next((n for n in order if streams[n].startswith(sought)), None)
        if place is not None:
            streams[place] = streams[place][len(sought) :]
            at = place
        elif not _divided(sought, streams):
            lost.append(line)
    # What is left over may only be a title line shown a second time because it says more than the title.
    first = matter(block.splitlines()[0]) if block.splitlines() else ""
    return lost + [f"added: {rest}" for rest in streams if rest and rest not in first]


def _divided(sought: str, streams: list[str]) -> bool:
    """Take a line that stands half in one place, half in another."""
    for n, one in enumerate(streams):
        for size in range(len(sought) - 1, 0, -1):
            if one.startswith(sought[:size]):
                for m, other in enumerate(streams):
                    if m != n and other.startswith(sought[size:]):
                        streams[n], streams[m] = one[size:], other[len(sought) - size :]
                        return True
    return False


def header_beside_metadata(reading: Reading) -> set[str]:
    """The words of the header that no field of the metadata holds; labels and the paper's number aside."""
    told = [reading.title, reading.source, str(reading.upvotes), reading.paper_id, *reading.authors, *reading.tags]
    told += [link.url + " " + link.label for link in reading.links]
    told += [section.title for section in reading.sections]
    known = {word.casefold() for word in _WORDS.findall(" ".join(told))} | _LABELS
    return {
        word
        for line in reading.header.splitlines()
        for word in _WORDS.findall(_TAGS.sub(" ", line))
        if word.casefold() not in known and not word.isdecimal()
    }

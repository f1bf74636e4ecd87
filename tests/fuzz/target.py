"""What is asked of the readers and the typesetter for any bytes whatever, and inputs made to break it."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from paperdeck.index.model import Paper, Reading
from paperdeck.index.reports import read_bytes, reread
from paperdeck.index.reports.decoding import clean, decode
from paperdeck.index.searchtext import search_text
from paperdeck.tui.tabs import markdown_of, tabs_of
from paperdeck.tui.typeset.layout import Options, layout
from support.doubling import PLACES, UNITS
from support.mutations import mutated
from support.report_check import matter, places
from support.report_maker import FORMATS, make_report
from support.seen import lost

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
SLOW = 1.0
"""Seconds of the processor that no input of a few kilobytes may take."""
_WORDS = (
    *("模型", "在", "上", "提升", "3.2%", "GPT-4o", "x_i", "实验效果", "Method", "的", "，", "。", "：", "1", "\n"),
    *("2512.00001", "汉", "ab", "12"),
)


class Finding(NamedTuple):
    """What is wrong with an input: `kind` is exception, slow or lost."""

    kind: str
    what: str


def check(data: bytes) -> list[Finding]:
    """Read an input and lay all of it out, and tell what went wrong."""
    begun = time.process_time()
    found: list[Finding] = []
    try:
        report = read_bytes(data)
        for reading in report.readings:
            raw = data[slice(*reading.span)]
            if reread(raw, reading, encoding=report.encoding) != reading:
                found.append(Finding("lost", "read again, the block is another"))
            block = clean(decode(raw, report.encoding))
            if left := Counter(matter(block)) - Counter("".join(places(reading))):
                found.append(Finding("lost", f"read: {dict(left)}"))
            found += shown(reading)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        found.append(Finding("exception", repr(error)))
    if time.process_time() - begun > SLOW:
        found.append(Finding("slow", f"{time.process_time() - begun:.1f} s"))
    return found


def shown(reading: Reading) -> list[Finding]:
    """What the tabs of a reading lose."""
    paper = Paper(reading.paper_id, (reading,))
    search_text(paper)
    for tab in tabs_of(reading):
        layout(markdown_of(paper, reading, tab.key), Options(width=40))
    return [
        Finding("lost", f"{section.key}: {dict(left)}")
        for section in reading.sections
        if (left := lost(section.markdown))
    ]


def sources() -> list[bytes]:
    """What inputs are made of: found cases, samples, real reports beside the checkout, and generated ones."""
    folders = (CORPUS, ROOT / "index" / "samples", ROOT.parent / "shared" / "reports")
    found = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.md"))]
    return found + [make_report(seed, kind, 2).encode() for seed in range(4) for kind in FORMATS]


def made(luck: random.Random, seeds: Sequence[bytes]) -> bytes:
    """An input: a damaged report, or a place of a format filled with signs and words."""
    if luck.random() < 0.5:
        return mutated(luck.choice(seeds), luck)
    pieces = [luck.choice(UNITS if luck.random() < 0.5 else _WORDS) for _ in range(luck.randint(1, 60))]
    if luck.random() < 0.1:
        pieces[luck.randrange(len(pieces))] *= luck.randint(2, 2000)
    return PLACES[luck.choice(list(PLACES))].replace("{}", "".join(pieces)).encode()

"""One form of writing for comparing text: width, case, script variants, Greek letters and Markdown marks folded away.

Two steps, because hits must be lit in the text that the reader sees: `fold` keeps the length of any text that is in
Unicode's form NFKC already, `match_form` does not. Both are what search, filters and the index compare.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from .patterns import pattern

CJK = (
    "\u3005-\u3007\u3021-\u3029\u3040-\u30fa\u30fc-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Characters written without spaces between words, as the inside of a regular expression's class: Han, kana, hangul."""

CJK_RUN = pattern(f"[{CJK}]+")
_LETTER = f"[^\\W\\d_{CJK}]"
_ATOM = f"(?:{_LETTER}+|\\d+)"
TOKEN = pattern(f"[{CJK}]+|{_ATOM}(?:[-._+']?{_ATOM})*")
"""A run of CJK characters, or a Latin word with its inner joints: `qwen2.5-vl`, `va-pi`, `don't`."""

LATIN_WORD = pattern(f"{_ATOM}(?:[-._+']?{_ATOM})*")
"""The second kind of TOKEN alone."""

ATOM = pattern(_ATOM)
"""The smallest part of a Latin word: letters, or digits."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi",
    "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Small Greek letters and the names by which TeX and people write them."""

_SAME = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("“”", '"'),
    "ς": "σ",
    "İ": "i",
}
_GREEK_TABLE = str.maketrans(GREEK)
_GREEK_SEEN = pattern("[α-ω]")
_ESCAPE = pattern(r"\\(?=[!-/:-@\[-`{-~])")
_INVISIBLE = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SOFT_BREAK = pattern(f"\\n(?<=[{CJK}，。、；：！？]\\n)[ \\t]*(?=[{CJK}])")
_MIXED_GAP = pattern(f" (?:(?<=[{CJK}] )(?=[^\\W_{CJK}])|(?<=[^\\W_{CJK}] )(?=[{CJK}]))")
_SPACE = pattern(r"[^\S\n]+")


def han_variants() -> dict[str, str]:
    """Traditional characters and the simplified ones for which they stand, one to one, from OpenCC's data.

    Source: `TSCharacters.txt` of OpenCC, first choice of each line. Empty where the package's data is absent, so that
    search goes on without folding scripts.
    """
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        return {}
    try:
        lines = (Path(spec.origin).parent / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {key: values.split(" ")[0] for key, values in pairs if len(key) == 1 == len(values.split(" ")[0])}


@cache
def _tables() -> tuple[dict[int, str], re.Pattern[str]]:
    """The table of single characters to replace, and a pattern that tells whether a text holds any of them."""
    table = {key: value for key, value in han_variants().items() if key != value} | _SAME
    # Beyond the first plane a class of single characters is searched one by one: a range stands for all of those.
    near = "".join(char for char in table if ord(char) < 0x10000)
    return str.maketrans(table), pattern(f"[{re.escape(near)}\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """NFKC, lower case, simplified Han, plain dashes and quotes; as long as the text when that is in NFKC."""
    if text.isascii():
        return text.lower()
    table, seen = _tables()
    folded = unicodedata.normalize("NFKC", text)
    if seen.search(folded):
        folded = folded.translate(table)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def plain(markdown: str) -> str:
    """Markdown as it is read: no emphasis marks, no invisible or control characters, soft breaks in Chinese closed."""
    text = _ESCAPE.sub("", markdown) if "\\" in markdown else markdown
    for mark in ("*", "`", "~~", "__"):
        if mark in text:
            text = text.replace(mark, "")
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return _SOFT_BREAK.sub("", text) if "\n" in text else text


def match_form(text: str) -> str:
    """The form in which a text and a typed string are compared: folded, Greek letters by name, even spacing.

    A gap between a Han character and a Latin word or number says nothing and is closed: `强化学习 GRPO` and
    `强化学习GRPO` are one.
    """
    folded = fold(text)
    if not folded.isascii():
        if _GREEK_SEEN.search(folded):
            folded = folded.translate(_GREEK_TABLE)
        return _MIXED_GAP.sub("", _SPACE.sub(" ", folded))
    return _SPACE.sub(" ", folded)


def _joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one atom: both letters or both digits, neither CJK."""
    if left.isdecimal() or right.isdecimal():
        return left.isdecimal() and right.isdecimal()
    return left.isalnum() and right.isalnum() and not (CJK_RUN.match(left) or CJK_RUN.match(right))


def find_term(text: str, needle: str, start: int = 0, *, prefix: bool = False) -> int:
    """The offset of the first whole occurrence of `needle` in `text`, both in match form; -1 where there is none.

    Han is found anywhere; a Latin word begins and ends where its letters or digits do (`rag` is not in `storage`,
    `vl` is in `qwen2.5-vl`); with `prefix` it may go on.
    """
    at = text.find(needle, start) if needle else -1
    while at >= 0:
        end = at + len(needle)
        opened = at == 0 or not _joins(text[at - 1], needle[0])
        if opened and (prefix or end >= len(text) or not _joins(needle[-1], text[end])):
            return at
        at = text.find(needle, at + 1)
    return -1


@lru_cache(maxsize=4096)
def edits(word: str) -> frozenset[str]:
    """All strings one edit away: a letter left out, added, replaced, or two neighbours swapped (Damerau)."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deletes = {a + b[1:] for a, b in splits if b}
    swaps = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    replaces = {a + c + b[1:] for (a, b), c in product(splits, letters) if b}
    inserts = {a + c + b for (a, b), c in product(splits, letters)}
    return frozenset((deletes | swaps | replaces | inserts) - {word})

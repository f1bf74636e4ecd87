"""TeX commands as characters: our own table for spacing and accents, and pylatexenc's for everything else."""

from functools import cache
from typing import Any


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "check": "\u030c",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "breve": "\u0306",
    "mathring": "\u030a",
}
"""Accents as combining marks."""

STRETCHING = frozenset(("overline", "underline"))
"""Accents that are written over every letter of a word."""

FUNCTIONS = _names(
    "arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup "
    "ln log max min Pr sec sin sinh sup tan tanh softmax sigmoid relu KL"
)
"""Commands that are written as their name."""

WORDS = _names(
    "text textrm textsf texttt textup textnormal mbox hbox mathrm mathsf mathtt mathup operatorname textsc mathit "
    "textit textbf emph"
)
"""Commands whose argument is words, or letters without a style of their own."""

SIZES = _names(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm displaystyle "
    "textstyle scriptstyle limits nolimits nonumber notag rm bf it sf tt mathstrut strut"
)
"""Commands that say only how large or in what face something is set."""

SPACES = {
    ",": "",
    ":": " ",
    ";": " ",
    "!": "",
    " ": " ",
    "quad": "  ",
    "qquad": "   ",
    "enspace": " ",
    "thinspace": "",
    "hspace": " ",
    "~": " ",
    ">": " ",
}

LETTERS = {"mathbb": "bb", "Bbb": "bb", "mathcal": "cal", "mathscr": "cal", "cal": "cal", "mathfrak": "frak"}
BOLD = frozenset(("mathbf", "boldsymbol", "bm", "bf", "mathbfit", "pmb"))

_FIRST_CAPITAL = {"bb": 0x1D538, "cal": 0x1D49C, "frak": 0x1D504, "bold": 0x1D400}
_FIRST_SMALL = {"bb": 0x1D552, "cal": 0x1D4B6, "frak": 0x1D51E, "bold": 0x1D41A}
_FIRST_DIGIT = {"bb": 0x1D7D8, "bold": 0x1D7CE}
_FIRST_GREEK = {"bold": (0x1D6A8, 0x1D6C2)}
_OUTSIDE = {
    "bb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "cal": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "frak": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "bold": {},
}
"""Letters that Unicode had before the mathematical alphabets."""


def in_alphabet(character: str, alphabet: str) -> str:
    """The letter or digit in a mathematical alphabet ("bb", "cal", "frak", "bold"), itself where there is none."""
    if outside := _OUTSIDE[alphabet].get(character):
        return outside
    if "A" <= character <= "Z":
        return chr(_FIRST_CAPITAL[alphabet] + ord(character) - ord("A"))
    if "a" <= character <= "z":
        return chr(_FIRST_SMALL[alphabet] + ord(character) - ord("a"))
    if "0" <= character <= "9" and alphabet in _FIRST_DIGIT:
        return chr(_FIRST_DIGIT[alphabet] + ord(character) - ord("0"))
    if alphabet in _FIRST_GREEK:
        capital, small = _FIRST_GREEK[alphabet]
        if "Α" <= character <= "Ω":
            return chr(capital + ord(character) - ord("Α"))
        if "α" <= character <= "ω":
            return chr(small + ord(character) - ord("α"))
    return character


_OWN = {
    "%": "%",
    "$": "$",
    "#": "#",
    "&": "&",
    "_": "_",
    "to": "→",
    "gets": "←",
    "iff": "⇔",
    "implies": "⇒",
    "impliedby": "⇐",
    "mid": "∣",
    "given": "∣",
    "vert": "|",
    "lvert": "|",
    "rvert": "|",
    "Vert": "‖",
    "lVert": "‖",
    "rVert": "‖",
    "|": "‖",
    "cdot": "·",
    "bullet": "•",
    "dots": "…",
    "ldots": "…",
    "dotsc": "…",
    "dotsb": "⋯",
    "cdots": "⋯",
    "vdots": "⋮",
    "ddots": "⋱",
    "ast": "*",
    "star": "⋆",
    "circ": "∘",
    "colon": ":",
    "coloneqq": "≔",
    "triangleq": "≜",
    "defeq": "≜",
    "le": "≤",
    "ge": "≥",
    "ne": "≠",
    "leqslant": "≤",
    "geqslant": "≥",
    "sim": "∼",
    "lbrace": "{",
    "rbrace": "}",
    "{": "{",
    "}": "}",
    "lbrack": "[",
    "rbrack": "]",
    "langle": "⟨",
    "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "backslash": "\\",
    "setminus": "∖",
    "top": "⊤",
    "bot": "⊥",
    "perp": "⊥",
    "epsilon": "ε",
    "varepsilon": "ε",
    "phi": "φ",
    "varphi": "φ",
    "theta": "θ",
    "ell": "ℓ",
    "odot": "⊙",
    "otimes": "⊗",
    "oplus": "⊕",
    "prime": "′",
    "dagger": "†",
    "degree": "°",
    "checkmark": "✓",
    "Longrightarrow": "⇒",
    "longrightarrow": "→",
    "rightsquigarrow": "⇝",
    "hookrightarrow": "↪",
    "mapsto": "↦",
    "emptyset": "∅",
    "varnothing": "∅",
    "intercal": "⊤",
    "tfrac": "",
}


def _known(name: str) -> object:
    """What pylatexenc, which has no types, puts for a command."""
    from pylatexenc import latex2text

    library: Any = latex2text
    return getattr(library.get_default_latex_context_db().get_macro_spec(name), "simplify_repl", None)


@cache
def symbol(name: str) -> str | None:
    """The character or characters that a command without arguments stands for, None where nobody knows it."""
    if (own := _OWN.get(name)) is not None:
        return own or None
    replacement = _known(name)
    if isinstance(replacement, str) and replacement and "%" not in replacement.replace("%%", ""):
        return replacement.replace("%%", "%")
    return None


RELATIONS = frozenset("=<>≤≥≈∼≃≅≠≡∝∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦≪≫≺≻≼≽⊢⊨≔≜∣⊥∥↑↓⟶⟵⟹⟺⇝↪")
BINARIES = frozenset("+-±∓×·∗⊙⊗⊕∘∪∩∧∨∖÷⊖⋆−")
OPENERS = frozenset("([{⟨⌊⌈")
CLOSERS = frozenset(")]}⟩⌋⌉")
LARGE = frozenset("∑∏∫∬∮⋃⋂⨁⨂∐")

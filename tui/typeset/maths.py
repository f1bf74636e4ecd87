r"""TeX formulas as a person would write them in Unicode: `$a_{\text{self}}$` is a_self, `$\frac{a+b}{2}$` is (a + b)/2.

Symbols come from pylatexenc (through `symbols`), which is imported with the first formula; scripts, fractions, accents
and spacing are ours, after the linear form of UnicodeMath (Unicode Technical Note 28): what Unicode has no raised or
lowered letters for stands behind ^ or _, in brackets if it is more than a word.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from ...index.patterns import pattern
from .atoms import Atom, Kind, accented, bracketed, in_letters, kind_of, lowered, raised, spaced
from .scripts import AS_WRITTEN, superscript
from .symbols import ACCENTS, BOLD, FUNCTIONS, LETTERS, SIZES, SPACES, WORDS, symbol

_SIGN = pattern(r"\\(?:[A-Za-z]+\*?|.|$)|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.DOTALL)
_LAYOUT = pattern(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\{[lcr|]*\})?|\\(?:label|color|vspace|hspace)\s*\{[^{}]*\}"
    r"|\\sqrt\s*\[[234]\]|\\(?:[A-Za-z]+\*?|.)",
    re.DOTALL,
)
"""What of a formula need not be seen: commands, environments, colours, distances."""
_DEEPEST = 30
_LONGEST = 10_000
"""Characters over which a formula is left as it is: no formula is that long."""
_ENDS_ROW = pattern(r"\\\\(?:\[[^\]]*\])?")


@lru_cache(maxsize=2048)
def to_unicode(tex: str) -> str:
    """The formula on one line in Unicode; what is not understood stays as it is. Any string is taken."""
    as_written = " ".join(tex.split())
    if len(tex) > _LONGEST:
        return as_written
    text = _Formula(tex).whole()
    return text if text and _holds_all(text, tex) else as_written


def _holds_all(text: str, tex: str) -> bool:
    """Whether the text has every letter and digit of the formula but those that only say how it is to look."""
    left = Counter(filter(str.isalnum, unicodedata.normalize("NFKD", _LAYOUT.sub(" ", tex))))
    left.subtract(unicodedata.normalize("NFKD", text.translate(AS_WRITTEN)))
    return max(left.values(), default=0) <= 0


def display_lines(tex: str) -> list[str]:
    r"""The lines of a display formula in Unicode, one for each row that `\\` ends."""
    inside = re.sub(r"\\(?:begin|end)\{(?:align|aligned|gather|gathered|equation|split|multline)\*?\}", "", tex)
    if "\\begin" in inside:
        return [to_unicode(inside)]
    return [line for row in _ENDS_ROW.split(inside) if (line := to_unicode(row.strip()).strip())]


class _Formula:
    """Reads signs from left to right; each method gives text for what it has consumed."""

    def __init__(self, tex: str) -> None:
        self.signs: list[str] = _SIGN.findall(tex)
        self.next = 0
        self.depth = 0
        self.column = ""

    def whole(self) -> str:
        """The text of everything; a stray closing brace is text."""
        atoms: list[Atom] = []
        while self.next < len(self.signs):
            atoms += self._row({"}"})
            if self.next < len(self.signs):
                self.next += 1
        return spaced(atoms).strip()

    def _peek(self) -> str:
        return self.signs[self.next] if self.next < len(self.signs) else ""

    def _skip_blanks(self) -> None:
        while self._peek().isspace():
            self.next += 1

    def _row(self, stops: set[str]) -> list[Atom]:
        """Atoms up to one of the stops, which is left."""
        atoms: list[Atom] = []
        while self.next < len(self.signs) and self._peek() not in stops:
            sign = self.signs[self.next]
            self.next += 1
            if sign in {"^", "_"} or (sign == "'" and atoms):
                self._attach(atoms, sign)
            elif not sign.isspace():
                atoms += self._atom(sign)
        return atoms

    def _attach(self, atoms: list[Atom], sign: str) -> None:
        """A script or prime joins the atom before it."""
        base = atoms.pop() if atoms else Atom("", "word")
        if sign == "'":
            text = "′"
        else:
            argument = self._argument(tight=True)
            text = raised(argument) if sign == "^" else lowered(argument)
        kind: Kind = "word" if base.kind in {"close", "binary", "comma"} else base.kind
        atoms.append(Atom(base.text + text, kind))

    def _argument(self, *, tight: bool = False) -> str:
        """The text of the next sign or braced group; `tight` leaves out spaces around signs."""
        self._skip_blanks()
        if self.next >= len(self.signs):
            return ""
        sign = self.signs[self.next]
        self.next += 1
        if sign == "{":
            atoms = self._group()
        elif sign in {"}", "^", "_"}:
            self.next -= sign == "}"
            return ""
        else:
            atoms = self._atom(sign)
        return spaced(atoms, tight=tight).strip()

    def _group(self) -> list[Atom]:
        """The atoms up to the closing brace, which is consumed."""
        atoms = self._row({"}"})
        self.next += 1
        return atoms

    def _atom(self, sign: str) -> list[Atom]:
        """What one sign begins; deeper than any formula, the rest as it stands."""
        if sign not in {"{", "&", "~", ":"} and not sign.startswith("\\"):
            return [Atom(sign, kind_of(sign))]
        if self.depth >= _DEEPEST:
            rest = "".join(self.signs[self.next - 1 :])
            self.next = len(self.signs)
            return [Atom(rest, "word")]
        self.depth += 1
        atoms = self._compound(sign)
        self.depth -= 1
        return atoms

    def _compound(self, sign: str) -> list[Atom]:
        if sign == "{":
            return self._group()
        if sign == "&":
            return [Atom(self.column, "comma" if self.column == ", " else "space")]
        if sign == "~":
            return [Atom(" ", "space")]
        if sign == ":":
            return [Atom(":", "comma" if self._peek().isspace() else "word")]
        return self._command(sign[1:])

    def _command(self, name: str) -> list[Atom]:
        bare = name.rstrip("*")
        if name in SPACES:
            return [Atom(SPACES[name], "space")]
        if name == "\\":
            return [Atom("; ", "space")]
        if bare in SIZES:
            if self._peek() == ".":
                self.next += 1
            return []
        if bare in WORDS:
            words = self._words()
            return [Atom(words, "function" if bare == "operatorname" else "word")]
        if bare in FUNCTIONS:
            return [Atom(bare, "function")]
        if bare in ACCENTS:
            return [Atom(accented(self._argument(), bare), "word")]
        if bare in LETTERS or bare in BOLD:
            return [Atom(in_letters(self._argument(), LETTERS.get(bare, "bold")), "word")]
        return self._construction(bare)

    def _construction(self, name: str) -> list[Atom]:
        """Commands with a layout of their own, then symbols, then what nobody knows."""
        if name in {"frac", "dfrac", "tfrac", "cfrac", "nicefrac"}:
            over, under = self._argument(), self._argument()
            return [Atom(f"{bracketed(over)}/{bracketed(under)}", "word")]
        if name in {"binom", "dbinom", "tbinom"}:
            over, under = self._argument(), self._argument()
            return [Atom(f"C({over}, {under})", "word")]
        if name == "sqrt":
            return [Atom(self._root(), "word")]
        if name in {"overset", "stackrel", "underset"}:
            beside, base = self._argument(tight=True), self._argument()
            mark = lowered(beside) if name == "underset" else raised(beside)
            return [Atom(base + mark, kind_of(base))]
        if name in {"xrightarrow", "xleftarrow"}:
            over = self._argument(tight=True)
            return [Atom(("→" if name == "xrightarrow" else "←") + (raised(over) if over else ""), "relation")]
        if name in {"begin", "end"}:
            return self._environment(name, self._words())
        if name in {"underbrace", "overbrace", "boxed", "phantom", "mathop", "mathrel", "mathbin", "ensuremath"}:
            return [Atom(self._argument(), "word")]
        if name in {"label", "tag", "color", "vspace", "hspace"}:
            self._words()
            return []
        if name == "not":
            self._skip_blanks()
            return [Atom(self._argument() + "\u0338", "relation")]
        text = symbol(name)
        return [Atom(text, kind_of(text))] if text else [self._unknown(name)]

    def _unknown(self, name: str) -> Atom:
        """A command that nobody knows, with its arguments in their braces."""
        text = "\\" + name
        while self._peek() == "{":
            text += "{" + self._argument() + "}"
        return Atom(text, "word" if text.endswith("}") else "function")

    def _environment(self, command: str, name: str) -> list[Atom]:
        """The signs that stand for the ends of an environment."""
        brackets = {"pmatrix": "()", "bmatrix": "[]", "vmatrix": "||", "Vmatrix": "‖‖", "matrix": "[]", "cases": "{ "}
        pair = brackets.get(name.rstrip("*"), "  ")
        columns = {"cases": ", "}.get(name, "  " if name in brackets or name == "array" else "")
        self.column = columns if command == "begin" else ""
        return [Atom(pair[command == "end"].strip(), "open" if command == "begin" else "close")]

    def _root(self) -> str:
        degree = ""
        if self._peek() == "[":
            self.next += 1
            degree = spaced(self._row({"]", "}"}), tight=True)
            self.next += self._peek() == "]"
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree) or f"{superscript(degree) or degree}√"
        return sign + bracketed(self._argument())

    def _words(self) -> str:
        """The argument as it stands, spaces included."""
        self._skip_blanks()
        if self._peek() != "{":
            return self._argument()
        self.next += 1
        parts: list[str] = []
        depth = 0
        while self.next < len(self.signs):
            sign = self.signs[self.next]
            self.next += 1
            if sign == "}":
                if depth == 0:
                    break
                depth -= 1
            elif sign == "{":
                depth += 1
            elif sign.startswith("\\"):
                parts.append(spaced(self._atom(sign)))
            elif sign != "$":
                parts.append(sign)
        return "".join(parts)

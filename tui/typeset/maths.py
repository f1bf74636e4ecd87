r"""TeX formulas as a person would write them in Unicode: `$a_{\text{self}}$` is a_self, `$\frac{a+b}{2}$` is (a + b)/2.

Symbols come from pylatexenc (through `symbols`), which is imported with the first formula; scripts, fractions, accents
and spacing are ours, after the linear form of UnicodeMath (Unicode Technical Note 28): what Unicode has no raised or
lowered letters for stands behind ^ or _, in brackets if it is more than a word.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from .scripts import subscript, superscript
from .symbols import (
    ACCENTS,
    BINARIES,
    BOLD,
    CLOSERS,
    FUNCTIONS,
    LARGE,
    LETTERS,
    OPENERS,
    RELATIONS,
    SIZES,
    SPACES,
    STRETCHING,
    WORDS,
    in_alphabet,
    symbol,
)

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.S)
_DEEPEST = 30
_LONGEST = 10_000
"""Characters over which a formula is left as it is: no formula is that long."""
_ENDS_ROW = re.compile(r"\\\\(?:\[[^\]]*\])?")
_LONE_SIGNS = frozenset("*′†‡+-−°∘")

_WORD_SCRIPT = re.compile(r"[_^]\w+$")

Kind = Literal["word", "function", "relation", "binary", "open", "close", "comma", "space", "large"]


class _Atom(NamedTuple):
    text: str
    kind: Kind


@lru_cache(maxsize=2048)
def to_unicode(tex: str) -> str:
    """The formula on one line in Unicode; what is not understood stays as it is. Any string is taken."""
    if len(tex) > _LONGEST:
        return " ".join(tex.split())
    text = _Formula(tex).whole()
    return text or " ".join(tex.split())


def display_lines(tex: str) -> list[str]:
    r"""The lines of a display formula in Unicode, one for each row that `\\` ends."""
    inside = re.sub(r"\\(?:begin|end)\{(?:align|aligned|gather|gathered|equation|split|multline)\*?\}", "", tex)
    if "\\begin" in inside:
        return [to_unicode(inside)]
    return [line for row in _ENDS_ROW.split(inside) if (line := to_unicode(row.strip()).strip())]


class _Formula:
    """Reads tokens from left to right; each method gives text for what it has consumed."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(tex)
        self.next = 0
        self.depth = 0
        self.column = ""

    def whole(self) -> str:
        """The text of everything; a stray closing brace is text."""
        atoms: list[_Atom] = []
        while self.next < len(self.tokens):
            atoms += self._row({"}"})
            if self.next < len(self.tokens):
                self.next += 1
        return _spaced(atoms).strip()

    def _peek(self) -> str:
        return self.tokens[self.next] if self.next < len(self.tokens) else ""

    def _skip_blanks(self) -> None:
        while self._peek().isspace():
            self.next += 1

    def _row(self, stops: set[str]) -> list[_Atom]:
        """Atoms up to one of the stops, which is left."""
        atoms: list[_Atom] = []
        while self.next < len(self.tokens) and self._peek() not in stops:
            token = self.tokens[self.next]
            self.next += 1
            if token in {"^", "_"} or (token == "'" and atoms):
                self._attach(atoms, token)
            elif not token.isspace():
                atoms += self._atom(token)
        return atoms

    def _attach(self, atoms: list[_Atom], token: str) -> None:
        """A script or prime joins the atom before it."""
        base = atoms.pop() if atoms else _Atom("", "word")
        if token == "'":
            text = "′"
        else:
            argument = self._argument(tight=True)
            text = _raised(argument) if token == "^" else _lowered(argument)
        kind: Kind = "word" if base.kind in {"close", "binary", "comma"} else base.kind
        atoms.append(_Atom(base.text + text, kind))

    def _argument(self, *, tight: bool = False) -> str:
        """The text of the next token or braced group; `tight` leaves out spaces around signs."""
        self._skip_blanks()
        if self.next >= len(self.tokens):
            return ""
        token = self.tokens[self.next]
        self.next += 1
        if token == "{":  # noqa: S105 - a brace
            atoms = self._group()
        elif token in {"}", "^", "_"}:
            self.next -= token == "}"
            return ""
        else:
            atoms = self._atom(token)
        return _spaced(atoms, tight=tight).strip()

    def _group(self) -> list[_Atom]:
        """The atoms up to the closing brace, which is consumed."""
        atoms = self._row({"}"})
        self.next += 1
        return atoms

    def _atom(self, token: str) -> list[_Atom]:
        """What one token begins; deeper than any formula, the rest as it stands."""
        if token not in {"{", "&", "~", ":"} and not token.startswith("\\"):
            return [_Atom(token, _kind(token))]
        if self.depth >= _DEEPEST:
            rest = "".join(self.tokens[self.next - 1 :])
            self.next = len(self.tokens)
            return [_Atom(rest, "word")]
        self.depth += 1
        atoms = self._compound(token)
        self.depth -= 1
        return atoms

    def _compound(self, token: str) -> list[_Atom]:
        if token == "{":  # noqa: S105 - a brace
            return self._group()
        if token == "&":  # noqa: S105 - a column mark
            return [_Atom(self.column, "comma" if self.column == ", " else "space")]
        if token == "~":  # noqa: S105 - a blank
            return [_Atom(" ", "space")]
        if token == ":":  # noqa: S105 - a colon
            return [_Atom(":", "comma" if self._peek().isspace() else "word")]
        return self._command(token[1:])

    def _command(self, name: str) -> list[_Atom]:
        bare = name.rstrip("*")
        if name in SPACES:
            return [_Atom(SPACES[name], "space")]
        if name == "\\":
            return [_Atom("; ", "space")]
        if bare in SIZES:
            if self._peek() == ".":
                self.next += 1
            return []
        if bare in WORDS:
            words = self._words()
            return [_Atom(words, "function" if bare == "operatorname" else "word")]
        if bare in FUNCTIONS:
            return [_Atom(bare, "function")]
        if bare in ACCENTS:
            return [_Atom(_accented(self._argument(), bare), "word")]
        if bare in LETTERS or bare in BOLD:
            return [_Atom(_in_letters(self._argument(), LETTERS.get(bare, "bold")), "word")]
        return self._construction(bare)

    def _construction(self, name: str) -> list[_Atom]:
        """Commands with a layout of their own, then symbols, then what nobody knows."""
        if name in {"frac", "dfrac", "tfrac", "cfrac", "nicefrac"}:
            over, under = self._argument(), self._argument()
            return [_Atom(f"{_bracketed(over)}/{_bracketed(under)}", "word")]
        if name in {"binom", "dbinom", "tbinom"}:
            over, under = self._argument(), self._argument()
            return [_Atom(f"C({over}, {under})", "word")]
        if name == "sqrt":
            return [_Atom(self._root(), "word")]
        if name in {"overset", "stackrel", "underset"}:
            beside, base = self._argument(tight=True), self._argument()
            mark = _lowered(beside) if name == "underset" else _raised(beside)
            return [_Atom(base + mark, _kind(base))]
        if name in {"xrightarrow", "xleftarrow"}:
            over = self._argument(tight=True)
            return [_Atom(("→" if name == "xrightarrow" else "←") + (_raised(over) if over else ""), "relation")]
        if name in {"begin", "end"}:
            return self._environment(name, self._words())
        if name in {"underbrace", "overbrace", "boxed", "phantom", "mathop", "mathrel", "mathbin", "ensuremath"}:
            return [_Atom(self._argument(), "word")]
        if name in {"label", "tag", "color", "vspace", "hspace"}:
            self._words()
            return []
        if name == "not":
            self._skip_blanks()
            return [_Atom(self._argument() + "\u0338", "relation")]
        text = symbol(name)
        return [_Atom(text, _kind(text))] if text else [self._unknown(name)]

    def _unknown(self, name: str) -> _Atom:
        """A command that nobody knows, with its arguments in their braces."""
        text = "\\" + name
        while self._peek() == "{":
            text += "{" + self._argument() + "}"
        return _Atom(text, "word" if text.endswith("}") else "function")

    def _environment(self, command: str, name: str) -> list[_Atom]:
        """The signs that stand for the ends of an environment."""
        signs = {"pmatrix": "()", "bmatrix": "[]", "vmatrix": "||", "Vmatrix": "‖‖", "matrix": "[]", "cases": "{ "}
        pair = signs.get(name.rstrip("*"), "  ")
        columns = {"cases": ", "}.get(name, "  " if name in signs or name == "array" else "")
        self.column = columns if command == "begin" else ""
        return [_Atom(pair[command == "end"].strip(), "open" if command == "begin" else "close")]

    def _root(self) -> str:
        degree = ""
        if self._peek() == "[":
            self.next += 1
            degree = _spaced(self._row({"]", "}"}), tight=True)
            self.next += self._peek() == "]"
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree) or f"{superscript(degree) or degree}√"
        return sign + _bracketed(self._argument())

    def _words(self) -> str:
        """The argument as it stands, spaces included."""
        self._skip_blanks()
        if self._peek() != "{":
            return self._argument()
        self.next += 1
        parts: list[str] = []
        depth = 0
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            self.next += 1
            if token == "}":  # noqa: S105 - a brace
                if depth == 0:
                    break
                depth -= 1
            elif token == "{":  # noqa: S105 - a brace
                depth += 1
            elif token.startswith("\\"):
                parts.append(_spaced(self._atom(token)))
            elif token != "$":  # noqa: S105 - a mark of maths
                parts.append(token)
        return "".join(parts)


def _kind(text: str) -> Kind:
    if text in RELATIONS:
        return "relation"
    if text in BINARIES:
        return "binary"
    if text in OPENERS:
        return "open"
    if text in CLOSERS:
        return "close"
    if text in LARGE:
        return "large"
    return "comma" if text in {",", ";"} else "word"


def _spaced(atoms: list[_Atom], *, tight: bool = False) -> str:
    """The atoms with spaces where a person leaves them: around relations and binary signs, after commas and names."""
    parts: list[str] = []
    before: Kind = "open"
    for index, atom in enumerate(atoms):
        text, kind = atom
        follows = index + 1 < len(atoms)
        if kind == "binary" and before in {"open", "relation", "binary", "comma", "function", "large"}:
            kind = "open"
        if index == 0 and text in "∼≈~":
            kind = "open"
        if not tight and kind in {"relation", "binary"} and follows:
            text = f" {text} "
        elif kind == "comma" and follows and not tight:
            text += " "
        elif kind in {"word", "function", "large"} and before == "function" and _touches(parts, text):
            text = " " + text
        elif kind in {"function", "large"} and before in {"word", "close"} and not tight:
            text = " " + text
        elif kind == "word" and parts and not tight and (before == "large" or _WORD_SCRIPT.search(parts[-1])):
            text = " " + text if text[:1].isalnum() or before == "large" else text
        parts.append(text)
        before = kind if kind != "space" else before
    return re.sub(r"  +", " ", "".join(parts)) if not any(atom.text == "  " for atom in atoms) else "".join(parts)


def _touches(parts: list[str], text: str) -> bool:
    return bool(parts and parts[-1] and text) and not parts[-1].endswith((" ", "(")) and text[0] not in "([{|‖^_/"


def _is_word(text: str) -> bool:
    return all(character.isalnum() or character in "′\u0302\u0303\u0304.*" for character in text)


def _bracketed(text: str) -> str:
    """A part of a fraction or root, in brackets if it is more than one thing."""
    simple = _is_word(text) or re.fullmatch(r"[\w∂∇√][\w₀-₉ₐ-ₜᵢ-ᵪ⁰-⁹ⁱⁿᵃ-ᵿ′\u0300-\u036f]*(?:\([^()]*\)|‖[^‖]*‖)?", text)
    return text if simple and text else f"({text})"


def _lowered(text: str) -> str:
    return subscript(text) or ("_" + (text if _is_word(text) else f"({text})") if text else "")


def _raised(text: str) -> str:
    if len(text) == 1 and text in _LONE_SIGNS:
        return "°" if text == "∘" else text
    return superscript(text) or ("^" + (text if _is_word(text) else f"({text})") if text else "")


def _accented(text: str, name: str) -> str:
    """A letter with its accent; a word under a hat has no such form and is written as hat(word)."""
    mark = ACCENTS[name]
    letters = re.match(r".[\u0300-\u036f\u20d7]*", text)
    if letters and letters.end() == len(text):
        return text + mark
    if name in STRETCHING:
        return "".join(character + mark for character in text)
    if letters and re.fullmatch(r"[₀-₉ₐ-ₜᵢ-ᵪ⁰-⁹ⁱⁿᵃ-ᵿ′*]*", text[letters.end() :]):
        return letters[0] + mark + text[letters.end() :]
    return f"{name.removeprefix('wide')}({text})"


def _in_letters(text: str, alphabet: str) -> str:
    """One letter, or several that are not a word, in an alphabet; bold words stay as they are."""
    if alphabet == "bold" and len(text) > 1:
        return text
    return "".join(in_alphabet(character, alphabet) for character in text)

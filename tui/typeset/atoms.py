"""The atoms of a formula: how they are told apart, spaced, bracketed, raised, lowered and accented."""

import re
from typing import Literal, NamedTuple

from ...index.patterns import pattern
from .scripts import subscript, superscript
from .symbols import ACCENTS, BINARIES, CLOSERS, LARGE, OPENERS, RELATIONS, STRETCHING, in_alphabet

_LONE_SIGNS = frozenset("*′†‡+-−°∘")
_WORD_SCRIPT = pattern(r"[_^]\w+$")

Kind = Literal["word", "function", "relation", "binary", "open", "close", "comma", "space", "large"]


class Atom(NamedTuple):
    """A piece of a formula that is set as one, and what it is to its neighbours."""

    text: str
    kind: Kind


def kind_of(text: str) -> Kind:
    """What a sign is to its neighbours."""
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


def spaced(atoms: list[Atom], *, tight: bool = False) -> str:
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
        elif (kind in {"word", "function", "large"} and before == "function" and _touches(parts, text)) or (
            kind in {"function", "large"} and before in {"word", "close"} and not tight
        ):
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


def bracketed(text: str) -> str:
    """A part of a fraction or root, in brackets if it is more than one thing."""
    simple = _is_word(text) or re.fullmatch(r"[\w∂∇√][\w₀-₉ₐ-ₜᵢ-ᵪ⁰-⁹ⁱⁿᵃ-ᵿ′\u0300-\u036f]*(?:\([^()]*\)|‖[^‖]*‖)?", text)
    return text if simple and text else f"({text})"


def lowered(text: str) -> str:
    """The text as a subscript."""
    return subscript(text) or ("_" + (text if _is_word(text) else f"({text})") if text else "")


def raised(text: str) -> str:
    """The text as a superscript."""
    if len(text) == 1 and text in _LONE_SIGNS:
        return "°" if text == "∘" else text
    return superscript(text) or ("^" + (text if _is_word(text) else f"({text})") if text else "")


def accented(text: str, name: str) -> str:
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


def in_letters(text: str, alphabet: str) -> str:
    """One letter, or several that are not a word, in an alphabet; bold words stay as they are."""
    if alphabet == "bold" and len(text) > 1:
        return text
    return "".join(in_alphabet(character, alphabet) for character in text)

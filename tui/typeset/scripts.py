"""Raised and lowered characters, where Unicode has every one that is needed."""

_UP = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ−*′∘⊤∗",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ⁻*′°ᵀ*",
        strict=True,
    )
)
_DOWN = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρφχ−",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ₋",
        strict=True,
    )
)
AS_WRITTEN = str.maketrans({up: plain for table in (_UP, _DOWN) for plain, up in table.items() if plain.isalnum()})
"""From a raised or lowered character back to the plain one."""


def superscript(text: str) -> str | None:
    """The text raised, or None where a character has no raised form."""
    return "".join(map(_UP.__getitem__, text)) if text and all(character in _UP for character in text) else None


def subscript(text: str) -> str | None:
    """The text lowered, or None where a character has no lowered form."""
    return "".join(map(_DOWN.__getitem__, text)) if text and all(character in _DOWN for character in text) else None

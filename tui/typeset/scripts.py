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


def superscript(text: str) -> str | None:
    """The text raised, or None where a character has no raised form."""
    return "".join(map(_UP.__getitem__, text)) if text and all(character in _UP for character in text) else None


def subscript(text: str) -> str | None:
    """The text lowered, or None where a character has no lowered form."""
    return "".join(map(_DOWN.__getitem__, text)) if text and all(character in _DOWN for character in text) else None

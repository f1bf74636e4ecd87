"""Bytes that a terminal may send, made from a seed: keys, mouse reports, answers, pastes, and all of these damaged."""

from collections.abc import Iterator
from random import Random

FOUND = (
    b"\x1b[1114112u",
    b"\x1b[97;::3u",
    b"\x1b[99999999999u",
    b"\x1b[97:65;2u",
    b"\x1b[97;1:3u",
    b"\x1b[55296u",
    b"\x1b[0;;55296u",
    b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
    b"\x1b[48;99999999;99999999;1;1t",
    b"\x1b[48;24;80;0;0t\x1b[<0;5;5M\x1b[<0;5;5m",
    b"\x1b[<" + b"9" * 400 + b";1;1M",
    b"\x1b[" + b"9" * 5000 + b"u",
    b"\x1b[<0;-5;-5M",
    b"\x1b[M",
    b"\x1b[?62;22;52c",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b[200~never ended",
    b"\x1b[200~a\x1b]52;c;AAAA\x07b\x1b[2Jq\x1b[201~",
)
"""Each of these once ended a reader, or was typed as keys."""

_NUMBERS = (*map(str, range(40)), "97", "200", "201", "1114111", "1114112", "55296", "2147483648", "9" * 30, "9" * 5000)
_FINALS = "@ABCDEFGHIMPQRSTXZ`abcdfghlmnpqrstuvxyz{|}~"
_TEXT = "aqQEDx/:? \r\t\n论👍é\u200b\u202e\x00\x03\x7f\x9b"


def strings(seed: int, count: int) -> Iterator[bytes]:
    """So many inputs, the found ones first; the same for the same seed."""
    random = Random(seed)
    yield from FOUND[:count]
    makers = (_control, _mouse, _kitty, _single, _string, _paste, _noise, _text, _window)
    for _ in range(count - len(FOUND)):
        made = b"".join(random.choice(makers)(random) for _ in range(random.randint(1, 4)))
        yield _damaged(made, random) if random.random() < 0.3 else made


def sequences(seed: int, count: int) -> Iterator[bytes]:
    """Whole sequences that a reader has no use for: answers of terminals, controls unknown to it, numbers too large."""
    random = Random(seed)
    for _ in range(count):
        yield random.choice((_string, _answer, _nonsense))(random)


def _parameters(random: Random) -> str:
    parts = (random.choice(_NUMBERS) if random.random() < 0.8 else "" for _ in range(random.randint(0, 5)))
    return "".join(part + random.choice((";", ":", ";;")) for part in parts).rstrip(random.choice((";", ":", "")))


def _control(random: Random) -> bytes:
    private, between = random.choice(("", "", "?", ">", "<", "=")), random.choice(("", "", " ", "$", "!", "  "))
    return f"\x1b[{private}{_parameters(random)}{between}{random.choice(_FINALS)}".encode()


def _nonsense(random: Random) -> bytes:
    return f"\x1b[?{_parameters(random)}{random.choice('abcdefgiklmnpqrstvwxyz')}".encode()


def _answer(random: Random) -> bytes:
    known = ("?62;22c", ">1;10;0c", "0n", "?2026;0$y", "?997;1n", "4;600;800t", "8;24;80t", "?31u", "24;80R")
    return f"\x1b[{random.choice(known)}".encode()


def _mouse(random: Random) -> bytes:
    button, column, line = (random.choice((0, 1, 2, 35, 64, 65, 128, -1, 9999, 10**12)) for _ in range(3))
    form = random.randrange(4)
    if form == 0:
        return f"\x1b[<{button};{column};{line}{random.choice('Mm')}".encode()
    if form == 1:
        return f"\x1b[{button};{column};{line}M".encode()
    return b"\x1b[M" + (random.randbytes(3) if form == 2 else "￿é中".encode())


def _kitty(random: Random) -> bytes:
    code, text = random.choice(_NUMBERS), ":".join(random.choices(_NUMBERS, k=random.randint(0, 3)))
    return (
        f"\x1b[{code};{random.choice(_NUMBERS)}{random.choice(('', ':1', ':3'))};{text}{random.choice('u~A')}".encode()
    )


def _single(random: Random) -> bytes:
    return f"\x1bO{random.choice(('', '2', '5;3'))}{chr(random.randint(0x20, 0x7E))}".encode()


def _string(random: Random) -> bytes:
    opening = random.choice(("]11;", "]52;c;", "]8;;", "P1$r", "P>|", "_Gi=1;"))
    body = "".join(random.choices("qQdDxE0123456789abcdef:/;= é中", k=random.choice((0, 3, 40, 300, 5000))))
    return f"\x1b{opening}{body}{random.choice((chr(7), chr(27) + chr(92)))}".encode()


def _paste(random: Random) -> bytes:
    junk = random.choice((b"", b"\x1b", b"\x1b[A", b"\x1b[200~", b"\xff\xfe", b"\x1b]52;c;AA\x07", b"\x00", b"\x1b[20"))
    text = "".join(random.choices(_TEXT, k=random.choice((0, 1, 30, 2000)))).encode()
    return b"\x1b[200~" + text + junk + text + random.choice((b"\x1b[201~", b"\x1b[201~", b""))


def _noise(random: Random) -> bytes:
    return random.randbytes(random.randint(1, 30))


def _text(random: Random) -> bytes:
    return "".join(random.choices(_TEXT, k=random.randint(1, 10))).encode()


def _window(random: Random) -> bytes:
    return ("\x1b[48;" + ";".join(random.choices(_NUMBERS, k=4)) + "t").encode()


def _damaged(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data)) if data else 0
    return random.choice((data[:at], data[at:], data[:at] + random.randbytes(1) + data[at + 1 :], data + data[at:]))

"""Bytes to text: the encoding of a report, its line starts as byte offsets, and text that is safe to show."""

import re
from collections.abc import Callable
from itertools import accumulate, islice
from typing import AnyStr, NamedTuple

from ..language import _, ngettext
from ..limits import LARGEST_FILE, MOST_LINES
from ..model import Problem
from ..patterns import pattern

_BREAK = pattern(r"\r\n?|\n")
_BYTE_BREAK = pattern(rb"\r\n?|\n")
_BYTE_BREAKS = pattern(rb"(\r\n?|\n)")
_WIDE_BREAKS = {
    "utf-16-le": pattern(rb"\r\x00(?:\n\x00)?|\n\x00"),
    "utf-16-be": pattern(rb"\x00\r(?:\x00\n)?|\x00\n"),
}
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = pattern("[\ud800-\udfff]")
_PICTURES: dict[int, int | None] = {
    **{code: 0x2400 + code for code in range(1, 32) if code not in (9, 10)},
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    0: None,
    0x7F: 0x2421,
}
_SAMPLE = 65536


class Decoded(NamedTuple):
    """Text with `\\n` between lines, and how it was got from bytes.

    `encoding` decodes any block of whole lines again; `starts()` gives the byte offset of each line, then the length.
    """

    text: str
    encoding: str
    starts: Callable[[], list[int]]
    problems: tuple[Problem, ...] = ()


def clean(text: str) -> str:
    """The text as lines may show it: one kind of line break, no NUL, control characters as their Unicode pictures."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_PICTURES) if _CONTROL.search(text) else text


def of_text(text: str) -> Decoded:
    """A string as if it had been a file in UTF-8; lone surrogates become U+FFFD, so that it can be written again."""
    end = _end(text, "\n", "\r", _BREAK)
    whole = _SURROGATE.sub("\ufffd", text[:end]) if _SURROGATE.search(text) else text[:end]
    problems = (*_nul_problems(whole), *_end_problems(whole, is_whole=end == len(text)))
    return Decoded(clean(whole), "utf-8", lambda: _byte_starts(whole.encode(), 0), problems)


def of_bytes(data: bytes) -> Decoded:
    """Any bytes as text: by byte order mark, else UTF-8, UTF-16 or GB18030 by what they hold, damaged or not."""
    skip, encoding = _marked(data)
    if not encoding:
        encoding = _guessed(data[:LARGEST_FILE])
    end = _end(data, b"\n", b"\r", _WIDE_BREAKS.get(encoding, _BYTE_BREAK))
    if encoding.startswith("utf-16"):
        end = min(end + end % 2, len(data))
    is_whole, data = end == len(data), data[:end]
    body = data[skip:] if skip else data
    raw = decode(body, encoding)
    found = list(_foreign_problems(encoding))
    if damage := raw.count("\ufffd"):
        line = len(_BREAK.findall(raw, 0, raw.index("\ufffd"))) + 1
        message = ngettext(
            "{n} character cannot be decoded; it is shown as \ufffd",
            "{n} characters cannot be decoded; they are shown as \ufffd",
            damage,
        )
        found.append(Problem(line, message.format(n=damage)))
    found.extend(_nul_problems(raw))
    found.extend(_end_problems(raw, is_whole=is_whole))
    if encoding.startswith("utf-16"):
        return Decoded(clean(raw), encoding, lambda: _wide_starts(raw, skip, len(data)), tuple(found))
    return Decoded(clean(raw), encoding, lambda: _byte_starts(data, skip), tuple(found))


def _end(data: AnyStr, feed: AnyStr, carriage: AnyStr, breaks: re.Pattern[AnyStr]) -> int:
    """Where reading ends: the end of the last line within the limits of size and lines."""
    end = len(data)
    if end > LARGEST_FILE:
        end = data.rfind(feed, 0, LARGEST_FILE) + 1 or LARGEST_FILE
    if data.count(feed, 0, end) + data.count(carriage, 0, end) > MOST_LINES:
        last = next(islice(breaks.finditer(data, 0, end), MOST_LINES - 1, None), None)
        end = last.end() if last else end
    return end


def _end_problems(raw: str, *, is_whole: bool) -> tuple[Problem, ...]:
    """That a file goes on, with the last line that was read."""
    if is_whole:
        return ()
    lines = raw.count("\n") + raw.count("\r") - raw.count("\r\n")
    return (Problem(max(lines, 1), _("the file is too long for a report; it was read up to this line")),)


def decode(data: bytes, encoding: str) -> str:
    """The bytes of whole lines as text, undecodable bytes as U+FFFD; a block gives the same text as within its file."""
    if encoding.startswith("utf-16"):
        even = len(data) & ~1
        raw = data[:even].decode(encoding, "surrogatepass") + "\ufffd" * (len(data) - even)
        return _SURROGATE.sub("\ufffd", raw)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        # Line by line, so that a broken character never swallows the line break after it: GB18030 would.
        pieces = _BYTE_BREAKS.split(data)
        return "".join(piece.decode(encoding, "replace") for piece in pieces)


def _marked(data: bytes) -> tuple[int, str]:
    """Length of the byte order mark and the encoding that it names; (0, "") without one."""
    if data.startswith(b"\xef\xbb\xbf"):
        return 3, "utf-8"
    if data.startswith(b"\xff\xfe"):
        return 2, "utf-16-le"
    if data.startswith(b"\xfe\xff"):
        return 2, "utf-16-be"
    return 0, ""


def _guessed(data: bytes) -> str:
    """The encoding of bytes without a mark: zeros on one side of the pairs say UTF-16, else what decodes best."""
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if zeros:
        low = sample[1::2].count(0)
        if zeros * 20 >= len(sample) // 2 and max(low, zeros - low) * 20 >= zeros * 19:
            return "utf-16-le" if low * 2 > zeros else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError:
        return _least_damaged(data)
    return "utf-8"


def _least_damaged(data: bytes) -> str:
    """UTF-8 where most of its long characters are whole, which GB18030 text hardly imitates; else what breaks least."""
    sample = data[: _SAMPLE * 4]
    utf8 = decode(sample, "utf-8")
    broken = utf8.count("\ufffd")
    if sum(char >= "\u0800" for char in utf8) - broken >= broken:
        return "utf-8"
    return "gb18030" if decode(sample, "gb18030").count("\ufffd") < broken else "utf-8"


def _foreign_problems(encoding: str) -> list[Problem]:
    """A word to the author of a pipeline whose files are not UTF-8."""
    if encoding == "utf-8":
        return []
    message = _("the file is in {encoding}, not in UTF-8; it was read as such")
    return [Problem(1, message.format(encoding=encoding.upper()))]


def _nul_problems(raw: str) -> tuple[Problem, ...]:
    """That NUL characters were left out, with the line of the first."""
    count = raw.count("\x00")
    if not count:
        return ()
    message = ngettext("{n} NUL character was left out", "{n} NUL characters were left out", count)
    line = len(_BREAK.findall(raw, 0, raw.index("\x00"))) + 1
    return (Problem(line, message.format(n=count)),)


def _byte_starts(data: bytes, skip: int) -> list[int]:
    """Byte offsets of the lines where line breaks are single ASCII bytes, then the length of the data."""
    if b"\r" not in data:
        sizes = accumulate((len(line) + 1 for line in data[skip:].split(b"\n")), initial=skip)
        return [*islice(sizes, data.count(b"\n", skip) + 1), len(data)]
    return [skip, *(match.end() for match in _BYTE_BREAK.finditer(data, skip)), len(data)]


def _wide_starts(raw: str, skip: int, size: int) -> list[int]:
    """Byte offsets of the lines of UTF-16 text: two bytes a character, four beyond the basic plane."""
    starts, done = [skip], 0
    for match in _BREAK.finditer(raw):
        starts.append(starts[-1] + len(raw[done : match.end()].encode("utf-16-le", "surrogatepass")))
        done = match.end()
    return [*starts, size]

"""A report file to a Report: decoding, finding the papers, reading each; total on any content."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import SourceError
from ..language import _
from ..limits import LARGEST_FILE, LONGEST_LINE
from ..model import Problem, Reading, Report
from .blocks import read_block
from .dates import in_head, in_path
from .decoding import Decoded, clean, decode, of_bytes, of_text
from .finding import RULES, Finding, find
from .scanner import heading_of


def read(text: str, *, path: str = "") -> Report:
    """Read a report from any string; never raises. Spans are byte offsets into its UTF-8; `path` may tell the day."""
    return _report(of_text(text), path)


def read_bytes(data: bytes, *, path: str = "") -> Report:
    """Read a report from any bytes; never raises. Spans are byte offsets into `data`; `path` may tell the day."""
    return _report(of_bytes(data), path)


def read_file(path: Path) -> Report:
    """Read a report file; raises SourceError only where the file cannot be opened or read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        title = _("cannot read {path}").format(path=path)
        raise SourceError(
            title, _("{reason}: check the path and its permissions").format(reason=error.strerror)
        ) from error
    return read_bytes(data, path=str(path))


def reread(data: bytes, stub: Reading, *, encoding: str) -> Reading:
    """Read one block again: `data` is exactly the bytes of `stub.span`; it equals the Reading of the whole file."""
    text = clean(decode(data, encoding))
    reading = read_block(_lines(text), RULES[stub.format], stub.line).reading
    return replace(reading, day=stub.day, file=stub.file, span=stub.span, paper_id=stub.paper_id)


def _lines(text: str) -> list[str]:
    """The lines of a text, each as far as it is read; a line break at its end opens no further one."""
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    if len(text) > LONGEST_LINE:
        lines = [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines]
    return lines


def _length_problems(lines: Sequence[str]) -> list[Problem]:
    """The lines of a length that no writer means."""
    message = _("the line has more than {n} characters; the rest of it was left out").format(n=LONGEST_LINE)
    return [Problem(number, message) for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]


def _report(decoded: Decoded, path: str) -> Report:
    """A decoded file as a Report."""
    lines = _lines(decoded.text)
    found = find(lines, decoded.text, path)
    day, problems = _day(found, path)
    problems = [*decoded.problems, *problems, *_length_problems(lines)]
    starts = decoded.starts() if found.places else []
    readings: list[Reading] = []
    first_seen: dict[str, int] = {}
    for place in found.places:
        block = read_block(lines[place.start : place.end], RULES[place.format], place.start + 1)
        span = (starts[place.start], starts[place.end])
        reading = replace(block.reading, day=day, file=path, span=span)
        readings.append(reading)
        problems.extend(block.problems)
        if (line := first_seen.setdefault(reading.paper_id, reading.line)) != reading.line:
            message = _("paper {id} was already described at line {line}; both readings are kept")
            problems.append(Problem(reading.line, message.format(id=reading.paper_id, line=line)))
    problems.extend(_count_problems(found, decoded.text))
    return Report(
        format=found.format,
        day=day if found.format else "",
        title=_title(found.head),
        readings=tuple(readings),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        encoding=decoded.encoding,
        path=path,
    )


def _title(head: Sequence[str]) -> str:
    """The first heading before the papers, "" where there is none."""
    return next((heading[1][:300] for line in head if (heading := heading_of(line))), "")


def _day(found: Finding, path: str) -> tuple[str, list[Problem]]:
    """The day of a report, and what is to be said about it."""
    if found.format is None:
        return "", []
    told, named = in_head(found.head), in_path(path)
    if not told and not named:
        return "", [Problem(1, _("neither the text nor the file name tells a day; the report has none"))]
    if told and named and told != named:
        message = _("the text says {told}, the file name {named}; the text was believed")
        return told, [Problem(1, message.format(told=told, named=named))]
    return told or named, []


def _count_problems(found: Finding, text: str) -> list[Problem]:
    """A file that is no report, and a head that announces another number of papers than there are."""
    if found.format is None:
        message = (
            _("no paper was found; the file is not taken for a report") if text.strip() else _("the file is empty")
        )
        return [Problem(1, message)]
    if found.announced is not None and found.announced != len(found.places):
        message = _("the head announces {announced} papers, {found} were found")
        return [Problem(1, message.format(announced=found.announced, found=len(found.places)))]
    return []

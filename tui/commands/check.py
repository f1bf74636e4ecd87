"""`paperdeck check`: how report files are read, for the author of a pipeline."""

from argparse import ArgumentParser
from pathlib import Path

from ...index.errors import SourceError
from ...index.language import _, ngettext
from ...index.model import Reading, Report
from ...index.sources import scan
from .context import Context
from .rows import Record, text_of
from .talk import put, put_json, tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=_("report files or folders of them"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    parser.add_argument("--strict", action="store_true", help=_("exit with 1 when there is any problem"))


def run(context: Context) -> int:
    """Print each file with its papers and problems; 1 for a path that cannot be read, or by --strict."""
    from ...index.reports import read_file

    options = context.options
    found = scan(options.paths)
    for path in found.lost:
        tell(_("{path} is not there").format(path=path), _("Check the path."))
    for notice in found.notices[len(found.lost) :]:
        tell(notice.title, notice.advice)
    status = 1 if found.notices else 0
    records: list[Record] = []
    problems = 0
    for path in found.files:
        try:
            report = read_file(Path(path))
        except SourceError as error:
            tell(error.title, error.advice)
            status = 1
            continue
        problems += len(report.problems)
        if options.json:
            records.append(_record(path, report))
        else:
            _print(path, report)
    if options.json:
        put_json(records)
    return 1 if options.strict and problems else status


def _record(path: str, report: Report) -> Record:
    return {
        "path": text_of(path),
        "format": report.format,
        "day": text_of(report.day),
        "papers": [
            {
                "id": text_of(reading.paper_id),
                "title": text_of(reading.title),
                "line": reading.line,
                "sections": _keys(reading),
            }
            for reading in report.readings
        ],
        "problems": [{"line": problem.line, "message": text_of(problem.message)} for problem in report.problems],
    }


def _keys(reading: Reading) -> list[str]:
    return list(dict.fromkeys(section.key for section in reading.sections))


def _print(path: str, report: Report) -> None:
    papers = len(report.readings)
    told = ngettext("{n} paper", "{n} papers", papers).format(n=papers)
    put(f"{path}: {report.format or _('no report')}, {report.day or _('no day')}, {told}")
    for reading in report.readings:
        put(f"  {reading.line:>6}  {reading.paper_id}  {reading.title}")
        put(f"          {', '.join(_keys(reading))}")
    for problem in report.problems:
        put(f"  {problem.line:>6}  ! {problem.message}")

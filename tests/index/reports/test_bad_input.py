"""Whatever the bytes, there is a report: with problems where there is cause, without an exception, in linear time."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperdeck.index.errors import SourceError
from paperdeck.index.limits import LONGEST_LINE
from paperdeck.index.model import Report
from paperdeck.index.reports import decoding, read, read_bytes, read_file, reread
from paperdeck.index.section_labels import SECTION_LABELS
from support.mutations import mutated
from support.report_maker import FORMATS, make_report
from support.scale import scaled

PAPER = "## 📄 T\n\n- **链接**: https://huggingface.co/papers/2512.00001\n\n"


def check_sound(data: bytes, report: Report) -> None:
    """What holds of every report, however bad the file."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= problem.line <= lines and problem.message for problem in report.problems)
    end = 0
    for reading in report.readings:
        start, stop = reading.span
        assert end <= start < stop <= len(data)
        end = stop
        assert reading.title
        assert reading.paper_id
        assert all(section.key in SECTION_LABELS for section in reading.sections)
        assert all(link.url.startswith(("http://", "https://", "HTTP")) for link in reading.links)
        assert reread(data[start:stop], reading, encoding=report.encoding) == reading


@pytest.mark.parametrize("kind", [*FORMATS, "mixed"])
def test_mutated_reports_are_read_within_a_budget(kind: str) -> None:
    luck = random.Random(kind)
    sources = [make_report(seed, kind, 1 if kind == "analysis" else 2).encode() for seed in range(20)]
    read_in, size = 0.0, 0
    for _ in range(scaled(2000)):
        data = mutated(luck.choice(sources), luck)
        begun = time.process_time()
        report = read_bytes(data, path="2025-12-27.md")
        read_in += time.process_time() - begun
        size += len(data)
        check_sound(data, report)
    # A day of 1.6 MB takes about 0.2 s; small files cost more for each byte, and test machines are slow.
    assert read_in / size < 5e-6


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from([b"", PAPER.encode(), PAPER.encode("utf-16"), PAPER.encode("gb18030")]))
def test_any_bytes_give_a_report(noise: bytes, head: bytes) -> None:
    check_sound(head + noise, read_bytes(head + noise))


PIECES = st.sampled_from(
    [
        "```\n",
        "~~~",
        "<details>",
        "</details>\n",
        "<summary>",
        "\n",
        "\r",
        "## 1. 应用领域\n",
        "**问题**: ",
        "* ",
        "=" * 12 + "\n",
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n",
        PAPER,
        "- [T](https://arxiv.org/abs/2512.00002)",
        "# ",
        "   ",
        "\x00",
        "\ud800",
        "\x1b]0;x\x07",
        "Abstract: ",
        "作者：",
        "[",
        "](http://a",
        "👍 9999999999",
        "---\n",
        "## 2. T\n**Upvotes**: 3\n",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_string_gives_a_report(text: str) -> None:
    report = read(text)
    data = text.encode("utf-8", "replace") if any("\ud800" <= c <= "\udfff" for c in text) else text.encode()
    if not any("\ud800" <= c <= "\udfff" for c in text):
        check_sound(data, report)


LONG: dict[str, Callable[[int], str]] = {
    "one line of prose": lambda n: PAPER + "模型 learns. " * n,
    "one line that is no report": lambda n: "x" * (10 * n),
    "one heading": lambda n: "## 📄 " + "题" * (10 * n),
    "opening brackets": lambda n: PAPER + "[" * (10 * n),
    "half links": lambda n: PAPER + "](http://a " * n,
    "links": lambda n: PAPER + "[a](http://a/b) " * n,
    "colons and stars": lambda n: PAPER + "**a**: " * n,
    "spaces": lambda n: PAPER + "- arxiv" + " " * (10 * n) + "x",
    "spaces before a bar": lambda n: PAPER + "a" + " " * (10 * n) + "| b",
    "fences never closed": lambda n: PAPER + "```\ncode\n~~~~\n" * n,
    "details never closed": lambda n: PAPER + "<details>\ntext\n" * n,
    "details on one line": lambda n: PAPER + "<details><summary>a</summary>b</details>" * n,
    "comments never closed": lambda n: PAPER + "-->\n" + "<!-- a\n" * n,
    "nested lists": lambda n: PAPER + "".join(" " * (i % 400) + "* **方法**：x\n" for i in range(n)),
    "headings": lambda n: PAPER + "## 1. 应用领域\n\n" * n,
    "papers": lambda n: PAPER * n,
    "papers in details": lambda n: "<details>\n" + PAPER * n,
    "papers in fences": lambda n: ("```\n" + PAPER) * n,
    "items": lambda n: "- [Title](https://arxiv.org/abs/2512.00001)\n" * n,
    "headings of every level": lambda n: (
        "".join(f"{'#' * (1 + i % 6)} T {i}\n" for i in range(n)) + "https://arxiv.org/abs/2512.1"
    ),
    "ids of every level": lambda n: "".join(
        f"{'#' * (1 + i % 6)} T\nhttps://arxiv.org/abs/2512.{i % 90000:05d}\n" for i in range(n)
    ),
    "authors": lambda n: "## 1. T\n\n**Upvotes**: 1 | **Authors**: " + "A. B, " * n,
    "digits": lambda n: PAPER + "**Upvotes**: " + "9" * (10 * n),
    "et al": lambda n: "## 1. T\n\n**Upvotes**: 1 | **Authors**: A" + " et al. ..." * n,
    "rules": lambda n: PAPER + "- " * (5 * n) + "x\n" + "---\n" * n,
    "blank lines": lambda n: PAPER + "text\n" + "\n" * (10 * n) + "text",
    "carriage returns": lambda n: PAPER + "a\r" * (5 * n),
    "old ids": lambda n: PAPER + "arxiv.org/" + "a-" * (5 * n),
    "NUL": lambda n: PAPER + "\x00" * (10 * n),
}


@pytest.mark.parametrize("shape", LONG)
def test_time_grows_with_the_length_only(shape: str) -> None:
    """Sixteen times as much may take forty times as long, and a margin for a machine that does other things."""

    def seconds(n: int) -> float:
        data = LONG[shape](n).encode()
        begun = time.process_time()
        read_bytes(data, path="2025-12-27.md")
        return time.process_time() - begun

    assert seconds(4_800) < 40 * max(seconds(300), 0.002) + 0.2


def test_a_line_of_five_megabytes_is_read_as_far_as_it_goes() -> None:
    data = (PAPER + "模型" * 850_000 + "\n\n## 1. 应用领域\n视觉\n").encode()
    report = read_bytes(data)
    assert [section.key for section in report.readings[0].sections] == ["domain", "other"]
    assert report.readings[0].sections[1].markdown == "模型" * (LONGEST_LINE // 2) + "…"
    assert any(str(LONGEST_LINE) in problem.message and problem.line == 5 for problem in report.problems)
    check_sound(data, report)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_file_over_a_limit_is_read_as_far_as_it_goes(
    encoding: str, newline: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = PAPER + "## 1. 应用领域\n视觉\n"
    text = (paper + "\n" * 995 + paper.replace("00001", "00002")).replace("\n", newline)
    data = text.encode(encoding)
    assert len(read_bytes(data).readings) == 2
    monkeypatch.setattr(decoding, "MOST_LINES", 1_000)
    report = read_bytes(data)
    assert [reading.paper_id for reading in report.readings] == ["2512.00001"]
    assert [problem.line for problem in report.problems if "too long" in problem.message] == [1_000]
    check_sound(data, report)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_file_over_the_limit_of_bytes_is_read_as_far_as_it_goes(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "LARGEST_FILE", 20_001)
    data = (PAPER + "模型的文字。\n" * 20_000).encode(encoding)
    report = read_bytes(data)
    (told,) = [problem for problem in report.problems if "too long" in problem.message]
    assert 10_000 < report.readings[0].span[1] <= 20_001
    assert told.line == 4 + report.readings[0].sections[0].markdown.count("\n") + 1
    assert "\ufffd" not in report.readings[0].sections[0].markdown
    check_sound(data, report)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise there")
def test_a_gigantic_file_of_line_breaks_takes_bounded_time_and_memory(tmp_path: Path) -> None:
    (tmp_path / "day.md").write_bytes(PAPER.encode() + b"\n" * 60_000_000)
    program = (
        "import pathlib, re, time; from paperdeck.index.reports import read_file;"
        f"print(len(read_file(pathlib.Path({str(tmp_path / 'day.md')!r})).readings), time.process_time(),"
        " re.search('VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])"
    )
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    readings, seconds, kilobytes = outcome.stdout.split()
    assert readings == "1"
    assert float(seconds) < 20
    assert int(kilobytes) < 400_000


def test_damaged_characters_are_told_with_their_line() -> None:
    data = PAPER.encode() + b"\n\xe6\xa8 \xff\n"
    report = read_bytes(data, path="2025-12-27.md")
    assert report.encoding == "utf-8"
    assert [p.line for p in report.problems if "decoded" in p.message] == [6]
    check_sound(data, report)


def test_nul_and_control_characters_cannot_reach_a_terminal() -> None:
    report = read("## 📄 A\x1b[31mB\x00C\x9b\n\n- **链接**: https://huggingface.co/papers/2512.00001\n")
    assert report.readings[0].title == "A␛[31mBC\ufffd"
    assert any("NUL" in problem.message for problem in report.problems)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00"])
def test_an_empty_file_is_no_report(data: bytes) -> None:
    report = read_bytes(data)
    assert (report.format, report.readings) == (None, ())
    assert report.problems


def test_a_file_cut_in_the_middle_says_what_is_missing() -> None:
    text = make_report(3, "digest", 3)
    data = text.encode()[: int(len(text.encode()) * 0.72)]
    report = read_bytes(data)
    assert report.format == "digest"
    assert report.problems
    check_sound(data, report)


def test_only_a_file_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read_file(tmp_path / "none.md")
    with pytest.raises(SourceError):
        read_file(tmp_path)
    (tmp_path / "2025-12-27.md").write_bytes(bytes(range(256)))
    assert read_file(tmp_path / "2025-12-27.md").format is None

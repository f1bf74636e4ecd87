"""The commands from outside: what they print, where, and with which exit status."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from paperdeck.index import places
from paperdeck.tui.cli import main
from paperdeck.tui.commands.registry import NAMES, commands
from support.reader import report
from support.terminal import Terminal

ESCAPES = "\x1b[31mred\x1b]0;title\x07 \x9b5m"


@dataclass
class Ran:
    """One run: exit status, what was data and what was talk."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, Any]]:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process."""

    def go(*words: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        status = main([str(word) for word in words])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Ran(status, out.decode(), err.decode())

    return go


@pytest.fixture
def library(library_dir: Path, run: Run) -> Path:
    """The samples, copied and registered."""
    assert run("add", library_dir).status == 0
    return library_dir


def some_id(run: Run) -> str:
    return run("list", "--json", "--limit", "1").json[0]["id"]


def test_version(run: Run) -> None:
    ran = run("--version")
    assert (ran.status, ran.out.split()[0], ran.err) == (0, "paperdeck", "")


def test_days(run: Run, library: Path) -> None:
    days = run("days", "--json").json
    assert len(days) >= 3
    assert [day["day"] for day in days] == sorted((day["day"] for day in days), reverse=True)
    assert all(list(day) == ["day", "reports", "papers", "unread", "starred"] for day in days)
    assert days[0]["day"] in run("days").out


def test_a_status_bar_gets_the_truth_each_time(run: Run, library: Path) -> None:
    first = run("days", "--json").json
    assert run("days", "--json").json == first
    run("mark", some_id(run), "--star")
    assert sum(day["starred"] for day in run("days", "--json").json) >= 1
    run("mark", some_id(run), "--unstar")
    assert run("days", "--json").json == first
    next(library.glob("*.md")).unlink()
    assert len(run("days", "--json").json) == len(first) - 1


def test_list_has_stable_names(run: Run, library: Path) -> None:
    names = ["id", "title", "days", "read", "starred", "later", "due", "tags", "noted", "upvotes", "authors"]
    for paper in run("list", "--json").json:
        assert list(paper) == [*names, "arxiv", "hf", "pdf"]


def test_list_narrows_sorts_and_limits(run: Run, library: Path) -> None:
    paper = some_id(run)
    run("mark", paper, "--star", "--read", "--tag", "a b")
    assert [found["id"] for found in run("list", "is:starred", "--json").json] == [paper]
    assert [found["id"] for found in run("list", "--starred", "--json").json] == [paper]
    assert paper not in [found["id"] for found in run("list", "--unread", "--json").json]
    assert run("list", "--starred", "--unread", "--json").json == []
    day = run("days", "--json").json[1]["day"]
    assert all(day in found["days"] for found in run("list", "--day", day, "--json").json)
    titles = [found["title"] for found in run("list", "--sort", "title", "--json").json]
    assert titles == sorted(titles, key=str.casefold)
    assert len(run("list", "--limit", "2").out.splitlines()) == 2
    assert run("list", "--limit", "0", "--json").json == []


def test_show_lays_out_at_the_width(run: Run, library: Path) -> None:
    ran = run("show", some_id(run), "--width", "40")
    assert ran.status == 0
    assert "\x1b" not in ran.out
    assert len(ran.out.splitlines()) > 5
    assert max(map(len, ran.out.splitlines())) <= 40


def test_show_gives_one_object_or_an_array(run: Run, library: Path) -> None:
    paper = some_id(run)
    one = json.loads(run("show", paper, "--json").out)
    assert (one["id"], one["note"]) == (paper, "")
    listed = run("list", "--json", "--limit", "1").json
    assert set(one) == {*listed[0], "readings", "note"}
    assert set(one["readings"][0]) == {"day", "format", "source", "file", "sections"}
    assert set(one["readings"][0]["sections"][0]) == {"key", "title", "markdown"}
    day = one["days"][0]
    assert paper in [found["id"] for found in run("show", day, "--json").json]
    key = one["readings"][0]["sections"][0]["key"]
    assert run("show", paper, "--section", key).status == 0


def test_show_takes_links_and_versions(run: Run, library: Path) -> None:
    paper = some_id(run)
    for word in (f"{paper}v2", f"https://arxiv.org/abs/{paper}", f"https://huggingface.co/papers/{paper}"):
        assert json.loads(run("show", word, "--json").out)["id"] == paper


def test_mark_several_as_one_operation(run: Run, library: Path) -> None:
    first, second = (found["id"] for found in run("list", "--json", "--limit", "2").json)
    assert run("mark", first, second, "--star", "--later", "--tag", "x", "--tag", "y").status == 0
    for found in run("list", "is:later", "--json").json:
        assert (found["starred"], found["later"], found["tags"]) == (True, True, ["x", "y"])
    assert run("mark", first, "--unstar", "--not-later", "--untag", "x", "--read").status == 0
    (found,) = (found for found in run("list", "--json").json if found["id"] == first)
    assert (found["starred"], found["later"], found["tags"], found["read"]) == (False, False, ["y"], True)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["mark", "2599.99999", "--star"], 1),
        (["mark", "ID"], 2),
        (["mark", "ID", "--star", "--unstar"], 2),
        (["mark", "ID", "--due", "soon"], 2),
        (["show", "2599.99999"], 1),
        (["show", "1999-01-01"], 1),
        (["show", "ID", "--section", "nonsense"], 2),
        (["list", "title:"], 2),
        (["list", '"open'], 2),
        (["list", "--sort", "colour"], 2),
        (["list", "--limit", "x"], 2),
        (["list", "--nonsense"], 2),
        (["search"], 2),
        (["add", "/nowhere/at/all"], 1),
        (["remove", "/nowhere/at/all"], 1),
        (["check", "/nowhere/at/all"], 1),
        (["import", "/nowhere/at/all"], 1),
        (["export", "--format", "nonsense"], 2),
        (["completion"], 2),
        (["completion", "tcsh"], 2),
        (["-L", "/nowhere/at/all", "days"], 1),
        (["lsit"], 2),
        (["/nowhere/at/all"], 1),
        ([], 2),
        (["--fresh"], 2),
        (["--nonsense"], 2),
    ],
)
def test_what_cannot_be_done_is_told_with_its_status(run: Run, library: Path, words: list[str], status: int) -> None:
    paper = some_id(run)
    ran = run(*(paper if word == "ID" else word for word in words))
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("paperdeck: ")
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) >= 2


def test_a_mistyped_command_or_id_is_helped(run: Run, library: Path) -> None:
    assert "list" in run("lsit").err
    paper = some_id(run)
    assert paper in run("show", paper[:-1] + ("0" if paper[-1] != "0" else "1")).err


def test_nothing_is_said_when_one_id_is_unknown(run: Run, library: Path) -> None:
    assert run("mark", some_id(run), "2599.99999", "--star").status == 1
    assert run("list", "--starred", "--json").json == []


def test_notes(run: Run, library: Path) -> None:
    paper = some_id(run)
    assert run("note", paper).out == ""
    assert run("note", paper, "-m", "你好\nworld").status == 0
    assert run("note", paper).out == "你好\nworld"
    assert json.loads(run("show", paper, "--json").out)["note"] == "你好\nworld"
    assert run("list", "--noted", "--json").json[0]["id"] == paper
    run("note", paper, "-m", "-", stdin="from a pipe")
    assert run("note", paper).out == "from a pipe"
    run("note", paper, "-m", "")
    assert run("list", "--noted", "--json").json == []


def test_search(run: Run, library: Path) -> None:
    found = run("search", "attention", "--json").json
    assert found
    for hit in found:
        assert {"id", "score", "snippets"} <= set(hit)
        for snippet in hit["snippets"]:
            assert set(snippet) == {"section", "text", "marks"}
            for start, stop in snippet["marks"]:
                assert 0 <= start < stop <= len(snippet["text"])
    assert len(run("search", "attention", "--limit", "1", "--json").json) == 1
    assert found[0]["id"] in run("search", "attention").out
    assert run("search", "zzzzqqqq", "--json").json == []


def test_what_matches_comes_first_and_what_is_only_near_is_marked(run: Run, tmp_path: Path) -> None:
    texts = (("2501.00001", "提出 TurboDiffusion 的内部表示空间"), ("2501.00002", "内部的表示与空间结构"))
    for number, (paper, text) in enumerate(texts, 1):
        report(tmp_path / "reports", f"2025-12-2{number}", [(paper, "Title")], text=text)
    run("add", tmp_path / "reports")
    asked = run("search", '"内部表示空间"', "--json")
    assert [(hit["id"], hit["partial"]) for hit in asked.json] == [("2501.00001", False), ("2501.00002", True)]
    asked = run("search", '"内部表示空间"')
    assert [line[:2] for line in asked.out.splitlines() if "2501" in line] == [" N", "~N"]
    assert "1 paper matches; 1 more is only near (~)" in asked.err
    asked = run("search", "turbodiff")
    assert "2501.00001" in asked.out
    assert "turbodiff… as the beginning of a word" in asked.err


def test_copy_without_a_clipboard_tells_the_file(run: Run, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    paper = some_id(run)
    ran = run("copy", paper)
    assert (ran.status, ran.out) == (0, "")
    path = places.cache_dir() / "clipboard.txt"
    assert str(path) in ran.err
    assert path.read_text() == f"https://arxiv.org/abs/{paper}"
    assert run("copy", paper, "--what", "bibtex").status == 0
    assert path.read_text().startswith("@misc")


def test_an_export_of_nothing_writes_no_file(run: Run, library: Path, tmp_path: Path) -> None:
    ran = run("export", "-o", tmp_path / "stars.bib")
    assert (ran.status, ran.err.strip()) == (0, "paperdeck: No paper matches; nothing was written.")
    assert not (tmp_path / "stars.bib").exists()


def test_export_and_import_carry_everything(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (found["id"] for found in run("list", "--json", "--limit", "2").json)
    run("mark", first, second, "--star", "--tag", "x")
    run("mark", first, "--later", "--due", "2026-05-05")
    run("note", first, "-m", "mine")
    file = tmp_path / "out.json"
    assert run("export", "-o", file).status == 0
    again = run("export", "-o", file)
    assert again.status == 1
    assert "--force" in again.err
    assert run("export", "-o", file, "--force").status == 0
    before = run("export", "--format", "json").out
    monkeypatch.setenv("PAPERDECK_DATA_DIR", str(tmp_path / "elsewhere"))
    assert run("list", "--starred", "--json").json == []
    assert run("import", file).status == 0
    assert json.loads(run("export", "--format", "json").out) == json.loads(before)
    assert "0 papers changed" in run("import", file).err
    run("note", first, "-m", "another")
    assert run("import", file).status == 1
    assert run("note", first).out == "another"


@pytest.mark.parametrize("kind", ["markdown", "bibtex", "ris", "csl-json", "json", "csv"])
def test_export_to_stdout(run: Run, library: Path, kind: str) -> None:
    ran = run("export", "", "--format", kind)
    assert ran.status == 0
    assert some_id(run) in ran.out


def test_check(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00\x01 no report\n")
    for file in run("check", library, "--json").json:
        assert set(file) == {"path", "format", "day", "papers", "problems"}
        assert all(set(paper) == {"id", "title", "line", "sections"} for paper in file["papers"])
    assert run("check", library, "--strict").status == 0
    assert run("check", tmp_path / "bad.md").status == 0
    assert run("check", tmp_path / "bad.md", "--strict").status == 1
    missing = run("check", tmp_path / "none.md")
    assert missing.status == 1
    assert "Check the path" in missing.err


@pytest.mark.shared
def test_the_shared_reports_are_read_without_a_problem(run: Run, shared_reports: Path) -> None:
    files = run("check", shared_reports, "--json", "--strict").json
    assert sum(len(file["papers"]) for file in files) == 24
    want = {
        "analysis": {"domain", "contribution", "usage", "innovation", "results"},
        "digest": {"io", "problem", "method"},
    }
    for file in files:
        assert file["problems"] == []
        for paper in file["papers"]:
            assert want[file["format"]] <= set(paper["sections"])


def test_config(run: Run) -> None:
    assert run("config", "--path").out.strip() == str(places.config_file())
    assert "[reading]" in run("config", "--default").out
    assert run("config").status == 0
    places.config_dir().mkdir(parents=True)
    places.config_file().write_text("[reading]\ncolumn = 'x'\n[theme]\nname = 'nihgt'\n[keys.actions]\nstra = 's'\n")
    ran = run("config")
    assert ran.status == 1
    assert [line.split(":")[1] for line in ran.out.splitlines()] == ["2", "4", "6"]
    ran = run("days")
    assert ran.status == 0
    assert ":2: reading.column" in ran.err


def test_add_and_remove(run: Run, library_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library_dir.parent)
    assert "samples" in run("days").err
    assert run("add", library_dir.name).status == 0
    ran = run("days")
    assert (ran.status, ran.err) == (0, "")
    assert run("add", library_dir).err.count("before") == 1
    assert run("remove", library_dir.name).status == 0
    assert "samples" in run("days").err


def test_other_folders_may_be_named(run: Run, library: Path, tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.mkdir()
    report = next(library.glob("*.md"))
    (one / report.name).write_bytes(report.read_bytes())
    assert len(run("-L", one, "days", "--json").json) == 1
    assert len(run("days", "-L", one, "--json").json) == 1
    assert len(run("days", "--json").json) >= 3


def test_text_of_a_report_does_not_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    text = f"# Hugging Face Daily Papers Report\n**Date**: 2025-12-27\n\n## 📄 Evil {ESCAPES}\n\n"
    text += "- **链接**: https://huggingface.co/papers/2512.00001\n- **阅读来源**: HTML\n\n"
    text += f"1. **应用领域**：{ESCAPES}evil\n"
    (tmp_path / "2025-12-27.md").write_text(text, encoding="utf-8")
    for words in (["list"], ["show", "2512.00001"], ["search", "evil"], ["check", tmp_path], ["list", "--json"]):
        ran = run("-L", tmp_path, *words)
        assert "Evil" in ran.out or "evil" in ran.out
        assert not any(ord(sign) < 32 and sign != "\n" for sign in ran.out + ran.err)
        assert not any(0x7F <= ord(sign) < 0xA0 for sign in ran.out + ran.err)


def test_doctor(run: Run, library: Path) -> None:
    names = {finding["name"]: finding for finding in run("doctor", "--json").json}
    assert {"versions", "config", "folder", "catalog", "marks", "notes", "index", "terminal", "clipboard"} <= set(names)
    assert {finding["state"] for finding in names.values()} <= {"ok", "warning"}
    assert run("doctor", "--fix").status == 0
    assert {finding["name"]: finding["state"] for finding in run("doctor", "--json").json}["index"] == "ok"
    file = places.catalog_file(())
    data = file.read_bytes()
    file.write_bytes(data[:4096] + bytes(8192) + data[12288:])
    assert run("doctor").status in (0, 1)
    assert run("doctor", "--fix").status == 0
    assert run("doctor").status == 0


def test_doctor_speaks_of_damage_in_chinese_and_names_it_as_ever_in_json(run: Run, library: Path) -> None:
    run("index")
    (docs,) = places.library_cache(()).rglob("*.docs")
    docs.write_bytes(docs.read_bytes()[:-1] + b"?")
    places.config_file().write_text("language = 'zh_CN'\n" + places.config_file().read_text())
    lines = {line.split()[1]: line for line in run("doctor").out.splitlines() if not line.startswith(" ")}
    assert {"版本", "配置目录", "缓存", "报告目录", "目录", "标记", "笔记", "搜索索引", "终端", "剪贴板"} <= set(lines)
    assert "校验和不符" in lines["搜索索引"]
    names = {finding["name"] for finding in run("doctor", "--json").json}
    assert {"versions", "config_dir", "folder", "catalog", "index", "clipboard"} <= names


def test_doctor_sets_damaged_lines_of_the_journal_aside(run: Run, library: Path) -> None:
    paper = some_id(run)
    run("mark", paper, "--star")
    journal = next(places.marks_dir().glob("*.jsonl"))
    with journal.open("ab") as stream:
        stream.write(b'{"this is": no JSON\n')
    (found,) = (finding for finding in run("doctor", "--json").json if finding["name"] == "marks")
    assert found["state"] == "warning"
    assert journal.name in str(found)
    assert run("doctor", "--fix").status == 0
    (found,) = (finding for finding in run("doctor", "--json").json if finding["name"] == "marks")
    assert found["state"] == "ok"
    assert [entry["id"] for entry in run("list", "--starred", "--json").json] == [paper]


def test_index(run: Run, library: Path) -> None:
    ran = run("index")
    assert (ran.status, ran.out) == (0, "")
    assert "papers in" in ran.err
    assert run("index", "--rebuild").status == 0
    assert ".damaged" not in run("doctor").out, "what was sound is not set aside"


def test_keys_and_themes(run: Run) -> None:
    assert "| `s` | star |" in run("keys", "--markdown").out
    assert "star" in run("keys").out
    assert "* night" in run("--theme", "night", "themes").out


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_command_has_help(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"usage: paperdeck {name}" in ran.out
    assert name in run("--help").out


@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8"])
def test_the_manual_page_has_every_command_and_no_warning(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, locale: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    ran = run("--man")
    assert ran.status == 0
    assert ("[u4E00]" in ran.out) == locale.startswith("zh")
    assert all(f".SS {name}\n" in ran.out for name in NAMES)
    if groff := shutil.which("groff"):
        command = [groff, "-man", "-Tutf8", "-ww", "-z"]
        done = subprocess.run(command, input=ran.out, capture_output=True, text=True, check=True)
        assert done.stderr == ""
    if (man := shutil.which("man")) and shutil.which("groff"):
        (tmp_path / "paperdeck.1").write_text(ran.out)
        environment = os.environ | {"MANROFFOPT": "-ww", "LANG": "C.UTF-8", "MANPAGER": "cat"}
        command = [man, "-l", str(tmp_path / "paperdeck.1")]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        assert done.stderr == ""
        assert "--fresh" in done.stdout


def test_the_list_of_names_is_that_of_the_commands() -> None:
    assert {command.name for command in commands()} == NAMES


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    ran = run("completion", shell)
    assert ran.status == 0
    assert "paperdeck completion --words" in ran.out


def test_a_script_reads_ids_back(run: Run, library: Path) -> None:
    two = [found["id"] for found in run("list", "--json", "--limit", "2").json]
    for shape in (("--ids",), ("--json",), ()):
        listed = run("list", "--limit", "2", *shape).out
        assert run("mark", "-", "--star", stdin=listed).status == 0
        assert [found["id"] for found in run("list", "--starred", "--json").json] == two
        assert run("mark", "-", "--unstar", stdin=listed).status == 0
        assert run("list", "--starred").out == ""
    lines = "".join(json.dumps(found) + "\n" for found in run("list", "--json", "--limit", "2").json)
    assert run("mark", "-", "--star", stdin=lines).status == 0
    assert run("list", "--starred", "--ids").out.split() == two
    assert run("mark", two[0], "-", "--unstar", stdin=f"https://arxiv.org/abs/{two[1]}v2\n").status == 0
    assert run("list", "--starred").out == ""


def test_a_query_names_the_papers_of_a_command(run: Run, library: Path) -> None:
    day = run("days", "--json").json[0]["day"]
    there = run("list", "--day", day, "--ids").out.split()
    assert run("mark", "--query", f"day:{day}", "--star").status == 0
    assert sorted(run("list", "--starred", "--ids").out.split()) == sorted(there)
    assert run("mark", "--query", "-", "--unstar", stdin="is:starred\n").status == 0
    ran = run("mark", "--query", "is:starred", "--unstar")
    assert (ran.status, ran.err) == (0, "paperdeck: No paper matches; nothing was marked.\n")
    assert run("copy", "--query", "is:starred").err == "paperdeck: No paper matches; nothing was copied.\n"
    assert run("mark", "-", "--star", stdin="\n").status == 0
    assert run("list", "--starred").out == ""


@pytest.mark.parametrize(
    ("words", "stdin", "told"),
    [
        (["mark", "--star"], "", "No paper is named"),
        (["mark", "--query", " ", "--star"], "", "The query is empty"),
        (["mark", "--query", "-", "--star"], "\n", "The query is empty"),
        (["mark", "-", "--query", "-", "--star"], "", "Stdin can be read once only"),
        (["mark", "-", "--star"], "[{", "Stdin holds broken JSON"),
        (["mark", "-", "--star"], '{"title": "x"}', "Stdin holds JSON without ids"),
        (["mark", "--query", "is:starrd", "--star"], "", "starrd"),
    ],
)
def test_what_names_no_paper_is_wrong_usage(run: Run, library: Path, words: list[str], stdin: str, told: str) -> None:
    ran = run(*words, stdin=stdin)
    assert ran.status == 2
    assert told in ran.err
    assert run("list", "--starred").out == ""


def test_one_unknown_id_among_those_read_marks_nothing(run: Run, library: Path) -> None:
    assert run("mark", "-", "--star", stdin=f"{some_id(run)}\n9999.99999\n").status == 1
    assert run("list", "--starred").out == ""


def test_what_is_due_is_listed(run: Run, library: Path) -> None:
    due, not_yet, some_day = run("list", "--limit", "3", "--ids").out.split()
    run("mark", due, "--due", "2020-01-01")
    run("mark", not_yet, "--due", "2999-12-31")
    run("mark", some_day, "--later")
    listed = {found["id"]: found["due"] for found in run("list", "--later", "--json").json}
    assert listed == {due: "2020-01-01", not_yet: "2999-12-31", some_day: None}
    assert not_yet not in run("list", "--due", "--ids").out
    assert due in run("list", "--due", "--ids").out
    assert json.loads(run("show", due, "--json").out)["due"] == "2020-01-01"


def test_saved_searches_and_tags_of_several_words_complete(run: Run, library: Path) -> None:
    run("mark", some_id(run), "--tag", "two words")
    file = places.config_file()
    file.write_text(file.read_text() + '\n[search.saved]\n"to read" = "is:unread up:>20"\n')
    assert {"is:unread up:>20", 'tag:"two words"'} <= set(run("completion", "--words", "queries").out.splitlines())
    assert run("completion", "--words", "tags").out == "two words\n"


def test_completion_words(run: Run, library: Path) -> None:
    run("mark", some_id(run), "--tag", "mine")
    day = run("days", "--json").json[0]["day"]
    assert day in run("completion", "--words", "days").out.split()
    assert some_id(run) in run("completion", "--words", "ids").out.split()
    assert run("completion", "--words", "tags").out.split() == ["mine"]
    assert {"is:unread", "tag:mine", f"day:{day}"} <= set(run("completion", "--words", "queries").out.split())
    assert "night" in run("completion", "--words", "themes").out.split()


def test_in_bash_words_complete(run: Run, library: Path, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").out)
    run("days")
    ask = f"""
    paperdeck() {{ {sys.executable} -m paperdeck "$@"; }}
    source {script}
    COMP_LINE="$1"; COMP_POINT=${{#1}}; read -ra COMP_WORDS <<< "$1"; COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
    _shtab_paperdeck; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    for line, word in (
        ("paperdeck li", "list"),
        ("paperdeck list is:un", "unread"),
        ("paperdeck export --format bib", "bibtex"),
        (f"paperdeck show {some_id(run)[:6]}", some_id(run)),
    ):
        done = subprocess.run(["bash", "-c", ask, "bash", line], capture_output=True, text=True, check=True)
        assert word in done.stdout.split()


def test_a_reader_of_the_pipe_that_leaves_is_no_error(run: Run, library: Path) -> None:
    command = f"{sys.executable} -m paperdeck list | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] in ("0", "141"), "as it was read before or after head left"
    assert done.stderr == ""


def test_messages_follow_the_config_language_and_data_stays(run: Run, library: Path) -> None:
    text = places.config_file().read_text()
    places.config_file().write_text("language = 'zh_CN'\n" + text)
    assert run("days", "--json").json


LOADED = """
import sys
from paperdeck.tui.cli import main
main(sys.argv[1:])
bad = [name for name in ("textual", "whoosh", "pyperclip") if name in sys.modules]
sys.exit(f"loaded {bad}" if bad else 0)
"""


@pytest.mark.parametrize(
    "words", [["--version"], ["days"], ["list", "is:unread"], ["show", "ID"], ["--help"], ["keys"]]
)
def test_no_command_loads_the_terminal_framework(run: Run, library: Path, words: list[str]) -> None:
    filled = [some_id(run) if word == "ID" else word for word in words]
    done = subprocess.run([sys.executable, "-c", LOADED, *filled], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_commands_at_once_lose_nothing(run: Run, library: Path) -> None:
    ids = [found["id"] for found in run("list", "--json", "--limit", "6").json]
    runs = [
        subprocess.Popen([sys.executable, "-m", "paperdeck", "mark", paper, "--star"], env=os.environ) for paper in ids
    ]
    assert [process.wait(60) for process in runs] == [0] * len(ids)
    assert sorted(found["id"] for found in run("list", "--starred", "--json").json) == sorted(ids)


def test_a_note_is_edited_in_the_users_editor(
    run: Run, library: Path, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    paper = some_id(run)
    run("note", paper, "-m", "before")
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf " and after" >> "$1"\n')
    editor.chmod(0o755)
    terminal("note", paper, env={"VISUAL": str(editor)}).wait_for("saved")
    assert run("note", paper).out.split() == ["before", "and", "after"]


def test_a_terminal_gets_colours_and_a_pipe_none(run: Run, library: Path, terminal: Callable[..., Terminal]) -> None:
    paper = some_id(run)
    plain = run("show", paper, "--width", "60").out
    screen = terminal("show", paper, "--width", "60", size=(100, 200))
    text = screen.wait_for(plain.strip().splitlines()[-1].strip())
    shown = [line.rstrip() for line in text.splitlines()]
    assert [line for line in plain.splitlines() if line.strip()] == [line for line in shown if line.strip()]


def test_a_dumb_terminal_is_refused_with_advice(library: Path, terminal: Callable[..., Terminal]) -> None:
    terminal(env={"TERM": "dumb"}).wait_for("paperdeck list")

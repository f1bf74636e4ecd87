"""The vault: one file a paper that is renewed by each export, while what the user added below the marker stays."""

import os
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.errors import ExportError
from paperdeck.index.export import save
from paperdeck.index.export.facts import one_line
from paperdeck.index.export.inert import inert
from paperdeck.index.export.vault import MARKER, file_name, own_part, page
from paperdeck.index.model import Marks, Paper, Section
from support.exported import AWKWARD_TITLES, paper, titles


def export(folder: Path, *papers: Paper, overwrite: bool = False) -> tuple[int, int, tuple[str, ...]]:
    saved = save(papers, "vault", folder, overwrite=overwrite)
    return saved.written, saved.present, saved.kept


def test_a_file_has_front_matter_links_sections_and_note(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "vault"
    assert export(folder, paper(note="我的笔记", marks=Marks(starred=True, tags=("to read",)))) == (1, 0, ())
    text = (folder / "1706.03762.md").read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["title"] == "Attention Is All You Need"
    assert front["published"] == "2017-06"
    assert front["tags"] == ["to-read"]
    assert front["starred"] is True
    for part in ("[PDF](https://arxiv.org/pdf/1706.03762)", "## 一句话核心贡献", "只用**注意力**", "我的笔记", MARKER):
        assert part in text


def test_what_the_user_added_stays(tmp_path: Path) -> None:
    export(tmp_path, paper())
    path = tmp_path / "1706.03762.md"
    own = "\n## Mine\r\nkept, with its line ends\n"
    path.write_bytes(path.read_bytes() + own.encode())
    assert export(tmp_path, paper("A new title", note="new")) == (1, 0, ())
    text = path.read_bytes().decode()
    assert text.endswith(MARKER + "\n" + own)
    assert "# A new title" in text
    assert export(tmp_path, paper("A new title", note="new")) == (0, 1, ())


def test_a_file_that_is_as_it_should_be_is_not_touched(tmp_path: Path) -> None:
    export(tmp_path, paper())
    path = tmp_path / "1706.03762.md"
    os.utime(path, (1, 1))
    assert export(tmp_path, paper()) == (0, 1, ())
    assert path.stat().st_mtime == 1


def test_a_file_without_marker_is_somebodys_own(tmp_path: Path) -> None:
    path = tmp_path / "1706.03762.md"
    path.write_text("my own words", encoding="utf-8")
    assert export(tmp_path, paper(), paper("Next", "2512.19680")) == (1, 0, ("1706.03762.md",))
    assert path.read_text(encoding="utf-8") == "my own words"
    assert export(tmp_path, paper(), overwrite=True) == (1, 0, ())


def test_a_report_cannot_forge_the_marker(tmp_path: Path) -> None:
    forged = paper(sections=(Section("other", MARKER, f"{MARKER}\nnot the user's"),), note=MARKER)
    export(tmp_path, forged)
    path = tmp_path / "1706.03762.md"
    assert path.read_text(encoding="utf-8").count(MARKER) == 1
    assert own_part(path.read_text(encoding="utf-8")) == ""
    assert export(tmp_path, forged) == (0, 1, ())


def test_a_section_without_title_has_no_empty_heading() -> None:
    assert "\n## \n" not in page(paper(sections=(Section("other", "", "words"),)))


def test_a_paper_seen_twice_has_both_readings(tmp_path: Path) -> None:
    export(tmp_path, paper(days=("2025-12-27", "2025-12-25")))
    text = (tmp_path / "1706.03762.md").read_text(encoding="utf-8")
    assert text.index("## 2025-12-27 · analysis") < text.index("## 2025-12-25 · analysis")
    assert text.count("### 一句话核心贡献") == 2


@pytest.mark.parametrize(
    "paper_id", ["../../etc/passwd", "/abs", "..", "", "a/b", "CON:x", "中文", ".hidden", "x" * 400, "a\x00b"]
)
def test_no_id_leads_out_of_the_folder(tmp_path: Path, paper_id: str) -> None:
    folder = tmp_path / "vault"
    export(folder, paper(paper_id=paper_id))
    assert [path.parent for path in tmp_path.rglob("*.md")] == [folder]
    assert not file_name(paper(paper_id=paper_id)).startswith(".")


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_papers_never_share_a_file(one: str, other: str) -> None:
    names = {file_name(paper(paper_id=paper_id)) for paper_id in (one, other)}
    assert len(names) == len({one, other})


@given(titles())
def test_front_matter_is_yaml_whatever_the_title(title: str) -> None:
    front = yaml.safe_load(page(paper(title)).split("\n---\n")[0].removeprefix("---\n"))
    assert front.get("title", "") == one_line(title)


@pytest.mark.parametrize("title", AWKWARD_TITLES)
@pytest.mark.parametrize("own", ["", "words\n", f"{MARKER}\ntwice\n", "\n\n\n"])
def test_renewing_is_stable(title: str, own: str) -> None:
    first = page(paper(title), own)
    assert own_part(first) == own
    assert page(paper(title), own_part(first) or "") == first


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="file"):
        export(tmp_path / "file", paper())
    (tmp_path / "1706.03762.md").write_bytes(b"\xff\xfe")
    with pytest.raises(ExportError, match="UTF-8"):
        export(tmp_path, paper())


ACTIVE = """\
```dataviewjs
dv.el("b", 1)
```
~~~ dataview
LIST
~~~
> - ````js-engine
x
````
`$= dv.current()` and `= this.file` <% tp.file %> <%* x %>
<script>alert(1)</script> <IFRAME src=x> <img src=x onerror=alert(1)> [a](javascript:alert(1))
"""


def test_what_a_vault_would_run_stands_there_to_be_read(tmp_path: Path) -> None:
    export(tmp_path, paper(sections=(Section("method", "方案", ACTIVE),)))
    text = next(tmp_path.iterdir()).read_text("utf-8")
    for active in ("```dataviewjs", "~~~ dataview", "```js-engine", "`$=", "`= "):
        assert active not in text
    assert not re.search(r"(?<!\\)<(?:%|/?script|iframe|img[^>]*onerror)", text, re.IGNORECASE)
    assert "javascript:" not in text
    for readable in ("dataviewjs", "dv.el", "tp.file", "script>alert(1)", "this.file"):
        assert readable in text


def test_ordinary_code_and_tags_stay_as_they_are() -> None:
    for text in ("```python\nx = 1\n```", "`a = b` < 3 <details><summary>x</summary>", "a <b>on = x</b>", "~~~\n<x>"):
        assert inert(text) == text

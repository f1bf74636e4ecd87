"""BibTeX: two parsers by others read back what we wrote, and appending never repeats or changes an entry."""

import re
from dataclasses import replace

import pytest
from bibtexparser.entrypoint import parse_string as parse_by_bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.export import citation, write
from paperdeck.index.export.bibtex import append, key
from paperdeck.index.export.facts import one_line
from paperdeck.index.model import Link, Marks, Paper
from pybtex.database import BibliographyData, parse_string
from pybtex.richtext import Text
from support.exported import AWKWARD_TITLES, paper, titles

PRINTED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    "{}": "",
    **{f"\\{char}": char for char in "{}&%_$#"},
}
COMMAND = re.compile("|".join(re.escape(command) for command in PRINTED))


def as_printed(latex: str) -> str:
    """What LaTeX prints of a field whose outer braces protect it."""
    assert latex.startswith("{")
    assert latex.endswith("}")
    return COMMAND.sub(lambda match: PRINTED[match[0]], latex[1:-1])


def by_pybtex(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def entries_by_bibtexparser(text: str) -> dict[str, dict[str, str]]:
    library = parse_by_bibtexparser(text)
    assert library.failed_blocks == []
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


@pytest.mark.parametrize("title", AWKWARD_TITLES)
def test_both_parsers_give_back_title_id_and_link(title: str) -> None:
    text = citation(paper(title))
    (entry,) = by_pybtex(text).entries.values()
    (fields,) = entries_by_bibtexparser(text).values()
    for found in (entry.fields, fields):
        assert as_printed(found["title"]) == one_line(title)
        assert found["eprint"] == "1706.03762"
        assert found["archivePrefix"] == "arXiv"
        assert found["url"] == "https://arxiv.org/abs/1706.03762"
        assert found["year"] == "2017"
        assert found["note"] == "arXiv:1706.03762"


@pytest.mark.parametrize("title", ["A & B", "100% _ of #1", "~ and π", "强化学习：a -- b", "$5 {braced}"])
def test_their_own_decoders_see_the_title(title: str) -> None:
    text = citation(paper(title))
    decoded = parse_by_bibtexparser(text, append_middleware=[LatexDecodingMiddleware()])
    assert decoded.entries[0].fields_dict["title"].value == title
    if "$" not in title:  # pybtex's decoder leaves \$ and \{ as they are
        (entry,) = by_pybtex(text).entries.values()
        assert str(Text.from_latex(entry.fields["title"])) == title


@given(titles(), titles())
def test_any_title_and_note_come_back(title: str, note: str) -> None:
    text = write([paper(title, note=note), paper("Next", "2512.19680")], "bibtex")
    data = by_pybtex(text).entries
    parsed = entries_by_bibtexparser(text)
    assert list(data) == list(parsed) == ["arxiv:1706.03762", "arxiv:2512.19680"]
    for found in (data["arxiv:1706.03762"].fields, parsed["arxiv:1706.03762"]):
        assert as_printed(found["title"]).split() == one_line(title).split()


@given(st.lists(titles(), max_size=4))
def test_any_authors_leave_the_entry_readable(names: list[str]) -> None:
    text = citation(paper(authors=tuple(names)))
    (entry,) = by_pybtex(text).entries.values()
    assert as_printed(entry.fields["title"]) == "Attention Is All You Need"
    assert len(entries_by_bibtexparser(text)) == 1


def test_names_are_split_as_bibtex_means_them() -> None:
    text = citation(paper(authors=("Laurens van der Maaten", "王小明", "DeepSeek-AI", "Le, Quoc V.", "Al Rand and Co")))
    (entry,) = by_pybtex(text).entries.values()
    people = [(" ".join(p.first_names), " ".join((*p.prelast_names, *p.last_names))) for p in entry.persons["author"]]
    assert people[:4] == [("Laurens", "van der Maaten"), ("", "{王小明}"), ("", "{DeepSeek-AI}"), ("Quoc", "Le")]
    assert len(people) == 5


def test_a_truncated_list_of_authors_says_others() -> None:
    assert "Hu, Edward J. and Shen, Yelong and others}" in citation(paper(authors=("Edward J. Hu", "Yelong Shen...")))
    assert "author" not in citation(paper(authors=()))


@pytest.mark.parametrize("end", ["...", "…", " et al.", ", et al", "等"])
def test_a_list_that_the_report_shortened_says_others(end: str) -> None:
    whole = paper(authors=("Edward J. Hu", "Yelong Shen"))
    cut = replace(whole.readings[0], header=f"**Authors**: Edward J. Hu, Yelong Shen{end}\n")
    assert "and others}" in citation(replace(whole, readings=(cut,)))
    complete = replace(cut, header="**Authors**: Edward J. Hu, Yelong Shen | **Etc**: ...")
    assert "others" not in citation(replace(whole, readings=(complete,)))


def test_the_class_comes_from_an_arxiv_tag_or_an_old_id() -> None:
    assert "primaryClass  = {cs.CL}" in citation(paper(tags=("LLM", "cs.CL", "cs.AI")))
    old = citation(paper(paper_id="hep-th/9901001"))
    assert "primaryClass  = {hep-th}" in old
    assert "year          = {1999}" in old
    assert "month         = jan" in old
    assert "primaryClass" not in citation(paper())


def test_a_paper_without_arxiv_id_keeps_its_link() -> None:
    link = Link("other", "https://example.org/a{b}?c=%20d_e")
    entry = citation(paper(paper_id="中文 id / ../x", links=(link,)))
    (fields,) = entries_by_bibtexparser(entry).values()
    assert fields["url"] == "https://example.org/a%7Bb%7D?c=%20d_e"
    assert "eprint" not in fields


def test_keys_are_unique_and_do_not_depend_on_what_a_report_says() -> None:
    ids = ["1706.03762", "hep-th/9901001", "a b", "a-b", "a/b", "中", "文", "..", "", "x" * 300]
    keys = [key(paper(paper_id=paper_id)) for paper_id in ids]
    assert len(set(keys)) == len(ids)
    assert keys == [key(paper("Other", paper_id, authors=())) for paper_id in ids]


def test_the_users_note_and_tags_go_where_styles_do_not_print() -> None:
    entry = citation(paper(note="read\nagain & again", marks=Marks(tags=("rl", "a_b"))))
    assert "annote        = {read again \\& again}" in entry
    assert "keywords      = {rl, a\\_b}" in entry


def test_appending_adds_what_is_new_and_keeps_what_is_there() -> None:
    mine = "% my own\n@article{vaswani,\n title={Attention}, eprint = {1706.03762v5},\n}\n\n@comment{kept}"
    other, same = paper("Two", "2512.19680"), paper()
    result = append(mine, [same, other, other])
    assert result.text.startswith(mine)
    assert (result.added, result.present) == (("2512.19680",), ("1706.03762",))
    again = append(result.text, [same, other])
    assert again.text == result.text
    assert again.added == ()


def test_appending_knows_an_entry_by_its_link() -> None:
    bib = '@online{x,\n  url = "https://arxiv.org/pdf/1706.03762v2",\n}\n'
    assert append(bib, [paper()]).added == ()
    mention = "@online{x,\n  annote = {see https://arxiv.org/abs/1706.03762},\n}\n"
    assert append(mention, [paper()]).added == ("1706.03762",)


@given(st.lists(st.sampled_from(["1706.03762", "2512.19680", "x y", "z"]), max_size=6), st.integers(0, 5))
def test_appending_in_two_steps_is_appending_at_once(ids: list[str], cut: int) -> None:
    papers: list[Paper] = [paper(f"About {paper_id}", paper_id) for paper_id in ids]
    stepwise = append(append("", papers[:cut]).text, papers[cut:]).text
    assert stepwise == append("", papers).text
    assert len(entries_by_bibtexparser(stepwise)) == len(set(ids))

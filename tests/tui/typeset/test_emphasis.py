"""Emphasis beside Chinese text: what it must do, what it must leave alone, and whether the reference agrees."""

import json
import lzma
import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from paperdeck.tui.typeset.characters import is_cjk, shows_as_emoji
from paperdeck.tui.typeset.emphasis import cjk_friendly
from paperdeck.tui.typeset.inline_parser import NotingInline

TESTS = Path(__file__).parents[2]
SPEC = TESTS / "data" / "commonmark-0.31.2.json.xz"
REFERENCE = TESTS.parent / "build" / "node"
PACKAGES = ("markdown-it@15", "markdown-it-cjk-friendly@3")


@cache
def ours() -> MarkdownIt:
    """CommonMark with strikethrough and our plugin."""
    md = MarkdownIt("commonmark").enable("strikethrough")
    cjk_friendly(md)
    return md


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """Section and Markdown of every example of the CommonMark specification."""
    return tuple((section, text) for section, text in json.loads(lzma.decompress(SPEC.read_bytes()))["examples"])


def test_every_commonmark_example_comes_out_as_before() -> None:
    plain = MarkdownIt("commonmark").enable("strikethrough")
    assert len(examples()) == 652
    assert [text for _section, text in examples() if ours().render(text) != plain.render(text)] == []


def test_every_commonmark_example_comes_out_of_our_inline_parser_as_of_the_librarys() -> None:
    """But for link definitions, which reports of ours do not have."""
    plain = MarkdownIt("commonmark").enable("strikethrough").disable("reference")
    noting = MarkdownIt("commonmark")
    noting.inline = NotingInline()
    noting.enable("strikethrough").disable(["linkify", "reference"])
    assert [text for _section, text in examples() if noting.render(text) != plain.render(text)] == []


def test_an_instance_without_the_plugin_is_untouched() -> None:
    text = "的**内部（残差流）**进行"
    ours().render(text)
    assert "<strong>" not in MarkdownIt("commonmark").render(text)


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("的**内部表示空间（残差流）**进行", "内部表示空间（残差流）"),
        ("**应用领域：**这是", "应用领域："),
        ("这是**“重点”**的", "“重点”"),
        ("**《标题》**之后", "《标题》"),
        ("在**Top-1（%）**上", "Top-1（%）"),
        ("约**11%**的", "11%"),
        ("约**11%**。", "11%"),
        ("，**RAG**：", "RAG"),
        ("**核心(core)**思想", "核心(core)"),
        ("한국어**(강조)**입니다", "(강조)"),
        ("これは**「強調」**です", "「強調」"),
        ("**注意。**接着", "注意。"),
        ("a**b**c", "b"),
    ],
)
def test_strong_text_beside_chinese(text: str, strong: str) -> None:
    assert f"<strong>{strong}</strong>" in ours().render(text)


@pytest.mark.parametrize(
    "text", ["snake_case_name", "2 ** 3 ** 4", "前 ** 空格 ** 后", "** 不是 **", "变量_名_字", "a * b * c"]
)
def test_what_is_no_emphasis_stays_text(text: str) -> None:
    assert "<em>" not in ours().render(text)
    assert "<strong>" not in ours().render(text)


def rendered_by_the_reference(texts: list[str]) -> list[str]:
    """What the npm package makes of the texts; it is installed under build/ the first time, or the test is skipped."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node is not installed")
    if not (REFERENCE / "node_modules" / "markdown-it-cjk-friendly").is_dir():
        REFERENCE.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(REFERENCE), "--no-audit", "--no-fund", "--silent", *PACKAGES]
        environment = {**os.environ, "HOME": pwd.getpwuid(os.getuid()).pw_dir}
        try:
            subprocess.run(command, capture_output=True, timeout=60, check=True, env=environment)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            shutil.rmtree(REFERENCE, ignore_errors=True)
            pytest.skip("the npm packages cannot be installed here")
    script = TESTS / "support" / "cjk_friendly.mjs"
    outcome = subprocess.run(
        [node, str(script), str(REFERENCE)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(outcome.stdout)


NEIGHBOURS = (
    "字",
    "。",
    "（",
    "）",
    "“",
    "”",
    "：",
    "a",
    "1",
    ".",
    "(",
    ")",
    "%",
    " ",
    "",
    "…",
    "—",
    "あ",
    "한",
    "😀",
    "～",
    "·",
)
PIECES = st.sampled_from(
    [*NEIGHBOURS, "*", "**", "***", "_", "__", "~~", "\n", "\ufe01", "\ufe0e", "\U000e0100", "\u3000", "\U00020000"]
)
_collected: list[str] = []


def cases() -> list[str]:
    """Every pair of neighbours outside and inside of strong text, a part of them with the other marks."""
    pairs = [(a, b) for a in NEIGHBOURS for b in NEIGHBOURS]
    texts = [f"前{a}**{b}重点{a}**{b}后" for a, b in pairs]
    texts += [f"{a}*{b}x{b}*{a}" for a, b in pairs[::3]]
    texts += [f"{a}__{b}字{b}__{a}" for a, b in pairs[::3]]
    texts += [f"{a}~~{b}字{b}~~{a}" for a, b in pairs[::5]]
    return texts


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=3, max_size=20).map("".join))
def test_collect_random_cases_for_the_reference(text: str) -> None:
    assert ours().render(text) or not text.strip()
    _collected.append(text)


def _inked(html: str) -> str:
    """Without white space, which the two parsers trim differently where it is ideographic."""
    return "".join(html.split())


def test_the_reference_agrees() -> None:
    texts = [text for text in [*cases(), *_collected] if "\ufe0f" not in text]
    assert len(texts) > 150
    theirs = rendered_by_the_reference(texts)
    differing = [text for text, html in zip(texts, theirs, strict=True) if _inked(ours().render(text)) != _inked(html)]
    assert differing == []


def test_emoji_and_cjk_are_told_apart() -> None:
    assert all(map(shows_as_emoji, "😀⌚⏰⭐🈁🀄"))
    assert not any(map(shows_as_emoji, "字。（☰⚊〈🈂a⌛︎"[:-2]))
    assert all(map(is_cjk, "字。（한あｱ\u1160\uffe5"))
    assert not any(map(is_cjk, "a“…—😀·é"))

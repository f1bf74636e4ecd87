"""Typed queries: what they mean, what they print, when two of them are one, and where a wrong one is wrong."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperdeck.index.errors import QueryError
from paperdeck.index.query import parse, parse_typed
from paperdeck.index.query.dates import parse_days
from support.query_meaning import meaning

WORDS = ["强化学习", "扩散", "GRPO", "VA-π", "qwen2.5-vl", "的", '"像素级 重建"', "pre*", "c++", "模型GRPO"]
VALUES = [
    "is:unread", "is:starred", "day:2025-12", "day:2025-12-20..2025-12-27", "day:today", "up:>20", "up:3..9",
    "tag:待读", "has:math", "format:digest", "id:2512.19680", "标题:扩散", "author:Li", "创新:奖励",
]  # fmt: skip

operands = st.sampled_from(WORDS + VALUES)
queries = st.recursive(
    operands,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"-{part}"),
    ),
    max_leaves=8,
)


def meant(text: str) -> tuple[object, ...]:
    """What a typed query means."""
    return meaning(parse(text).root)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("强化学习GRPO", "强化学习 GRPO"),
        ("强化学习，GRPO。", "强化学习 GRPO"),
        ("“像素级 重建”", '"像素级 重建"'),
        ('"diffusion"', "diffusion"),
        ("标题：扩散", "title:扩散"),
        ("作者：Li", "author:Li"),
        ("笔记：复现", "note:复现"),
        ("主要创新点:奖励", "innovation:奖励"),
        ("title: 扩散", "title:扩散"),
        ("title:(a OR b)", "title:a OR title:b"),
        ("（扩散　OR　GRPO）－视频", "(扩散 OR GRPO) -视频"),
        ("a b OR c", "(a b) OR c"),
        ("a AND b AND NOT c", "a b -c"),
        ("a | b", "a OR b"),
        ("is:new", "is:unread"),
        ("状态：未读", "is:unread"),
        ("-is:read", "is:unread"),
        ("up:>20", "up:>20"),
        ("赞：≥21", "up:>20"),
        ("up:5..5", "up:5"),
        ("日期：上周", "day:last-week"),
        ("day:2025-12-01..2025-12-31", "day:2025-12"),
        ("day:2025/12/7", "day:2025-12-07"),
        ("day:2025年12月", "day:2025-12"),
        ("day:>2025-12", "day:2026-01-01.."),
        ("has:笔记", "is:noted"),
        ("arxiv:2512.19680v3", "id:2512.19680"),
        ("https://arxiv.org/pdf/2512.19680v1.pdf", "id:2512.19680"),
        ("--a", "a"),
        ("a a", "a"),
        ('"OR"', '"OR"'),
        ("Schoenfeld: anatomy", "Schoenfeld anatomy"),
        ("，。！", ""),
        ("", ""),
        ("10:30", "10 30"),
    ],
)
def test_a_query_prints_what_was_understood(typed: str, printed: str) -> None:
    assert str(parse(typed)) == printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("强化学习 GRPO", "grpo 強化學習"),
        ("强化学习GRPO", "ＧＲＰＯ 强化学习"),
        ("a (b OR c)", "a c OR b a"),
        ("-(a b)", "-b OR -a"),
        ("-(a OR b)", "-a -b"),
        ("a (a OR b)", "a"),
        ("a OR a b -b", "a"),
        ("VA-π", "va-pi"),
        ("day:2025-12", "day:2025-12-01..2025-12-31"),
        ("up:>20", "up:>=21"),
        ("标题:扩散", "title:擴散"),
        ("tag:ToRead", "tag:toread"),
        ("is:read is:starred", "-(is:unread OR -is:starred)"),
    ],
)
def test_two_spellings_of_one_meaning_are_equal(one: str, other: str) -> None:
    assert meant(one) == meant(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "a OR b"),
        ("扩散", "标题:扩散"),
        ('"强化 学习"', "强化 学习"),
        ("pre", "pre*"),
        ("a", "-a"),
        ("up:>20", "up:>=20"),
    ],
)
def test_different_meanings_differ(one: str, other: str) -> None:
    assert meant(one) != meant(other)


@pytest.mark.parametrize(
    ("typed", "position", "expected"),
    [
        ('扩散 "像素', 3, '"'),
        ("(a b", 0, ")"),
        ("a)", 1, "the end"),
        ("a OR", 4, "word"),
        ("a ()", 3, "word"),
        ("tilte:x", 0, "title:"),
        ("a is:maybe", 5, "unread"),
        ("day:2025-13", 4, "today"),
        ("up:many", 3, ">20"),
        ("day:", 4, "2025-12"),
        ("title:", 6, "word"),
        ("title:(a is:read)", 9, "word"),
        ("a " * 3000, 4000, "shorter"),
        ("(" * 100 + "a" + ")" * 100, 40, "brackets"),
    ],
)
def test_an_error_says_where_and_what_was_expected(typed: str, position: int, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.position == position
    assert expected in caught.value.expected
    assert caught.value.title
    assert caught.value.advice


def test_a_mistyped_field_is_told_the_nearest() -> None:
    with pytest.raises(QueryError, match="title:"):
        parse("tilte:x")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('扩散 "像素', "扩散 像素"),
        ("(a OR b", "a OR b"),
        ("a OR", "a"),
        ("a title:", "a"),
        ('title:("x', "title:x"),
        ("a -", "a"),
    ],
)
def test_a_query_still_being_typed_is_closed(typed: str, printed: str) -> None:
    assert str(parse_typed(typed)) == printed


@given(st.text(max_size=60) | st.text(alphabet='ab扩散:：“”"()（）-|*.~ 0123456789>=isOR,，', max_size=40))
@settings(max_examples=600, deadline=None)
def test_any_string_is_understood_or_refused_politely(text: str) -> None:
    for read in (parse, parse_typed):
        try:
            query = read(text)
        except QueryError as error:
            assert 0 <= error.position <= len(text)
            assert error.expected
        else:
            assert meant(str(query)) == meaning(query.root)


@given(queries)
@settings(max_examples=300, deadline=None)
def test_what_is_printed_is_read_back_as_the_same(text: str) -> None:
    query = parse(text)
    assert meant(str(query)) == meaning(query.root)
    assert str(parse(str(query))) == str(query)


@given(st.lists(queries, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_brackets_and_repetition_make_no_difference(parts: list[str], random: Random) -> None:
    shuffled = [f"({part})" for part in parts + parts[:1]]
    random.shuffle(shuffled)
    assert meant(" ".join(parts)) == meant(" ".join(shuffled))
    assert meant(" OR ".join(f"({part})" for part in parts)) == meant(" OR ".join(shuffled))


def test_wanted_terms_are_those_that_hits_are_lit_for() -> None:
    assert [str(term) for term in parse("扩散 -视频 (GRPO OR title:PPO) -(a -b)").terms] == [
        "扩散",
        "GRPO",
        "title:PPO",
        "b",
    ]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("today", "2025-12-31", "2025-12-31"),
        ("昨天", "2025-12-30", "2025-12-30"),
        ("this-week", "2025-12-29", "2026-01-04"),
        ("last-week", "2025-12-22", "2025-12-28"),
        ("last-month", "2025-11-01", "2025-11-30"),
        ("last-year", "2024-01-01", "2024-12-31"),
        ("7d", "2025-12-25", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12-20..today", "2025-12-20", "2025-12-31"),
        ("last-week..", "2025-12-22", "9999-12-31"),
        ("..2025-11", "0001-01-01", "2025-11-30"),
        ("2025-12-20至2025-12-27", "2025-12-20", "2025-12-27"),
        ("<=2025-11", "0001-01-01", "2025-11-30"),
        ("<2025-12", "0001-01-01", "2025-11-30"),
    ],
)
def test_days_in_a_query(value: str, first: str, last: str) -> None:
    span = parse_days(value)
    assert span is not None
    assert span.resolve(date(2025, 12, 31)) == (first, last)


@given(st.text(alphabet="0123456789-./年月日.~<>=d今上周", max_size=24), st.dates())
@settings(max_examples=400, deadline=None)
def test_any_day_value_on_any_day_gives_a_span_or_nothing(value: str, today: date) -> None:
    span = parse_days(value)
    if span is not None:
        span.resolve(today)
        assert parse_days(str(span)) == span


@given(st.sampled_from(["7d", "9999d", "today", "last-week", "this-week", "last-month", "last-year"]), st.dates())
def test_names_of_days_hold_at_both_ends_of_the_calendar(name: str, today: date) -> None:
    span = parse_days(name)
    assert span is not None
    first, last = span.resolve(today)
    assert "0001-01-01" <= first <= last <= "9999-12-31"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("is:starrd", "starred"), ("is:unraed", "unread"), ("has:tabel", "table"), ("format:digset", "digest"),
     ("day:yesteday", "yesterday")],
)  # fmt: skip
def test_a_mistyped_value_gets_a_suggestion(typed: str, meant: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert f"{typed.partition(':')[0]}:{meant}" in caught.value.advice
    with pytest.raises(QueryError) as caught:
        parse("is:qqqq")
    assert "qqqq" not in caught.value.advice

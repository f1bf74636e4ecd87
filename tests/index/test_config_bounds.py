"""A config.toml that nobody would write by hand costs no more than a moment, and raises nothing."""

import time
from pathlib import Path

import pytest
from paperdeck.index.config import Config, load
from paperdeck.index.config.loading import MOST_TOLD
from paperdeck.index.errors import StoreError
from paperdeck.index.marks.journal import check_format


def read(tmp_path: Path, text: str) -> tuple[Config, list[str]]:
    """The config of a text, and what is told of it."""
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    config, problems = load(file)
    return config, [f"{problem.line} {problem.message}" for problem in problems]


@pytest.mark.parametrize("digits", [309, 5000])
@pytest.mark.parametrize("form", ["{n}", "-{n}", "0x{n}", "[{n}]", "{n}.0"])
def test_a_number_of_very_many_digits_is_told_and_the_rest_holds(tmp_path: Path, form: str, digits: int) -> None:
    config, told = read(tmp_path, f"[reading]\ncolumn = {form.format(n='9' * digits)}\nhanging = true\n")
    assert config.reading.column == 80
    assert config.reading.hanging
    assert len(told) == 1
    assert told[0].startswith("2 ")


def test_very_many_unknown_keys_are_told_in_a_moment(tmp_path: Path) -> None:
    begun = time.perf_counter()
    config, told = read(tmp_path, "".join(f"kolumn{n} = 1\n" for n in range(20_000)) + "language = 'en'\n")
    assert time.perf_counter() - begun < 5
    assert config.language == "en"
    assert len(told) == MOST_TOLD + 1
    assert f"{20_000 - MOST_TOLD:,}".replace(",", "") in "".join(told)


def test_very_many_wrong_values_are_told_in_a_moment(tmp_path: Path) -> None:
    begun = time.perf_counter()
    _config, told = read(tmp_path, "[reading]\ntabs = [" + ", ".join(f'"t{n}"' for n in range(20_000)) + "]\n")
    assert time.perf_counter() - begun < 5
    assert len(told) == MOST_TOLD + 1


def test_a_long_word_is_compared_with_none(tmp_path: Path) -> None:
    begun = time.perf_counter()
    _config, told = read(tmp_path, f"{'k' * 500_000} = 1\n[theme]\nname = 1\n")
    assert time.perf_counter() - begun < 5
    assert len(told) == 2


def test_a_format_of_very_many_digits_is_a_later_one(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("9" * 5000)
    with pytest.raises(StoreError, match="newer version"):
        check_format(tmp_path)

"""The found cases stay mended, and a short run finds no other; `make fuzz` is the long one."""

import random
from pathlib import Path

import pytest
from fuzz.target import CORPUS, check, made, sources
from support.scale import scaled


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.md")), ids=lambda file: file.stem)
def test_a_found_case_stays_mended(file: Path) -> None:
    assert check(file.read_bytes()) == []


def test_a_short_run_finds_nothing() -> None:
    luck = random.Random(13)
    seeds = sources()
    for _ in range(scaled(150)):
        data = made(luck, seeds)
        assert check(data) == [], data

"""Fuzzing guided by coverage: after `pip install atheris`, `PYTHONPATH=tests python -m fuzz.guided`.

The words after it are libFuzzer's. What reached new code, and what broke something, is kept under build/fuzz.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

atheris: Any = import_module("atheris")
with atheris.instrument_imports(include=["paperdeck"]):
    from fuzz.target import check, sources

KEPT = Path("build") / "fuzz" / "guided"


def one(data: bytes) -> None:
    """Judge one input, but for its time, which the watching takes."""
    if found := [finding for finding in check(data) if finding.kind != "slow"]:
        raise AssertionError(found)


if __name__ == "__main__":
    KEPT.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(sources()):
        (KEPT / f"source-{number}").write_bytes(data)
    atheris.Setup([*sys.argv, f"-artifact_prefix={KEPT.parent}/", str(KEPT)], one)
    atheris.Fuzz()

"""How much of a long test runs: `PAPERDECK_TEST_SCALE` multiplies the sizes that tests ask for (1 by default)."""

import os


def scale() -> float:
    """The factor in force: above 1 for a thorough run, below 1 for a quick one."""
    return float(os.environ.get("PAPERDECK_TEST_SCALE", "1"))


def scaled(count: int) -> int:
    """The count at the scale in force, at least one."""
    return max(1, round(count * scale()))

"""What was measured, a line each, as a table for people or JSON for programs."""

import json
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, the floor it is compared with, and the aim for the ratio or, with no floor, for the value."""

    what: str
    value: float
    unit: str
    floor: float | None = None
    aim: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The value in floors, None where nothing is compared."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met, None where there is none."""
        measured = self.value if self.ratio is None else self.ratio
        return None if self.aim is None else measured <= self.aim


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that this percentage of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def printed(rows: Iterable[Row]) -> str:
    """The rows as an aligned table."""
    head = ("what", "value", "floor", "ratio", "aim", "", "note")
    lines = [head, *map(_columns, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _columns(row: Row) -> tuple[str, ...]:
    """What stands in the columns of one row."""
    floor = "" if row.floor is None else f"{row.floor:.4g} {row.unit}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    aim = "" if row.aim is None else f"≤ {row.aim:g}{'' if row.floor else ' ' + row.unit}"
    met = {None: "", True: "ok", False: "MISSED"}[row.met]
    return row.what, f"{row.value:.4g} {row.unit}", floor, ratio, aim, met, row.note


def as_json(rows: Iterable[Row]) -> str:
    """The rows as a JSON array of objects."""
    return json.dumps(
        [{**asdict(row), "ratio": row.ratio, "met": row.met} for row in rows], ensure_ascii=False, indent=1
    )

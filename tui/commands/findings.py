"""What doctor finds: one thing looked at, in what state it is, what to do, and how it can be mended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is stable (JSON); `told` says what is, `advice` what to do. `mend` repairs it and says what it did."""

    name: str
    state: State
    told: str
    advice: str = ""
    mend: Callable[[], str] | None = None

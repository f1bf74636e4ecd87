"""What the tests of the reader share: a keyboard whose keys come as fast as they are typed, and reports to read."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from paperdeck.tui.verbs import dispatch
from support.clock import Clock
from support.reader import Reader, opened, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the keys: it stands, so that digits are counts however slow the machine is."""
    standing = Clock()
    monkeypatch.setattr(dispatch, "time", SimpleNamespace(monotonic=standing))
    return standing


@pytest.fixture
def reader(clock: Clock, keyboard: Clock) -> Open:
    """Opens the reader: `async with reader(folder, size=(80, 24)) as open_reader`; see `support.reader.opened`."""
    return partial(opened, clock=clock, keyboard=keyboard)


@pytest.fixture
def three_days(tmp_path: Path) -> Path:
    """Three days of four, three and two papers; 2501.00001 is on the first and the last, texts are of forty lines."""
    folder = tmp_path / "reports"
    first = [("2501.00001", "Alpha"), ("2501.00002", "Beta"), ("2501.00003", "Gamma"), ("2501.00004", "Delta")]
    report(folder, "2025-12-27", first, lines=40)
    report(folder, "2025-12-26", [("2501.00005", "Epsilon"), ("2501.00006", "Zeta"), ("2501.00007", "Eta")])
    report(folder, "2025-11-30", [("2501.00001", "Alpha"), ("2501.00008", "Theta")])
    return folder

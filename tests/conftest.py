"""What every test stands on: a home of its own, one clock, one language, no network, no blinking cursor."""

import contextlib
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
ROOT = HERE.parent

sys.path.insert(0, str(HERE))

from paperdeck.index import locks  # noqa: E402 - likewise
from support.clock import Clock  # noqa: E402 - found through the line above
from support.isolation import UNSET, variables  # noqa: E402 - likewise
from support.terminal import Terminal  # noqa: E402 - likewise

# Read once when textual is imported, so they are set before any test module is.
os.environ.update(TEXTUAL_ANIMATIONS="none", TEXTUAL_SMOOTH_SCROLL="0")

settings.register_profile(
    "house",
    deadline=None,
    database=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

_connect = socket.socket.connect


def _connect_nowhere(self: socket.socket, address: Any) -> None:
    """Let sockets of this machine's own file system through, and nothing else."""
    if self.family != getattr(socket, "AF_UNIX", None):
        _no_network()
    _connect(self, address)


def _no_network(*_args: object, **_kwargs: object) -> NoReturn:
    pytest.fail("a test tried to reach the network")


def _still_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the blink out of Textual's editors, where the test's module has imported Textual at all."""
    if "textual.app" in sys.modules:
        from textual.widgets import Input, TextArea

        for widget in (Input, TextArea):
            monkeypatch.setattr(vars(widget)["cursor_blink"], "_default", False)


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home that all folders of the program lie under; what a person has set is out of sight."""
    home = tmp_path_factory.mktemp("home")
    for name in [*UNSET, *(name for name in os.environ if name.startswith("PAPERDECK_"))]:
        if name != "PAPERDECK_TEST_SCALE":
            monkeypatch.delenv(name, raising=False)
    for name, value in variables(home).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(socket.socket, "connect", _connect_nowhere)
    monkeypatch.setattr(socket, "create_connection", _no_network)
    monkeypatch.setattr(locks, "_marked", set[Path]())
    _still_cursors(monkeypatch)
    time.tzset()

    from paperdeck.index.language import set_language

    set_language("en")
    yield home
    set_language("en")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon of 2026-01-02, UTC, until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of real reports beside the checkout; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip("no folder ../shared/reports beside this checkout")
    return folder


@pytest.fixture
def library_dir(tmp_path: Path) -> Path:
    """A copy of the sample library, free to be changed."""
    return Path(shutil.copytree(ROOT / "index" / "samples", tmp_path / "library"))


@pytest.fixture
def terminal(isolated_home: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts programs in a pseudo-terminal (the arguments are `Terminal`'s); they end with the test."""
    with contextlib.ExitStack() as stack:

        def start(*arguments: str | Path, **options: Any) -> Terminal:
            options.setdefault("home", isolated_home)
            return stack.enter_context(Terminal(*arguments, **options))

        yield start

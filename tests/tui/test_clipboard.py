"""The clipboard ladder: which rungs, in which order, with which bytes, and words that claim no more than is known."""

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.places import cache_dir
from paperdeck.tui import clipboard
from paperdeck.tui.clipboard import Hands, Method, Rung, copy, ladder, osc52, own_hands, rungs

LINK = "https://arxiv.org/abs/1706.03762"
LOCAL = {"TERM": "xterm-256color", "DISPLAY": ":0"}
SSH = {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/1"}
TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-1000/default,1,0"}
SCREEN = {"TERM": "screen-256color", "STY": "1.pts", "SSH_TTY": "/dev/pts/1"}


class Recorder:
    """Hands that write down what they were asked, and succeed on the rungs named."""

    def __init__(self, *works: Rung) -> None:
        self.works = works
        self.asked: list[tuple[Rung, str]] = []

    def _take(self, rung: Rung, text: str) -> bool:
        self.asked.append((rung, text))
        return rung in self.works

    def hands(self) -> Hands:
        return Hands(
            lambda text: self._take("system", text),
            lambda text: self._take("tmux", text),
            lambda text: self._take("osc52", text),
            lambda text: Path("/cache/clipboard.txt") if self._take("file", text) else None,
        )


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        (LOCAL, "linux", ("system", "osc52", "file")),
        ({**LOCAL, **TMUX}, "linux", ("system", "tmux", "osc52", "file")),
        ({"TERM": "foot", "WAYLAND_DISPLAY": "wayland-1"}, "linux", ("system", "osc52", "file")),
        ({"TERM": "xterm"}, "linux", ("osc52", "file")),
        (SSH, "linux", ("osc52", "file")),
        ({**SSH, "DISPLAY": "localhost:10.0"}, "linux", ("osc52", "system", "file")),
        ({**SSH, **TMUX}, "linux", ("tmux", "osc52", "file")),
        (SCREEN, "linux", ("osc52", "file")),
        ({"TERM": "linux"}, "linux", ("file",)),
        ({"TERM": "dumb", "SSH_CONNECTION": "a b"}, "linux", ("file",)),
        ({}, "linux", ("file",)),
        ({"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}, "darwin", ("system", "file")),
        ({"TERM": "xterm", "SSH_CLIENT": "x"}, "darwin", ("osc52", "file")),
        ({"TERM": "xterm"}, "win32", ("system", "osc52", "file")),
        ({"TERM": "xterm", "WSL_DISTRO_NAME": "Debian"}, "linux", ("system", "osc52", "file")),
    ],
)
def test_the_rungs_follow_from_the_environment(env: dict[str, str], platform: str, expected: tuple[Rung, ...]) -> None:
    assert rungs(env, platform) == expected
    assert tuple(step.rung for step in ladder(env, platform)) == expected
    assert all(step.told for step in ladder(env, platform))


@pytest.mark.parametrize(
    ("method", "expected"),
    [("system", ("system", "file")), ("osc52", ("osc52", "file")), ("file", ("file",))],
)
def test_the_config_chooses_a_rung(method: Method, expected: tuple[Rung, ...]) -> None:
    assert rungs(SSH, "linux", method) == expected


def test_osc_52_byte_for_byte() -> None:
    assert osc52("hi π", SSH).encode() == b"\x1b]52;c;aGkgz4A=\x07"


def test_osc_52_in_tmux_is_plain_and_wrapped() -> None:
    for env in (TMUX, {"TERM": "tmux-256color"}):
        assert osc52("hi", env).encode() == b"\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"


def test_osc_52_in_screen_comes_in_short_pieces() -> None:
    sequence = osc52("x" * 1000, SCREEN)
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sequence
    assert max(map(len, pieces)) <= 700
    assert "".join(pieces) == f"\x1b]52;c;{base64.b64encode(b'x' * 1000).decode()}\a"


@given(st.text())
def test_osc_52_carries_any_text_and_nothing_else_of_it_reaches_the_terminal(text: str) -> None:
    for env in (SSH, TMUX, SCREEN):
        sequence = osc52(text, env)
        payloads = re.findall(r"\]52;c;([A-Za-z0-9+/=]*)\a", sequence.replace("\x1b\\\x1bP", ""))
        assert {base64.b64decode(payload).decode() for payload in payloads} == {
            text.encode("utf-8", "replace").decode()
        }


def test_the_first_rung_that_works_is_the_last_that_is_tried() -> None:
    recorder = Recorder("osc52", "file")
    outcome = copy(LINK, LOCAL, recorder.hands(), platform="linux")
    assert outcome.how == "osc52"
    assert [rung for rung, _text in recorder.asked] == ["system", "osc52"]
    assert recorder.asked[1][1] == osc52(LINK, LOCAL)


def test_what_is_told_claims_only_what_is_known() -> None:
    told = {
        rung: copy(LINK, {**LOCAL, **TMUX}, Recorder(rung).hands(), platform="linux").told
        for rung in rungs({**LOCAL, **TMUX}, "linux")
    }
    assert told["system"] == "It is on the clipboard."
    assert "if it can" in told["osc52"]
    assert "where tmux allows it" in told["tmux"]
    assert "/cache/clipboard.txt" in told["file"]


def test_what_is_too_long_for_osc_52_goes_to_a_file() -> None:
    recorder = Recorder("osc52", "file")
    outcome = copy("文" * 30, SSH, recorder.hands(), platform="linux", limit=89)
    assert outcome.how == "file"
    assert outcome.path == Path("/cache/clipboard.txt")
    assert "too long" in outcome.told
    assert copy("文" * 30, SSH, recorder.hands(), platform="linux", limit=90).how == "osc52"


def test_where_nothing_works_it_says_so() -> None:
    outcome = copy(LINK, SSH, Recorder().hands(), platform="linux")
    assert outcome.how is None
    assert "could not be copied" in outcome.told


def test_the_file_is_in_the_cache_folder() -> None:
    outcome = copy("强化\n", {"TERM": "linux"}, platform="linux")
    assert outcome.path == cache_dir() / "clipboard.txt"
    assert (cache_dir() / "clipboard.txt").read_bytes() == "强化\n".encode()
    assert str(outcome.path) in outcome.told


def test_a_cache_folder_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PAPERDECK_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert copy(LINK, {}, platform="linux").how is None


def fake_tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A machine whose only clipboard tool is an xclip of ours."""
    folder = tmp_path / "bin"
    folder.mkdir()
    fake_tool(folder, "xclip", script)
    for name in ("cat", "which", "sleep"):
        (folder / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("CLIP", str(tmp_path / "clip"))


@pytest.mark.skipif(sys.platform != "linux", reason="pyperclip has another tool here")
def test_the_system_clipboard_is_written_and_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    tools(tmp_path, monkeypatch, 'echo noise >&2; case "$*" in *-o*) cat "$CLIP";; *) cat >"$CLIP";; esac')
    assert own_hands(dict(os.environ)).system("强化 link\n")
    assert (tmp_path / "clip").read_text(encoding="utf-8") == "强化 link\n"
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="pyperclip has another tool here")
@pytest.mark.parametrize("script", ["echo 'cannot open display' >&2; exit 1", "exec sleep 60", "cat >/dev/null"])
def test_a_clipboard_that_fails_hangs_or_forgets_is_no_clipboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], script: str
) -> None:
    tools(tmp_path, monkeypatch, script)
    monkeypatch.setattr(clipboard, "_TIMEOUT", 0.8)
    begun = time.monotonic()
    assert not own_hands(dict(os.environ)).system(LINK)
    assert time.monotonic() - begun < 10
    assert capfd.readouterr() == ("", "")


class RealTmux:
    """A tmux server of the test's own."""

    def __init__(self, socket: Path, set_clipboard: str) -> None:
        self.words = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self.run("new-session", "-d", "-x", "80", "-y", "24", "sh")
        self.run("set", "-g", "set-clipboard", set_clipboard)

    def run(self, *words: str) -> str:
        return subprocess.run([*self.words, *words], capture_output=True, text=True, timeout=20, check=True).stdout

    def buffer_becomes(self, text: str) -> bool:
        """Whether the newest buffer holds the text within ten seconds."""
        self.run("wait-for", "done")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            shown = subprocess.run(
                [*self.words, "show-buffer"], capture_output=True, text=True, check=False, timeout=20
            )
            if shown.stdout == text:
                return True
        return False


@pytest.fixture
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if shutil.which("tmux") is None:
        pytest.skip("needs tmux")
    path = tmp_path_factory.mktemp("t") / "s"
    yield path
    subprocess.run(["tmux", "-S", str(path), "kill-server"], capture_output=True, check=False, timeout=20)


def test_a_real_tmux_takes_the_sequence_under_set_clipboard_on(socket: Path, tmp_path: Path) -> None:
    tmux = RealTmux(socket, "on")
    (tmp_path / "sequence").write_bytes(osc52(LINK, TMUX).encode())
    tmux.run("send-keys", f"cat {tmp_path / 'sequence'}; tmux wait-for -S done", "Enter")
    assert tmux.buffer_becomes(LINK)


@pytest.mark.parametrize("set_clipboard", ["on", "external"])
def test_a_real_tmux_has_the_link_in_its_buffer(socket: Path, set_clipboard: str) -> None:
    tmux = RealTmux(socket, set_clipboard)
    program = "import os; from paperdeck.tui.clipboard import copy; print(copy(os.environ['LINK'], os.environ).how)"
    tmux.run("set-environment", "-g", "LINK", LINK)
    tmux.run("respawn-pane", "-k", f'{sys.executable} -c "{program}"; tmux wait-for -S done; cat')
    assert tmux.buffer_becomes(LINK)
    assert "tmux" in tmux.run("capture-pane", "-p")

"""Opening links: only http(s), never waiting, never on our screen, and over ssh the word is to copy."""

import os
import select
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.opening import command, is_openable, open_link, start_detached

URL = "https://arxiv.org/abs/1706.03762"


@pytest.fixture
def desktop(tmp_path: Path) -> dict[str, str]:
    tool = tmp_path / "xdg-open"
    tool.write_text("#!/bin/sh\n", encoding="utf-8")
    tool.chmod(0o755)
    return {"DISPLAY": ":0", "PATH": str(tmp_path)}


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "ftp://x/y", "https://", "//x", "", "-e", "http:/x"),
        *("https://a b", "https://x\x1b]0;t\a", "https://x\n--flag", "http://[", "data:text/html,x", "https:\\\\x"),
        "mailto:a@b",
    ],
)
def test_anything_but_http_links_is_refused(url: str, desktop: dict[str, str]) -> None:
    started: list[Sequence[str]] = []
    outcome = open_link(url, desktop, platform="linux", start=lambda words: not started.append(words))
    assert outcome.how == "refused"
    assert started == []


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "HTTP://x/", "https://x/?q="]))
def test_any_text_is_answered(text: str, start: str) -> None:
    url = start + text
    if is_openable(url):
        assert url.lower().startswith(("http://", "https://"))
        assert url.isprintable()


def test_a_desktop_opens_it(desktop: dict[str, str]) -> None:
    started: list[Sequence[str]] = []
    outcome = open_link(URL, desktop, platform="linux", start=lambda words: not started.append(words))
    assert outcome.how == "opened"
    assert URL in outcome.told
    assert started == [("xdg-open", URL)]


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        ({}, "darwin", ("open", URL)),
        ({}, "win32", ("rundll32", "url.dll,FileProtocolHandler", URL)),
        ({"SSH_TTY": "x"}, "darwin", None),
        ({}, "linux", None),
        ({"DISPLAY": ":0", "PATH": "/nowhere"}, "linux", None),
        ({"BROWSER": "firefox"}, "linux", ("firefox", URL)),
        (
            {"BROWSER": "'/opt/my app/code' --open %s:chromium", "SSH_TTY": "x"},
            "linux",
            ("/opt/my app/code", "--open", URL),
        ),
        ({"BROWSER": "/usr/bin/w3m"}, "linux", None),
        ({"BROWSER": "'"}, "linux", None),
    ],
)
def test_the_command_follows_from_the_environment(
    env: dict[str, str], platform: str, expected: tuple[str, ...] | None
) -> None:
    assert command(URL, env, platform) == expected


def test_over_ssh_without_a_browser_the_word_is_to_copy(desktop: dict[str, str]) -> None:
    outcome = open_link(URL, {**desktop, "SSH_CONNECTION": "a b"}, platform="linux", start=lambda _words: True)
    assert outcome.how == "copy instead"
    assert "copied" in outcome.told


def test_a_browser_that_cannot_be_started_is_told() -> None:
    outcome = open_link(URL, {"BROWSER": "/nowhere/browser"}, platform="linux")
    assert outcome.how == "copy instead"


def test_starting_neither_waits_nor_writes_on_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    program = f"import sys; print('noise'); print('noise', file=sys.stderr); open({str(pipe)!r}, 'w').write('done')"
    begun = time.monotonic()
    assert start_detached([sys.executable, "-c", program])
    assert start_detached(["sleep", "5"])
    assert time.monotonic() - begun < 4
    try:
        ready, _writable, _failed = select.select([reader], [], [], 20)
        assert ready
        assert os.read(reader, 9) == b"done"
    finally:
        os.close(reader)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("url", "handed"),
    [
        ("https://x.org/a$(touch);'`b", "https://x.org/a%24%28touch%29%3B%27%60b"),
        ("https://x.org/?q=$HOME&r=1#a|b", "https://x.org/?q=%24HOME&r=1#a%7Cb"),
        ('https://x.org/%41*!{}"<>^', "https://x.org/%41%2A%21%7B%7D%22%3C%3E%5E"),
        ("https://例子.测试/论文", "https://xn--fsqu00a.xn--0zwm56d/%E8%AE%BA%E6%96%87"),
        (URL, URL),
    ],
)
def test_what_a_script_might_take_up_is_encoded(url: str, handed: str) -> None:
    started: list[Sequence[str]] = []
    open_link(url, {"BROWSER": "firefox %s"}, platform="linux", start=lambda words: not started.append(words))
    assert started == [("firefox", handed)]


@given(st.text(max_size=60))
def test_no_sign_of_a_shell_reaches_the_browser(text: str) -> None:
    started: list[Sequence[str]] = []
    open_link(f"https://x/{text}", {"BROWSER": "b"}, platform="linux", start=lambda words: not started.append(words))
    for words in started:
        assert words[1].isascii()
        assert not set(words[1]) & set("$`'\"();|<>\\{}*!^ \t\n")

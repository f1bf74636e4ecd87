"""Opens http(s) links in a browser, without waiting and without a byte on the screen; or says to copy instead."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from ..index.language import _
from .clipboard import is_remote

Starter = Callable[[Sequence[str]], bool]

_TEXT_BROWSERS = frozenset({"w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl"})


@dataclass(frozen=True, slots=True)
class OpenOutcome:
    """What became of a link: handed to a browser, to be copied as there is none, or refused; and the words for it."""

    how: Literal["opened", "copy instead", "refused"]
    told: str


def is_openable(url: str) -> bool:
    """Whether this is an http(s) link with a host and without spaces or controls."""
    if not url.isprintable() or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def encoded(url: str) -> str:
    """The link with everything percent-encoded that a shell or a script on the way to the browser might take up."""
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        host = parts.netloc
    return quote(urlunsplit(parts._replace(netloc=host)), safe=":/?#[]@&+,=%")


def command(url: str, env: Mapping[str, str], platform: str = sys.platform) -> tuple[str, ...] | None:
    """The command that opens the link, None where no browser with a window is within reach.

    `$BROWSER` comes first: over ssh an editor's remote session sets it to a helper that opens the link at home.
    """
    if chosen := env.get("BROWSER", "").split(os.pathsep)[0].strip():
        return _filled(chosen, url)
    if is_remote(env):
        return None
    if platform == "darwin":
        return ("open", url)
    if platform == "win32":
        return ("rundll32", "url.dll,FileProtocolHandler", url)
    search = env.get("PATH")
    if env.get("WSL_DISTRO_NAME") and shutil.which("wslview", path=search):
        return ("wslview", url)
    if not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
        return None
    if shutil.which("xdg-open", path=search):
        return ("xdg-open", url)
    return ("gio", "open", url) if shutil.which("gio", path=search) else None


def open_link(
    url: str, env: Mapping[str, str], *, platform: str = sys.platform, start: Starter | None = None
) -> OpenOutcome:
    """Hand the link to a browser; returns at once and never raises. Nobody knows whether a window came up."""
    if not is_openable(url):
        return OpenOutcome("refused", _("Only http and https links are opened."))
    url = encoded(url)
    wanted = command(url, env, platform)
    if wanted is None:
        return OpenOutcome("copy instead", _("No browser is within reach here; the link is copied instead."))
    if not (start or start_detached)(wanted):
        return OpenOutcome("copy instead", _("The browser could not be started; the link is copied instead."))
    return OpenOutcome("opened", _("Handed to the browser: {url}").format(url=url))


def start_detached(words: Sequence[str]) -> bool:
    """Start a command of its own session, its input and output nowhere; False where it cannot be started."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; the link is one argument and begins with http
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    threading.Thread(target=process.wait, name="browser", daemon=True).start()
    return True


def _filled(browser: str, url: str) -> tuple[str, ...] | None:
    """The words of `$BROWSER` with the link in place of %s or at the end; None for one that would take the screen."""
    try:
        words = shlex.split(browser)
    except ValueError:
        return None
    if not words or os.path.basename(words[0]) in _TEXT_BROWSERS:  # noqa: PTH119 - a name, maybe no path
        return None
    if any("%s" in word for word in words):
        return tuple(word.replace("%s", url) for word in words)
    return (*words, url)

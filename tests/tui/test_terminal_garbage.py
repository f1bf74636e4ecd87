"""Whatever comes from the terminal: the reader lives, drops what it cannot understand, and leaves a whole terminal."""

import asyncio
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui import terminal_input
from paperdeck.tui.terminal_input import MOST_PASTED, REST_SECONDS, InputParser
from support.clock import Clock
from support.scale import scaled
from support.terminal import Terminal
from support.terminal_garbage import FOUND, sequences, strings
from support.terminal_state import is_as_it_was
from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.message import Message

Start = Callable[..., Terminal]
SEED = 20260727


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the parser: it stands until the test moves it."""
    standing = Clock()
    monkeypatch.setattr(terminal_input, "monotonic", standing)
    return standing


class KeylessApp(App[None]):
    """The framework's app; no key does anything there."""

    async def on_event(self, event: events.Event) -> None:
        """Do everything but keys."""
        if not isinstance(event, events.Key):
            await super().on_event(event)


def is_sound(message: Message) -> bool:
    """Whether a message is one that a reader can do, whatever it does with it."""
    if isinstance(message, events.Key):
        (message.character or "").encode()
        return bool(message.key)
    if isinstance(message, events.Paste):
        message.text.encode()
        return "\x1b" not in message.text and len(message.text) <= MOST_PASTED
    if isinstance(message, events.Resize):
        return 0 < message.size.width <= 2000 and 0 < message.size.height <= 2000
    if isinstance(message, events.MouseEvent):
        return 0 <= message.x < 10**7 and 0 <= message.y < 10**7
    return True


def told(*messages: Message) -> list[str]:
    """Keys by name and pastes by text."""
    return [m.key if isinstance(m, events.Key) else repr(m) for m in messages]


def test_every_input_is_understood_or_dropped(time: Clock) -> None:
    parser, decode = InputParser(), getincrementaldecoder("utf-8")("ignore").decode
    random = Random(SEED)
    for number, data in enumerate(strings(SEED, scaled(5000))):
        at = random.randint(0, len(data))
        for piece in (data[:at], data[at:]):
            for message in (*parser.feed(decode(piece)), *parser.tick()):
                assert is_sound(message), (number, data, message)
        if number % 3 == 0:
            time.now += REST_SECONDS + 0.01
            assert all(map(is_sound, parser.tick())), (number, data)
            assert told(*parser.feed("j")) == ["j"], (number, data)


async def test_the_driver_passes_on_all_of_it(time: Clock) -> None:
    app = KeylessApp()
    async with app.run_test():
        driver, parser = app._driver, InputParser()  # pyright: ignore[reportPrivateUsage]
        assert isinstance(driver, HeadlessDriver)
        for data in strings(SEED + 1, scaled(300)):
            for message in parser.feed(data.decode("utf-8", "ignore")):
                if not isinstance(message, events.Resize):
                    driver.process_message(message)
            time.now += REST_SECONDS + 0.01
            list(parser.tick())
            await asyncio.sleep(0)
        assert app.is_running


@given(st.text(alphabet=st.sampled_from("\x1b\x07[]OPM<?;:$~uMmt\\0123456789aq论\x9b \r")), st.data())
def test_it_does_not_matter_in_which_pieces_it_comes(text: str, data: st.DataObject) -> None:
    whole, pieces = InputParser(), InputParser()
    at = data.draw(st.integers(0, len(text)))
    once = told(*whole.feed(text))
    assert told(*pieces.feed(text[:at]), *pieces.feed(text[at:])) == once


def test_what_nobody_asked_for_types_nothing(time: Clock) -> None:
    parser = InputParser()
    for data in sequences(SEED, scaled(3000)):
        found = told(*parser.feed(f"x{data.decode()}y"))
        assert (found[0], found[-1]) == ("x", "y"), data
        assert all(name.startswith(("TerminalSupports", "InBand")) for name in found[1:-1]), (data, found)


def test_a_paste_types_no_key_and_ends_when_nothing_more_comes(time: Clock) -> None:
    parser = InputParser()
    found = list(parser.feed("\x1b[200~q\x1bq\x1b[Aé\x1b[200~\x00Z\x1b[201~j"))
    assert [m.text for m in found if isinstance(m, events.Paste)] == ["qq[Aé[200~Z"]
    assert told(*found)[1:] == ["j"]
    assert told(*parser.feed("\x1b[200~half\x1b[20")) == []
    time.now += REST_SECONDS + 0.01
    ended = list(parser.tick())
    assert [m.text for m in ended if isinstance(m, events.Paste)] == ["half[20"]
    assert told(*parser.feed("j")) == ["j"]


def test_a_large_paste_in_small_pieces_is_taken_as_far_as_it_goes() -> None:
    parser = InputParser()
    text = "\x1b[200~" + "论文 " * 400_000 + "\x1b[201~x"
    found = [message for at in range(0, len(text), 4096) for message in parser.feed(text[at : at + 4096])]
    paste = found[0]
    assert isinstance(paste, events.Paste)
    assert len(paste.text) == MOST_PASTED
    assert told(*found[1:]) == ["x"]


def batches(data: Iterator[bytes], size: int) -> Iterator[bytes]:
    """The inputs in pieces that a terminal's line holds at once."""
    held = b""
    for one in data:
        held += one
        if len(held) >= size:
            yield held
            held = b""
    yield held


def test_in_a_terminal_the_reader_lives_and_leaves_it_as_it_was(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    for data in (*FOUND[:-2], *batches(sequences(SEED, scaled(400)), 2000)):
        reader.send(data.replace(b"\x1b[M", b""))
    reader.paste("论文 " * 200_000)
    reader.keys("x")
    reader.wait_for("1 selected")
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_in_a_terminal_a_paste_of_a_megabyte_into_a_prompt_is_survived(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    reader.keys("/")
    reader.paste("nothing of this kind " * 50_000)
    reader.keys("escape", "x")
    reader.wait_for("1 selected", timeout=60)
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)

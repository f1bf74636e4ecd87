"""A terminal without a window: bytes go in, cells and answers come out.

pyte draws; what it does not know (kitty's keyboard protocol, synchronised output, colon parameters, DCS, private
modes) is read here first, so that no byte of a sequence ends up as a character in a cell.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyte
import pyte.modes
import pyte.screens
import wcwidth

_TOKEN = re.compile(
    r"""(?P<csi>\x1b\[(?P<args>[0-?]*)(?P<inter>[ -/]*)(?P<final>[@-~]))
      | (?P<osc>\x1b\](?P<osc_text>[^\x07\x1b]*)(?:\x07|\x1b\\))
      | (?P<string>\x1b[PX^_][^\x1b]*(?:\x1b(?!\\)[^\x1b]*)*\x1b\\)
      | (?P<charset>\x1b[()*+\-./].)
      | (?P<esc>\x1b[^\[\]PX^_()*+\-./])
      | (?P<text>[^\x1b]+)""",
    re.VERBOSE | re.DOTALL,
)
_KNOWN_FINALS = frozenset("@ABCDEFGHJKLMPXadefghlmr`'")
_SIMPLE = re.compile("[ -~\u2500-\u257f\u2580-\u259f\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]*")
"""Text in which every character is a cluster of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its character ("" in the right half of a wide one), colours as pyte names them, and attributes."""

    char: str
    fg: str
    bg: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    reverse: bool = False


class _Screen(pyte.Screen):
    """pyte's screen, with the widths of a terminal of today: grapheme clusters, and no halves of wide characters."""

    def draw(self, data: str) -> None:
        """Write text at the cursor."""
        for cluster in data if _SIMPLE.fullmatch(data) else wcwidth.iter_graphemes(data):
            width = max(0, wcwidth.wcswidth(cluster))
            if width:
                self._make_room(width)
                self._put(cluster, width)
            elif self.cursor.x:
                line = self.buffer[self.cursor.y]
                column = self.cursor.x - (2 if line[self.cursor.x - 1].data == "" and self.cursor.x > 1 else 1)
                line[column] = line[column]._replace(data=line[column].data + cluster)

    def _make_room(self, width: int) -> None:
        """At the end of a line: go to the next one where lines wrap, else write over the last cells."""
        if self.cursor.x + width > self.columns:
            if pyte.modes.DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - width
        if pyte.modes.IRM in self.mode:
            self.insert_characters(width)

    def _put(self, cluster: str, width: int) -> None:
        line, column, attributes = self.buffer[self.cursor.y], self.cursor.x, self.cursor.attrs
        if column and line[column].data == "":
            line[column - 1] = line[column - 1]._replace(data=" ")
        after = column + width
        if after < self.columns and line[after].data == "":
            line[after] = line[after]._replace(data=" ")
        line[column] = attributes._replace(data=cluster)
        if width == 2:
            line[column + 1] = attributes._replace(data="")
        self.cursor.x = after


class Emulator:
    """What an xterm of this size would show after the bytes fed so far. Not thread-safe."""

    def __init__(self, columns: int, lines: int, *, background: str = "0000/0000/0000") -> None:
        self._main = _Screen(columns, lines)
        self._alternate = _Screen(columns, lines)
        self._screens = (self._main, self._alternate)
        self._streams = {id(screen): pyte.Stream(screen) for screen in self._screens}
        self._screen = self._main
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._held: list[re.Match[str]] | None = None
        self._background = background
        self.modes: set[int] = set()
        self.title = ""
        self.clipboard: list[str] = []
        self.notifications: list[str] = []
        self.bells = 0
        self.frames = 0

    @property
    def columns(self) -> int:
        """The width in cells."""
        return self._screen.columns

    @property
    def lines(self) -> int:
        """The height in cells."""
        return self._screen.lines

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the cursor, from 0."""
        return min(self._screen.cursor.x, self.columns - 1), self._screen.cursor.y

    @property
    def alternate(self) -> bool:
        """Whether the alternate screen is shown, as full-screen programs do."""
        return self._screen is self._alternate

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        for screen in self._screens:
            screen.resize(lines, columns)

    def feed(self, data: bytes) -> bytes:
        """Take what a program wrote, and give what the terminal answers to it."""
        answers: list[str] = []
        for token in self._tokens(self._decoder.decode(data)):
            if self._held is not None and not self._ends_frame(token):
                self._held.append(token)
            else:
                self._apply(token, answers)
        return "".join(answers).encode()

    def row(self, line: int) -> list[Cell]:
        """The cells of one line, from the left."""
        cells: dict[int, pyte.screens.Char] = self._screen.buffer[line]
        return [_cell(cells[column]) for column in range(self.columns)]

    def text(self) -> str:
        """All lines as they read, each without blanks at its end."""
        rows = (self._screen.buffer[line] for line in range(self.lines))
        return "\n".join("".join(row[column].data for column in range(self.columns)).rstrip() for row in rows)

    def _tokens(self, text: str) -> Iterator[re.Match[str]]:
        """The sequences and runs of text in what has come; an unfinished sequence waits for the rest."""
        text = self._rest + text
        position = 0
        while position < len(text) and (token := _TOKEN.match(text, position)):
            position = token.end()
            yield token
        self._rest = text[position:]

    def _ends_frame(self, token: re.Match[str]) -> bool:
        return token["csi"] == "\x1b[?2026l"

    def _release(self, answers: list[str]) -> None:
        """Show a frame that was written in one piece."""
        held, self._held = self._held or [], None
        self.frames += 1
        for token in held:
            self._apply(token, answers)

    def _apply(self, token: re.Match[str], answers: list[str]) -> None:
        if token["text"] is not None:
            self.bells += token["text"].count("\x07")
            self._draw(token["text"].replace("\x07", "").translate(_NO_C1))
        elif token["csi"] is not None:
            self._control(token["args"], token["inter"], token["final"], answers)
        elif token["osc"] is not None:
            self._operating_system(token["osc_text"], answers)
        elif token["esc"] is not None and token["esc"][1] in "78DEMHc":
            self._draw(token["esc"])

    def _draw(self, text: str) -> None:
        self._streams[id(self._screen)].feed(text)

    def _control(self, args: str, inter: str, final: str, answers: list[str]) -> None:
        if answer := self._answer(args, inter, final):
            answers.append(answer)
        elif args[:1] == "?" and final in "hl" and not inter:
            self._private_modes(args[1:], on=final == "h", answers=answers)
        elif final in _KNOWN_FINALS and not inter and args[:1] not in ("<", "=", ">", "?"):
            if final == "m" and ":" in args:
                args = _plain_colours(args)
            self._draw(f"\x1b[{args}{final}")

    def _answer(self, args: str, inter: str, final: str) -> str:
        """What the terminal says to a question; "" where the sequence is none."""
        column, line = self.cursor
        if inter == "$" and final == "p" and args[:1] == "?":
            mode = int(args[1:] or 0)
            known = {25: 1, 1049: 2, 2004: 2, 2026: 2}.get(mode, 0)
            return f"\x1b[?{mode};{1 if known and mode in self.modes else known}$y"
        return {
            ("", "c"): "\x1b[?62;22;52c",
            ("0", "c"): "\x1b[?62;22;52c",
            (">", "c"): "\x1b[>41;390;0c",
            (">0", "c"): "\x1b[>41;390;0c",
            (">", "q"): "\x1bP>|XTerm(390)\x1b\\",
            ("5", "n"): "\x1b[0n",
            ("6", "n"): f"\x1b[{line + 1};{column + 1}R",
            ("?6", "n"): f"\x1b[?{line + 1};{column + 1}R",
            ("14", "t"): f"\x1b[4;{self.lines * 20};{self.columns * 10}t",
            ("16", "t"): "\x1b[6;20;10t",
            ("18", "t"): f"\x1b[8;{self.lines};{self.columns}t",
        }.get((args, final), "")

    def _private_modes(self, numbers: str, *, on: bool, answers: list[str]) -> None:
        for mode in (int(number) for number in numbers.split(";") if number.isdigit()):
            (self.modes.add if on else self.modes.discard)(mode)
            if mode == 2026:
                if on:
                    self._held = []
                else:
                    self._release(answers)
            elif mode in (47, 1047, 1049):
                self._screen = self._alternate if on else self._main
                if on:
                    self._screen.reset()
            elif mode in (7, 25):
                for screen in self._screens:
                    (screen.set_mode if on else screen.reset_mode)(mode, private=True)

    def _operating_system(self, text: str, answers: list[str]) -> None:
        code, _, rest = text.partition(";")
        if code in ("0", "2"):
            self.title = rest
        elif code == "52":
            self.clipboard.append(rest)
        elif code in ("9", "777"):
            self.notifications.append(rest)
        elif rest == "?" and code in ("10", "11"):
            colour = self._background if code == "11" else "ffff/ffff/ffff"
            answers.append(f"\x1b]{code};rgb:{colour}\x1b\\")


_NO_C1 = dict.fromkeys(range(0x80, 0xA0))


def _plain_colours(args: str) -> str:
    """SGR parameters with colons as those with semicolons that pyte reads; underline colours are left out."""
    plain: list[str] = []
    for argument in args.split(";"):
        parts = argument.split(":")
        if len(parts) == 1:
            plain.append(argument)
        elif parts[0] in ("38", "48"):
            plain += [parts[0], parts[1], *(parts[-3:] if parts[1] == "2" else parts[-1:])]
        elif parts[0] == "4":
            plain.append("24" if parts[1] == "0" else "4")
    return ";".join(plain)


def _cell(char: pyte.screens.Char) -> Cell:
    return Cell(char.data, char.fg, char.bg, char.bold, char.italics, char.underscore, char.strikethrough, char.reverse)

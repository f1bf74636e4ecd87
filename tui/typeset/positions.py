"""The way from the text of a block back to the source."""

from bisect import bisect_right


class SourceLines:
    """The lines of the source, and the way from the text of a block back to them."""

    def __init__(self, source: str) -> None:
        self.lines = source.split("\n")
        self.starts: list[int] = []
        offset = 0
        for line in self.lines:
            self.starts.append(offset)
            offset += len(line) + 1

    def line_start(self, number: int) -> int:
        """The offset of a line's first character; past the end, that of the last line."""
        return self.starts[min(number, len(self.starts) - 1)]

    def line(self, number: int) -> str:
        """The text of a line, empty past the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def locate(self, content: str, first_line: int) -> "Places":
        """Places of a block's text, each line of which is the tail of a source line (or the middle, in a heading)."""
        marks: list[int] = []
        offsets: list[int] = []
        position = 0
        for number, line in enumerate(content.split("\n"), first_line):
            ink = line.strip()
            column = max(self.line(number).rfind(ink), 0) if ink else 0
            marks.append(position)
            offsets.append(self.line_start(number) + column - (len(line) - len(line.lstrip())))
            position += len(line) + 1
        return Places(marks, offsets)


class Places:
    """From offsets in the text of a block to offsets in the source."""

    def __init__(self, marks: list[int], offsets: list[int]) -> None:
        self.marks = marks
        self.offsets = offsets

    def __call__(self, position: int) -> int:
        """The source offset of a position in the text."""
        index = bisect_right(self.marks, position, 1) - 1
        return self.offsets[index] + position - self.marks[index]

    def shifted(self, by: int) -> "Places":
        """The same for a text that begins at `by` in this one."""
        return Places([mark - by for mark in self.marks], self.offsets)

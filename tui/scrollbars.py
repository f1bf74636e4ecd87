"""Scroll bars in whole cells, for terminals that have no blocks or draw them two cells wide."""

from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeBars(ScrollBarRender):
    """A bar whose ends are whole cells: nothing but blanks in two colours."""

    VERTICAL_BARS = [" "] * len(ScrollBarRender.VERTICAL_BARS)
    HORIZONTAL_BARS = [" "] * len(ScrollBarRender.HORIZONTAL_BARS)


def draw_bars(*, whole: bool) -> None:
    """Draw all scroll bars in whole cells, or with the framework's finer ends."""
    ScrollBar.renderer = WholeBars if whole else ScrollBarRender

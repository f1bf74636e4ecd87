"""When a paper counts as read by being read: the policy of the config, applied to what happens in the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class ReadPolicy:
    """Watches one visit to a paper after the other. `rule` is `manual`, `on_leave`, `at_end` or `after`.

    `at_end` (the default) marks when the end of the paper was on the screen, `after` when its text was for `seconds`,
    `on_leave` when a paper whose text was on the screen is left. Times are monotonic seconds from the caller, and only
    those count in which the text was `shown`. Every method that answers gives the label of an operation to make, or
    "". A paper marked by hand in this visit is left alone.
    """

    rule: str = "at_end"
    seconds: float = 3.0
    paper_id: str = ""
    acted: bool = False
    settled: bool = False
    _shown: bool = field(default=False, init=False)
    _ever_shown: bool = field(default=False, init=False)
    _looked: float = field(default=0.0, init=False)
    _seconds_shown: float = field(default=0.0, init=False)

    def enter(self, paper_id: str, now: float, *, read: bool, shown: bool) -> None:
        """Another paper is at hand, its text on the screen or not; the same one again is the same visit."""
        if paper_id != self.paper_id:
            self.paper_id, self.acted, self.settled = paper_id, False, read
            self._shown = self._ever_shown = shown
            self._looked, self._seconds_shown = now, 0.0

    def act(self) -> None:
        """The user read in the viewer: scrolled, or read on."""
        self.acted = True

    def settle(self, ids: Iterable[str]) -> None:
        """These papers were marked by hand: this visit has no more say."""
        if self.paper_id in set(ids):
            self.settled = True

    def look(self, now: float, *, shown: bool, at_end: bool) -> str:
        """Some time has passed; whether the text is on the screen, and with it the end of the paper."""
        if self._shown:
            self._seconds_shown += now - self._looked
        self._looked, self._shown = now, shown
        self._ever_shown |= shown
        if self.rule == "at_end" and shown and at_end:
            return self._label("read-end")
        if self.rule == "after" and self._ever_shown and self._seconds_shown >= self.seconds:
            return self._label("read-time")
        return ""

    def leave(self) -> str:
        """The paper is left for another one."""
        return self._label("read-time") if self.rule == "on_leave" and self._ever_shown else ""

    def _label(self, label: str) -> str:
        if self.settled or not self.paper_id:
            return ""
        self.settled = True
        return label

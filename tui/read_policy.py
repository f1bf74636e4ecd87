"""When a paper counts as read by being read: the policy of the config, applied to what happens in the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class ReadPolicy:
    """Watches one visit to a paper after the other. `rule` is `manual`, `on_leave`, `at_end` or `after`.

    `at_end` (the default) marks when the reader came to the end of a tab, or leaves a paper after `seconds`;
    `after` marks when the paper was shown for so long. Times are monotonic seconds from the caller. Every method
    answers with the label of an operation to make, or "". A paper marked by hand in this visit is left alone.
    """

    rule: str = "at_end"
    seconds: float = 3.0
    paper_id: str = ""
    since: float = 0.0
    acted: bool = False
    settled: bool = False
    _last: str = field(default="", init=False)

    def enter(self, paper_id: str, now: float, *, read: bool) -> str:
        """Another paper is shown; whether the one before it became read by that. `last` names it."""
        label = self.leave(now) if paper_id != self.paper_id else ""
        if paper_id != self.paper_id:
            self._last = self.paper_id
            self.paper_id, self.since, self.acted, self.settled = paper_id, now, False, read
        return label

    @property
    def last(self) -> str:
        """The paper that was left last."""
        return self._last

    def act(self) -> None:
        """The user read in the viewer: scrolled, or read on."""
        self.acted = True

    def settle(self, ids: Iterable[str]) -> None:
        """These papers were marked by hand: this visit has no more say."""
        if self.paper_id in set(ids):
            self.settled = True

    def end(self) -> str:
        """The end of the tab is in sight."""
        if self.rule == "at_end" and self.acted and not self.settled:
            self.settled = True
            return "read-end"
        return ""

    def tick(self, now: float) -> str:
        """Some time has passed."""
        if self.rule == "after" and not self.settled and self.paper_id and now - self.since >= self.seconds:
            self.settled = True
            return "read-time"
        return ""

    def leave(self, now: float) -> str:
        """The paper is left, for another one or for good."""
        if self.settled or not self.paper_id:
            return ""
        stayed = self.rule == "on_leave" or (self.rule == "at_end" and now - self.since >= self.seconds)
        self.settled = True
        return "read-time" if stayed else ""

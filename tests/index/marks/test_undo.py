"""Undo gives the state before, redo the state after, whatever was said, in whichever window, across restarts."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from paperdeck.index.marks import Change, MarkStore
from paperdeck.index.model import NO_MARKS, Marks

CHANGES = st.lists(
    st.builds(Change, st.sampled_from("abc"), st.sampled_from(["read", "starred", "later"]), st.booleans())
    | st.builds(Change, st.sampled_from("abc"), st.just("later"), st.sampled_from(["", "2026-01-05"]))
    | st.builds(Change, st.sampled_from("abc"), st.sampled_from(["tag", "untag"]), st.sampled_from(["x", "y"])),
    max_size=4,
)


class History(RuleBasedStateMachine):
    """A reader's history: the states before and after each operation, and where it stands among them."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.seconds = 1_700_000_000.0
        self.windows = [self.opened(), self.opened()]
        self.states: list[dict[str, Marks]] = [{}]
        self.operations: list[str] = []
        self.at = 0

    def opened(self) -> MarkStore:
        return MarkStore(self.folder / "marks", device_file=self.folder / "device", clock=lambda: self.seconds)

    def shown(self, window: MarkStore) -> dict[str, Marks]:
        return {paper: marks for paper, marks in window.marks.items() if marks != NO_MARKS}

    def share(self, by: int) -> None:
        """What one window wrote is saved, and seen by the other."""
        assert self.windows[by].flush()
        self.windows[1 - by].poll()

    @rule(changes=CHANGES, by=st.integers(0, 1), seconds=st.sampled_from([0.0, 1.0, 90_000.0, -5.0, -400_000.0]))
    def say(self, changes: list[Change], by: int, seconds: float) -> None:
        self.seconds += seconds
        before = self.shown(self.windows[by])
        operation = self.windows[by].apply(changes, label=str(len(self.states)))
        after = self.shown(self.windows[by])
        assert bool(operation.changes) == bool(operation.id)
        if operation.changes:
            del self.states[self.at + 1 :]
            del self.operations[self.at :]
            self.states.append(after)
            self.operations.append(operation.id)
            self.at += 1
        else:
            assert after == before
        self.share(by)

    @rule(by=st.integers(0, 1))
    def undo(self, by: int) -> None:
        undone = self.windows[by].undo()
        assert (undone is not None) == (self.at > 0)
        if undone:
            self.at -= 1
            assert undone.id == self.operations[self.at]
        self.share(by)

    @rule(by=st.integers(0, 1))
    def redo(self, by: int) -> None:
        redone = self.windows[by].redo()
        assert (redone is not None) == (self.at < len(self.operations))
        self.at += redone is not None
        self.share(by)

    @rule(by=st.integers(0, 1), data=st.data())
    def go_back_or_forth(self, by: int, data: st.DataObject) -> None:
        self.at = data.draw(st.integers(0, len(self.operations)))
        self.windows[by].go_to(self.operations[self.at - 1] if self.at else "")
        self.share(by)

    @precondition(lambda self: self.windows)
    @rule(by=st.integers(0, 1))
    def restart(self, by: int) -> None:
        assert self.windows[by].close() == ()
        self.windows[by] = self.opened()

    @invariant()
    def both_windows_show_the_state(self) -> None:
        if hasattr(self, "windows"):
            for window in self.windows:
                assert self.shown(window) == self.states[self.at]
                listed = window.history(1000)
                assert [operation.id for operation in reversed(listed)] == self.operations
                assert [operation.undone for operation in reversed(listed)].count(True) == len(
                    self.operations
                ) - self.at

    def teardown(self) -> None:
        if hasattr(self, "windows"):
            for window in self.windows:
                window.close()
            shutil.rmtree(self.folder)


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)

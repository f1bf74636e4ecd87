"""Rows folded into what holds: for each register of each paper the latest value of all that was not undone.

The order of rows, their number and their grouping into files do not matter: a register holds the value with the
highest stamp among the operations that are not undone, and whether an operation is undone is itself a register, in
which the latest of its undos and redos wins. So an undo gives back what stood there before, as far as it is known
by now, and leaves alone what was said later.
"""

from collections.abc import Callable, Iterable
from typing import cast

from .events import TAG, Held, Row, names, tag_name

Registers = dict[str, Held]


class Folding:
    """The registers of all papers. Not safe for threads: the store holds its lock."""

    def __init__(self) -> None:
        self.papers: dict[str, Registers] = {}
        self.settled: dict[str, tuple[str, bool]] = {}
        self._undone: set[str] = set()
        self._beaten: dict[tuple[str, str], dict[str, Held]] = {}

    def stamp(self, paper: str, register: str) -> str:
        """The stamp of what a register holds, "" where it holds nothing."""
        held = self.papers.get(paper, {}).get(register)
        return held[0] if held else ""

    def is_undone(self, op: str) -> bool:
        """Whether an operation does not count at present."""
        return op in self._undone

    def absorb(self, rows: Iterable[Row]) -> set[str]:
        """Take rows in, in any order, each any number of times; gives the papers whose marks changed."""
        rows = rows if isinstance(rows, list) else list(rows)
        switched: set[str] = set()
        for row in rows:
            if "paper" not in row:
                switched |= self._settle(row)
        changed = self._recount(switched) if switched and self.papers else set[str]()
        for row in rows:
            paper = row.get("paper")
            if type(paper) is not str:
                continue
            base = row.get("base")
            if base is not None:
                self._put_base(paper, base, changed)
                continue
            op, mark, value = row.get("op"), row.get("mark"), row.get("value")
            if type(op) is not str or type(mark) is not str or op[:1] != "0":
                continue
            if mark in ("tag", "untag"):
                mark, value = TAG + tag_name(value), mark == "tag"
            if type(value) is bool or type(value) is str:
                self._put(paper, mark, (op, value, cast("str", row.get("on") or "")), changed)
        return changed

    def _put_base(self, paper: str, base: object, changed: set[str]) -> None:
        """One paper of a compacted file: a register holds `[op, value, on]`."""
        if type(base) is not dict:
            return
        for register, held in cast("dict[str, object]", base).items():
            if type(held) is list and len(cast("list[object]", held)) == 3:
                op, value, on = cast("list[object]", held)
                if type(op) is str and type(on) is str and (type(value) is bool or type(value) is str):
                    self._put(paper, register, (op, value, on), changed)

    def _put(self, paper: str, register: str, held: Held, changed: set[str]) -> None:
        """Let one value in: it wins, is kept aside for the case that the winner is undone, or is known already."""
        registers = self.papers.get(paper)
        if registers is None:
            registers = self.papers[paper] = {}
        winner = registers.get(register)
        dead = held[0] in self._undone
        if winner is None and not dead:
            registers[register] = held
            changed.add(paper)
            return
        if winner is not None and winner[0] == held[0]:
            return
        if winner is None or dead or held < winner:
            self._beaten.setdefault((paper, register), {})[held[0]] = held
            return
        self._beaten.setdefault((paper, register), {})[winner[0]] = winner
        registers[register] = held
        if winner[1:] != held[1:]:
            changed.add(paper)

    def _settle(self, row: Row) -> set[str]:
        """Take in an undo, a redo or what compaction kept of them; gives the operations that now count otherwise."""
        stamp = row.get("op")
        said: list[tuple[str, str, bool]] = []
        if type(stamp) is str:
            said += [(op, stamp, True) for op in names(row.get("reverts"))]
            said += [(op, stamp, False) for op in names(row.get("restores"))]
        kept = row.get("settled")
        if isinstance(kept, dict):
            for op, pair in cast("dict[str, object]", kept).items():
                if isinstance(pair, list) and len(cast("list[object]", pair)) == 2:
                    at, undone = cast("list[object]", pair)
                    if isinstance(at, str) and isinstance(undone, bool):
                        said.append((op, at, undone))
        return {op for op, at, undone in said if self._switch(op, at, undone=undone)}

    def _switch(self, op: str, stamp: str, *, undone: bool) -> bool:
        before = self.settled.get(op, ("", False))
        if (stamp, undone) <= before:
            return False
        self.settled[op] = (stamp, undone)
        if undone:
            self._undone.add(op)
        else:
            self._undone.discard(op)
        return undone != before[1]

    def _recount(self, switched: set[str]) -> set[str]:
        """Choose anew in every register that one of these operations has a word in."""
        touched = {
            (paper, register)
            for paper, registers in self.papers.items()
            for register, held in registers.items()
            if held[0] in switched
        }
        touched.update(key for key, others in self._beaten.items() if not switched.isdisjoint(others))
        changed: set[str] = set()
        for paper, register in touched:
            registers = self.papers[paper]
            winner = registers.pop(register, None)
            others = self._beaten.setdefault((paper, register), {})
            if winner:
                others[winner[0]] = winner
            best = max((held for op, held in others.items() if op not in self._undone), default=None)
            if best:
                registers[register] = others.pop(best[0])
            if (winner and winner[1:]) != (best and best[1:]):
                changed.add(paper)
        return changed

    def holding(self, register: str, says: Callable[[Held], bool]) -> set[str]:
        """The papers of which a register holds a value that `says` picks."""
        return {paper for paper, registers in self.papers.items() if (held := registers.get(register)) and says(held)}

"""Rows folded into what holds: for each register of each paper the latest value of all that was not undone.

The order of rows, their number and their grouping into files do not matter: a register holds the value with the
highest stamp among the operations that are not undone, and whether an operation is undone is itself a register, in
which the latest of its undos and redos wins. So an undo gives back what stood there before, as far as it is known
by now, and leaves alone what was said later.
"""

from functools import lru_cache
from itertools import chain
from typing import cast

from .events import Row, names, tag_name
from .held import TAG, is_no, is_of, op_of

Registers = dict[str, str]

_NAMING = frozenset({"tag", "untag"})


class Folding:
    """The registers of all papers. Not safe for threads: the store holds its lock."""

    def __init__(self) -> None:
        self.papers: dict[str, Registers] = {}
        self.settled: dict[str, tuple[str, bool]] = {}
        self._undone: set[str] = set()
        self._beaten: set[tuple[str, str, str]] = set()

    def stamp(self, paper: str, register: str) -> str:
        """The stamp of what a register holds, "" where it holds nothing."""
        return op_of(self.papers.get(paper, {}).get(register, ""))

    def is_undone(self, op: str) -> bool:
        """Whether an operation does not count at present."""
        return op in self._undone

    def absorb(self, rows: list[Row]) -> set[str]:
        """Take rows in, in any order, each any number of times; gives the papers whose marks changed.

        The rows of compacted papers are used up.
        """
        changed: set[str] = set()
        others = [row for row in rows if "paper" not in row or "base" in row]
        if others:
            self._absorb_others(others, changed)
            rows = [row for row in rows if "paper" in row]
        self._absorb_events(rows, changed)
        return changed

    def _absorb_others(self, rows: list[Row], changed: set[str]) -> None:
        """What was undone, and papers of compacted journals."""
        switched: set[str] = set()
        for row in rows:
            if "base" not in row:
                switched |= self._settle(row)
        if switched and self.papers:
            changed |= self._recount(switched)
        papers, some_undone = self.papers, bool(self._undone)
        for row in rows:
            if "base" in row:
                paper = row.pop("base")
                if some_undone or type(paper) is not str or paper in papers or set(map(type, row.values())) != {str}:
                    self._absorb_base(paper, row, changed)
                else:  # the row becomes the registers
                    papers[paper] = cast("Registers", row)
                    changed.add(paper)

    def _absorb_events(self, rows: list[Row], changed: set[str]) -> None:
        """What was said, one thing of one paper a row; written for fifty thousand of them at the start."""
        papers, undone, some_undone = self.papers, self._undone, bool(self._undone)
        for row in rows:
            try:
                paper, op, mark, value, day = row["paper"], row["op"], row["mark"], row["value"], row["on"]
            except KeyError:
                continue
            if type(paper) is not str or type(op) is not str or type(mark) is not str or not "0" < op < "1":
                continue
            if mark in _NAMING:
                if type(value) is not str:
                    continue
                mark, value = _tag(value), mark == "tag"
            if value is True:
                held = f"{op} {day} 1"
            elif value is False:
                held = f"{op} {day} 0"
            elif type(value) is str:
                held = f"{op} {day} ={value}"
            else:
                continue
            registers = papers.get(paper)
            if (registers is not None and mark in registers) or (some_undone and op in undone):
                self._put(paper, mark, held, changed)
            elif registers is None:
                papers[paper] = {mark: held}
                changed.add(paper)
            else:
                registers[mark] = held
                changed.add(paper)

    def _absorb_base(self, paper: object, row: Row, changed: set[str]) -> None:
        """One paper of a compacted journal: what each register holds."""
        if isinstance(paper, str):
            for register, held in row.items():
                if isinstance(held, str):
                    self._put(paper, register, held, changed)

    def _put(self, paper: str, register: str, held: str, changed: set[str]) -> None:
        registers = self.papers.get(paper)
        if registers is None:
            registers = self.papers[paper] = {}
        if register not in registers and op_of(held) not in self._undone:
            registers[register] = held
            changed.add(paper)
        else:
            self._contend(paper, register, held, changed)

    def _contend(self, paper: str, register: str, held: str, changed: set[str]) -> None:
        """Let one value in: it wins, is kept aside for the case that the winner is undone, or is known already."""
        registers = self.papers[paper]
        winner = registers.get(register, "")
        if held == winner:
            return
        if held < winner or (self._undone and op_of(held) in self._undone):
            self._beaten.add((paper, register, held))
            return
        if winner:
            self._beaten.add((paper, register, winner))
        registers[register] = held
        if says(winner) != says(held):
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
            if op_of(held) in switched
        }
        touched.update((paper, register) for paper, register, held in self._beaten if op_of(held) in switched)
        heard: dict[tuple[str, str], list[str]] = {key: [] for key in touched}
        for paper, register, held in self._beaten:
            if (paper, register) in heard:
                heard[paper, register].append(held)
        changed: set[str] = set()
        for (paper, register), others in heard.items():
            registers = self.papers[paper]
            winner = registers.pop(register, "")
            if winner:
                others.append(winner)
                self._beaten.add((paper, register, winner))
            best = max((held for held in others if op_of(held) not in self._undone), default="")
            if best:
                registers[register] = best
                self._beaten.discard((paper, register, best))
            if says(winner) != says(best):
                changed.add(paper)
        return changed

    def words_of(self, device: str) -> dict[tuple[str, str], str]:
        """The latest value that a device gave each register of each paper, among what is not undone."""
        words: dict[tuple[str, str], str] = {}
        now = ((paper, name, held) for paper, registers in self.papers.items() for name, held in registers.items())
        for paper, register, held in chain(now, self._beaten):
            if is_of(device, held) and words.get((paper, register), "") < held and op_of(held) not in self._undone:
                words[paper, register] = held
        return words

    def holding(self, register: str) -> set[str]:
        """The papers of which a register says something other than no."""
        return {
            paper for paper, registers in self.papers.items() if (held := registers.get(register)) and not is_no(held)
        }


@lru_cache
def _tag(text: str) -> str:
    """The register of a tag."""
    return TAG + tag_name(text)


def says(held: str) -> str:
    """What a held string says, whoever said it."""
    return held.partition(" ")[2]

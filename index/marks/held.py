"""What a register holds, as one string `<operation> <day> <value>`: strings fold ten times faster than records.

Strings compare as their operations' stamps do, and a compacted journal holds them as they are. The value is `1` or
`0`, or `=` and a text (the day a paper is due).
"""

from collections.abc import Mapping

from ..model import Marks

Value = bool | str

TAG = "tag:"
"""What the registers of tags begin with."""


def held(op: str, day: str, value: Value) -> str:
    """The string for a value that an operation gave a register on a day (ISO)."""
    if isinstance(value, str):
        return f"{op} {day} ={value}"
    return f"{op} {day} {int(value)}"


def op_of(string: str) -> str:
    """The operation that said it: its stamp."""
    return string.partition(" ")[0]


def is_of(device: str, string: str) -> bool:
    """Whether a device said it: a stamp holds its name after the 17 characters of the time."""
    return string.startswith(f".{device}.", 17)


def said_of(string: str | None) -> tuple[str, Value]:
    """Day and value; no day and False where nothing is held, or nothing that can be understood."""
    parts = string.split(" ", 2) if string else []
    if len(parts) != 3:
        return "", False
    value = parts[2]
    return parts[1], value[1:] if value.startswith("=") else value == "1"


def is_no(string: str) -> bool:
    """Whether it says no: not read, not starred, not later, not tagged."""
    return string.endswith(" 0")


def is_tag(register: str, string: str) -> bool:
    """Whether the register is that of a tag, and the tag is on."""
    return register.startswith(TAG) and not is_no(string)


def marks_of(registers: Mapping[str, str]) -> Marks:
    """The marks that the registers of one paper amount to; dates are ISO days."""
    read_on, read = said_of(registers.get("read"))
    starred_on, starred = said_of(registers.get("starred"))
    later_on, due = said_of(registers.get("later"))
    later = due is not False
    return Marks(
        read=read is True,
        starred=starred is True,
        later=later,
        due=due if isinstance(due, str) else "",
        tags=tuple(sorted(name[len(TAG) :] for name, string in registers.items() if is_tag(name, string))),
        read_on=read_on if read is True else "",
        starred_on=starred_on if starred is True else "",
        later_on=later_on if later else "",
    )

"""What is wrong with a theme, in English; message and fields stay apart, so that others can say it in their words."""

from typing import Self


class Problem(str):
    """A sentence. `message` has its `fields` in braces; a field may be a Problem itself."""

    __slots__ = ("fields", "message")
    message: str
    fields: dict[str, object]

    def __new__(cls, message: str, **fields: object) -> Self:
        """The sentence of a message with its fields filled in."""
        problem = super().__new__(cls, message.format(**fields))
        problem.message, problem.fields = message, fields
        return problem

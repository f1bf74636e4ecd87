"""Pumps that outlive their handlers. The framework ends the program when a handler raises; ours tell the app."""

from typing import cast

from textual.message import Message
from textual.message_pump import MessagePump

from .messages import Faulted


class Guarded(MessagePump):
    """An app, a screen or a widget of ours: what a handler raises goes to the app, and the next message is done."""

    async def _dispatch_message(self, message: Message) -> None:
        """As the framework does, but its loop, which ends at the first exception, never sees one."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # noqa: BLE001 - the boundary: the app tells and records it
            self.fault(error)

    def fault(self, error: BaseException, *, again: bool = True) -> None:
        """Have the app tell and record what was raised; see Faulted."""
        app = cast("MessagePump", self.app)  # pyright: ignore[reportUnknownMemberType] - an app of any result
        app.post_message(Faulted(error, again))

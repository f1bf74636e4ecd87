"""Where one types: the framework's input and text area, with every key done at once and none passed on.

The framework does the keys that move and delete by sending them up to the app and back, by which time the letters
typed after them stand there already.
"""

from collections.abc import Callable

from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from ..guarded import Guarded
from ..stand_ins import StandIns


async def _by_binding(widget: Widget, event: events.Key) -> bool:
    """Do a key that moves or deletes, and keep it from everything above; whether it was one."""
    event.stop()
    event.prevent_default()
    bound = None if event.is_printable else widget.screen.active_bindings.get(event.key)
    if bound is None or bound.node is not widget:
        return False
    # The framework leaves open what an app returns.
    await widget.app.run_action(bound.binding.action, widget)  # pyright: ignore[reportUnknownMemberType]
    return True


class Line(Guarded, Input):
    """One line of text; `changed` is called with every state of it, before the next key is done."""

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - the framework's name
        changed: Callable[[str], None] | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(id=id, compact=True, select_on_focus=False, placeholder=placeholder)
        self.changed = changed

    async def _on_key(self, event: events.Key) -> None:
        if not await _by_binding(self, event):
            await super()._on_key(event)

    def watch_value(self, value: str) -> None:
        """Pass on what the line has become."""
        if self.changed is not None:
            self.changed(value)

    def put(self, text: str) -> None:
        """Show another text, with the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)


class Area(Guarded, TextArea):
    """A text of many lines, wrapped where the pane ends.

    What a terminal would obey is shown as a picture and never sent, wherever it came from; `source` still has it.
    """

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002 - the framework's name
        self._stand_ins = StandIns()
        safe = self._stand_ins.put_in(text)
        super().__init__(safe, id=id, soft_wrap=True, tab_behavior="indent", show_line_numbers=False)

    @property
    def source(self) -> str:
        """The text as it is to be kept."""
        return self._stand_ins.take_out(self.text)

    @property
    def selected_text(self) -> str:
        """The selected part of the source."""
        return self._stand_ins.take_out(super().selected_text)

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, also one that pastes what a terminal would obey; terminals paste line ends as `\\r`."""
        edit.text = self._stand_ins.put_in(edit.text.replace("\r\n", "\n").replace("\r", "\n"))
        return super().edit(edit)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(self._stand_ins.show(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        if not await _by_binding(self, event):
            await super()._on_key(event)

"""argparse's own words in the language in force: they are in our catalogue, and argparse is given our `_`."""

import argparse

from ...index import language


def _(message: str) -> str:
    """Marks a message for the catalogue; argparse has it translated where it is shown."""
    return message


WORDS = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("%(heading)s:"),
    _("show this help message and exit"),
    _("argument %(argument_name)s: %(message)s"),
    _("the following arguments are required: %s"),
    _("one of the arguments %s is required"),
    _("unrecognized arguments: %s"),
    _("not allowed with argument %s"),
    _("expected one argument"),
    _("expected at least one argument"),
    _("expected at most one argument"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("invalid %(type)s value: %(value)r"),
    _("ambiguous option: %(option)s could match %(matches)s"),
    _("ignored explicit argument %r"),
)
"""What argparse says in help and refusals, as Python 3.11 to 3.14 have it; what is not listed stays English."""


def _translated(message: str | None) -> str | None:
    """The message in the language in force; argparse also asks for descriptions that are not there."""
    return language._(message) if message else message


def translate() -> None:
    """Let argparse take its words from our catalogue; it offers no other way than the process's gettext domain."""
    for name, function in (("_", _translated), ("ngettext", language.ngettext)):
        setattr(argparse, name, function)

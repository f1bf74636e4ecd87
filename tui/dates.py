"""Days as people of either language say them."""

from datetime import date, timedelta

from ..index.language import _


def weekday(day: str) -> str:
    """The short name of an ISO day's weekday (`Sat`, `周六`); empty where the day is none."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    try:
        return names[date.fromisoformat(day).weekday()]
    except ValueError:
        return ""


def today() -> str:
    """This day by the local clock, ISO."""
    return date.today().isoformat()  # noqa: DTZ011 - the user's own day is meant


def in_days(count: int) -> str:
    """The ISO day so many days from today."""
    return (date.fromisoformat(today()) + timedelta(days=count)).isoformat()

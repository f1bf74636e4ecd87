"""A clock that stands still until a test moves it."""

from dataclasses import dataclass
from datetime import UTC, datetime

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC).timestamp()


@dataclass
class Clock:
    """Called, it gives the time in seconds since the epoch, like `time.time`."""

    now: float = NOON

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float = 1.0) -> float:
        """Move the clock on, and give the new time."""
        self.now += seconds
        return self.now

    def set(self, day: str, hour: int = 12) -> float:
        """Move the clock to an hour of an ISO day in UTC, and give the new time."""
        self.now = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC).timestamp()
        return self.now

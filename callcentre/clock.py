"""The machine's clock, the only place where the time is read."""

import time
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never jump, for durations."""
        return time.monotonic()

"""When something is: from its first instant until the first instant after it.

Instants are in UTC, so that they can be compared and written anywhere; what is
written in an entry is Swedish local time. A time that summer time skips or
repeats is read as RFC 5545 §3.3.5 says, and as `zoneinfo` does with fold=0.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.model import PartialDate
from knowledge.today import STOCKHOLM


def instant(day: dt.date, time: dt.time = dt.time.min) -> dt.datetime:
    """A local Swedish day and time → the instant in UTC."""
    return dt.datetime.combine(day, time, STOCKHOLM).astimezone(dt.UTC)


def local(at: dt.datetime) -> dt.datetime:
    """An instant → what clocks and calendars in Sweden show."""
    return at.astimezone(STOCKHOLM)


def days_after(day: dt.date, number: int) -> dt.date:
    """The day that many days later."""
    return day + dt.timedelta(days=number)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as an entry gives it: days, minutes, or only a month or year."""

    starts: PartialDate
    ends: PartialDate | None = None

    @classmethod
    def of_day(cls, day: dt.date, until: dt.date | None = None, at: dt.time | None = None) -> Span:
        """A whole day, the days until another, or one moment of a day."""
        starts = PartialDate(day.year, day.month, day.day, at)
        if at:
            return cls(starts, starts)
        ends = PartialDate(until.year, until.month, until.day) if until else None
        return cls(starts, ends)

    @property
    def exact(self) -> bool:
        """Whether both ends are known to the day."""
        return bool(self.starts.day and (self.ends is None or self.ends.day))

    @property
    def timed(self) -> bool:
        """Whether it begins at a known minute; if not, it is whole days."""
        return self.starts.time is not None

    @property
    def open_ended(self) -> bool:
        """Whether it begins at a minute and nobody has said when it ends."""
        return self.timed and self.ends is None

    @property
    def first_day(self) -> dt.date:
        """The first day that it may touch."""
        return self.starts.first_day

    @property
    def last_day(self) -> dt.date:
        """The last day that it may touch."""
        return (self.ends or self.starts).last_day

    @property
    def begins(self) -> dt.datetime:
        """Its first instant."""
        return instant(self.first_day, self.starts.time or dt.time.min)

    @property
    def over(self) -> dt.datetime:
        """The first instant after it; without an end of its own, when its day is over."""
        if self.ends and self.ends.time:
            return instant(self.ends.first_day, self.ends.time)
        return instant(days_after(self.last_day, 1))

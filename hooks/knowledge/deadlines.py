"""When a grant can be applied for: the days in the entry → exact instants.

A day closes when it is over in Sweden, unless the entry gives a time. A window
holds until, not through, its closing instant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from knowledge.model import Entry
from knowledge.span import Span, days_after, instant


@dataclass(frozen=True, slots=True)
class Window:
    """A time to apply in. `opens` is None when the source does not say."""

    opens: dt.datetime | None
    closes: dt.datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is known of when a grant can be applied for.

    `windows` are in order; of days that come back every year it holds those
    that can matter before the facts are `stale`, so it does not depend on today.
    """

    kind: str
    windows: tuple[Window, ...]
    checked: dt.date
    stale: dt.datetime
    """From this instant the facts are too old to say that anything is open."""


# Asked for by every page, feed and calendar that the entry is in.
@lru_cache(maxsize=1 << 14)
def deadline(entry: Entry) -> Deadline | None:
    """The entry's deadline; None for an entry of a type without one."""
    value = _value(entry)
    if not value:
        return None
    checked: dt.date = entry.fields.get("checked") or entry.published
    stale = instant(days_after(_a_year_after(checked), 1))
    return Deadline(value["kind"], tuple(_windows(entry, value, checked, stale)), checked, stale)


def yearly_days(entry: Entry) -> tuple[tuple[int, int], ...]:
    """The (month, day) on which the grant closes every year."""
    return _yearly(_value(entry))


def given_day(entry: Entry) -> dt.date | None:
    """The one day on which the grant closes; None when it has no such day."""
    return _given(_value(entry))


def closing(entry: Entry, day: dt.date) -> Span:
    """A closing day as a span: the moment when the entry gives a time, else the whole day."""
    return _closing(_value(entry), day)


def _yearly(value: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    days: tuple[tuple[int, int], ...] = value.get("days", ())
    return days if value.get("kind") == "årligen" else ()


def _given(value: Mapping[str, Any]) -> dt.date | None:
    day: dt.date | None = value.get("date")
    return day if value.get("kind") == "datum" else None


def _closing(value: Mapping[str, Any], day: dt.date) -> Span:
    given = day == _given(value) or (day.month, day.day) in _yearly(value)
    return Span.of_day(day, at=value.get("time") if given else None)


def _value(entry: Entry) -> Mapping[str, Any]:
    """The field that the schema shows as a deadline; empty when the entry lacks it."""
    for name, field in entry.type.properties.items():
        if field.get("shown-as") == "deadline":
            value: Mapping[str, Any] = entry.fields.get(name, {})
            return value
    return {}


def _a_year_after(day: dt.date) -> dt.date:
    """The same day next year; 29 February becomes the 28th."""
    return every_year(day.month, day.day, day.year + 1) or dt.date(day.year + 1, 2, 28)


def every_year(month: int, day: int, year: int) -> dt.date | None:
    """The day in that year; None for 29 February in most years (RFC 5545 §3.3.10)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _windows(
    entry: Entry, value: Mapping[str, Any], checked: dt.date, stale: dt.datetime
) -> Iterator[Window]:
    """Each closing instant once, in order, with its opening where a round tells it."""
    opened: dict[dt.date, dt.date | None] = {}
    for day in _closing_days(value, checked, stale):
        opened.setdefault(day)
    for each in entry.fields.get("rounds", ()):
        if "closes" in each:
            opened[each["closes"]] = each.get("opens") or opened.get(each["closes"])
    for day, opens in sorted(opened.items()):
        yield Window(instant(opens) if opens else None, _closing(value, day).over)


def _closing_days(
    value: Mapping[str, Any], checked: dt.date, stale: dt.datetime
) -> Iterator[dt.date]:
    if value["kind"] == "datum":
        yield value["date"]
    if value["kind"] == "årligen":
        # Until a whole year after the facts went stale: there is always a next one to name.
        for year in range(checked.year, stale.year + 2):
            days = (every_year(month, day, year) for month, day in value["days"])
            yield from (day for day in days if day)

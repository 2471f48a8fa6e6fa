"""Europe/Stockholm as a VTIMEZONE (RFC 5545 §3.6.5).

Written out, as `icalendar` makes one that begins summer time an hour late and
ends in 2038. The rules are those of Swedish summer time since 1980; from 1996
it is the Union's (directive 2000/84/EC). Earlier times are read as winter time.
"""

from __future__ import annotations

import datetime as dt

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

TZID = "Europe/Stockholm"
_WINTER, _SUMMER = dt.timedelta(hours=1), dt.timedelta(hours=2)


def stockholm() -> Timezone:
    """The zone, for a calendar that has times in it."""
    zone = Timezone()
    zone.add("TZID", TZID)
    for part in (
        _part(TimezoneStandard(), dt.datetime(1970, 1, 1), _WINTER, _WINTER),  # noqa: DTZ001
        _part(TimezoneDaylight(), dt.datetime(1980, 4, 6, 2), _WINTER, _SUMMER),  # noqa: DTZ001
        _part(
            TimezoneDaylight(),
            dt.datetime(1981, 3, 29, 2),  # noqa: DTZ001
            _WINTER,
            _SUMMER,
            _last_sunday(3),
        ),
        _part(
            TimezoneStandard(),
            dt.datetime(1980, 9, 28, 3),  # noqa: DTZ001
            _SUMMER,
            _WINTER,
            {**_last_sunday(9), "until": dt.datetime(1995, 9, 24, 1, tzinfo=dt.UTC)},
        ),
        _part(
            TimezoneStandard(),
            dt.datetime(1996, 10, 27, 3),  # noqa: DTZ001
            _SUMMER,
            _WINTER,
            _last_sunday(10),
        ),
    ):
        zone.add_component(part)
    return zone


def _last_sunday(month: int) -> dict[str, object]:
    return {"freq": "yearly", "bymonth": month, "byday": "-1su"}


def _part(
    part: Component,
    starts: dt.datetime,
    before: dt.timedelta,
    after: dt.timedelta,
    rule: dict[str, object] | None = None,
) -> Component:
    """One rule: from a local time on, clocks go from one offset to another."""
    part.add("DTSTART", starts)
    part.add("TZOFFSETFROM", before)
    part.add("TZOFFSETTO", after)
    part.add("TZNAME", "CET" if after == _WINTER else "CEST")
    if rule:
        part.add("RRULE", vRecur(rule))
    return part

"""The public holidays of Sweden since 1990: lag (1989:253) om allmänna helgdagar, Sundays apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from dateutil.easter import easter


@cache
def public_holidays(year: int) -> dict[dt.date, str]:
    """Day → what it is called: both names when two fall on one day. None before the law."""
    if year < 1990:
        return {}
    found: dict[dt.date, str] = {}
    for day, name in _named(year):
        found[day] = f"{found[day]} och {name}" if day in found else name
    return found


def _named(year: int) -> Iterator[tuple[dt.date, str]]:
    easter_day = easter(year)
    yield dt.date(year, 1, 1), "Nyårsdagen"
    yield dt.date(year, 1, 6), "Trettondedag jul"
    yield easter_day - dt.timedelta(days=2), "Långfredagen"
    yield easter_day, "Påskdagen"
    yield easter_day + dt.timedelta(days=1), "Annandag påsk"
    yield dt.date(year, 5, 1), "Första maj"
    yield easter_day + dt.timedelta(days=39), "Kristi himmelsfärdsdag"
    # Since 2005 (SFS 2004:1320) the National Day is one, and Whit Monday is not.
    if year >= 2005:
        yield dt.date(year, 6, 6), "Nationaldagen"
    yield easter_day + dt.timedelta(days=49), "Pingstdagen"
    if year < 2005:
        yield easter_day + dt.timedelta(days=50), "Annandag pingst"
    yield _saturday(dt.date(year, 6, 20)), "Midsommardagen"
    yield _saturday(dt.date(year, 10, 31)), "Alla helgons dag"
    yield dt.date(year, 12, 25), "Juldagen"
    yield dt.date(year, 12, 26), "Annandag jul"


def _saturday(first: dt.date) -> dt.date:
    """The Saturday of the seven days that begin with `first`."""
    return first + dt.timedelta(days=(5 - first.weekday()) % 7)

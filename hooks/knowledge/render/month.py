"""A month as a table: weeks from Monday, ISO week numbers, public holidays, what is on each day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.render import words
from knowledge.render.holidays import public_holidays
from knowledge.render.items import Item

LONG = 7
"""What goes on for more days than this stands on its first and last day only."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An item on one of its days; `part` tells which, of several."""

    item: Item
    part: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month view."""

    date: dt.date
    holiday: str
    mentions: tuple[Mention, ...]
    row: int
    """The number of the first of them in the list beneath the table, from 1."""

    @property
    def red(self) -> bool:
        """Sundays and public holidays are red days in a Swedish calendar."""
        return bool(self.holiday) or self.date.weekday() == 6


@dataclass(frozen=True, slots=True)
class Week:
    """A row of the month view; days of other months are None."""

    number: int
    days: tuple[Day | None, ...]


def weeks(year: int, month: int, items: Sequence[Item]) -> tuple[Week, ...]:
    """The month's weeks with the items that have a day."""
    red = public_holidays(year)
    table = calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    return tuple(
        Week(
            days[0].isocalendar().week,
            tuple(_day(day, red, items) if day.month == month else None for day in days),
        )
        for days in table
    )


def holidays(table: Iterable[Week]) -> list[str]:
    """Långfredagen 3 april, for where the days have no room for their names."""
    days = [day for week in table for day in week.days if day and day.holiday]
    return [f"{day.holiday} {day.date.day} {words.MONTHS[day.date.month - 1]}" for day in days]


def _day(date: dt.date, red: Mapping[dt.date, str], items: Sequence[Item]) -> Day:
    mentions = tuple(_on(date, items))
    row = items.index(mentions[0].item) + 1 if mentions else 0
    return Day(date, red.get(date, ""), mentions, row)


def _on(date: dt.date, items: Iterable[Item]) -> Iterable[Mention]:
    for each in items:
        if not (each.exact and each.first_day <= date <= each.last_day):
            continue
        length = (each.last_day - each.first_day).days + 1
        if length == 1:
            yield Mention(each)
        elif length <= LONG:
            yield Mention(each, f"dag {(date - each.first_day).days + 1} av {length}")
        elif date in (each.first_day, each.last_day):
            yield Mention(each, "första dagen" if date == each.first_day else "sista dagen")

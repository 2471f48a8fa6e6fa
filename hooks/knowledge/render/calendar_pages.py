"""The calendar's pages: what lies ahead, each year, each month, and how to subscribe.

Which there are follows from what is in the calendar, and from the months around
the day of the build. Nothing on them says what is coming or has been: the agenda
holds what was not over on that day, and the reader's browser hides what is since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from knowledge.calendars import (
    AREAS,
    GIVERS,
    KINDS,
    PLACES,
    Calendar,
    calendar_type,
    calendars,
    subscriptions_url,
)
from knowledge.model import EntryType, Library, Page
from knowledge.occurrences import Occurrence, all_occurrences, on_days
from knowledge.render import words
from knowledge.render.crumbs import HOME, Crumb
from knowledge.render.items import Item, filters, item
from knowledge.render.month import holidays, weeks
from knowledge.span import instant
from knowledge.text import slugify

Context = dict[str, Any]
Month = tuple[int, int]

AROUND = (-1, 0, 1, 2)
"""The months around the build that have a page even when nothing is in them."""
LONGEST = 24
"""Something that goes on for more months has a page in its first and last only."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a year or month; `url` is relative to the root."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading."""

    id: str
    heading: str
    url: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class _Calendar:
    """Everything in the calendar, as seen on the day of the build."""

    type: EntryType
    library: Library
    today: dt.date
    occurrences: tuple[Occurrence, ...]
    _rows: dict[int, Item] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return f"{self.type.site.folder}/"

    @property
    def heading(self) -> str:
        return self.type.site.heading

    @cached_property
    def by_month(self) -> Mapping[Month, Sequence[Occurrence]]:
        """What touches each month that has a page."""
        found: dict[Month, list[Occurrence]] = {_add(self.today, number): [] for number in AROUND}
        for each in self.occurrences:
            for month in _months(each):
                found.setdefault(month, []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def by_year(self) -> Mapping[int, Sequence[Occurrence]]:
        """What touches each year that has a page."""
        found: dict[int, list[Occurrence]] = {self.today.year: []}
        for each in self.occurrences:
            first, last = each.span.first_day.year, each.span.last_day.year
            for year in {first, last} if last - first > 1 else range(first, last + 1):
                found.setdefault(year, []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def ahead(self) -> Sequence[Occurrence]:
        """What is not over when the day of the build begins."""
        start = instant(self.today)
        return [each for each in self.occurrences if each.span.over > start]

    def years(self, current: int | None = None) -> list[Way]:
        """The archive, the latest year first."""
        return [
            Way(str(year), f"{self.folder}{year}/", year == current)
            for year in sorted(self.by_year, reverse=True)
        ]

    def month_way(self, month: Month, current: Month | None = None) -> Way:
        """The way to a month."""
        return Way(_name(month).capitalize(), self.month_url(month), month == current)

    def month_url(self, month: Month) -> str:
        """kalender/2026/11/"""
        return f"{self.folder}{month[0]}/{month[1]:02}/"

    def items(self, chosen: Iterable[Occurrence]) -> list[Item]:
        """Rows, in order of time."""
        return [self._row(each) for each in chosen]

    def _row(self, occurrence: Occurrence) -> Item:
        """Made once: it stands on two or three pages."""
        known = self._rows.get(id(occurrence))
        return known or self._rows.setdefault(id(occurrence), item(occurrence, self.library))


def calendar_pages(library: Library, today: dt.date) -> Iterator[Page]:
    """Every page of the calendar; none when no type is listed as one."""
    entry_type = calendar_type(library.types)
    if entry_type is None:
        return
    found = [day for each in all_occurrences(library) for day in on_days(each, today)]
    found.sort(key=_chronological)
    all_ = _Calendar(entry_type, library, today, tuple(found))
    yield _page(all_.folder, "calendar.html", all_.heading, entry_type.site.intro, _agenda, all_)
    for year in all_.by_year:
        title = f"{all_.heading} {year}"
        about = f"Händelser, sista ansökningsdagar och milstolpar under {year}."
        yield _page(f"{all_.folder}{year}/", "calendar-year.html", title, about, _year, all_, year)
    for month in all_.by_month:
        title = f"{all_.heading} {_name(month)}"
        about = f"Händelser, sista ansökningsdagar och milstolpar i {_name(month)}."
        url = all_.month_url(month)
        yield _page(url, "calendar-month.html", title, about, _month, all_, month)
    title = "Prenumerera på kalendern"
    about = "Få händelser och ansökningsdagar i din egen kalender. De uppdateras av sig själva."
    yield _page(
        subscriptions_url(library), "calendar-subscribe.html", title, about, _subscribe, all_
    )


def _page(
    url: str, template: str, title: str, about: str, context: Callable[..., Context], *values: Any
) -> Page:
    """A page whose heading and introduction are also its title and description."""
    head = Context(heading=title, intro=about)
    return Page(url, template, title, about, lambda: {**head, **context(*values)})


def _chronological(occurrence: Occurrence) -> tuple[object, ...]:
    span = occurrence.span
    return (span.first_day, span.exact, span.begins, occurrence.title, occurrence.part)


def _add(day: dt.date, months: int) -> Month:
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


def _name(month: Month) -> str:
    return f"{words.MONTHS[month[1] - 1]} {month[0]}"


def _months(occurrence: Occurrence) -> Iterable[Month]:
    """The months that the occurrence touches; none when only its year is known."""
    span = occurrence.span
    if span.starts.month is None or (span.ends and span.ends.month is None):
        return ()
    first, last = span.first_day, span.last_day
    number = (last.year - first.year) * 12 + last.month - first.month
    if number >= LONGEST:
        return ((first.year, first.month), (last.year, last.month))
    return [_add(first, each) for each in range(number + 1)]


def _sections(all_: _Calendar, items: Iterable[Item]) -> list[Section]:
    """The items by the month they begin in; those without one first in their year."""
    groups: dict[tuple[int, int], list[Item]] = {}
    for each in items:
        month = each.first_day.month if len(each.datetime) > 4 else 0
        groups.setdefault((each.first_day.year, month), []).append(each)
    return [
        Section(
            f"m{year}-{month:02}",
            _name((year, month)).capitalize() if month else f"{year}, utan bestämd dag",
            all_.month_url((year, month)) if month else f"{all_.folder}{year}/",
            tuple(rows),
        )
        for (year, month), rows in sorted(groups.items())
    ]


def _agenda(all_: _Calendar) -> Context:
    items = all_.items(all_.ahead)
    return {
        "crumbs": [HOME],
        "sections": _sections(all_, items),
        "filters": filters(items),
        "built": words.day(all_.today),
        "months": [
            all_.month_way(month)
            for month in all_.by_month
            if month >= (all_.today.year, all_.today.month)
        ][:9],
        "years": all_.years(),
        "subscribe": subscriptions_url(all_.library),
        "everything": calendars(all_.library)[0],
    }


def _year(all_: _Calendar, year: int) -> Context:
    items = all_.items(all_.by_year[year])
    years = list(all_.by_year)
    at = years.index(year)
    return {
        "crumbs": [HOME, Crumb(all_.heading, all_.folder)],
        "sections": _sections(all_, items),
        "filters": filters(items),
        "count": len(items),
        "months": [all_.month_way(month) for month in all_.by_month if month[0] == year],
        "years": all_.years(year),
        "previous": Way(str(years[at - 1]), f"{all_.folder}{years[at - 1]}/") if at else None,
        "next": Way(str(years[at + 1]), f"{all_.folder}{years[at + 1]}/")
        if at + 1 < len(years)
        else None,
    }


def _month(all_: _Calendar, month: Month) -> Context:
    items = all_.items(all_.by_month[month])
    months = list(all_.by_month)
    at = months.index(month)
    year = f"{all_.folder}{month[0]}/"
    table = weeks(*month, items)
    return {
        "crumbs": [HOME, Crumb(all_.heading, all_.folder), Crumb(str(month[0]), year)],
        "name": _name(month).capitalize(),
        "weeks": table,
        "holidays": ", ".join(holidays(table)),
        "items": items,
        "filters": filters(items),
        "previous": all_.month_way(months[at - 1]) if at else None,
        "next": all_.month_way(months[at + 1]) if at + 1 < len(months) else None,
        "months": [all_.month_way(each, month) for each in months if each[0] == month[0]],
        "year": Way(str(month[0]), year),
    }


def _subscribe(all_: _Calendar) -> Context:
    found = calendars(all_.library)
    groups: dict[str, list[Calendar]] = {name: [] for name in (KINDS, AREAS, GIVERS, PLACES)}
    for each in found:
        if each.group:
            groups[each.group].append(each)
    filled = [(name, chosen) for name, chosen in groups.items() if chosen]
    headings = ("Så fungerar det", "Allt i en kalender", *(name for name, _ in filled))
    return {
        "crumbs": [HOME, Crumb(all_.heading, all_.folder)],
        "everything": found[0],
        "groups": filled,
        "chapters": [{"anchor": slugify(each), "text": each} for each in headings],
    }

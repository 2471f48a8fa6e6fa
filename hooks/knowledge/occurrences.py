"""What stands in the calendar: events, application deadlines, milestones of rounds.

An occurrence belongs to an entry and may come back every year. What it is does
not depend on today; only how far a page follows a yearly one does (`on_days`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from knowledge.deadlines import closing, deadline, every_year, given_day, yearly_days
from knowledge.model import Entry, Library
from knowledge.span import Span
from knowledge.text import slugify


class Kind(StrEnum):
    """What kind of thing stands in the calendar; the value is its name in addresses."""

    singular: str
    plural: str

    def __new__(cls, value: str, singular: str, plural: str) -> Kind:
        """A kind is its name in addresses that also knows its Swedish names."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.singular = singular
        member.plural = plural
        return member

    EVENT = "handelser", "Händelse", "Händelser"
    DEADLINE = "ansokningsdagar", "Ansökningsdag", "Ansökningsdagar"
    MILESTONE = "milstolpar", "Milstolpe", "Milstolpar"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing in the calendar. Yearly ones have the span of their first day.

    `part` names it within its entry and outlives changes of its day: a round
    and the words of the milestone; empty for an event, which is its entry.
    """

    entry: Entry
    kind: Kind
    span: Span
    words: str = ""
    part: str = ""
    round: str = ""
    yearly: bool = False

    @property
    def title(self) -> str:
        """What it is called where its entry is not at hand."""
        return f"{self.words}: {self.entry.title}" if self.words else self.entry.title

    @property
    def status(self) -> str:
        """planerad, inställd or framflyttad; tillbakadragen when the entry is."""
        if self.entry.status == "tillbakadragen":
            return self.entry.status
        status: str = self.entry.fields.get("event_status", "planerad")
        return status if self.kind is Kind.EVENT else "planerad"


CLOSES = "Sista ansökningsdag"


def occurrences(entry: Entry) -> Iterator[Occurrence]:
    """Everything that the entry puts in the calendar."""
    if entry.type.site.listing == "calendar":
        yield Occurrence(entry, Kind.EVENT, Span(entry.fields["starts"], entry.fields.get("ends")))
    if deadline(entry) is not None:
        yield from _unique([*_deadlines(entry), *_rounds(entry)])


def all_occurrences(library: Library) -> Iterator[Occurrence]:
    """Everything in the calendar, entry by entry."""
    for entry in library.entries.values():
        if entry.url:
            yield from occurrences(entry)


def _unique(found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Two milestones with the same words get numbers: a part names one thing."""
    seen: Counter[str] = Counter()
    for each in found:
        seen[each.part] += 1
        number = seen[each.part]
        yield replace(each, part=f"{each.part}/{number}") if number > 1 else each


def _deadlines(entry: Entry) -> Iterator[Occurrence]:
    known = deadline(entry)
    assert known is not None
    for number, (month, day) in enumerate(yearly_days(entry), 1):
        first = next(
            date
            for year in range(known.checked.year, known.checked.year + 9)
            if (date := every_year(month, day, year))
        )
        span = closing(entry, first)
        yield Occurrence(entry, Kind.DEADLINE, span, CLOSES, f"deadline/{number}", yearly=True)
    date = given_day(entry)
    if date and not any(each.get("closes") == date for each in entry.fields.get("rounds", ())):
        yield Occurrence(
            entry, Kind.DEADLINE, closing(entry, date), CLOSES, f"deadline/{date.year}"
        )


def _rounds(entry: Entry) -> Iterator[Occurrence]:
    for each in entry.fields.get("rounds", ()):
        yield from _round(entry, each)


def _round(entry: Entry, told: Mapping[str, Any]) -> Iterator[Occurrence]:
    """A round's opening, closing, decision and milestones, each day told once.

    A milestone on the closing day is the application deadline, in its own words.
    """
    name = told["name"]
    steps = list(told.get("milestones", ()))
    single = {step["date"]: step for step in steps if "until" not in step}
    closes = told.get("closes")
    if closes and not _is_yearly(entry, closes):
        words = single[closes]["title"] if closes in single else CLOSES
        part = f"{slugify(name)}/closes"
        yield Occurrence(entry, Kind.DEADLINE, closing(entry, closes), words, part, name)
    for field, words in (("opens", "Ansökan öppnar"), ("decided", "Beslut")):
        if field in told and told[field] not in single and told[field] != closes:
            part = f"{slugify(name)}/{field}"
            yield Occurrence(entry, Kind.MILESTONE, Span.of_day(told[field]), words, part, name)
    for step in steps:
        if step["date"] == closes and "until" not in step:
            continue
        span = Span.of_day(step["date"], step.get("until"))
        part = f"{slugify(name)}/{slugify(step['title'])}"
        yield Occurrence(entry, Kind.MILESTONE, span, step["title"], part, name)


def _is_yearly(entry: Entry, day: dt.date) -> bool:
    known = deadline(entry)
    assert known is not None
    return (day.month, day.day) in yearly_days(entry) and day.year >= known.checked.year


def on_days(occurrence: Occurrence, today: dt.date) -> Iterator[Occurrence]:
    """The occurrence itself, or each day of a yearly one that a page may show.

    Of days that come back every year the archive holds those that the facts
    cover, and not those that nobody has looked up; what lies ahead is shown for
    twelve months from the first of this month.
    """
    if not occurrence.yearly:
        yield occurrence
        return
    known = deadline(occurrence.entry)
    assert known is not None
    first = occurrence.span.first_day
    month = today.replace(day=1)
    horizon = month.replace(year=month.year + 1)
    for year in range(first.year, max(known.stale.year, horizon.year) + 1):
        day = every_year(first.month, first.day, year)
        if day is None:
            continue
        span = closing(occurrence.entry, day)
        if span.over <= known.stale or month <= day < horizon:
            yield replace(occurrence, span=span, yearly=False)

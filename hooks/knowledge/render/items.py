"""A thing in the calendar as a row, and as a line in a day of the month view."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.calendars import areas, around, giver
from knowledge.model import Entry, Library, PartialDate
from knowledge.occurrences import Kind, Occurrence
from knowledge.render import words
from knowledge.render.now import caution, iso, occurrence_facts
from knowledge.render.rows import EVENT_STATUSES
from knowledge.text import alphabetical

WEEKDAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
STATUSES = {**EVENT_STATUSES, "tillbakadragen": "Tillbakadragen"}
CELL = 56
"""So many letters fit in a day of the month view; the list beneath has all of them."""


@dataclass(frozen=True)
class Facets:
    """What the filters go by: values that are safe in an attribute, with their names."""

    kind: Kind
    areas: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    online: bool = False


@dataclass(frozen=True)
class Item:
    """What a page shows of a thing in the calendar. `url` is relative to the root."""

    id: str
    url: str
    title: str
    brief: str
    label: str
    when: str
    datetime: str
    details: tuple[str, ...]
    caution: str
    status: str
    facts: str
    over: str
    facets: Facets
    first_day: dt.date
    last_day: dt.date
    exact: bool
    begins: dt.datetime


def item(occurrence: Occurrence, library: Library) -> Item:
    """The occurrence as a row."""
    entry, span = occurrence.entry, occurrence.span
    deadline = occurrence.kind is Kind.DEADLINE
    return Item(
        id=f"{entry.key} {occurrence.part} {span.starts}",
        url=entry.url,
        title=occurrence.title,
        brief=textwrap.shorten(_brief(occurrence), CELL, placeholder=" …"),
        label=_label(occurrence),
        when=_when(occurrence),
        datetime=str(span.starts),
        details=tuple(_details(occurrence, library)),
        caution=caution(entry) if deadline else "",
        status=STATUSES.get(occurrence.status, ""),
        facts=occurrence_facts(occurrence),
        over=iso(span.over),
        facets=_facets(occurrence, library),
        first_day=span.first_day,
        last_day=span.last_day,
        exact=span.exact,
        begins=span.begins,
    )


def _brief(occurrence: Occurrence) -> str:
    if occurrence.kind is Kind.DEADLINE:
        return f"Sista dag: {occurrence.entry.short_title}"
    return occurrence.words or occurrence.entry.short_title


def _label(occurrence: Occurrence) -> str:
    """What it is: an event goes by its own kind."""
    kind: str = occurrence.entry.fields.get("kind", "") if occurrence.kind is Kind.EVENT else ""
    return kind.capitalize() if kind and kind != "annat" else occurrence.kind.singular


def _when(occurrence: Occurrence) -> str:
    """Absolute, and in the source's own words when it has no day: hösten 2020."""
    own: str = occurrence.entry.fields.get("when", "")
    if own and occurrence.kind is Kind.EVENT and not occurrence.span.exact:
        return own
    starts, ends = occurrence.span.starts, occurrence.span.ends
    if occurrence.kind is Kind.DEADLINE and starts.time:
        return f"{weekday(starts)}{_unbroken(words.day(starts.first_day))}, senast kl. {starts.time:%H.%M}"
    text = words.span(starts, ends)
    return weekday(starts, ends) + (_unbroken(text) if starts.day and not starts.time else text)


def _unbroken(text: str) -> str:
    """A day is read in one piece: the line breaks before it, not within."""
    return text.replace(" ", "\u00a0") if len(text) < len("22 september 2027 x") else text


def weekday(starts: PartialDate, ends: PartialDate | None = None) -> str:
    """The day of the week, for what is on one day only."""
    one_day = starts.day and (ends is None or (ends.first_day == starts.first_day and ends.day))
    return f"{WEEKDAYS[starts.first_day.weekday()]} " if one_day else ""


def _details(occurrence: Occurrence, library: Library) -> Iterator[str]:
    """What it is, then who and where."""
    yield _label(occurrence)
    entry = occurrence.entry
    if occurrence.kind is Kind.EVENT:
        if "venue" in entry.fields:
            yield entry.fields["venue"]
        if "attendance" in entry.fields and entry.fields["attendance"] != "på plats":
            yield entry.fields["attendance"]
        return
    if occurrence.round:
        yield occurrence.round
    named = giver(entry, library)
    if named:
        yield named.title


def _facets(occurrence: Occurrence, library: Library) -> Facets:
    entry = occurrence.entry
    places = library.vocabularies["places"].titles if "places" in entry.fields else {}
    return Facets(
        kind=occurrence.kind,
        areas={area.id: area.title for area in areas(entry, library)},
        places={place: places[place] for place in around(entry, library)},
        online=occurrence.kind is Kind.EVENT and _online(entry),
    )


def _online(entry: Entry) -> bool:
    return "digitalt" in entry.fields.get("attendance", "") or "online_url" in entry.fields


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: what stands in the attribute, and its name."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A control and its choices, which all have something on the page."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    check: bool = False
    """A box to tick, for what one only ever asks for; its first choice is its value."""


def filters(items: Iterable[Item]) -> tuple[Filter, ...]:
    """The controls that tell anything apart among the items."""
    kinds: dict[str, str] = {}
    areas_: dict[str, str] = {}
    places: dict[str, str] = {}
    online = False
    for each in items:
        kinds[each.facets.kind.value] = each.facets.kind.plural
        areas_ |= each.facets.areas
        places |= each.facets.places
        online = online or each.facets.online
    found = [
        Filter("slag", "Slag", _choices(kinds, list(Kind))),
        Filter("omrade", "Fokusområde", _choices(areas_)),
        Filter("plats", "Plats", _choices(places)),
    ]
    if online:
        found.append(Filter("digitalt", "Bara digitalt", (Choice("ja", "Ja"),), check=True))
    return tuple(each for each in found if each.check or len(each.choices) > 1)


def _choices(titles: dict[str, str], order: Iterable[str] = ()) -> tuple[Choice, ...]:
    known = [each for each in order if each in titles]
    rest = sorted(titles.keys() - set(known), key=lambda each: alphabetical(titles[each]))
    return tuple(Choice(str(each), titles[each]) for each in [*known, *rest])

"""An occurrence → a VEVENT.

Nothing in it comes from the clock: the same entry gives the same bytes on any
day. What an editor wrote is cleaned of control characters, which RFC 5545
§3.3.11 does not allow.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urljoin

from icalendar import Alarm, Event
from icalendar.prop import vCalAddress, vCategory, vDDDTypes, vInt, vRecur, vUri

from knowledge.calendars import areas, organisers
from knowledge.model import Entry, Library, Site
from knowledge.occurrences import Kind, Occurrence
from knowledge.publish.ical.lines import Property, component
from knowledge.span import days_after, local

NAMESPACE = uuid.UUID("6d3a9f0e-52b7-5c41-8a8e-1f3c7b0d9e24")
"""Names in it are made with our types and ids, never with the site's address."""

REMINDERS = (dt.timedelta(days=14), dt.timedelta(days=3))


def uid(*names: str) -> str:
    """A UID for ever (RFC 7986 §5.3): of the type and id, so a rename that keeps `id` keeps it."""
    return str(uuid.uuid5(NAMESPACE, "/".join(names)))


def vevent(occurrence: Occurrence, library: Library, site: Site) -> bytes:
    """The occurrence as calendar programs read it."""
    remind = REMINDERS if occurrence.kind is Kind.DEADLINE else ()
    alarms = [_alarm(before, occurrence) for before in remind]
    return component(Event, _properties(occurrence, library, site), alarms)


def _properties(occurrence: Occurrence, library: Library, site: Site) -> Iterator[Property]:
    entry = occurrence.entry
    yield "UID", uid(entry.type.name, entry.id, occurrence.part)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        yield name, midnight(revised(entry))
    yield "CREATED", midnight(entry.published)
    # RFC 5546 §2.1.4: the later the entry was revised, the higher the number.
    yield "SEQUENCE", vInt(max(0, (revised(entry) - entry.published).days))
    yield "SUMMARY", clean(_summary(occurrence))
    yield "DESCRIPTION", clean("\n\n".join(_description(occurrence, library, site)))
    yield "STATUS", _status(occurrence)
    yield "CATEGORIES", vCategory([clean(name) for name in _categories(occurrence, library)])
    yield "URL", vUri(urljoin(site.url, entry.url))
    yield "ORGANIZER", _organiser(entry, library, site)
    yield from _times(occurrence)
    yield from _place(occurrence)


def revised(entry: Entry) -> dt.date:
    """The last day on which anything in the entry is known to have changed."""
    days = [entry.published, entry.fields.get("updated"), entry.fields.get("checked")]
    days.append(entry.fields.get("withdrawn", {}).get("date"))
    return max(day for day in days if day)


def clean(text: str) -> str:
    """Without control characters; a tab becomes a space, and lines keep their ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROL.sub("", text)


_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""What Unicode calls control characters, but the end of a line."""


@lru_cache(maxsize=512)
def midnight(day: dt.date) -> vDDDTypes:
    """An entry knows its day, not its hour."""
    return vDDDTypes(dt.datetime.combine(day, dt.time.min, dt.UTC))


def _summary(occurrence: Occurrence) -> str:
    return _PREFIXES.get(occurrence.status, "") + occurrence.title


_PREFIXES = {
    "inställd": "Inställt: ",
    "framflyttad": "Framflyttat: ",
    "tillbakadragen": "Tillbakadraget: ",
}


def _status(occurrence: Occurrence) -> str:
    """A day that is said to come back every year is not promised by anyone."""
    if occurrence.status in ("inställd", "tillbakadragen"):
        return "CANCELLED"
    unsure = occurrence.yearly or occurrence.status == "framflyttad" or not occurrence.span.exact
    return "TENTATIVE" if unsure else "CONFIRMED"


def _description(occurrence: Occurrence, library: Library, site: Site) -> Iterator[str]:
    entry = occurrence.entry
    if entry.status == "tillbakadragen":
        yield f"Tillbakadragen. {entry.fields['withdrawn']['reason']}"
    yield entry.summary
    if occurrence.round:
        yield occurrence.round
    if "when" in entry.fields and occurrence.kind is Kind.EVENT:
        yield f"Tid: {entry.fields['when']}"
    if occurrence.kind is Kind.DEADLINE:
        checked = entry.fields.get("checked") or entry.published
        yield f"Uppgifterna kontrollerades {checked.isoformat()}. Kontrollera alltid hos givaren."
    for report in _reports(occurrence, library):
        yield f"Rapport: {report.title}\n{urljoin(site.url, report.url)}"
    yield urljoin(site.url, entry.url)


def _categories(occurrence: Occurrence, library: Library) -> Iterator[str]:
    entry = occurrence.entry
    yield occurrence.kind.singular
    if occurrence.kind is Kind.EVENT and "kind" in entry.fields:
        yield entry.fields["kind"].capitalize()
    for area in areas(entry, library):
        yield area.title
    for topic in entry.fields.get("topics", ()):
        yield library.vocabularies["topics"].titles[topic]


def _organiser(entry: Entry, library: Library, site: Site) -> vCalAddress:
    """Who it is, as RFC 5546 §3.2.1 asks of what is published; we know no e-mail addresses."""
    names = organisers(entry, library)
    address = vCalAddress(urljoin(site.url, entry.url))
    address.params["CN"] = _parameter(", ".join(names) or site.name)
    return address


def _parameter(text: str) -> str:
    """RFC 5545 §3.2: no quotation marks and one line."""
    return clean(text).replace('"', "”").replace("\n", " ")


def _times(occurrence: Occurrence) -> Iterator[Property]:
    span = occurrence.span
    if span.timed:
        starts, ends = local(span.begins), local(span.over)
        yield "DTSTART", vDDDTypes(starts)
        if not span.open_ended and ends > starts:
            yield "DTEND", vDDDTypes(ends)
    else:
        yield "DTSTART", vDDDTypes(span.first_day)
        # RFC 5545 §3.6.1: the day after the last.
        yield "DTEND", vDDDTypes(days_after(span.last_day, 1))
    busy = span.timed and occurrence.kind is Kind.EVENT
    yield "TRANSP", "OPAQUE" if busy else "TRANSPARENT"
    if occurrence.yearly:
        # Month and day are written out for the leap day's sake: some programs go on to 1 March.
        day = span.first_day
        yield "RRULE", vRecur({"freq": "yearly", "bymonth": day.month, "bymonthday": day.day})


def _place(occurrence: Occurrence) -> Iterator[Property]:
    fields = occurrence.entry.fields
    if occurrence.kind is not Kind.EVENT:
        return
    if "venue" in fields:
        yield "LOCATION", clean(fields["venue"])
    if "online_url" in fields:
        where = vUri(fields["online_url"])
        where.params["VALUE"] = "URI"
        where.params["LABEL"] = "Delta digitalt"
        yield "CONFERENCE", where


def _reports(occurrence: Occurrence, library: Library) -> Iterator[Entry]:
    """The reports that an event is about, in its fields or its text; each once."""
    if occurrence.kind is not Kind.EVENT:
        return
    seen: dict[str, Entry] = {}
    for link in library.outgoing.get(occurrence.entry.key, ()):
        target = library.entries[link.target]
        if target.type.name == "report" and target.url:
            seen.setdefault(target.key, target)
    yield from seen.values()


def _alarm(before: dt.timedelta, occurrence: Occurrence) -> bytes:
    words = clean(f"Om {before.days} dagar: {occurrence.title}")
    told = [("ACTION", "DISPLAY"), ("TRIGGER", vDDDTypes(-before)), ("DESCRIPTION", words)]
    return component(Alarm, told)

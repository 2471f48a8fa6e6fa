"""Each calendar as a file (RFC 5545 §3.4 with the properties of RFC 7986 §5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urljoin

from icalendar import Calendar as VCalendar
from icalendar.prop import vDuration, vUri

from knowledge.calendars import Calendar, calendars
from knowledge.model import Library, Site
from knowledge.occurrences import all_occurrences
from knowledge.publish.ical.events import clean, midnight, revised, uid, vevent
from knowledge.publish.ical.lines import Property, component
from knowledge.publish.ical.timezone import stockholm

DAILY = dt.timedelta(days=1)


def ical_files(library: Library, site: Site) -> dict[str, bytes]:
    """Address → bytes. An occurrence is written once, however many calendars it is in."""
    written = {
        (each.entry.key, each.part): vevent(each, library, site)
        for each in all_occurrences(library)
    }
    zone = stockholm().to_ical()
    files = {}
    for calendar in calendars(library):
        events = [written[each.entry.key, each.part] for each in calendar.occurrences]
        files[calendar.url] = _file(calendar, events, zone, site)
    return files


def _file(calendar: Calendar, events: list[bytes], zone: bytes, site: Site) -> bytes:
    """The zone is there when a time refers to it, and when there is nothing else:

    a calendar has at least one component.
    """
    needs_zone = not events or any(each.span.timed for each in calendar.occurrences)
    within = [zone, *events] if needs_zone else events
    return component(VCalendar, _properties(calendar, site), within)


def _properties(calendar: Calendar, site: Site) -> Iterator[Property]:
    yield "VERSION", "2.0"
    yield "PRODID", f"-//{site.name}//Kalender//SV"
    yield "CALSCALE", "GREGORIAN"
    yield "METHOD", "PUBLISH"
    yield "UID", uid("calendar", calendar.url)
    # The X- names are older ones for the same, which most programs read.
    for name in ("NAME", "X-WR-CALNAME"):
        yield name, clean(f"{site.name}: {calendar.title}")
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        yield name, clean(calendar.description)
    yield "URL", vUri(urljoin(site.url, _page(calendar)))
    yield "SOURCE", vUri(urljoin(site.url, calendar.url), params={"VALUE": "URI"})
    yield "REFRESH-INTERVAL", vDuration(DAILY, params={"VALUE": "DURATION"})
    yield "X-PUBLISHED-TTL", vDuration(DAILY)
    yield "X-WR-TIMEZONE", "Europe/Stockholm"
    if calendar.occurrences:
        latest = max(revised(each.entry) for each in calendar.occurrences)
        yield "LAST-MODIFIED", midnight(latest)


def _page(calendar: Calendar) -> str:
    """The page that shows the calendar: the entry's, or the one about subscribing."""
    first = calendar.occurrences[0].entry if calendar.occurrences else None
    if first and calendar.url == f"{first.key}.ics":
        return first.url
    return calendar.url.partition("prenumerera/")[0]

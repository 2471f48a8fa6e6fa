"""Each calendar as a file (RFC 5545 §3.4 with the properties of RFC 7986 §5)."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urljoin

from icalendar import Calendar as VCalendar
from icalendar.prop import vDuration, vText, vUri

from knowledge.calendars import Calendar, calendars
from knowledge.model import Library, Site
from knowledge.occurrences import Occurrence, all_occurrences
from knowledge.parallel import share_out
from knowledge.publish.ical.events import clean, revised, uid, vevent
from knowledge.publish.ical.timezone import stockholm

DAILY = dt.timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


def ical_files(library: Library, site: Site) -> dict[str, bytes]:
    """Address → bytes. An occurrence is written once, however many calendars it is in."""
    found = calendars(library)
    occurrences = list(all_occurrences(library))
    events = share_out(
        lambda share: [vevent(each, library, site).to_ical() for each in share], occurrences
    )
    written = {
        (each.entry.key, each.part): event for each, event in zip(occurrences, events, strict=True)
    }
    zone = stockholm().to_ical()

    def write(calendar: Calendar) -> bytes:
        chosen = [written[each.entry.key, each.part] for each in calendar.occurrences]
        return _file(calendar, chosen, zone, site)

    files = share_out(lambda share: [write(calendar) for calendar in share], found)
    return {calendar.url: file for calendar, file in zip(found, files, strict=True)}


def _file(calendar: Calendar, events: list[bytes], zone: bytes, site: Site) -> bytes:
    """The calendar's own properties from the library, then the components.

    The zone is there when a time refers to it, and when there is nothing else:
    a calendar has at least one component.
    """
    head = _properties(calendar, site).to_ical().removesuffix(_END)
    needs_zone = not events or any(each.span.timed for each in calendar.occurrences)
    return b"".join([head, zone if needs_zone else b"", *events, _END])


def _properties(calendar: Calendar, site: Site) -> VCalendar:
    made = VCalendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", f"-//{site.name}//Kalender//SV")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("UID", uid("calendar", calendar.url))
    # The X- names are older ones for the same, which most programs read.
    for name in ("NAME", "X-WR-CALNAME"):
        made.add(name, vText(clean(f"{site.name}: {calendar.title}")))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        made.add(name, vText(clean(calendar.description)))
    made.add("URL", vUri(urljoin(site.url, _page(calendar))))
    source = vUri(urljoin(site.url, calendar.url))
    source.params["VALUE"] = "URI"
    made.add("SOURCE", source)
    interval = vDuration(DAILY)
    interval.params["VALUE"] = "DURATION"
    made.add("REFRESH-INTERVAL", interval)
    made.add("X-PUBLISHED-TTL", vDuration(DAILY))
    made.add("X-WR-TIMEZONE", "Europe/Stockholm")
    if calendar.occurrences:
        made.add("LAST-MODIFIED", _last_modified(calendar.occurrences))
    return made


def _page(calendar: Calendar) -> str:
    """The page that shows the calendar: the entry's, or the one about subscribing."""
    first = calendar.occurrences[0].entry if calendar.occurrences else None
    if first and calendar.url == f"{first.key}.ics":
        return first.url
    return calendar.url.partition("prenumerera/")[0]


def _last_modified(occurrences: tuple[Occurrence, ...]) -> dt.datetime:
    day = max(revised(each.entry) for each in occurrences)
    return dt.datetime.combine(day, dt.time.min, dt.UTC)

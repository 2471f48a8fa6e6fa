"""schema.org as JSON-LD, for those who read pages by machine (schema.org 29, JSON-LD 1.1)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from knowledge.calendars import organisers
from knowledge.model import Entry, Library, PartialDate, Site
from knowledge.occurrences import Kind, Occurrence, occurrences
from knowledge.publish.jsonld_types import bank_data, entry_data
from knowledge.span import local

_STATUS = {
    "planerad": "EventScheduled",
    "inställd": "EventCancelled",
    "framflyttad": "EventPostponed",
}
_ATTENDANCE = {
    "på plats": "OfflineEventAttendanceMode",
    "digitalt": "OnlineEventAttendanceMode",
    "på plats och digitalt": "MixedEventAttendanceMode",
}
# In a script element only these could end it or be read as markup (HTML §13.1.2.6).
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def json_ld(entry: Entry, library: Library, site: Site) -> Markup:
    """A script element for the entry's page; empty for what has been withdrawn."""
    event = next((each for each in occurrences(entry) if each.kind is Kind.EVENT), None)
    if entry.status == "tillbakadragen" or (event and event.status not in _STATUS):
        return Markup("")
    if not entry.url:
        return _script(bank_data(library, site))
    return _script(event_data(event, library, site) if event else entry_data(entry, library, site))


def _script(data: dict[str, Any]) -> Markup:
    text = json.dumps(data, ensure_ascii=False)
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def event_data(event: Occurrence, library: Library, site: Site) -> dict[str, Any]:
    """The event in schema.org's words; what is not known is left out."""
    entry = event.entry
    fields = entry.fields
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": entry.title,
        "description": entry.summary,
        "url": urljoin(site.url, entry.url),
        "inLanguage": "sv",
        "startDate": _date(event.span.starts, event),
        "endDate": _date(event.span.ends, event, end=True) if event.span.ends else None,
        "eventStatus": f"https://schema.org/{_STATUS[event.status]}",
        "eventAttendanceMode": _attendance(fields.get("attendance")),
        "location": _location(entry, library),
        "organizer": [
            {"@type": "Organization", "name": name} for name in organisers(entry, library)
        ],
        "sameAs": fields.get("url"),
    }
    return {name: value for name, value in found.items() if value}


def _date(date: PartialDate, event: Occurrence, end: bool = False) -> str:
    if not date.time:
        return str(date)
    return local(event.span.over if end else event.span.begins).isoformat()


def _attendance(attendance: str | None) -> str | None:
    return f"https://schema.org/{_ATTENDANCE[attendance]}" if attendance else None


def _location(entry: Entry, library: Library) -> list[dict[str, Any]]:
    fields = entry.fields
    attendance = fields.get("attendance", "på plats")
    found: list[dict[str, Any]] = []
    if "digitalt" in attendance:
        address = fields.get("online_url") or fields.get("url")
        found.append({"@type": "VirtualLocation", **({"url": address} if address else {})})
    if "på plats" in attendance:
        names = [library.vocabularies["places"].titles[each] for each in fields.get("places", ())]
        name = fields.get("venue") or ", ".join(names)
        if name:
            found.append({"@type": "Place", "name": name, "address": ", ".join(names) or name})
    return found

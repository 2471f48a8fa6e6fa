"""An entry as plain JSON: what the API, the dumps and the golden files of v1 hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.feeds import changed
from knowledge.model import Entry, Library, Link, PartialDate, Site
from knowledge.publish.formats.item import Item, plain, tag

Record = dict[str, Any]
OWN = frozenset({"id", "title", "summary", "status", "published", "updated", "checked"})
"""Fields that stand beside `fields`, since every entry has them."""


def record(item: Item, site: Site) -> Record:
    """The whole entry."""
    entry, library = item.entry, item.library
    return {
        **brief(entry, site),
        "language": "sv",
        "html": item.html,
        "fields": {
            name: json_value(value, entry.type.properties[name])
            for name, value in entry.fields.items()
            if name not in OWN
        },
        "links": _links(library.outgoing.get(entry.key, ()), library, site, out=True),
        "linked_from": _links(library.incoming.get(entry.key, ()), library, site, out=False),
    }


def brief(entry: Entry, site: Site) -> Record:
    """What lists hold of an entry. Title and summary are the entry's own, withdrawn or not."""
    return {
        "id": tag(entry.key, site),
        "key": entry.key,
        "type": entry.type.site.folder,
        "url": site.url + entry.url,
        "api_url": api_url(entry, site),
        "title": plain(entry.title),
        "summary": plain(entry.summary),
        "status": entry.status,
        "published": entry.published.isoformat(),
        "updated": _day(entry.fields.get("updated")),
        "checked": _day(entry.fields.get("checked")),
        "changed": changed(entry).isoformat(),
        "date": str(entry.date) if entry.date else None,
    }


def api_url(entry: Entry, site: Site) -> str:
    """Where the API has the entry: of its id, so a rename does not move it."""
    return f"{site.url}api/v1/poster/{entry.key}.json"


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _links(links: Iterable[Link], library: Library, site: Site, out: bool) -> list[Record]:
    found = []
    for link in links:
        other = library.entries[link.target if out else link.source]
        found.append(
            {
                "field": link.field,
                "key": other.key,
                "title": plain(other.title),
                "url": site.url + other.url,
            }
        )
    return found


def json_value(value: Any, schema: Mapping[str, Any]) -> Any:
    """A field's value as JSON has it: dates are text as the editor wrote them."""
    if schema.get("format") == "month-day":
        return f"--{value[0]:02}-{value[1]:02}"
    if isinstance(value, Mapping):
        fields = schema.get("properties", {})
        return {name: json_value(each, fields.get(name, {})) for name, each in value.items()}
    if isinstance(value, tuple):
        return [json_value(each, schema.get("items", {})) for each in value]
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return str(value)
    return plain(value) if isinstance(value, str) else value

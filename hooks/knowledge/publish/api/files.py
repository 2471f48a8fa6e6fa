"""Every file of the API: address and text."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from knowledge.calendars import areas, calendar_type
from knowledge.feeds import FOLDER, TYPES, Feed
from knowledge.model import Entry, Library, Site
from knowledge.occurrences import Occurrence, all_occurrences, on_days
from knowledge.publish.api.openapi import openapi, vocabularies_in_use
from knowledge.publish.api.schemas import schemas
from knowledge.publish.formats.item import make_item, plain
from knowledge.publish.formats.record import Record, api_url, brief, record
from knowledge.publish.leaving import leaving
from knowledge.span import instant, local

BASE = "api/v1/"
VERSION = "1.0"
PAGE_SIZE = 100
DUMP = ".ndjson"
"""A dump for each type, an entry on each line (JSON Lines); together they are everything."""


def api_files(feeds: Iterable[Feed], library: Library, site: Site) -> Iterator[tuple[str, str]]:
    """The API of the library. A list has a page for each hundred, a change stands in its month."""
    entries = [each for each in library.entries.values() if each.url]
    chosen = [feed for feed in feeds if feed.group == TYPES]
    for address, value in _answers(entries, chosen, library, site):
        yield address, _text(value)
    for feed in chosen:
        # JSON Lines: a record is a line already.
        records = [_text(record(make_item(each, library, site), site)) for each in feed.entries]
        for entry, text in zip(feed.entries, records, strict=True):
            yield f"{BASE}poster/{entry.key}.json", text
        yield feed.stem + DUMP, "".join(records)


def _answers(
    entries: Sequence[Entry], feeds: Sequence[Feed], library: Library, site: Site
) -> Iterator[tuple[str, Any]]:
    """What is not about one entry."""
    yield from _lists(feeds, library, site)
    yield from _vocabularies(library)
    yield from _relations(feeds, library)
    yield from _changes(entries, library, site)
    yield f"{BASE}kommande.json", _coming(library, site)
    for name, schema in schemas(library, site):
        yield f"{BASE}scheman/{name}.json", schema
    yield f"{BASE}openapi.json", openapi(library, site)
    yield f"{BASE}index.json", _index(feeds, library, site)


def _text(value: Any) -> str:
    """One line, also for readers that know of more line ends than there are in JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


def _index(feeds: Sequence[Feed], library: Library, site: Site) -> Record:
    def whole(address: str) -> str:
        return site.url + address

    types = [
        {
            "type": feed.entries[0].type.site.folder,
            "title": feed.title,
            "count": len(feed.entries),
            "changed": feed.changed.isoformat(),
            "list": whole(f"{BASE}listor/{feed.entries[0].type.site.folder}/1.json"),
            "relations": whole(f"{BASE}relationer/{feed.entries[0].type.site.folder}.json"),
            "schema": whole(f"{BASE}scheman/{feed.entries[0].type.site.folder}.json"),
            "csv": whole(f"{feed.stem}.csv"),
            "ndjson": whole(f"{feed.stem}.ndjson"),
        }
        for feed in feeds
    ]
    return {
        "version": VERSION,
        "title": site.name,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "documentation": whole("api/"),
        "openapi": whole(f"{BASE}openapi.json"),
        "changes": whole(f"{BASE}andringar/index.json"),
        "coming": whole(f"{BASE}kommande.json"),
        "feeds": whole(f"{FOLDER}/kunskapsbanken.opml"),
        "vocabularies": {
            name: whole(f"{BASE}ordlistor/{name}.json") for name in vocabularies_in_use(library)
        },
        "types": types,
        "deprecations": leaving(),
    }


def _lists(feeds: Iterable[Feed], library: Library, site: Site) -> Iterator[tuple[str, Record]]:
    for feed in feeds:
        folder = feed.entries[0].type.site.folder
        count = -(-len(feed.entries) // PAGE_SIZE)
        for number in range(1, count + 1):
            first = (number - 1) * PAGE_SIZE
            chosen = feed.entries[first : first + PAGE_SIZE]
            yield (
                f"{BASE}listor/{folder}/{number}.json",
                {
                    "type": folder,
                    "title": feed.title,
                    "count": len(feed.entries),
                    "page": number,
                    "pages": count,
                    "previous": _page(folder, number - 1, count, site),
                    "next": _page(folder, number + 1, count, site),
                    "items": [brief(each, site) for each in chosen],
                },
            )


def _page(folder: str, number: int, count: int, site: Site) -> str | None:
    if not 1 <= number <= count:
        return None
    return f"{site.url}{BASE}listor/{folder}/{number}.json"


def _vocabularies(library: Library) -> Iterator[tuple[str, Record]]:
    for name in vocabularies_in_use(library):
        vocabulary = library.vocabularies[name]
        terms = [
            {
                "term": term,
                "title": title,
                "within": vocabulary.within.get(term),
                "also": list(vocabulary.also.get(term, ())),
            }
            for term, title in vocabulary.titles.items()
        ]
        yield f"{BASE}ordlistor/{name}.json", {"name": name, "terms": terms}


def _relations(feeds: Iterable[Feed], library: Library) -> Iterator[tuple[str, Record]]:
    for feed in feeds:
        folder = feed.entries[0].type.site.folder
        found = [
            {"from": link.source, "field": link.field, "to": link.target}
            for entry in sorted(feed.entries, key=lambda each: each.key)
            for link in library.outgoing.get(entry.key, ())
        ]
        yield f"{BASE}relationer/{folder}.json", {"type": folder, "relations": found}


def _changes(
    entries: Iterable[Entry], library: Library, site: Site
) -> Iterator[tuple[str, Record]]:
    months: dict[str, list[Record]] = defaultdict(list)
    for entry in entries:
        for date, change in _what_happened(entry):
            told = {
                "date": date.isoformat(),
                "change": change,
                "key": entry.key,
                "title": plain(entry.title),
                "url": site.url + entry.url,
                "api_url": api_url(entry, site),
            }
            months[f"{date:%Y-%m}"].append(told)
    index = []
    for month in sorted(months, reverse=True):
        changes = sorted(months[month], key=lambda each: (each["date"], each["key"]), reverse=True)
        yield f"{BASE}andringar/{month}.json", {"month": month, "changes": changes}
        address = f"{site.url}{BASE}andringar/{month}.json"
        index.append({"month": month, "count": len(changes), "url": address})
    moved = [
        {"from": site.url + old, "to": site.url + new} for old, new in library.redirects.items()
    ]
    yield f"{BASE}andringar/index.json", {"months": index, "redirects": moved}


def _what_happened(entry: Entry) -> Iterator[tuple[dt.date, str]]:
    yield entry.published, "ny"
    updated = entry.fields.get("updated")
    if updated and updated != entry.published:
        yield updated, "ändrad"
    if entry.status == "tillbakadragen":
        yield entry.fields["withdrawn"]["date"], "tillbakadragen"


def _coming(library: Library, site: Site) -> Record:
    """What was not over when the day of the build began; whoever shows it drops what is since."""
    found = []
    if calendar_type(library.types):
        start = instant(site.today)
        days = (day for each in all_occurrences(library) for day in on_days(each, site.today))
        found = [each for each in days if each.span.over > start]
        found.sort(key=lambda each: (each.span.begins, each.entry.key, each.part))
    return {
        "title": "Kommande händelser och ansökningsdagar",
        "items": [_occurrence(each, library, site) for each in found],
    }


def _occurrence(each: Occurrence, library: Library, site: Site) -> Record:
    return {
        "kind": each.kind.value,
        "kind_name": each.kind.singular,
        "key": each.entry.key,
        "title": plain(each.title),
        "url": site.url + each.entry.url,
        "status": each.status,
        "starts": str(each.span.starts),
        "ends": str(each.span.ends) if each.span.ends else None,
        "over": local(each.span.over).isoformat(),
        "subjects": [area.key for area in areas(each.entry, library)],
    }

"""The start page: what there is, what happens next, what is new."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from knowledge.deadlines import deadline, yearly_days
from knowledge.model import Entry, Library, Page, TypeSite
from knowledge.occurrences import Kind, Occurrence, occurrences
from knowledge.render import words
from knowledge.render.now import entry_facts, iso
from knowledge.render.order import as_told, newest_first
from knowledge.render.rows import Row, row
from knowledge.span import instant

Context = dict[str, Any]

_SENTENCE = re.compile(r".+?[.!?](?=\s+[A-ZÅÄÖ]|$)", re.DOTALL)


def start_page(library: Library, today: dt.date) -> Page:
    """The page at the root; its words are those of content/index.md."""
    entry = next((each for each in library.of_type("page") if not each.url), None)
    title = entry.title if entry else "Kunskapsbanken om segregation"
    description = entry.summary if entry else ""
    path = entry.document.path if entry else ""
    return Page(
        "", "start.html", title, description, partial(_context, entry, library, today), path
    )


def _context(entry: Entry | None, library: Library, today: dt.date) -> Context:
    newest = partial(_newest, library)
    return {
        "entry": entry,
        "body": library.bodies[entry.key] if entry else None,
        "areas": [_area(each, library) for each in as_told(library.of_type("focus-area"))],
        "coming": _coming(library, today),
        "built": words.day(today),
        "deadlines": list(_next_deadlines(library, today)),
        "news": [row(each, library) for each in newest("news")[:5]],
        "knowledge": [row(each, library) for each in newest("report", "research-summary")[:6]],
        "counts": _counts(library),
    }


def _counts(library: Library) -> list[tuple[TypeSite, int]]:
    """How many there are of each type that is listed by date or name."""
    counts = Counter(each.type.name for each in library.entries.values())
    return [
        (each.site, counts[each.name])
        for each in library.types.values()
        if counts[each.name] and each.site.listing != "order"
    ]


def _area(entry: Entry, library: Library) -> Context:
    """A focus area, the first sentence about it, and how many entries name it as theirs."""
    links = library.incoming.get(entry.key, ())
    first = _SENTENCE.match(entry.summary)
    return {
        "row": row(entry, library),
        "short": entry.short_title,
        "kind": entry.fields["kind"],
        "says": first[0] if first else entry.summary,
        "count": len({link.source for link in links if link.field != "body"}),
    }


def _newest(library: Library, *types: str) -> list[Entry]:
    entries = [each for name in types if name in library.types for each in library.of_type(name)]
    return sorted(entries, key=newest_first)


def _coming(library: Library, today: dt.date) -> list[Row]:
    """Events that are not over when the day of the build begins, the nearest first."""
    events = [
        occurrence
        for entry in library.entries.values()
        for occurrence in occurrences(entry)
        if occurrence.kind is Kind.EVENT and occurrence.span.over > instant(today)
    ]
    events.sort(key=lambda each: (each.span.begins, each.entry.key))
    return [_passing(each, library) for each in events[:5]]


def _passing(occurrence: Occurrence, library: Library) -> Row:
    """A row that the reader's browser takes away when its time is over."""
    made = row(occurrence.entry, library)
    return replace(made, facts=entry_facts(occurrence.entry), over=iso(occurrence.span.over))


def _next_deadlines(library: Library, today: dt.date) -> Iterator[Row]:
    """Grants with days that come back every year, the next day first."""
    found = []
    for entry in library.entries.values():
        for month, day in yearly_days(entry):
            passed = (month, day) < (today.month, today.day)
            found.append((passed, month, day, entry.key))
    for _, month, day, key in sorted(found)[:4]:
        yield _closing(library.entries[key], (month, day), library)


def _closing(entry: Entry, day: tuple[int, int], library: Library) -> Row:
    """The day stands in the gutter; beneath the title who gives, and how old the facts are."""
    known = deadline(entry)
    assert known is not None
    made = row(entry, library)
    details = (*made.details[:-1], f"kontrollerad {words.day(known.checked)}")
    return replace(made, when=words.month_day(day), details=details, facts=entry_facts(entry))

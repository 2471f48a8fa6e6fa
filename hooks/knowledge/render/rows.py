"""An entry as one row in a list: listings, related entries, the start page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from knowledge.model import Entry, Library
from knowledge.render import words
from knowledge.render.values import deadline
from knowledge.text import unbroken

EVENT_STATUSES = {"inställd": "Inställt", "framflyttad": "Framflyttat"}


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of an entry. `url` is relative to the root of the site."""

    url: str
    title: str
    summary: str
    type: str
    mark: str
    when: str = ""
    datetime: str = ""
    details: tuple[str, ...] = ()
    withdrawn: bool = False
    status: str = ""
    """Inställt or Framflyttat, of an event that does not take place as planned."""
    facts: str = ""
    """What the state right now follows from, see `render.now`."""
    over: str = ""
    """From this instant the row is of the past; empty when it does not matter."""

    reason: str = field(default="", compare=False)
    """Why it stands in this list: of the list's making, not of the entry's."""

    def said(self, gutter: str, without: Sequence[str]) -> list[str]:
        """Who, what and when, but for what the gutter or the list's heading says already."""
        told = {"type": (self.type, self.type.lower()), "date": (self.when,)}.get(gutter, ())
        known = {*told, *without, *(word.lower() for word in without)}
        said = (*(() if gutter else (self.type,)), *self.details, self.when)
        first: dict[str, str] = {}
        for each in said:
            if each and each not in known:
                first.setdefault(each.lower(), each)
        return list(first.values())

    def because(self, reason: str) -> Row:
        """The same row with the reason it stands in a list."""
        return replace(self, reason=reason)


@lru_cache(maxsize=20_000)
def row(entry: Entry, library: Library) -> Row:
    """What a list shows of the entry. It stands in some twenty lists, and is made once."""
    date = entry.date
    ends = entry.fields.get("ends")
    when = entry.fields.get("when") or (words.span(date, ends) if date else "")
    return Row(
        url=entry.url,
        title=unbroken(entry.title),
        summary=unbroken(entry.summary),
        type=type_name(entry),
        mark=entry.fields.get("icon") or entry.type.site.mark,
        when=when,
        datetime=str(date or ""),
        details=tuple(_details(entry, library)),
        withdrawn=entry.status == "tillbakadragen",
        status=EVENT_STATUSES.get(entry.fields.get("event_status", ""), ""),
    )


def dated(rows: Iterable[Row]) -> bool:
    """Whether any of the rows has a day."""
    return any(each.when for each in rows)


def type_name(entry: Entry) -> str:
    """What the entry is, in a word. An ordered type goes by its kinds: Perspektiv."""
    site = entry.type.site
    kind = entry.fields.get(site.kind)
    return str(kind).capitalize() if site.listing == "order" and kind else site.singular


def _details(entry: Entry, library: Library) -> Iterator[str]:
    """Who and what kind, beneath the title."""
    for name in entry.type.site.credited_to:
        names = _names(entry, name, library)
        if names:
            yield ", ".join(names[:3]) + (" m.fl." if len(names) > 3 else "")
            break
    kind = entry.fields.get(entry.type.site.kind)
    if isinstance(kind, str):
        yield kind
    elif kind:
        named = "Sista ansökningsdag " if kind["kind"] in ("årligen", "datum") else ""
        yield named + deadline(kind).text


def _names(entry: Entry, name: str, library: Library) -> list[str]:
    schema = entry.type.properties[name]
    values = entry.fields.get(name, ())
    return [
        _name(value, schema.get("items", schema), library)
        for value in (values if isinstance(values, tuple) else (values,))
    ]


def _name(value: str, schema: object, library: Library) -> str:
    assert isinstance(schema, dict)
    if "links-to" in schema:
        folder = library.types[schema["links-to"]].site.folder
        entry = library.entries.get(f"{folder}/{value}")
        return entry.title if entry else value
    return words.person(value)

"""The listings: the entries of a type, or others, on as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from knowledge.model import Entry, EntryType, Library, Page
from knowledge.render.crumbs import HOME
from knowledge.render.grants import grants_context, has_deadlines
from knowledge.render.order import as_told, by_title, newest_first
from knowledge.render.rows import Row, row
from knowledge.text import alphabetical, initial

PAGE_SIZE = 50

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; `url` leads to all of them when some are left out.

    `says` are words that the heading says of each, `brief` what it shortens to where
    its place says the rest, and `mark` the mark of the one type that it names.
    """

    heading: str
    rows: tuple[Row, ...]
    count: int
    url: str = ""
    says: tuple[str, ...] = ()
    brief: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A page number in a long listing."""

    number: int
    url: str
    current: bool


def listing_pages(entry_type: EntryType, library: Library) -> Iterator[Page]:
    """The pages that list a type; none where its calendar does."""
    site = entry_type.site
    entries = [each for each in library.of_type(entry_type.name) if each.url]
    entries = in_listing_order(entry_type, entries, library)
    base = Context(type=site, heading=site.heading, intro=site.intro, crumbs=[HOME])
    grouped = _grouping(entry_type, library)
    if site.listing == "calendar":
        return
    if has_deadlines(entry_type) and grouped:
        # On one page, however long: what filters it sees only what is there.
        context = partial(_grants_context, base, entry_type, entries, library, grouped)
        yield Page(f"{site.folder}/", "grants.html", site.heading, site.intro, context)
        return
    yield from paged(f"{site.folder}/", entries, base, library, grouped)


def _grants_context(
    base: Context,
    entry_type: EntryType,
    entries: Sequence[Entry],
    library: Library,
    grouped: Callable[[Entry], str],
) -> Context:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(grouped(entry), []).append(entry)
    return {**base, **grants_context(entry_type, list(groups.items()), library)}


def in_listing_order(
    entry_type: EntryType, entries: Sequence[Entry], library: Library
) -> list[Entry]:
    """The entries as their type's schema orders them."""
    listing = entry_type.site.listing
    if listing == "title":
        return sorted(entries, key=by_title)
    if listing == "order":
        return as_told(entries)
    if listing.startswith("by "):
        heading = _by_field(entry_type, listing.removeprefix("by "), library)
        return sorted(entries, key=lambda each: (alphabetical(heading(each)), by_title(each)))
    return sorted(entries, key=newest_first)


def _grouping(entry_type: EntryType, library: Library) -> Callable[[Entry], str] | None:
    """The heading that an entry stands under in its listing; None for none."""
    listing = entry_type.site.listing
    if listing == "title":
        return lambda each: initial(each.title)
    if listing.startswith("by "):
        return _by_field(entry_type, listing.removeprefix("by "), library)
    if listing == "order" and "kind" in entry_type.properties:
        return lambda each: str(each.fields["kind"]).capitalize()
    return None


def _by_field(entry_type: EntryType, field: str, library: Library) -> Callable[[Entry], str]:
    schema = entry_type.properties[field]

    def heading(entry: Entry) -> str:
        value = str(entry.fields.get(field, ""))
        if "links-to" not in schema:
            return value
        target = library.entries.get(f"{library.types[schema['links-to']].site.folder}/{value}")
        return target.title if target else value

    return heading


def paged(
    url: str,
    entries: Sequence[Entry],
    base: Context,
    library: Library,
    grouped: Callable[[Entry], str] | None = None,
) -> Iterator[Page]:
    """One page for each PAGE_SIZE entries; the first has the address itself."""
    numbers = range(1, max(1, -(-len(entries) // PAGE_SIZE)) + 1)
    addresses = [url if number == 1 else f"{url}sida/{number}/" for number in numbers]
    for number in numbers:
        title = base["heading"] + (f", sida {number}" if number > 1 else "")
        chosen = entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        steps = [
            Step(n, address, n == number) for n, address in zip(numbers, addresses, strict=True)
        ]
        context = partial(_listing_context, base, chosen, len(entries), steps, library, grouped)
        yield Page(addresses[number - 1], "listing.html", title, base["intro"], context)


def _listing_context(
    base: Context,
    entries: Sequence[Entry],
    count: int,
    steps: list[Step],
    library: Library,
    grouped: Callable[[Entry], str] | None,
) -> Context:
    groups: dict[str, list[Row]] = {}
    for entry in entries:
        groups.setdefault(grouped(entry) if grouped else "", []).append(row(entry, library))
    current = next(step.number for step in steps if step.current)
    return {
        **base,
        "groups": [Group(heading, tuple(rows), len(rows)) for heading, rows in groups.items()],
        "count": count,
        "steps": steps if len(steps) > 1 else [],
        "current": current,
    }

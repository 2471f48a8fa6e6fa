"""Every page of the site: its address, its template and what the template gets.

A page's context is made when the page is written and not before, so that ten
thousand pages need no more memory than one. All addresses in contexts are
relative to the root of the site; a template puts `root` before them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from knowledge.calendars import entry_calendar_url
from knowledge.model import Entry, EntryType, Library, Page
from knowledge.occurrences import occurrences
from knowledge.problems import Code
from knowledge.render import words
from knowledge.render.calendar_pages import calendar_pages
from knowledge.render.crumbs import HOME, Crumb
from knowledge.render.grants import grants_context, has_deadlines
from knowledge.render.now import caution, entry_facts
from knowledge.render.order import as_told, by_title, newest_first
from knowledge.render.partner_pages import partner_pages
from knowledge.render.rows import Row, row, type_name
from knowledge.render.start_page import start_page
from knowledge.render.ties import Tie, ties
from knowledge.render.values import Field, Value, one, shown
from knowledge.text import alphabetical, initial, slugify

PAGE_SIZE = 50
GROUP_SIZE = 8
"""Rows of a group on an entry's page; the rest have a page of their own."""
ONE_LIST = 600
"""Up to so many titles the A-Ö list is one page; beyond that one per letter."""

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


def pages(library: Library, today: dt.date) -> list[Page]:
    """All pages, in the order of their addresses."""
    made = [start_page(library, today), _knowledge(library), _search(), _codes_page(library)]
    for entry_type in library.types.values():
        made += _listing(entry_type, library)
    made += calendar_pages(library, today)
    made += partner_pages(library)
    for entry in library.entries.values():
        if entry.url:
            made += _entry(entry, library)
    made += _everything(library)
    made += [
        Page(old, "redirect.html", "Sidan har flyttat", "", partial(_target, new))
        for old, new in library.redirects.items()
    ]
    return sorted(made, key=lambda page: page.url)


def _target(url: str) -> Context:
    return {"target": url}


# Listings


def _listing(entry_type: EntryType, library: Library) -> Iterator[Page]:
    site = entry_type.site
    entries = [each for each in library.of_type(entry_type.name) if each.url]
    entries = _in_listing_order(entry_type, entries, library)
    base = Context(type=site, heading=site.heading, intro=site.intro, crumbs=[HOME])
    grouped = _grouping(entry_type, library)
    if site.listing == "calendar":
        return
    if has_deadlines(entry_type) and grouped:
        # On one page, however long: what filters it sees only what is there.
        context = partial(_grants_context, base, entry_type, entries, library, grouped)
        yield Page(f"{site.folder}/", "grants.html", site.heading, site.intro, context)
        return
    yield from _paged(f"{site.folder}/", entries, base, library, grouped)


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


def _in_listing_order(
    entry_type: EntryType, entries: Sequence[Entry], library: Library
) -> list[Entry]:
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


def _paged(
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


# Entries


def _entry(entry: Entry, library: Library) -> Iterator[Page]:
    context = partial(_entry_context, entry, library)
    yield Page(
        entry.url,
        entry.type.site.template,
        entry.title,
        entry.summary,
        context,
        entry.document.path,
    )
    if len(library.incoming.get(entry.key, ())) <= GROUP_SIZE:
        return
    for tie in ties(entry, library):
        if len(tie.sources) > GROUP_SIZE:
            # A page of its own has a title of its own: "Bidrag" is the listing of all.
            own = entry.short_title in tie.heading
            whole = tie.heading if own else f"{tie.heading}: {entry.short_title}"
            rest = Context(
                type=entry.type.site,
                heading=whole,
                intro=entry.summary,
                crumbs=[*_crumbs(entry), Crumb(entry.title, entry.url)],
            )
            yield from _paged(f"{entry.url}{tie.slug}/", tie.sources, rest, library)


def _crumbs(entry: Entry) -> list[Crumb]:
    return [HOME, Crumb(entry.type.site.heading, f"{entry.type.site.folder}/")]


def _entry_context(entry: Entry, library: Library) -> Context:
    site = entry.type.site
    facts = list(shown(entry, "facts", library))
    if site.dated_by and "ends" in entry.fields:
        facts = list(_joined_dates(entry, facts))
    return {
        "entry": entry,
        "type": site,
        "type_name": type_name(entry),
        "pattern": entry.fields.get("icon") or site.mark,
        "body": library.bodies[entry.key],
        "crumbs": _crumbs(entry),
        "facts": facts,
        "sections": list(shown(entry, "text", library)),
        "sources": one(entry, "sources", library),
        "subjects": [fact for fact in facts if fact.name in _SUBJECTS],
        "groups": [_group(tie, entry, library) for tie in ties(entry, library)],
        "see_also": list(_see_also(entry, library)),
        "similar": [
            row(library.entries[each.key], library).because(each.reason)
            for each in library.similar.get(entry.key, ())
        ],
        "dates": list(_dates(entry)),
        "withdrawn": _withdrawn(entry, library),
        "facts_of_now": entry_facts(entry),
        "caution": caution(entry),
        "calendar": entry_calendar_url(entry) if any(occurrences(entry)) else "",
    }


_SUBJECTS = frozenset({"focus_areas", "perspectives"})


def _joined_dates(entry: Entry, facts: Iterable[Field]) -> Iterator[Field]:
    """An event's start and end as one fact: När."""
    for fact in facts:
        if fact.name == entry.type.site.dated_by:
            text = entry.fields.get("when") or words.span(
                entry.fields[fact.name], entry.fields["ends"]
            )
            yield Field(fact.name, "När", Value(text, datetime=str(entry.fields[fact.name])))
        elif fact.name not in ("ends", "when"):
            yield fact


def _group(tie: Tie, entry: Entry, library: Library) -> Group:
    more = f"{entry.url}{tie.slug}/" if len(tie.sources) > GROUP_SIZE else ""
    rows = tuple(row(source, library) for source in tie.sources[:GROUP_SIZE])
    mark = tie.sources[0].type.site.mark if tie.mention else ""
    return Group(tie.heading, rows, len(tie.sources), more, tie.says, tie.mention, mark)


def _see_also(entry: Entry, library: Library) -> Iterator[Row]:
    """Entries that this one names in its text or under `related`, and that do not name it."""
    told = {link.source for link in library.incoming.get(entry.key, ())}
    for link in library.outgoing.get(entry.key, ()):
        if link.field in ("body", "related") and link.target not in told:
            told.add(link.target)
            yield row(library.entries[link.target], library)


def _dates(entry: Entry) -> Iterator[Field]:
    for name in ("published", "updated", "checked"):
        if name in entry.fields:
            date = entry.fields[name]
            title = entry.type.properties[name]["title"]
            yield Field(name, title, Value(words.day(date), datetime=date.isoformat()))


def _withdrawn(entry: Entry, library: Library) -> Context | None:
    told = entry.fields.get("withdrawn")
    if entry.status != "tillbakadragen" or not told:
        return None
    successor = library.entries.get(told.get("successor", ""))
    return {
        "date": words.day(told["date"]),
        "reason": told["reason"],
        "successor": row(successor, library) if successor else None,
    }


# Everything, A-Ö


def _by_letter(library: Library) -> dict[str, list[Entry]]:
    entries = [entry for entry in library.entries.values() if entry.url]
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (alphabetical(each.title), each.key)):
        letters.setdefault(initial(entry.title), []).append(entry)
    return letters


def _letter_url(letter: str) -> str:
    """Å and Ä may not share A's address."""
    names = {"#": "siffror", "Å": "aa", "Ä": "ae", "Ö": "oe"}
    return f"a-o/{names.get(letter) or slugify(letter) or 'ovrigt'}/"


_ALL = "Allt från A till Ö"
_ALL_INTRO = "Alla poster i kunskapsbanken i bokstavsordning."


def _everything(library: Library) -> Iterator[Page]:
    """All titles on one page, or a page per letter when they are many."""
    letters = _by_letter(library)
    context = partial(_everything_context, letters, library)
    yield Page("a-o/", "a-o.html", _ALL, _ALL_INTRO, context)
    if _is_split(letters):
        for letter in letters:
            title = f"{_ALL}: {letter}"
            yield Page(_letter_url(letter), "a-o.html", title, _ALL_INTRO, partial(context, letter))


def _is_split(letters: Mapping[str, Sequence[Entry]]) -> bool:
    return sum(map(len, letters.values())) > ONE_LIST


def _everything_context(
    letters: Mapping[str, Sequence[Entry]], library: Library, only: str = ""
) -> Context:
    split = _is_split(letters)
    chosen = {only: letters[only]} if only else ({} if split else letters)
    return {
        "heading": f"{_ALL}: {only}" if only else _ALL,
        "intro": _ALL_INTRO,
        "crumbs": [HOME, Crumb(_ALL, "a-o/")] if only else [HOME],
        "count": sum(map(len, letters.values())),
        "letters": [
            {
                "letter": letter,
                "count": len(entries),
                "url": _letter_url(letter)
                if split
                else f"a-o/#bokstav-{_letter_url(letter)[4:-1]}",
                "current": letter == only,
            }
            for letter, entries in letters.items()
        ],
        "groups": [
            {
                "id": f"bokstav-{_letter_url(letter)[4:-1]}",
                "heading": letter,
                "rows": [row(each, library) for each in entries],
            }
            for letter, entries in chosen.items()
        ],
    }


def _knowledge(library: Library) -> Page:
    title = "Kunskap"
    intro = "Rapporter, forskning, nyheter och grunderna om segregation."
    return Page(
        "kunskap/",
        "knowledge.html",
        title,
        intro,
        partial(_knowledge_context, library, title, intro),
    )


def _knowledge_context(library: Library, title: str, intro: str) -> Context:
    groups = []
    for name in ("focus-area", "report", "research-summary", "news", "page"):
        if name in library.types:
            site = library.types[name].site
            entries = [each for each in library.of_type(name) if each.url]
            entries = _in_listing_order(library.types[name], entries, library)
            rows = tuple(
                row(each, library) for each in entries[: 10 if name == "focus-area" else 5]
            )
            groups.append(
                Group(site.heading, rows, len(entries), f"{site.folder}/", (site.singular,))
            )
    return {"heading": title, "intro": intro, "crumbs": [HOME], "groups": groups}


def _search() -> Page:
    title = "Sök"
    intro = "Sök bland allt som finns i kunskapsbanken: rapporter, forskning, myndigheter, bidrag, nyheter och händelser."
    return Page(
        "sok/",
        "search.html",
        title,
        intro,
        partial(dict, heading=title, intro=intro, crumbs=[HOME]),
    )


def _codes_page(library: Library) -> Page:
    title = "Felmeddelanden"
    intro = "Vad kontrollen av innehållet säger, varför och hur du rättar det."
    return Page(
        "om/felmeddelanden/",
        "codes.html",
        title,
        intro,
        partial(_codes_context, library, title, intro),
    )


def _codes_context(library: Library, title: str, intro: str) -> Mapping[str, Any]:
    beneath = [library.types[each].site for each in ("page",) if each in library.types]
    crumbs = [HOME, *(Crumb(site.heading, f"{site.folder}/") for site in beneath)]
    return {"heading": title, "intro": intro, "crumbs": crumbs, "codes": list(Code)}

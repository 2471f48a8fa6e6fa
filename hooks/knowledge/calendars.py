"""Which calendars one can subscribe to: everything, each kind, subject, giver, place and entry.

Pages link to them and `publish` writes them; here it is said what they hold.
An address is made of ids, so it lives on when a file is renamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.model import Entry, EntryType, Library
from knowledge.occurrences import Kind, Occurrence, all_occurrences
from knowledge.text import alphabetical


@dataclass(frozen=True, slots=True)
class Calendar:
    """A named choice of what is in the calendar, at an address relative to the root."""

    url: str
    title: str
    description: str
    group: str
    occurrences: tuple[Occurrence, ...]


KINDS, AREAS, GIVERS, PLACES = "Slag", "Fokusområde och perspektiv", "Givare", "Plats"


def calendar_type(types: Mapping[str, EntryType]) -> EntryType | None:
    """The type whose listing is the calendar; None when there is none."""
    return next((each for each in types.values() if each.site.listing == "calendar"), None)


def subscriptions_url(library: Library) -> str:
    """The page about subscribing; the calendars lie beneath it."""
    found = calendar_type(library.types)
    return f"{found.site.folder}/prenumerera/" if found else ""


def calendar_addresses(types: Mapping[str, EntryType]) -> dict[str, str]:
    """Address → what it is, for every page that the calendar may have of itself."""
    found = calendar_type(types)
    if found is None:
        return {}
    folder = found.site.folder
    own = {f"{folder}/prenumerera/": "sidan om att prenumerera på kalendern"}
    for year in range(1000, 3000):
        own[f"{folder}/{year}/"] = f"kalendern för {year}"
        for month in range(1, 13):
            own[f"{folder}/{year}/{month:02}/"] = f"kalendern för {year}-{month:02}"
    return own


def entry_calendar_url(entry: Entry) -> str:
    """The address of the entry's own calendar."""
    return f"{entry.key}.ics"


def calendars(library: Library) -> list[Calendar]:
    """Every calendar, those of single entries last; empty without a calendar type."""
    if calendar_type(library.types) is None:
        return []
    found = sorted(all_occurrences(library), key=_chronological)
    return [*_chosen(found, library), *_of_entries(found)]


def _chronological(occurrence: Occurrence) -> tuple[object, ...]:
    return (occurrence.span.begins, occurrence.span.over, occurrence.entry.key, occurrence.part)


def _chosen(found: list[Occurrence], library: Library) -> Iterator[Calendar]:
    base = subscriptions_url(library)
    about = "Händelser, sista ansökningsdagar och milstolpar i arbetet mot segregation."
    yield Calendar(f"{base}allt.ics", "Hela kalendern", about, "", tuple(found))
    for kind in Kind:
        of_kind = tuple(each for each in found if each.kind is kind)
        about = f"{kind.plural} ur kalendern."
        yield Calendar(f"{base}{kind.value}.ics", kind.plural, about, KINDS, of_kind)
    yield from _of_areas(found, library, f"{base}fokusomraden/")
    yield from _of_givers(found, library, f"{base}givare/")
    yield from _of_places(found, library, f"{base}platser/")


def _of_areas(found: Iterable[Occurrence], library: Library, base: str) -> Iterator[Calendar]:
    """One for each focus area, with or without anything in it yet: it can be followed."""
    chosen: dict[str, list[Occurrence]] = defaultdict(list)
    for each in found:
        for area in areas(each.entry, library):
            chosen[area.key].append(each)
    named = [each for each in library.entries.values() if each.type.name == "focus-area"]
    for area in sorted(named, key=lambda each: (each.fields["order"], each.key)):
        about = f"Det i kalendern som rör {area.title}."
        yield Calendar(f"{base}{area.id}.ics", area.title, about, AREAS, tuple(chosen[area.key]))


def areas(entry: Entry, library: Library) -> list[Entry]:
    """The focus areas and perspectives that the entry names."""
    links = library.outgoing.get(entry.key, ())
    names = [link.target for link in links if link.field in ("focus_areas", "perspectives")]
    return [library.entries[name] for name in names]


def giver(entry: Entry, library: Library) -> Entry | None:
    """The authority that gives the grant."""
    links = library.outgoing.get(entry.key, ())
    name = next((link.target for link in links if link.field == "giver"), "")
    return library.entries.get(name)


def organisers(entry: Entry, library: Library) -> list[str]:
    """The names of those who hold an event or give a grant."""
    names = entry.fields.get("organisers") or (entry.fields.get("giver"),)
    folder = library.types["authority"].site.folder if "authority" in library.types else ""
    known = [(name, library.entries.get(f"{folder}/{name}")) for name in names if name]
    return [entry.title if entry else name for name, entry in known]


def _of_givers(found: Iterable[Occurrence], library: Library, base: str) -> Iterator[Calendar]:
    chosen: dict[str, list[Occurrence]] = defaultdict(list)
    for each in found:
        named = giver(each.entry, library)
        if named:
            chosen[named.key].append(each)
    for key in sorted(chosen, key=lambda key: alphabetical(library.entries[key].title)):
        named = library.entries[key]
        about = f"Ansökningsdagar och milstolpar för bidrag från {named.title}."
        yield Calendar(f"{base}{named.id}.ics", named.title, about, GIVERS, tuple(chosen[key]))


def _of_places(found: Iterable[Occurrence], library: Library, base: str) -> Iterator[Calendar]:
    """What is at a place or within it: Skåne has what is in Malmö."""
    chosen: dict[str, list[Occurrence]] = defaultdict(list)
    for each in found:
        for place in around(each.entry, library):
            chosen[place].append(each)
    titles = library.vocabularies["places"].titles if chosen else {}
    for place in sorted(chosen, key=lambda each: alphabetical(titles[each])):
        about = f"Det i kalendern som har plats i {titles[place]} eller rör {titles[place]}."
        yield Calendar(f"{base}{place}.ics", titles[place], about, PLACES, tuple(chosen[place]))


def around(entry: Entry, library: Library) -> list[str]:
    """The entry's places and those that they lie in, each once."""
    found: dict[str, None] = {}
    for place in entry.fields.get("places", ()):
        wider: str | None = place
        while wider and wider not in found:
            found[wider] = None
            wider = library.vocabularies["places"].within.get(wider)
    return list(found)


def _of_entries(found: Iterable[Occurrence]) -> Iterator[Calendar]:
    chosen: dict[str, list[Occurrence]] = defaultdict(list)
    for each in found:
        chosen[each.entry.key].append(each)
    for of_entry in chosen.values():
        entry = of_entry[0].entry
        yield Calendar(entry_calendar_url(entry), entry.title, entry.summary, "", tuple(of_entry))

"""Which lists of entries one can follow, cite and fetch: everything, each type, subject, giver, place.

Pages link to them and `publish` writes them; here it is said what they hold.
An address is made of ids, so it lives on when a file is renamed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.calendars import around
from knowledge.citation import CITED
from knowledge.model import Entry, Library
from knowledge.text import alphabetical

FOLDER = "listor"
"""Where the lists lie, relative to the root."""
OPML = f"{FOLDER}/kunskapsbanken.opml"
EVERYTHING, TYPES, AREAS, PAIRS, GIVERS, PLACES = (
    "Allt",
    "Sort",
    "Fokusområde och perspektiv",
    "Område och sort",
    "Utgivare och givare",
    "Plats",
)
ENTRY_FIELDS = frozenset({"publisher", "giver", "organisers"})
"""The fields that say whose an entry is."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A named choice of entries, those that changed last first.

    `stem` is its address without the suffix of a format, `page` the page that shows
    the same to people; both are relative to the root.
    """

    stem: str
    title: str
    description: str
    group: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def changed(self) -> dt.date:
        """The day on which anything in it last changed."""
        return changed(self.entries[0])

    @property
    def cited(self) -> bool:
        """Whether there is anything in it that can be cited."""
        return any(each.type.name in CITED for each in self.entries)


@dataclass(frozen=True)
class Feeds:
    """Every feed in the order that they are told of, and where each is to be found."""

    all: tuple[Feed, ...]
    _of_page: Mapping[str, tuple[Feed, ...]] = field(default_factory=dict)
    _of_entry: Mapping[str, tuple[Feed, ...]] = field(default_factory=dict)

    def of_page(self, url: str) -> tuple[Feed, ...]:
        """The feeds that a page shows, the widest first; those of a list for its later pages."""
        return self._of_page.get(url.partition("sida/")[0], ())

    def of_entry(self, entry: Entry) -> tuple[Feed, ...]:
        """The feeds that the entry is in, but for that of everything and those of pairs."""
        return self._of_entry.get(entry.key, ())


def changed(entry: Entry) -> dt.date:
    """The day on which what the entry says last changed (RFC 4287 §4.2.15)."""
    later = (entry.fields.get("updated"), entry.fields.get("withdrawn", {}).get("date"))
    days: list[dt.date] = [entry.published, *(day for day in later if day)]
    return max(days)


def feeds(library: Library) -> Feeds:
    """Every list that has something in it."""
    entries = sorted((each for each in library.entries.values() if each.url), key=_latest_first)
    found = [each for each in _all(entries, library) if each.entries]
    of_page: dict[str, list[Feed]] = defaultdict(list)
    of_entry: dict[str, list[Feed]] = defaultdict(list)
    for feed in found:
        if feed.group != PLACES:  # a place has no page of its own
            of_page[feed.page].append(feed)
        if feed.group not in (EVERYTHING, PAIRS):
            for entry in feed.entries:
                of_entry[entry.key].append(feed)
    return Feeds(tuple(found), _frozen(of_page), _frozen(of_entry))


def _frozen(groups: Mapping[str, list[Feed]]) -> dict[str, tuple[Feed, ...]]:
    return {key: tuple(group) for key, group in groups.items()}


def _latest_first(entry: Entry) -> tuple[int, int, str]:
    date = entry.date
    return (
        -changed(entry).toordinal(),
        -(date.last_day.toordinal() if date else 0),
        entry.key,
    )


def _all(entries: list[Entry], library: Library) -> Iterator[Feed]:
    about = "Allt nytt och ändrat i kunskapsbanken."
    yield Feed(f"{FOLDER}/allt", "Allt", about, EVERYTHING, "", tuple(entries))
    for entry_type in library.types.values():
        site = entry_type.site
        of_type = tuple(each for each in entries if each.type is entry_type)
        yield Feed(
            f"{FOLDER}/{site.folder}", site.heading, site.intro, TYPES, f"{site.folder}/", of_type
        )
    by_area = _by_area(entries, library)
    yield from _of_areas(by_area, library)
    yield from _of_pairs(by_area, library)
    yield from _of_givers(entries, library)
    yield from _of_places(entries, library)


def _by_area(entries: Iterable[Entry], library: Library) -> dict[str, list[Entry]]:
    """Focus areas and perspectives in their order → the entries that name them in a field."""
    areas = [each for each in library.of_type("focus-area") if each.url]
    areas.sort(key=lambda each: (each.fields["order"], each.key))
    found: dict[str, list[Entry]] = {area.key: [] for area in areas}
    for entry in entries:
        links = library.outgoing.get(entry.key, ())
        for key in dict.fromkeys(link.target for link in links if link.field != "body"):
            if key in found:
                found[key].append(entry)
    return found


def _of_areas(by_area: Mapping[str, list[Entry]], library: Library) -> Iterator[Feed]:
    for key, entries in by_area.items():
        area = library.entries[key]
        about = f"Nytt och ändrat om {area.title}."
        yield Feed(f"{FOLDER}/{key}", area.title, about, AREAS, area.url, tuple(entries))


def _of_pairs(by_area: Mapping[str, list[Entry]], library: Library) -> Iterator[Feed]:
    for key, entries in by_area.items():
        area = library.entries[key]
        for entry_type in library.types.values():
            site = entry_type.site
            title = f"{area.title}: {site.heading}"
            about = f"{site.plural}, nytt och ändrat, om {area.title}."
            chosen = tuple(each for each in entries if each.type is entry_type)
            yield Feed(f"{FOLDER}/{key}/{site.folder}", title, about, PAIRS, area.url, chosen)


def _of_givers(entries: Iterable[Entry], library: Library) -> Iterator[Feed]:
    """One for each profile that publishes, gives or arranges something."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        links = library.outgoing.get(entry.key, ())
        for key in dict.fromkeys(link.target for link in links if link.field in ENTRY_FIELDS):
            found[key].append(entry)
    for key in sorted(found, key=lambda key: (alphabetical(library.entries[key].title), key)):
        giver = library.entries[key]
        about = f"Det som {giver.title} ger ut, ger eller ordnar."
        yield Feed(f"{FOLDER}/{key}", giver.title, about, GIVERS, giver.url, tuple(found[key]))


def _of_places(entries: Iterable[Entry], library: Library) -> Iterator[Feed]:
    """What is about a place or one within it: Skåne has what is about Malmö."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for place in around(entry, library):
            found[place].append(entry)
    titles = library.vocabularies["places"].titles if found else {}
    for place in sorted(found, key=lambda each: (alphabetical(titles[each]), each)):
        about = f"Det som handlar om {titles[place]}."
        stem, page = f"{FOLDER}/platser/{place}", "prenumerera/"
        yield Feed(stem, titles[place], about, PLACES, page, tuple(found[place]))

"""Entry → the texts that it is found by, the facets it is counted under, and its card.

Follows the schemas and nothing else, so that a new type or field is found without a word here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.model import Entry, Library, PartialDate

FIELDS: Mapping[str, float] = {
    "title": 8,
    "names": 8,
    "title_parts": 5,
    "headings": 3,
    "summary": 1.5,
    "body": 2,
    "facts": 0.2,
    "parts": 0.6,
}
"""The fields of the index and what a word in each is worth (lunr's field boost).

names: abbreviations, aliases and register numbers; facts: subjects, places, who;
parts: the words within compounds, in title, names and summary or elsewhere.
"""
NAMED_BY = frozenset("abbreviation short aliases number reference isbn doi sfs".split())
_FORMATS_LEFT_OUT = frozenset(
    "date date-or-time partial-date month-day clock web-address site-path slug".split()
)
_LEFT_OUT = frozenset(
    "id title summary status withdrawn sources related redirect_from icon order kind language".split()
)
_BLOCK = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|dt|dd|blockquote|pre|figcaption|caption)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True)
class Facets:
    """What an entry is counted under: keys of focus areas, names of others."""

    areas: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    year: int = 0


@dataclass(frozen=True)
class Record:
    """One entry as the search sees it. `texts` lacks the parts, which the index makes."""

    entry: Entry
    texts: Mapping[str, str]
    facets: Facets
    body: str

    @property
    def card(self) -> dict[str, Any]:
        """What a result shows, short names to save bytes; see `pieces`."""
        entry = self.entry
        card: dict[str, Any] = {
            "t": entry.title,
            "u": entry.url,
            "s": entry.summary,
            "b": self.body,
        }
        if f"{entry.key}/" != entry.url:
            card["k"] = entry.key
        if entry.date:
            card["d"] = str(entry.date)
        if "ends" in entry.fields:
            card["e"] = str(entry.fields["ends"])
        if "when" in entry.fields:
            card["w"] = entry.fields["when"]
        if self.facets.by:
            card["a"] = list(self.facets.by[:3])
        if entry.status == "tillbakadragen":
            card["x"] = 1
        return card


def records(library: Library) -> list[Record]:
    """Every entry that has a page, the newest first: a record's place is its id in the index."""
    entries = [entry for entry in library.entries.values() if entry.url]
    return [_record(entry, library) for entry in sorted(entries, key=_newest_first)]


def _newest_first(entry: Entry) -> tuple[bool, int, str]:
    date = entry.date
    return (date is None, -date.last_day.toordinal() if date else 0, entry.key)


def _record(entry: Entry, library: Library) -> Record:
    body = library.bodies.get(entry.key)
    text = plain(body.html) if body else ""
    names, facts, prose = [], [], []
    for path, schema, value in leaves(entry):
        words = "\n".join(_words(value, schema, library))
        name = path[-1]
        if name in NAMED_BY:
            names.append(words)
        elif schema.get("links-to") or schema.get("vocabulary") or schema.get("format") == "person":
            facts.append(words)
        else:
            prose.append(words)
    whole = "\n".join([text, *prose])
    return Record(
        entry,
        {
            "title": entry.title,
            "names": "\n".join(names),
            "headings": "\n".join(heading.text for heading in body.headings) if body else "",
            "summary": entry.summary,
            "body": whole,
            "facts": "\n".join([entry.type.site.singular, *_kind(entry), *facts]),
        },
        _facets(entry, library),
        whole,
    )


def _kind(entry: Entry) -> Iterator[str]:
    kind = entry.fields.get("kind")
    if isinstance(kind, str):
        yield kind


def plain(safe: str) -> str:
    """Safe HTML as text: a line per paragraph, list item and heading."""
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", safe.replace("\n", " "))))
    lines = (line.strip() for line in _SPACE.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


Leaf = tuple[tuple[str, ...], Mapping[str, Any], Any]


def leaves(entry: Entry) -> Iterator[Leaf]:
    """(names, schema, value) of each single value in the front matter that is for readers."""
    for name, schema in entry.type.properties.items():
        if name in entry.fields and name not in _LEFT_OUT:
            yield from _leaves((name,), schema, entry.fields[name])


def _leaves(path: tuple[str, ...], schema: Mapping[str, Any], value: Any) -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        for name, field in schema.get("properties", {}).items():
            if name in value:
                yield from _leaves((*path, name), field, value[name])
    elif isinstance(value, tuple) and "items" in schema:
        for item in value:
            yield from _leaves(path, schema["items"], item)
    elif isinstance(value, str) and schema.get("format") not in _FORMATS_LEFT_OUT:
        yield path, schema, value


def _words(value: str, schema: Mapping[str, Any], library: Library) -> Iterator[str]:
    """A value in the words that stand on the page, and what else it is called."""
    if "links-to" in schema:
        entry = _linked(value, schema["links-to"], library)
        if entry:
            yield from (
                (entry.title, entry.short_title)
                if entry.short_title != entry.title
                else (entry.title,)
            )
            return
    if "vocabulary" in schema:
        vocabulary = library.vocabularies[schema["vocabulary"]]
        # A place lies within another: Malmö is found under Skåne län.
        while value:
            yield vocabulary.titles[value]
            value = vocabulary.within.get(value, "")
        return
    yield value if "enum" not in schema else str(schema.get("names", {}).get(value, value))


def _linked(value: str, wanted: str, library: Library) -> Entry | None:
    key = value if wanted == "*" else f"{library.types[wanted].site.folder}/{value}"
    return library.entries.get(key)


def _facets(entry: Entry, library: Library) -> Facets:
    areas: dict[str, None] = {}
    by: dict[str, None] = {}
    places: dict[str, None] = {}
    for path, schema, value in leaves(entry):
        if schema.get("links-to") == "focus-area":
            areas[value] = None
        elif schema.get("links-to") == "authority" and len(path) == 1:
            who = _linked(value, "authority", library)
            by[who.title if who else value] = None
        elif schema.get("vocabulary") == "places":
            places.update(dict.fromkeys(_around(value, library)))
    year = entry.date.year if isinstance(entry.date, PartialDate) else 0
    return Facets(tuple(areas), tuple(by), tuple(places), year)


def _around(place: str, library: Library) -> Sequence[str]:
    within = library.vocabularies["places"].within
    found = [place]
    while found[-1] in within:
        found.append(within[found[-1]])
    return found

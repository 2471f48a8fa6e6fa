"""The ways in which other entries name an entry, as the groups on its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import Entry, Library, Link
from knowledge.render.order import newest_first
from knowledge.render.rows import type_name
from knowledge.text import slugify

_LONG_NAME = 20
_PREPOSITIONS = frozenset("från nämner hos med efter ersätter".split())


@dataclass(frozen=True, slots=True)
class Tie:
    """Entries that name the same entry in the same way, the newest first.

    `mention` is the plural of those that name it in their texts only: Rapporter.
    `says` are the types that the heading says that they are: Rapport.
    """

    heading: str
    slug: str
    sources: Sequence[Entry]
    mention: str
    says: tuple[str, ...]


def ties(entry: Entry, library: Library) -> Iterator[Tie]:
    """Each way in which entries name this one.

    An entry that names this one in a field need not be told of for its text too.
    """
    links = library.incoming.get(entry.key, ())
    in_field = {link.source for link in links if link.field != "body"}
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for link in links:
        if link.field != "body" or link.source not in in_field:
            source = library.entries[link.source]
            found[_relation(link, source.type.site.plural)].append(source)
    for (relation, mention), sources in sorted(found.items(), key=_by_type):
        newest = sorted(sources, key=newest_first)
        named = (each for each in sources if relation.startswith(each.type.site.plural))
        says = tuple(sorted({type_name(each) for each in named}))
        yield Tie(_heading(relation, entry), slugify(relation), newest, mention, says)


def _relation(link: Link, plural: str) -> tuple[str, str]:
    """What the group is called, and of what when it is for mentions in texts."""
    if link.heading:
        return link.heading, ""
    return (f"{plural} som nämner", plural) if link.field == "body" else (plural, "")


def _by_type(group: tuple[tuple[str, str], list[Entry]]) -> tuple[int, str]:
    (relation, _), sources = group
    return min(source.type.site.order for source in sources), relation


def _heading(relation: str, entry: Entry) -> str:
    """The relation with its object when it lacks one: Rapporter från Boverket."""
    return f"{relation} {_called(entry)}" if relation.split()[-1] in _PREPOSITIONS else relation


def _called(entry: Entry) -> str:
    """Its name, or "rapporten" when that is long."""
    name = entry.short_title
    return name if len(name) <= _LONG_NAME else entry.type.site.definite.lower()

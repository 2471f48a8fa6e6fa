"""The listing of what one can apply for, with what its filters and order go by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.calendars import areas, giver
from knowledge.model import Entry, EntryType, Library
from knowledge.render.items import Choice, Filter
from knowledge.render.now import caution, entry_facts
from knowledge.render.rows import Row, row
from knowledge.render.values import deadline
from knowledge.text import alphabetical

STATES = (
    Choice("stänger", "Stänger inom 14 dagar"),
    Choice("öppen", "Öppen"),
    Choice("löpande", "Löpande"),
    Choice("kommande", "Kommande"),
    Choice("okänd", "Okänd, kontrollera hos givaren"),
    Choice("stängd", "Stängd"),
)
"""Those of `knowledge.states.deadline_state`, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant as a row. The state is not among it: only the reader's clock knows."""

    row: Row
    when: str
    """Until when one can apply, in a few words and true on any day."""
    facts: str
    caution: str
    giver: str
    areas: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_names: tuple[str, ...]


def has_deadlines(entry_type: EntryType) -> bool:
    """Whether entries of the type can be applied for."""
    return any(field.get("shown-as") == "deadline" for field in entry_type.properties.values())


def grants_context(
    entry_type: EntryType, groups: Sequence[tuple[str, Sequence[Entry]]], library: Library
) -> dict[str, Any]:
    """What the template gets: rows under their giver, and the controls."""
    entries = [entry for _, some in groups for entry in some]
    return {
        "groups": [(name, [_grant(each, library) for each in some]) for name, some in groups],
        "count": len(entries),
        "filters": [
            each for each in _filters(entry_type, entries, library) if len(each.choices) > 1
        ],
    }


def _grant(entry: Entry, library: Library) -> Grant:
    named = giver(entry, library)
    recipients = entry.fields.get("recipients", ())
    titles = library.vocabularies["recipients"].titles if recipients else {}
    return Grant(
        row=row(entry, library),
        when=deadline(entry.fields[entry.type.site.kind]).text,
        facts=entry_facts(entry),
        caution=caution(entry),
        giver=named.id if named else "",
        areas=tuple(each.id for each in areas(entry, library)),
        recipients=tuple(recipients),
        recipient_names=tuple(titles[each] for each in recipients),
    )


def _filters(
    entry_type: EntryType, entries: Iterable[Entry], library: Library
) -> tuple[Filter, ...]:
    givers: dict[str, str] = {}
    areas_: dict[str, str] = {}
    recipients: dict[str, str] = {}
    for entry in entries:
        named = giver(entry, library)
        if named:
            givers[named.id] = named.title
        areas_ |= {area.id: area.title for area in areas(entry, library)}
        for each in entry.fields.get("recipients", ()):
            recipients[each] = library.vocabularies["recipients"].titles[each]
    return (
        Filter("lage", "Läge", STATES),
        Filter("givare", "Givare", _sorted(givers)),
        Filter("sokande", "Vem kan söka", _sorted(recipients)),
        Filter("omrade", "Fokusområde", _sorted(areas_)),
    )


def _sorted(titles: dict[str, str]) -> tuple[Choice, ...]:
    names = sorted(titles, key=lambda each: alphabetical(titles[each]))
    return tuple(Choice(each, titles[each]) for each in names)

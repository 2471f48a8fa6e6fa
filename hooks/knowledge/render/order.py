"""The order in which entries stand in lists."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.model import Entry
from knowledge.text import alphabetical


def newest_first(entry: Entry) -> tuple[bool, int, str]:
    """A key: the latest date first, what has none last, then by title."""
    date = entry.date
    day = date.last_day.toordinal() if date else 0
    return (date is None, -day, alphabetical(entry.title))


def by_title(entry: Entry) -> str:
    """A key: as in a Swedish dictionary."""
    return alphabetical(entry.title)


def as_told(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of a type that has an order of its own."""
    return sorted(entries, key=lambda each: (each.fields["order"], by_title(each)))

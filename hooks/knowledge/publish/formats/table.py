"""CSV (RFC 4180) for spreadsheets: UTF-8 with a mark in front, and nothing that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from knowledge.feeds import EVERYTHING, TYPES, Feed
from knowledge.model import Site
from knowledge.publish.formats.item import Item
from knowledge.publish.formats.record import OWN, brief, json_value

SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"
NEWEST = 0
# Excel takes UTF-8 for something else without it.
_MARK = "\ufeff"


def suits(feed: Feed) -> bool:
    """A table for each type, with its fields, and one of all with what they have in common."""
    return feed.group in (EVERYTHING, TYPES)


def part(item: Item, site: Site) -> dict[str, str]:
    """Column → cell that is safe to open."""
    entry = item.entry
    cells = {name: safe(_cell(value)) for name, value in brief(entry, site).items()}
    for name, value in entry.fields.items():
        if name not in OWN:
            cells[name] = safe(_cell(json_value(value, entry.type.properties[name])))
    return cells


def _cell(value: Any) -> str:
    """Lists are parted by semicolons, fields within fields told as name=value."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{name}={_cell(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(_cell(each) for each in value)
    return str(value)


def safe(cell: str) -> str:
    """Spreadsheets run cells that begin so; after an apostrophe they are text (OWASP)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\n") else cell


def serialise(
    feed: Feed, parts: Sequence[dict[str, str]], items: Sequence[Item], site: Site
) -> str:
    """The rows beneath their names."""
    columns = list(brief(feed.entries[0], site))
    if feed.group == TYPES:
        own = (name for name in feed.entries[0].type.properties if name not in OWN)
        columns += [name for name in own if name not in columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cells.get(name, "") for name in columns] for cells in parts)
    return _MARK + text.getvalue()

"""A dump of whole entries, one line of JSON for each (ndjson.org, JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from knowledge.feeds import TYPES, Feed
from knowledge.model import Site
from knowledge.publish.formats.item import Item
from knowledge.publish.formats.record import record

SUFFIX = ".ndjson"
MEDIA_TYPE = "application/x-ndjson"
NEWEST = 0


def suits(feed: Feed) -> bool:
    """A dump for each type; together they are everything."""
    return feed.group == TYPES


def part(item: Item, site: Site) -> str:
    """The entry on one line, whatever the reader takes for the end of one."""
    line = json.dumps(record(item, site), ensure_ascii=False)
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """The lines."""
    return "".join(f"{line}\n" for line in parts)

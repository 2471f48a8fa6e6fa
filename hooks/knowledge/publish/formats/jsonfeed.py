"""JSON Feed 1.1 (jsonfeed.org/version/1.1). What widgets need beyond it stands in `_kunskapsbanken`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from knowledge.feeds import Feed
from knowledge.model import Site
from knowledge.publish.formats.item import Item, plain

SUFFIX = ".json"
MEDIA_TYPE = "application/feed+json"
NEWEST = 25


def suits(feed: Feed) -> bool:
    """Everything can be followed."""
    return True


def part(item: Item, site: Site) -> str:
    """An item; its id is the same as in the other feeds."""
    entry = item.entry
    found: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "external_url": item.external_url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html or f"<p>{_escaped(item.summary)}</p>",
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": name} for name in item.authors],
        "tags": [category.label for category in item.categories],
        "language": "sv",
        "attachments": [
            {"url": each.url, "mime_type": each.media_type, "title": each.title}
            for each in item.enclosures
        ],
        "_kunskapsbanken": {
            "type": entry.type.site.folder,
            "type_name": entry.type.site.singular,
            "date": str(entry.date or ""),
            "status": entry.status,
        },
    }
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """The feed as text, its newest entries in it."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": plain(f"{site.name}: {feed.title}"),
        "home_page_url": site.url + feed.page,
        "feed_url": site.url + feed.stem + SUFFIX,
        "description": plain(feed.description),
        "language": "sv",
        "authors": [{"name": plain(site.name), "url": site.url}],
    }
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "items": [{", ".join(parts)}]}}\n'

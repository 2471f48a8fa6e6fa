"""oEmbed 1.0: what a page is called and how it is put into another, one JSON file for each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from knowledge.feeds import Feed
from knowledge.model import Library, Site
from knowledge.publish.formats.item import plain

FOLDER = "oembed/"


def oembed_files(feeds: Iterable[Feed], library: Library, site: Site) -> dict[str, str]:
    """Address → text: each entry as a card, each list as a frame."""
    entries = (each for each in library.entries.values() if each.url)
    cards = {
        f"{FOLDER}{each.key}.json": _answer(each.title, f"post/?post={each.key}", 260, site)
        for each in entries
    }
    lists = {
        f"{FOLDER}{each.stem}.json": _answer(each.title, f"lista/{list_name(each)}/", 420, site)
        for each in feeds
    }
    return cards | lists


def list_name(feed: Feed) -> str:
    """What a list is called in a widget: its address without the folder of lists."""
    return feed.stem.partition("/")[2]


def _answer(title: str, frame: str, height: int, site: Site) -> str:
    address = f"{site.url}widget/ram/{frame}"
    html = (
        f'<iframe src="{escape(address)}" title="{escape(plain(title))}" width="100%"'
        f' height="{height}" loading="lazy"></iframe>'
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": plain(title),
        "provider_name": plain(site.name),
        "provider_url": site.url,
        "cache_age": 86400,
        "width": 600,
        "height": height,
        "html": html,
    }
    return json.dumps(answer, ensure_ascii=False) + "\n"

"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement
from zlib import crc32

from knowledge.feeds import Feed
from knowledge.model import Site
from knowledge.publish.formats.item import Item, plain, tag
from knowledge.publish.formats.xml import document, line, text

SUFFIX = ".atom"
MEDIA_TYPE = "application/atom+xml"
NEWEST = 25
NAMESPACE = "http://www.w3.org/2005/Atom"
RIGHTS = "Texterna får användas fritt enligt CC BY 4.0. Ange källan."


def suits(feed: Feed) -> bool:
    """Everything can be followed."""
    return True


def part(item: Item, site: Site) -> str:
    """An atom:entry; element names stand in the feed's default namespace."""
    entry = Element("entry")
    text(entry, "id", item.id)
    text(entry, "title", item.title)
    SubElement(entry, "link", rel="alternate", type="text/html", href=item.url, hreflang="sv")
    SubElement(entry, "link", rel="related", type="application/json", href=_record(item, site))
    for each in item.enclosures:
        link = {"rel": "enclosure", "href": each.url, "type": each.media_type}
        SubElement(entry, "link", link | {"title": each.title})
    text(entry, "published", item.published.isoformat())
    text(entry, "updated", _updated(item).isoformat())
    for name in item.authors:
        text(SubElement(entry, "author"), "name", name)
    for category in item.categories:
        named = {"term": category.term, "label": category.label, "scheme": category.scheme}
        SubElement(entry, "category", named)
    text(entry, "summary", item.summary)
    if item.html:
        text(entry, "content", item.html).set("type", "html")
    return line(entry)


def _record(item: Item, site: Site) -> str:
    return f"{site.url}api/v1/poster/{item.entry.key}.json"


def _updated(item: Item) -> dt.datetime:
    """A moment of its own within the day's first hour.

    Programs order by `updated`, and what the same commit added has the same day; the W3C
    validator warns of entries with the same moment (DuplicateUpdated). It follows from the
    id, so one more entry changes no other.
    """
    part_of_hour = crc32(item.id.encode()) % 3_600_000_000
    return item.updated + dt.timedelta(microseconds=part_of_hour)


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """The feed as text, its newest entries in it."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "sv"})
    text(root, "id", tag(feed.stem, site))
    text(root, "title", plain(f"{site.name}: {feed.title}"))
    text(root, "subtitle", plain(feed.description))
    text(root, "updated", max(map(_updated, items)).isoformat())
    home = site.url + feed.page
    SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=_own(feed, SUFFIX, site))
    SubElement(root, "link", rel="alternate", type="text/html", href=home, hreflang="sv")
    for suffix, media_type in ((".rss", "application/rss+xml"), (".json", "application/feed+json")):
        SubElement(root, "link", rel="alternate", type=media_type, href=_own(feed, suffix, site))
    SubElement(root, "link", rel="license", href="https://creativecommons.org/licenses/by/4.0/")
    author = SubElement(root, "author")
    text(author, "name", plain(site.name))
    text(author, "uri", site.url)
    text(root, "rights", RIGHTS)
    return document(root, parts)


def _own(feed: Feed, suffix: str, site: Site) -> str:
    return site.url + feed.stem + suffix

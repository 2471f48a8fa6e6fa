"""RSS 2.0 with what its best practices profile asks for (rssboard.org/rss-profile)."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement

from knowledge.feeds import Feed
from knowledge.model import Site
from knowledge.publish.formats.item import Item, plain
from knowledge.publish.formats.xml import document, line, text

SUFFIX = ".rss"
MEDIA_TYPE = "application/rss+xml"
NEWEST = 25
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
}


def suits(feed: Feed) -> bool:
    """Everything can be followed."""
    return True


def part(item: Item, site: Site) -> str:
    """An item; `guid` is no address, so it outlives a rename."""
    made = Element("item")
    text(made, "title", item.title)
    text(made, "link", item.url)
    text(made, "guid", item.id).set("isPermaLink", "false")
    text(made, "pubDate", format_datetime(item.published))
    if item.updated > item.published:
        text(made, "dcterms:modified", item.updated.isoformat())
    for name in item.authors:
        text(made, "dc:creator", name)
    for category in item.categories:
        text(made, "category", category.label).set("domain", category.scheme)
    for each in item.enclosures[:1]:  # readers know of one; 0 is an unknown length
        SubElement(made, "enclosure", url=each.url, length="0", type=each.media_type)
    text(made, "description", item.summary)
    if item.html:
        text(made, "content:encoded", item.html)
    return line(made)


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """The feed as text, its newest entries in it."""
    root = Element("rss", {"version": "2.0", **NAMESPACES})
    channel = SubElement(root, "channel")
    text(channel, "title", plain(f"{site.name}: {feed.title}"))
    text(channel, "link", site.url + feed.page)
    text(channel, "description", plain(feed.description))
    own = site.url + feed.stem + SUFFIX
    SubElement(channel, "atom:link", rel="self", type=MEDIA_TYPE, href=own)
    text(channel, "language", "sv")
    text(channel, "copyright", "CC BY 4.0")
    text(channel, "lastBuildDate", format_datetime(max(item.updated for item in items)))
    text(channel, "ttl", "1440")
    for child in channel:
        child.tail = "\n"
    return document(root, parts, "channel")

"""Every feed in one file, for programs that can take many at once (OPML 2.0)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from knowledge.feeds import Feed
from knowledge.model import Site


def opml(feeds: Iterable[Feed], site: Site) -> str:
    """The feeds in their groups. `type` is rss for Atom too, as the standard has it."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = site.name
    body = SubElement(root, "body")
    groups: dict[str, Element] = {}
    for feed in feeds:
        if feed.group not in groups:
            groups[feed.group] = SubElement(body, "outline", text=feed.group)
        made = {
            "type": "rss",
            "text": feed.title,
            "description": feed.description,
            "xmlUrl": urljoin(site.url, f"{feed.stem}.atom"),
            "htmlUrl": urljoin(site.url, feed.page),
        }
        SubElement(groups[feed.group], "outline", made)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"

"""Stage 5: what other software reads. One module per format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from knowledge.feeds import OPML, feeds
from knowledge.model import Library, Page, Site
from knowledge.publish.api import DUMP, api_files
from knowledge.publish.dcat import dcat_files
from knowledge.publish.formats import FORMATS, list_files
from knowledge.publish.headers import content_security_policy, header_files
from knowledge.publish.ical import ical_files
from knowledge.publish.integrity import integrity
from knowledge.publish.jsonld import json_ld
from knowledge.publish.meta import meta_tags, signposts
from knowledge.publish.oai import oai_files
from knowledge.publish.oembed import oembed_files
from knowledge.publish.opml import opml
from knowledge.publish.robots import robots
from knowledge.publish.search import search_files
from knowledge.publish.sitemap import sitemap

Files = Iterable[tuple[str, str | bytes]]
"""Address and content of each file."""

MEDIA_TYPES = {each.SUFFIX: each.MEDIA_TYPE for each in FORMATS} | {
    DUMP: "application/x-ndjson",
    ".opml": "text/x-opml",
    ".ics": "text/calendar",
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
}
"""Suffix → what a host is to call our files of it."""

__all__ = ["content_security_policy", "integrity", "json_ld", "meta_tags", "publish", "signposts"]


def publish(
    library: Library, pages: Iterable[Page], site: Site, lunr: str
) -> Mapping[str, Callable[[], Files]]:
    """Kind → what makes every file of the kind, none of which is a page; the longest work first.

    `lunr` is lunr.js as it comes. A kind is made when it is asked for, the largest file by file,
    so that whoever writes them need not hold them all.
    """
    lists = feeds(library).all
    return {
        "search": lambda: search_files(library, lunr).items(),
        "lists": lambda: list_files(lists, library, site),
        "ical": lambda: ical_files(library, site).items(),
        "api": lambda: api_files(lists, library, site),
        "oai": lambda: oai_files(library, site),
        "oembed": lambda: oembed_files(lists, library, site).items(),
        "dcat": lambda: dcat_files(lists, site).items(),
        "sitemap": lambda: [("sitemap.xml", sitemap(pages, library, site))],
        "opml": lambda: [(OPML, opml(lists, site))],
        "host": lambda: [("robots.txt", robots(site)), *header_files(MEDIA_TYPES).items()],
    }

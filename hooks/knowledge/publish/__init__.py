"""Stage 5: what other software reads. One module per format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from knowledge.feeds import OPML, Feed, feeds
from knowledge.model import Library, Page, Site
from knowledge.publish.api import DUMP, api_files
from knowledge.publish.formats import FORMATS, list_files
from knowledge.publish.headers import content_security_policy, header_files
from knowledge.publish.integrity import integrity
from knowledge.publish.jsonld import json_ld
from knowledge.publish.meta import meta_tags, signposts
from knowledge.publish.oai import oai_files
from knowledge.publish.oembed import oembed_files
from knowledge.publish.opml import opml
from knowledge.publish.robots import robots
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
        "search": lambda: _search(library, lunr),
        "lists": lambda: list_files(lists, library, site),
        "ical": lambda: _ical(library, site),
        "api": lambda: api_files(lists, library, site),
        "oai": lambda: oai_files(library, site),
        "oembed": lambda: oembed_files(lists, library, site).items(),
        "dcat": lambda: _dcat(lists, site),
        "sitemap": lambda: [("sitemap.xml", sitemap(pages, library, site))],
        "opml": lambda: [(OPML, opml(lists, site))],
        "host": lambda: [("robots.txt", robots(site)), *header_files(MEDIA_TYPES).items()],
    }


# These stand on large packages, which take long to load: only whoever makes the kind needs them.


def _search(library: Library, lunr: str) -> Files:
    from knowledge.publish.search.files import search_files

    return search_files(library, lunr).items()


def _ical(library: Library, site: Site) -> Files:
    from knowledge.publish.ical import ical_files

    return ical_files(library, site).items()


def _dcat(lists: Sequence[Feed], site: Site) -> Files:
    from knowledge.publish.dcat import dcat_files

    return dcat_files(lists, site).items()

"""Stage 5: what other software reads. One module per format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

__all__ = ["content_security_policy", "integrity", "json_ld", "meta_tags", "publish", "signposts"]


def publish(
    library: Library, pages: Iterable[Page], site: Site, lunr: str
) -> Iterator[tuple[str, str | bytes]]:
    """(address, content) of every file that is not a page. `lunr` is lunr.js as it comes.

    They come kind by kind, so that whoever writes them need not hold them all.
    """
    lists = feeds(library).all
    media_types = {each.SUFFIX: each.MEDIA_TYPE for each in FORMATS} | {
        DUMP: "application/x-ndjson"
    }
    yield "sitemap.xml", sitemap(pages, library, site)
    yield OPML, opml(lists, site)
    yield "robots.txt", robots(site)
    yield from header_files(media_types).items()
    yield from ical_files(library, site).items()
    yield from list_files(lists, library, site).items()
    yield from api_files(lists, library, site).items()
    yield from dcat_files(lists, site).items()
    yield from oai_files(library, site).items()
    yield from oembed_files(lists, library, site).items()
    yield from search_files(library, lunr).items()

"""Stage 5: what other software reads. One module per format."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.feeds import OPML, feeds
from knowledge.model import Library, Page, Site
from knowledge.publish.api import api_files
from knowledge.publish.dcat import dcat_files
from knowledge.publish.formats import FORMATS, list_files
from knowledge.publish.headers import content_security_policy, header_files
from knowledge.publish.ical import ical_files
from knowledge.publish.jsonld import json_ld
from knowledge.publish.meta import meta_tags, signposts
from knowledge.publish.integrity import integrity
from knowledge.publish.oai import oai_files
from knowledge.publish.oembed import oembed_files
from knowledge.publish.opml import opml
from knowledge.publish.robots import robots
from knowledge.publish.search import search_files
from knowledge.publish.sitemap import sitemap

__all__ = ["content_security_policy", "integrity", "json_ld", "meta_tags", "publish", "signposts"]


def publish(
    library: Library, pages: Iterable[Page], site: Site, lunr: str
) -> dict[str, str | bytes]:
    """Every file that is not a page: its address → its content. `lunr` is lunr.js as it comes."""
    lists = feeds(library).all
    return {
        "sitemap.xml": sitemap(pages, library, site),
        **ical_files(library, site),
        **list_files(lists, library, site),
        OPML: opml(lists, site),
        **api_files(lists, library, site),
        **dcat_files(lists, site),
        **oai_files(library, site),
        **oembed_files(lists, library, site),
        "robots.txt": robots(site),
        **search_files(library, lunr),
        **header_files({each.SUFFIX: each.MEDIA_TYPE for each in FORMATS}),
    }

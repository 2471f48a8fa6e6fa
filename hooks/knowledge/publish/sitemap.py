"""sitemap.xml (sitemaps.org 0.9): every page, and when its entry last changed."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from knowledge.model import Library, Page, Site

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Iterable[Page], library: Library, site: Site) -> str:
    """The sitemap as text. Pages that lead on elsewhere, or stand within others, are left out."""
    changed = {
        entry.url: entry.fields.get("updated") or entry.published
        for entry in library.entries.values()
    }
    root = Element("urlset", xmlns=NAMESPACE)
    for page in pages:
        if page.url in library.redirects or page.url.startswith("widget/"):
            continue
        url = SubElement(root, "url")
        SubElement(url, "loc").text = urljoin(site.url, page.url)
        if page.url in changed:
            SubElement(url, "lastmod").text = changed[page.url].isoformat()
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"

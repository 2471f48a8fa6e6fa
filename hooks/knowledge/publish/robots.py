"""robots.txt (RFC 9309): everything is for everyone, and here is the map."""

from __future__ import annotations

from urllib.parse import urljoin

from knowledge.model import Site


def robots(site: Site) -> str:
    """The file; the map only where the site knows its address."""
    lines = ["User-agent: *", "Allow: /"]
    if "://" in site.url:
        lines += ["", f"Sitemap: {urljoin(site.url, 'sitemap.xml')}"]
    return "\n".join(lines) + "\n"

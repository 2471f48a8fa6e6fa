"""Links that lead out of the site."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from serving import Served

pytestmark = pytest.mark.browser


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        href = own.get("href") or ""
        if tag == "a" and href.startswith(("http:", "https:")):
            self.seen += 1
            if "noopener" not in (own.get("rel") or ""):
                self.faults.append(href)


def test_every_link_out_keeps_the_page_to_itself(site: Served) -> None:
    links = _Links()
    for file in sorted(Path(site.folder).rglob("*.html")):
        links.feed(file.read_text())
    assert links.faults == []
    assert links.seen > 500

"""The only door that HTML from content goes through.

One allow-list serves two ends: what an editor wrote as raw HTML is held
against it and told of, and what Markdown made of the whole is cleaned by nh3
(ammonia), which parses as a browser does (HTML Living Standard §13.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

# What Markdown itself makes, beside what editors may write.
_FROM_MARKDOWN = set(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table thead tbody tr th td em strong a img"
    " abbr sup br hr div".split()
)
RAW_TAGS = frozenset(
    "abbr br cite code del details em i ins kbd mark q s small span strong sub summary sup".split()
)
RAW_ATTRIBUTES = {
    "abbr": {"title", "lang"},
    "details": set[str](),
    **{tag: {"lang"} for tag in ("span", "i", "em", "q", "cite")},
}

_ATTRIBUTES = {
    **{tag: {"lang"} for tag in ("span", "i", "em", "q", "cite", "abbr")},
    "abbr": {"title", "lang"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "th": {"scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote", "admonition", "note", "tip", "warning", "info", "obs", "tips", "fakta"},
    "p": {"admonition-title"},
    "th": {"right", "center"},
    "td": {"right", "center"},
}


def _only_own_images(tag: str, name: str, value: str) -> str | None:
    """Nothing is fetched from another host, and no address leaves out its scheme."""
    foreign = name == "src" and re.match(r"\s*[a-zA-Z][a-zA-Z0-9+.\-]*:", value)
    return None if foreign or re.match(r"\s*[/\\]{2}", value) else value


_CLEANER = nh3.Cleaner(
    tags=_FROM_MARKDOWN | RAW_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    attribute_filter=_only_own_images,
    link_rel=None,
    strip_comments=True,
)

# Rows and columns may be wider than a phone: the table scrolls, not the page,
# and can be reached by keyboard (WCAG 1.4.10, 2.1.1).
_TABLE = '<div class="table" role="group" aria-label="Tabell" tabindex="0"><table>'


def clean(html: str) -> str:
    """HTML that is safe anywhere on the site and off it."""
    safe: str = _CLEANER.clean(html)
    return safe.replace("<table>", _TABLE).replace("</table>", "</table></div>")


class _Finder(HTMLParser):
    """Collects what in a piece of raw HTML is not on the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}"
        if tag not in RAW_TAGS:
            self.found.append((written, f"<{tag}>"))
            return
        for name, _ in attrs:
            if name not in RAW_ATTRIBUTES.get(tag, ()):
                self.found.append((written, f"{name} på <{tag}>"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in RAW_TAGS:
            self.found.append((f"</{tag}", f"</{tag}>"))

    def handle_comment(self, data: str) -> None:
        self.found.append(("<!--", "en kommentar <!-- -->"))

    def handle_decl(self, decl: str) -> None:
        self.found.append((f"<!{decl}", f"<!{decl[:20]}>"))

    def handle_pi(self, data: str) -> None:
        self.found.append((f"<?{data}", f"<?{data[:20]}>"))

    def unknown_decl(self, data: str) -> None:
        self.found.append((f"<![{data}", f"<![{data[:20]}]>"))


def not_allowed(raw: str) -> Iterator[tuple[str, str]]:
    """(as written, what it is) for each part of raw HTML that would be removed."""
    finder = _Finder()
    finder.feed(raw)
    finder.close()
    yield from finder.found

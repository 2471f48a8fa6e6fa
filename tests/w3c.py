"""What the W3C feed validator calls errors and warnings, as far as a file can show it by itself.

Its names for them (validator.w3.org/feed/docs) are what is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MODIFIED = "{http://purl.org/dc/terms/}modified"
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
RELATIONS = frozenset("alternate describedby enclosure license related self via".split())
DANGEROUS = frozenset(
    "script style iframe object embed applet frame frameset link meta base title".split()
)
FOREIGN = re.compile("[\x80-\x9f\ufffd]")
MEDIA_TYPE = re.compile(r"[^\s()<>,;:\"/\[\]?=]+/[^\s()<>,;:\"/\[\]?=]+$")


def told(text: str, address: str, now: dt.datetime) -> list[str]:
    """What is wrong with a feed that is fetched from `address`, by name; each with its words."""
    root = ElementTree.fromstring(text.encode())
    judge = _atom if root.tag == f"{ATOM}feed" else _rss
    found = [f"BadCharacters: {each}" for each in FOREIGN.findall(text)]
    return found + list(judge(root, address, now))


def _atom(root: Element, address: str, now: dt.datetime) -> Iterator[str]:
    entries = root.findall(f"{ATOM}entry")
    yield from _links(root, address)
    for name in ("id", "title", "updated"):
        yield from _once(root, ATOM + name)
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        yield "MissingElement: author"
    yield from _unique((each.findtext(f"{ATOM}id") for each in entries), "DuplicateEntries")
    yield from _unique((each.findtext(f"{ATOM}updated") for each in entries), "DuplicateUpdated")
    for each in entries:
        for name in ("id", "title", "updated", "published", "summary"):
            yield from _once(each, ATOM + name)
        yield from _links(each, "")
        yield from _plain(each.findtext(f"{ATOM}title"))
        yield from _html(each.findtext(f"{ATOM}content"))
        for name in ("published", "updated"):
            yield from _rfc3339(each.findtext(ATOM + name), now)
        for category in each.findall(f"{ATOM}category"):
            if not category.get("term") or not _whole(category.get("scheme")):
                yield f"InvalidURI: {category.attrib}"


def _links(parent: Element, address: str) -> Iterator[str]:
    links = parent.findall(f"{ATOM}link")
    alternates = [each for each in links if each.get("rel", "alternate") == "alternate"]
    kinds = ((each.get("type"), each.get("hreflang")) for each in alternates)
    yield from _unique(kinds, "DuplicateAtomLink")
    if not alternates:
        yield "MissingAlternateLink"
    if address and [each.get("href") for each in links if each.get("rel") == "self"] != [address]:
        yield "SelfDoesntMatchLocation"
    for each in links:
        if each.get("rel", "alternate") not in RELATIONS:
            yield f"UnregisteredAtomLinkRel: {each.get('rel')}"
        if each.get("type") is not None and not MEDIA_TYPE.match(each.get("type", "")):
            yield f"InvalidMIMEType: {each.get('type')}"
        if not _whole(each.get("href")):
            yield f"InvalidURI: {each.get('href')}"
        if each.get("title") is not None:
            yield from _plain(each.get("title"))


def _rss(root: Element, address: str, now: dt.datetime) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "ObsoleteVersion"
    channel = root.find("channel")
    if channel is None:
        yield "MissingChannel"
        return
    own = channel.findall(f"{ATOM}link")
    if not own:
        yield "MissingAtomSelfLink"
    if [(each.get("rel"), each.get("href")) for each in own] != [("self", address)]:
        yield "SelfDoesntMatchLocation"
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        yield from _once(channel, name)
        yield from _plain(channel.findtext(name))
    yield from _rfc822(channel.findtext("lastBuildDate"), now)
    items = channel.findall("item")
    yield from _unique((each.findtext("guid") for each in items), "DuplicateValue: guid")
    for each in items:
        yield from _item(each, now)


def _item(item: Element, now: dt.datetime) -> Iterator[str]:
    for name in ("title", "link", "guid", "pubDate", "description"):
        yield from _once(item, name)
    yield from _plain(item.findtext("title"))
    yield from _html(item.findtext(CONTENT))
    yield from _rfc822(item.findtext("pubDate"), now)
    names = [child.tag for child in item]
    if CONTENT in names and names.index(CONTENT) < names.index("description"):
        yield "NeedDescriptionBeforeContent"
    if "author" in names and CREATOR in names:
        yield "DuplicateItemSemantics: author"
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false" and not _web(guid.text):
        yield f"InvalidPermalink: {guid.text}"
    for modified in item.findall(MODIFIED):
        yield from _rfc3339(modified.text, now)
    if not _web(item.findtext("link")):
        yield f"InvalidFullLink: {item.findtext('link')}"
    enclosures = item.findall("enclosure")
    if len(enclosures) > 1:
        yield "DuplicateEnclosure"
    for each in enclosures:
        if not _web(each.get("url")) or not each.get("length", "").isdigit():
            yield f"InvalidURLAttribute: {each.attrib}"
        if not MEDIA_TYPE.match(each.get("type", "")):
            yield f"InvalidMIMEAttribute: {each.get('type')}"
    for category in item.findall("category"):
        if not (category.text or "").strip():
            yield "NotBlank: category"


def _once(parent: Element, name: str) -> Iterator[str]:
    found = parent.findall(name)
    if len(found) != 1:
        yield f"{'DuplicateElement' if found else 'MissingElement'}: {name}"
    yield from (f"NotBlank: {name}" for each in found if not (each.text or "").strip())


def _unique(values: Iterator[object], name: str) -> Iterator[str]:
    return (f"{name}: {value}" for value, count in Counter(values).items() if count > 1)


def _rfc3339(text: str | None, now: dt.datetime) -> Iterator[str]:
    """With seconds and a zone."""
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    if not re.fullmatch(form, text or ""):
        yield f"InvalidRFC3339Date: {text}"
    elif not _plausible(dt.datetime.fromisoformat(text or ""), now):
        yield f"ImplausibleDate: {text}"


def _rfc822(text: str | None, now: dt.datetime) -> Iterator[str]:
    """With a weekday that is the day's own, four digits of year and a zone."""
    form = r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
    if not re.fullmatch(form, text or ""):
        yield f"InvalidRFC2822Date: {text}"
        return
    moment = parsedate_to_datetime(text or "")
    if not (text or "").startswith(f"{moment:%a}"):
        yield f"IncorrectDOW: {text}"
    if not _plausible(moment, now):
        yield f"ImplausibleDate: {text}"


def _plausible(moment: dt.datetime, now: dt.datetime) -> bool:
    return EARLIEST <= moment <= now + dt.timedelta(hours=24)


def _whole(address: str | None) -> bool:
    return bool(address and address.isascii() and urlsplit(address).scheme)


def _web(address: str | None) -> bool:
    return _whole(address) and (address or "").startswith(("http://", "https://"))


def _plain(text: str | None) -> Iterator[str]:
    """Titles and names are no HTML."""
    if re.search(r"</?[a-z]\w*[\s/>]|&(#\w+|\w+);", text or "", re.IGNORECASE):
        yield f"ContainsHTML: {text}"


class _Body(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DANGEROUS:
            self.told.append(f"SecurityRisk: {tag}")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name.startswith("aria-"):
                self.told.append(f"SecurityRiskAttr: {name}")
            if name in ("href", "src"):
                scheme = urlsplit(value or "").scheme
                if not scheme:
                    self.told.append(f"ContainsRelRef: {value}")
                elif scheme not in ("http", "https", "mailto"):
                    self.told.append(f"SecurityRiskAttr: {value}")


def _html(text: str | None) -> Iterator[str]:
    body = _Body()
    body.feed(text or "")
    body.close()
    yield from body.told

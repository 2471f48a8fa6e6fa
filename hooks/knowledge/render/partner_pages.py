"""Pages for those who follow, fetch and build on what is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from knowledge.calendars import subscriptions_url
from knowledge.feeds import OPML, TYPES, Feed, Feeds, feeds
from knowledge.model import Entry, Library, Page
from knowledge.render.crumbs import HOME
from knowledge.render.rows import row
from knowledge.text import slugify

Context = dict[str, Any]
FRAMES = "widget/ram/"
FRAME = "widget.html"
FRAME_SIZE = 10


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group of feeds, and its anchor."""

    title: str
    id: str


def partner_pages(library: Library) -> Iterator[Page]:
    """How to follow what is here, fetch it and show it elsewhere."""
    found = feeds(library)
    title = "Följ kunskapsbanken"
    intro = "Få veta när något är nytt eller ändrat: allt, eller bara det som rör ditt område."
    context = partial(_subscribe, found, library, title, intro)
    yield Page("prenumerera/", "subscribe.html", title, intro, context)
    title = "API och öppna data"
    intro = "Hämta innehållet i kunskapsbanken med ditt eget program, en post i taget eller allt."
    yield Page("api/", "api.html", title, intro, partial(_api, found, title, intro))
    title = "Bygg in kunskapsbanken"
    intro = "Visa det senaste, en post, kalendern eller en sökruta på din egen webbplats."
    yield Page(
        "partner/", "partner.html", title, intro, partial(_partner, found, library, title, intro)
    )
    yield from _frames(found, library)


def _subscribe(found: Feeds, library: Library, title: str, intro: str) -> Context:
    groups: dict[str, list[Feed]] = {}
    for feed in found.all:
        groups.setdefault(feed.group, []).append(feed)
    return {
        "heading": title,
        "intro": intro,
        "crumbs": [HOME],
        "groups": [(Heading(name, slugify(name)), chosen) for name, chosen in groups.items()],
        "chapters": [{"anchor": slugify(name), "text": name} for name in groups],
        "opml": OPML,
        "calendar": subscriptions_url(library),
    }


def _partner(found: Feeds, library: Library, title: str, intro: str) -> Context:
    context = _subscribe(found, library, title, intro)
    newest = found.all[0].entries[0].key if found.all else ""
    return {**context, "example": newest}


def _frames(found: Feeds, library: Library) -> Iterator[Page]:
    """What stands in a partner's <iframe>: without script a list of links."""
    for feed in found.all:
        name = feed.stem.partition("/")[2]
        context = partial(_frame, "senaste", name, feed.page, feed.entries[:FRAME_SIZE], library)
        yield Page(f"{FRAMES}lista/{name}/", FRAME, feed.title, feed.description, context)
    for kind, title, page in (
        ("kommande", "Kommande händelser och ansökningsdagar", "kalender/"),
        ("post", "En post", ""),
        ("sok", "Sök", "sok/"),
    ):
        yield Page(
            f"{FRAMES}{kind}/", FRAME, title, "", partial(_frame, kind, "", page, (), library)
        )


def _frame(kind: str, stem: str, page: str, entries: Iterable[Entry], library: Library) -> Context:
    rows = [row(entry, library) for entry in entries]
    return {"kind": kind, "stem": stem, "page_url": page, "rows": rows}


def _api(found: Feeds, title: str, intro: str) -> Context:
    types = [feed for feed in found.all if feed.group == TYPES]
    return {"heading": title, "intro": intro, "crumbs": [HOME], "types": types}

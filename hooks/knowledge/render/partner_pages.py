"""Pages for those who follow, fetch and build on what is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from knowledge.calendars import subscriptions_url
from knowledge.feeds import OPML, TYPES, Feed, feeds
from knowledge.model import Library, Page
from knowledge.render.crumbs import HOME
from knowledge.text import slugify

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group of feeds, and its anchor."""

    title: str
    id: str


def partner_pages(library: Library) -> Iterator[Page]:
    """How to follow what is here, and how to fetch it."""
    title = "Följ kunskapsbanken"
    intro = "Få veta när något är nytt eller ändrat: allt, eller bara det som rör ditt område."
    context = partial(_subscribe, library, title, intro)
    yield Page("prenumerera/", "subscribe.html", title, intro, context)
    title = "API och öppna data"
    intro = "Hämta innehållet i kunskapsbanken med ditt eget program, en post i taget eller allt."
    yield Page("api/", "api.html", title, intro, partial(_api, library, title, intro))


def _subscribe(library: Library, title: str, intro: str) -> Context:
    groups: dict[str, list[Feed]] = {}
    for feed in feeds(library).all:
        groups.setdefault(feed.group, []).append(feed)
    return {
        "heading": title,
        "intro": intro,
        "crumbs": [HOME],
        "groups": [(Heading(name, slugify(name)), found) for name, found in groups.items()],
        "opml": OPML,
        "calendar": subscriptions_url(library),
    }


def _api(library: Library, title: str, intro: str) -> Context:
    types = [feed for feed in feeds(library).all if feed.group == TYPES]
    return {"heading": title, "intro": intro, "crumbs": [HOME], "types": types}

"""Pages for those who follow, fetch and build on what is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from knowledge.calendars import subscriptions_url
from knowledge.feeds import OPML, Feed, feeds
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
    """How to follow, as a page of its own."""
    title = "Följ kunskapsbanken"
    intro = "Få veta när något är nytt eller ändrat: allt, eller bara det som rör ditt område."
    context = partial(_subscribe, library, title, intro)
    yield Page("prenumerera/", "subscribe.html", title, intro, context)


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

"""Each list in each format that suits it. One module per format.

A format is a module with
    SUFFIX       what its files are called
    MEDIA_TYPE   what a server says they are
    NEWEST       how many entries a file holds; 0 for all
    suits        whether a list has anything to say in this format
    part         an entry in this format, made once for all the lists that it is in
    serialise    a list with its parts as a file
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from knowledge.citation import CITED
from knowledge.feeds import Feed
from knowledge.model import Library, Site
from knowledge.publish.formats import atom, bibtex, csl, jsonfeed, ris, rss, table
from knowledge.publish.formats.item import Item, make_item
from knowledge.publish.leaving import notice

__all__ = ["FORMATS", "Format", "list_files"]


WORK = "Verk"
"""The group of lists that are one work each."""


class Format(Protocol):
    """What a module of a format has."""

    SUFFIX: str
    MEDIA_TYPE: str
    NEWEST: int
    suits: Callable[[Feed], bool]
    part: Callable[[Item, Site], Any]
    serialise: Callable[[Feed, Sequence[Any], Sequence[Item], Site], str]


FORMATS: tuple[Format, ...] = (  # type: ignore[assignment]  # modules
    atom,
    rss,
    jsonfeed,
    bibtex,
    ris,
    csl,
    table,
)


CITATIONS: tuple[Format, ...] = (bibtex, ris, csl)  # type: ignore[assignment]
"""The formats in which a single entry has a file of its own too."""


def list_files(feeds: Iterable[Feed], library: Library, site: Site) -> Iterator[tuple[str, str]]:
    """Address and text of every list in every format that suits it, and of each work's citations."""
    cited = [
        Feed(each.key, each.title, each.summary, WORK, each.url, (each,))
        for each in library.entries.values()
        if each.url and each.type.name in CITED
    ]
    workshop = _Workshop(library, site)
    for feed in (*feeds, *cited):
        yield from workshop.files(feed)


@dataclass
class _Workshop:
    """Makes each part of an item once, however many lists it is in."""

    library: Library
    site: Site
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)

    def files(self, feed: Feed) -> Iterable[tuple[str, str]]:
        for each in CITATIONS if feed.group == WORK else FORMATS:
            if each.suits(feed):
                yield feed.stem + each.SUFFIX, self.file(feed, each)

    def file(self, feed: Feed, format_: Format) -> str:
        chosen = feed.entries[: format_.NEWEST] if format_.NEWEST else feed.entries
        items = [make_item(entry, self.library, self.site) for entry in chosen]
        parts = [self.part(item, format_) for item in items]
        ends = notice(feed.stem + format_.SUFFIX)
        told = replace(feed, description=f"{feed.description} {ends}") if ends else feed
        return format_.serialise(told, parts, items, self.site)

    def part(self, item: Item, format_: Format) -> Any:
        key = (item.entry.key, format_.SUFFIX)
        if key not in self.parts:
            self.parts[key] = format_.part(item, self.site)
        return self.parts[key]

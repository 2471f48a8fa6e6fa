"""CSL-JSON, as citeproc and its many styles read it (csl-data of CSL 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from knowledge.citation import Name
from knowledge.feeds import Feed
from knowledge.model import PartialDate, Site
from knowledge.publish.formats import bibtex
from knowledge.publish.formats.item import Item, plain

SUFFIX = ".csl.json"
MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
NEWEST = 0
_KINDS = {
    "report": "report",
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
}


def suits(feed: Feed) -> bool:
    """What BibTeX can say CSL can."""
    return bibtex.suits(feed)


def part(item: Item, site: Site) -> str:
    """The work as one item; empty when the entry stands for no work."""
    work = item.citation
    if work is None:
        return ""
    found: dict[str, Any] = {
        "id": work.key,
        "type": _KINDS[work.form],
        "title": plain(work.title),
        "author": [_name(name) for name in work.authors or (() if work.editors else work.creators)],
        "editor": [_name(name) for name in work.editors],
        "container-title": plain(work.container),
        "publisher": plain(work.publisher),
        "genre": plain(work.kind),
        "number": plain(work.number),
        "issued": {"date-parts": [_parts(work.issued)]} if work.issued else None,
        "ISBN": work.isbn,
        "DOI": work.doi,
        "number-of-pages": str(work.pages or ""),
        "language": work.language,
        "URL": work.address or item.url,
        "abstract": plain(work.summary),
    }
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False)


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": plain(name.family)}
    return {"family": plain(name.family), "given": plain(name.given)}


def _parts(date: PartialDate) -> list[int]:
    return [number for number in (date.year, date.month, date.day) if number]


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """A list of items."""
    return f"[{', '.join(each for each in parts if each)}]\n"

"""RIS, as EndNote, Zotero and Mendeley read it (the tags of 2011)."""

from __future__ import annotations

from collections.abc import Sequence

import rispy

from knowledge.citation import Citation
from knowledge.feeds import Feed
from knowledge.model import Site
from knowledge.publish.formats import bibtex
from knowledge.publish.formats.item import Item, plain

SUFFIX = ".ris"
MEDIA_TYPE = "application/x-research-info-systems"
NEWEST = 0
_KINDS = {"report": "RPRT", "article": "JOUR", "book": "BOOK", "chapter": "CHAP", "thesis": "THES"}


def suits(feed: Feed) -> bool:
    """What BibTeX can say RIS can."""
    return bibtex.suits(feed)


def part(item: Item, site: Site) -> str:
    """The work as one reference; empty when the entry stands for no work."""
    work = item.citation
    if work is None:
        return ""
    creators = work.authors or (() if work.editors else work.creators)
    found = {
        "type_of_reference": _KINDS[work.form],
        "id": work.key,
        "authors": [_line(_name(name.family, name.given)) for name in creators],
        "secondary_authors": [_line(_name(name.family, name.given)) for name in work.editors],
        "title": _line(work.title),
        "secondary_title": _line(work.container),
        "publisher": _line(work.publisher),
        "type_of_work": _line(work.kind),
        "number": _line(work.number),
        "year": work.year,
        "date": _date(work),
        "issn": work.isbn,
        "doi": work.doi,
        "start_page": str(work.pages or ""),
        "language": work.language,
        "urls": [work.address or item.url],
        "abstract": _line(work.summary),
    }
    text: str = rispy.dumps(
        [{name: value for name, value in found.items() if value}],
        enforce_list_tags=False,
        skip_unknown_tags=True,
    )
    # Numbers before references are rispy's own; the format has none.
    return text.partition("\n")[2] if text[:1].isdigit() else text


def _name(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


def _line(words: str) -> str:
    """A value is one line."""
    return " ".join(plain(words).split())


def _date(work: Citation) -> str:
    """YYYY/MM/DD/, with what is not known left empty between the strokes."""
    if work.issued is None:
        return ""
    month = f"{work.issued.month:02}" if work.issued.month else ""
    day = f"{work.issued.day:02}" if work.issued.day else ""
    return f"{work.issued.year}/{month}/{day}/"


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """A RIS file is its references, one after another."""
    return "\n".join(each for each in parts if each)

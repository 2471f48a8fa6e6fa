"""Meta tags that Google Scholar and Zotero read: Highwire Press's citation_*, and Dublin Core.

Rules of theirs that a test holds: one tag for each author in order, one for the institution of
a report, days as Y/M/D. No COinS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from knowledge.citation import Citation, citation
from knowledge.model import Entry, Library, PartialDate, Site
from knowledge.publish.formats import CITATIONS
from knowledge.publish.formats.record import api_url

_TYPES = {
    "report": "Report",
    "article": "Article",
    "book": "Book",
    "chapter": "BookChapter",
    "thesis": "Thesis",
}


class Meta(NamedTuple):
    """A <meta name content>."""

    name: str
    content: str


def meta_tags(entry: Entry, library: Library, site: Site) -> list[Meta]:
    """The tags of an entry that stands for a work; none for others."""
    work = citation(entry, library)
    if work is None:
        return []
    tags = [*_citation(work, entry, site), *_dublin_core(work, site)]
    return [tag for tag in tags if tag.content]


def _citation(work: Citation, entry: Entry, site: Site) -> Iterator[Meta]:
    yield Meta("citation_title", work.title)
    for name in work.authors or work.editors or work.creators:
        yield Meta(
            "citation_author", name.shown if not name.given else f"{name.family}, {name.given}"
        )
    yield Meta("citation_publication_date", _date(work.issued))
    yield from _where(work)
    yield Meta("citation_doi", work.doi)
    yield Meta("citation_language", work.language)
    yield Meta("citation_abstract_html_url", site.url + work.page)
    for document in entry.fields.get("documents", ())[:1]:
        if urlsplit(document["url"]).path.lower().endswith(".pdf"):
            yield Meta("citation_pdf_url", document["url"])


def _where(work: Citation) -> Iterator[Meta]:
    """What tells a reader of tags which kind of work it is."""
    if work.form == "report":
        yield Meta("citation_technical_report_institution", work.publisher)
        yield Meta("citation_technical_report_number", work.number)
        yield Meta("citation_isbn", work.isbn)
        return
    if work.form == "article":
        yield Meta("citation_journal_title", work.container)
    elif work.form == "thesis":
        yield Meta("citation_dissertation_institution", work.publisher)
    elif work.form == "chapter":
        yield Meta("citation_inbook_title", work.container)
    if work.form != "thesis":
        yield Meta("citation_publisher", work.publisher)
    yield Meta("citation_isbn", work.isbn)


def _date(date: PartialDate | None) -> str:
    """2018/3/16, 2018/3 or 2018"""
    if date is None:
        return ""
    return "/".join(str(number) for number in (date.year, date.month, date.day) if number)


def _dublin_core(work: Citation, site: Site) -> Iterator[Meta]:
    yield Meta("DC.title", work.title)
    for name in work.creators:
        yield Meta("DC.creator", f"{name.family}, {name.given}" if name.given else name.family)
    yield Meta("DC.publisher", work.publisher)
    yield Meta("DC.date", str(work.issued or ""))
    yield Meta("DC.type", _TYPES[work.form])
    yield Meta("DC.language", work.language)
    yield Meta("DC.identifier", work.address or site.url + work.page)
    yield Meta("DC.description", work.summary)


class Link(NamedTuple):
    """A <link rel href type>."""

    rel: str
    href: str
    type: str = ""


def signposts(entry: Entry, library: Library, site: Site) -> list[Link]:
    """Where the entry is in other forms, and what it stands for (signposting.org, FAIR level 1)."""
    if not entry.url:
        return []
    found = [Link("describedby", api_url(entry, site), "application/json")]
    work = citation(entry, library)
    if work:
        if work.address:
            found.append(Link("cite-as", work.address))
        for suffix, media_type in _CITATIONS.items():
            found.append(Link("describedby", site.url + entry.key + suffix, media_type))
        for document in entry.fields.get("documents", ()):
            found.append(Link("item", document["url"]))
    return [*found, Link("license", "https://creativecommons.org/licenses/by/4.0/")]


_CITATIONS = {each.SUFFIX: each.MEDIA_TYPE for each in CITATIONS}

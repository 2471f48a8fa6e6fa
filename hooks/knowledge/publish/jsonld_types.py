"""schema.org for what is no event: works, authorities, grants, news, subjects, and the bank itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

from knowledge.calendars import giver
from knowledge.citation import Name, citation
from knowledge.feeds import changed
from knowledge.model import Entry, Library, Site

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
Data = dict[str, Any]

_WORKS = {
    "report": "Report",
    "article": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
}
_STATE = frozenset({"statlig myndighet", "statliga myndigheter", "kommitté", "råd"})


def entry_data(entry: Entry, library: Library, site: Site) -> Data:
    """The entry in schema.org's words; what is not known is left out."""
    describe = _TYPES.get(entry.type.name, _page)
    found: Data = {
        "@context": "https://schema.org",
        "name": entry.title,
        "description": entry.summary,
        "url": urljoin(site.url, entry.url),
        **describe(entry, library, site),
    }
    return {name: value for name, value in found.items() if value}


def bank_data(library: Library, site: Site) -> Data:
    """The bank as a catalogue of data, for the start page."""
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": site.name,
        "description": site.description,
        "url": site.url,
        "inLanguage": "sv",
        "license": LICENSE,
        "isAccessibleForFree": True,
        "dataset": [
            {
                "@type": "Dataset",
                "name": each.site.heading,
                "description": each.site.intro,
                "url": urljoin(site.url, f"{each.site.folder}/"),
                "license": LICENSE,
                "distribution": {
                    "@type": "DataDownload",
                    "encodingFormat": "text/csv",
                    "contentUrl": urljoin(site.url, f"listor/{each.site.folder}.csv"),
                },
            }
            for each in library.types.values()
            if any(entry.url for entry in library.of_type(each.name))
        ],
    }


def _work(entry: Entry, library: Library, site: Site) -> Data:
    work = citation(entry, library)
    assert work is not None
    return {
        "@type": _WORKS[work.form],
        "author": [_agent(name) for name in work.authors],
        "editor": [_agent(name) for name in work.editors],
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "datePublished": str(work.issued or ""),
        "inLanguage": work.language,
        "isbn": work.isbn,
        "numberOfPages": work.pages or None,
        "reportNumber": work.number if work.form == "report" else "",
        "isPartOf": {"@type": "CreativeWork", "name": work.container} if work.container else None,
        "identifier": f"https://doi.org/{work.doi}" if work.doi else "",
        "sameAs": work.address,
    }


def _agent(name: Name) -> Data:
    return {"@type": "Person" if name.given else "Organization", "name": name.shown}


def _authority(entry: Entry, library: Library, site: Site) -> Data:
    active = entry.fields.get("active", {})
    return {
        "@type": "GovernmentOrganization" if entry.fields["kind"] in _STATE else "Organization",
        "alternateName": entry.fields.get("abbreviation"),
        "foundingDate": str(active.get("from") or ""),
        "dissolutionDate": str(active.get("to") or ""),
        "sameAs": entry.fields.get("website"),
    }


def _grant(entry: Entry, library: Library, site: Site) -> Data:
    funder = giver(entry, library)
    return {
        "@type": "MonetaryGrant",
        "funder": {
            "@type": "Organization",
            "name": funder.title,
            "url": urljoin(site.url, funder.url),
        }
        if funder
        else None,
        "sameAs": entry.fields.get("apply_url"),
    }


def _news(entry: Entry, library: Library, site: Site) -> Data:
    return {
        "@type": "NewsArticle",
        "headline": entry.title,
        "datePublished": entry.published.isoformat(),
        "dateModified": changed(entry).isoformat(),
        "inLanguage": "sv",
        "license": LICENSE,
        "publisher": {"@type": "Organization", "name": site.name, "url": site.url},
        "temporalCoverage": str(entry.date or ""),
    }


def _page(entry: Entry, library: Library, site: Site) -> Data:
    return {
        "@type": "WebPage",
        "dateModified": changed(entry).isoformat(),
        "inLanguage": "sv",
        "license": LICENSE,
    }


_TYPES: Mapping[str, Callable[[Entry, Library, Site], Data]] = {
    "report": _work,
    "research-summary": _work,
    "authority": _authority,
    "grant": _grant,
    "news": _news,
}

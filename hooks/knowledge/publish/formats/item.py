"""What every format says of an entry: addresses are absolute, texts free from control characters."""

from __future__ import annotations

import datetime as dt
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

import nh3

from knowledge.calendars import organisers
from knowledge.citation import Citation, citation
from knowledge.feeds import changed
from knowledge.model import Entry, Library, Site
from knowledge.span import instant, local

SINCE = "2026"
"""The year from which the site's name is ours: half of the authority of a tag URI (RFC 4151 §2.1)."""

# What XML 1.0 §2.2 forbids, and the C1 controls that it discourages.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Feed readers keep plain HTML: no ids, classes or roles, which mean nothing off our own pages.
_TAGS = set(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table thead tbody tr th td em strong a"
    " img abbr sup sub br hr cite del i ins kbd mark q s small span".split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"scope"},
    **{tag: {"lang"} for tag in ("span", "i", "em", "q", "cite")},
}


@dataclass(frozen=True, slots=True)
class Category:
    """A subject: its key, its Swedish name and the address of the list that it is out of."""

    term: str
    label: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document that belongs to the entry."""

    url: str
    media_type: str
    title: str


@dataclass(frozen=True)
class Item:
    """An entry as the world outside sees it.

    `id` is a tag URI that outlives renames. Of a withdrawn entry `title`, `summary` and
    `html` are the notice about it.
    """

    id: str
    entry: Entry
    library: Library
    url: str
    title: str
    summary: str
    site: Site
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    external_url: str = ""
    citation: Citation | None = None

    @cached_property
    def html(self) -> str:
        """The body, or the notice; made when asked for, since it costs more than all the rest."""
        if self.entry.status == "tillbakadragen":
            return _notice(self.entry, self.library, self.site)
        return _absolute(self.entry, self.library, self.url)


def tag(name: str, site: Site) -> str:
    """A tag URI (RFC 4151) in the site's name: tag:kunskapsbanken.example,2026:rapporter/x"""
    return f"tag:{urlsplit(site.url).hostname or 'localhost'},{SINCE}:{name}"


def contact(site: Site) -> str:
    """Where to write: OAI-PMH and DCAT-AP-SE ask for an e-mail address."""
    host = urlsplit(site.url).hostname or ""
    return f"kontakt@{host if '.' in host else 'localhost.invalid'}"


def plain(text: str) -> str:
    """The text without control characters; a line ends with a line feed."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=20_000)
def make_item(entry: Entry, library: Library, site: Site) -> Item:
    """The entry with all that any format says of it."""
    url = site.url + entry.url
    withdrawn = entry.status == "tillbakadragen"
    work = citation(entry, library)
    return Item(
        id=tag(entry.key, site),
        entry=entry,
        library=library,
        url=url,
        title=plain(f"Tillbakadragen: {entry.title}" if withdrawn else entry.title),
        summary=plain(entry.fields["withdrawn"]["reason"] if withdrawn else entry.summary),
        site=site,
        published=_moment(entry.published),
        updated=_moment(changed(entry)),
        authors=tuple(dict.fromkeys(map(plain, _authors(entry, library, work)))),
        categories=tuple(_categories(entry, library, site)),
        enclosures=() if withdrawn else tuple(_enclosures(entry)),
        external_url=entry.fields.get("url", ""),
        citation=work,
    )


def _moment(day: dt.date) -> dt.datetime:
    """Entries know their days, not their hours: the day's first moment in Sweden."""
    return local(instant(day))


def _absolute(entry: Entry, library: Library, url: str) -> str:
    """The body with whole addresses: a reader of feeds has no page to resolve them against."""
    return nh3.clean(
        plain(library.bodies[entry.key].html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        url_relative=("rewrite_with_base", url) if "://" in url else "pass_through",
    ).strip()


def _notice(entry: Entry, library: Library, site: Site) -> str:
    """What a withdrawn entry says instead of its text."""
    told = entry.fields["withdrawn"]
    successor = library.entries.get(told.get("successor", ""))
    words = f"Posten drogs tillbaka {told['date'].isoformat()}. {told['reason']}"
    notice = nh3.clean_text(plain(words))
    if not successor:
        return f"<p>{notice}</p>"
    link = nh3.clean(
        f'<a href="{site.url + successor.url}">{nh3.clean_text(plain(successor.title))}</a>',
        link_rel=None,
    )
    return f"<p>{notice}</p><p>Se i stället {link}.</p>"


def _authors(entry: Entry, library: Library, work: Citation | None) -> list[str]:
    if work:
        return [name.shown for name in work.creators]
    return organisers(entry, library)


def _categories(entry: Entry, library: Library, site: Site) -> Iterator[Category]:
    """Its type, the areas that it names, its topics and its places."""
    base = f"{site.url}api/v1/"
    yield Category(entry.type.site.folder, entry.type.site.singular, f"{base}index.json")
    areas = (link.target for link in library.outgoing.get(entry.key, ()) if link.field != "body")
    for key in dict.fromkeys(areas):
        if library.entries[key].type.name == "focus-area":
            area = library.entries[key]
            scheme = f"{base}listor/{area.type.site.folder}/1.json"
            yield Category(area.id, plain(area.title), scheme)
    for name in ("topics", "places"):
        for term in entry.fields.get(name, ()):
            label = library.vocabularies[name].titles[term]
            yield Category(term, plain(label), f"{base}ordlistor/{name}.json")
    if entry.status == "tillbakadragen":
        yield Category("tillbakadragen", "Tillbakadragen", f"{base}index.json")


def _enclosures(entry: Entry) -> Iterator[Enclosure]:
    for document in entry.fields.get("documents", ()):
        guessed = _TYPES.guess_type(urlsplit(document["url"]).path)[0]
        # Most are behind addresses that do not say; what lies there is a page.
        yield Enclosure(document["url"], guessed or "text/html", plain(document["title"]))


# Its own list of types, not that of the machine: the same bytes everywhere.
_TYPES = mimetypes.MimeTypes(filenames=())

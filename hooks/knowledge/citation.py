"""What one needs to know to cite a work: the facts, and two ways of writing them in Swedish.

Harvard as Swedish universities teach it (author, year), Vancouver after the
recommendations of ICMJE. Reports and research have a citation, other entries none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.model import Entry, Library, PartialDate

CITED = frozenset({"report", "research-summary"})
"""The types whose entries stand for a work that someone has published."""
_FORMS = {
    "artikel": "article",
    "bok": "book",
    "antologi": "book",
    "handbok": "book",
    "bokkapitel": "chapter",
    "avhandling": "thesis",
}
_MOST_AUTHORS = 6
"""Vancouver names six and says "et al."."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or an organisation when `given` is empty."""

    family: str
    given: str = ""

    @classmethod
    def read(cls, written: str) -> Name:
        """Andersson, Eva → a person; anything without a comma → an organisation."""
        family, _, given = written.partition(",")
        return cls(family.strip(), given.strip())

    @property
    def shown(self) -> str:
        """Eva Andersson"""
        return f"{self.given} {self.family}".strip()

    @property
    def initials(self) -> list[str]:
        """Karl-Erik Bo → K, E, B"""
        return [word[0].upper() for word in re.split(r"[\s\-.]+", self.given) if word]

    @property
    def harvard(self) -> str:
        """Andersson, E."""
        letters = "".join(f"{each}." for each in self.initials)
        return f"{self.family}, {letters}" if letters else self.family

    @property
    def vancouver(self) -> str:
        """Andersson E"""
        return f"{self.family} {''.join(self.initials)}".strip()


@dataclass(frozen=True, slots=True)
class Citation:
    """A work as reference managers know it; what is not known is empty.

    `form` is report, article, book, chapter or thesis; `page` our own page about it,
    relative to the root.
    """

    key: str
    form: str
    title: str
    page: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    publisher: str = ""
    container: str = ""
    kind: str = ""
    number: str = ""
    issued: PartialDate | None = None
    doi: str = ""
    isbn: str = ""
    pages: int = 0
    url: str = ""
    language: str = "sv"
    summary: str = ""

    @property
    def year(self) -> str:
        """2018, or nothing when it is not known."""
        return str(self.issued.year) if self.issued else ""

    @property
    def address(self) -> str:
        """Where the work itself is to be read, when that is known."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def creators(self) -> tuple[Name, ...]:
        """Those who stand first: authors, else editors, else who published it."""
        if self.authors or self.editors:
            return self.authors or self.editors
        return (Name(self.publisher),) if self.publisher else ()


@dataclass(frozen=True, slots=True)
class Written:
    """A reference in three parts: the middle one is set in italics."""

    before: str
    title: str
    after: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.before, self.title, self.after) if part)


def citation(entry: Entry, library: Library) -> Citation | None:
    """The work that the entry is about; None when it is about none."""
    if entry.type.name not in CITED:
        return None
    fields = entry.fields
    kind = fields.get("kind", "")
    return Citation(
        key=entry.key.replace("/", "-"),
        form=_form(kind, fields),
        title=entry.title,
        page=entry.url,
        authors=tuple(map(Name.read, fields.get("authors", ()))),
        editors=tuple(map(Name.read, fields.get("editors", ()))),
        publisher=publisher(entry, library),
        container=fields.get("publication", ""),
        kind=kind,
        number=fields.get("number", ""),
        issued=fields.get("issued"),
        doi=fields.get("doi", ""),
        isbn=fields.get("isbn", ""),
        pages=fields.get("pages", 0),
        url=fields.get("url", ""),
        language=fields.get("language", "sv"),
        summary=entry.summary,
    )


def _form(kind: str, fields: Mapping[str, Any]) -> str:
    """An article needs somewhere to stand in; without it the work is a report."""
    form = _FORMS.get(kind, "report")
    return "report" if form in ("article", "chapter") and not fields.get("publication") else form


def publisher(entry: Entry, library: Library) -> str:
    """Who published it: the profile's title, or the words as they stand."""
    named: str = entry.fields.get("publisher", "")
    links = library.outgoing.get(entry.key, ())
    key = next((link.target for link in links if link.field == "publisher"), "")
    return library.entries[key].title if key else named


def harvard(work: Citation) -> Written:
    """Andersson, E. och Berg, K. (2018). *Titel*. Boverket. Rapport 2018:12. https://…"""
    who = _and(work.creators)
    if work.editors and not work.authors:
        who += " (red.)"
    when = f"({work.year or 'u.å.'})."
    if work.form in ("article", "chapter"):
        inside = ["I:"] if work.form == "chapter" else []
        if inside and work.authors and work.editors:
            inside.append(f"{_and(work.editors)} (red.)")
        before = " ".join([who, when, _stop(work.title), *inside]).strip()
        return Written(before, _stop(work.container), _after(work))
    return Written(f"{who} {when}".strip(), _stop(work.title), _after(work))


def _and(names: Sequence[Name]) -> str:
    """Andersson, E., Berg, K. och Celik, A."""
    written = [name.harvard for name in names]
    return " och ".join([", ".join(written[:-1]), written[-1]] if len(written) > 1 else written)


def _after(work: Citation) -> str:
    publisher_ = work.publisher if work.creators != (Name(work.publisher),) else ""
    parts = [_stop(part) for part in (publisher_, _series(work)) if part]
    return " ".join([*parts, work.address] if work.address else parts)


def _series(work: Citation) -> str:
    """Rapport 2018:12, but SOU 2020:28 as it is; nothing when the title says it already."""
    if not work.number or re.search(rf"(?<!\w){re.escape(work.number)}(?!\w)", work.title):
        return ""
    kind = work.kind[:1].upper() + work.kind[1:]
    return f"{kind} {work.number}".strip() if work.number[0].isdigit() else work.number


def vancouver(work: Citation) -> Written:
    """Andersson E, Berg K. Titel. Boverket; 2018. (Rapport 2018:12). Tillgänglig: https://…"""
    who = _stop(_listed(work.creators))
    if work.editors and not work.authors:
        who = f"{who.removesuffix('.')}, red."
    year = _stop(work.year or "u.å.")
    where = _where(work)
    when = f"{where}; {year}" if where else year
    series = _series(work)
    series = f"({series})." if series else ""
    address = f"Tillgänglig: {work.address}" if work.address else ""
    text = " ".join(part for part in (_stop(work.title), when, series, address) if part)
    return Written(who, "", text)


def _listed(names: Sequence[Name]) -> str:
    """Andersson E, Berg K; the seventh and later are "et al"."""
    written = [name.vancouver for name in names]
    more = ["et al"] if len(written) > _MOST_AUTHORS else []
    return ", ".join([*written[:_MOST_AUTHORS], *more])


def _where(work: Citation) -> str:
    """The journal; the book, its editors and publisher for a chapter; else the publisher."""
    if work.form == "article":
        return work.container
    if work.form != "chapter":
        return work.publisher
    editors = f"{_listed(work.editors)}, red. " if work.authors and work.editors else ""
    book = f"I: {editors}{work.container}"
    return f"{_stop(book)} {work.publisher}" if work.publisher else book


def _stop(text: str) -> str:
    return text if not text or text[-1] in ".?!" else f"{text}."

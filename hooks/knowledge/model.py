"""The nouns that the stages hand to each other. All are frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, total_ordering
from typing import Any, NamedTuple

from knowledge.text import on_one_line

FieldPath = tuple[str | int, ...]
"""Where a value stands in the front matter: ("sources", 0, "url")."""


def field_name(path: FieldPath) -> str:
    """sources[2].url: lists are counted from 1, as people do."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{on_one_line(part)}"
    return name.removeprefix(".") or "huvudet"


class Position(NamedTuple):
    """A place in a file; line and column count from 1, as editors do.

    A library has a hundred of them for each entry, so they are the plainest thing there is.
    """

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake, told to the editor who can mend it. All texts are Swedish.

    `code` is stable and can be looked up in the catalogue of codes
    (`knowledge.problems`); `must` says what is to be true and how to mend it,
    `found` what stood there instead.
    """

    code: str
    path: str
    position: Position
    field: str
    must: str
    found: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.position.line}:{self.position.column}: {self.field}: "
        found = f"; {self.found}" if self.found else ""
        suggestion = f"; menade du {self.suggestion}?" if self.suggestion else ""
        return f"{where}{self.must}{found}{suggestion} [{self.code}]"

    @property
    def sort_key(self) -> tuple[str, Position, str, str, str]:
        """Problems are told file by file, from the top of each."""
        return (self.path, self.position, self.code, self.must, self.found)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month, the day or the minute.

    Local Swedish time when a time is given. Order is by the first instant
    that it covers, so 2020 < 2020-03 is false and 2020 <= 2020-01-01 is true.
    """

    year: int
    month: int | None = None
    day: int | None = None
    time: dt.time | None = None

    @property
    def first_day(self) -> dt.date:
        """The first day that the date covers."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day that the date covers: 2020-02 → 2020-02-29."""
        if self.day:
            return self.first_day
        month = self.month or 12
        following = dt.date(self.year + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1)

    def _start(self) -> tuple[dt.date, dt.time]:
        return (self.first_day, self.time or dt.time.min)

    def __lt__(self, other: PartialDate) -> bool:
        return self._start() < other._start()

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        if self.time:
            text += f"T{self.time:%H:%M}"
        return text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list: key → Swedish name.

    `within` names the wider term, `also` other words for the same, which search finds it by.
    """

    name: str
    titles: Mapping[str, str]
    within: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypeSite:
    """How an entry type appears on the site: the `x-site` of its schema."""

    folder: str
    singular: str
    plural: str
    heading: str
    definite: str
    intro: str
    order: int
    mark: str
    counted: tuple[str, str]
    listing: str = "newest"
    dated_by: str = ""
    credited_to: tuple[str, ...] = ()
    kind: str = ""
    template: str = "entry.html"


@dataclass(frozen=True)
class EntryType:
    """One kind of entry, made from one schema file and the common fields."""

    name: str
    schema: Mapping[str, Any]
    site: TypeSite
    path: str

    @cached_property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        """Each field's own schema, in the order of the file."""
        properties: Mapping[str, Mapping[str, Any]] = self.schema["properties"]
        return properties


@dataclass(frozen=True)
class Document:
    """One Markdown file as it was read; nothing is known of its truth yet.

    `fields` holds plain text, numbers, lists and mappings (dates are text);
    `positions` the place of each value and, under (…, key, "@key"), each key.
    `wrong` names the places that have a problem already, so that one mistake
    is told once; () is the whole front matter.
    """

    path: str
    type_name: str
    slug: str
    fields: Mapping[str, Any]
    positions: Mapping[FieldPath, Position]
    body: str
    body_line: int
    wrong: frozenset[FieldPath] = frozenset()

    def is_told(self, path: Sequence[str | int]) -> bool:
        """Whether the value at `path`, or one around it, has a problem already."""
        return any(tuple(path[:length]) in self.wrong for length in range(len(path) + 1))

    def where(self, path: Sequence[str | int]) -> Position:
        """The place of the value at `path`, or of the nearest value around it."""
        here = tuple(path)
        while here and here not in self.positions:
            here = here[:-1]
        return self.positions.get(here, Position())

    def where_key(self, path: Sequence[str | int]) -> Position:
        """The place of the field's name, or of what is nearest around it."""
        return self.positions.get((*path, "@key")) or self.where(path)


@dataclass(frozen=True, eq=False)
class Entry:
    """A document that holds: fields converted, defaults filled in. There is one of each."""

    type: EntryType
    id: str
    fields: Mapping[str, Any]
    document: Document

    @cached_property
    def key(self) -> str:
        """Names the entry among all entries: folder/id."""
        return f"{self.type.site.folder}/{self.id}"

    @cached_property
    def url(self) -> str:
        """The page's address, relative to the root of the site."""
        slug = self.document.slug
        return f"{self.type.site.folder}/{slug}/" if slug else ""

    @property
    def title(self) -> str:
        """The heading of the page."""
        title: str = self.fields["title"]
        return title

    @property
    def short_title(self) -> str:
        """What the entry is called in running text on other pages."""
        short: str = self.fields.get("abbreviation") or self.fields.get("short") or self.title
        return short

    @property
    def summary(self) -> str:
        """One or two sentences that stand on their own."""
        summary: str = self.fields["summary"]
        return summary

    @property
    def published(self) -> dt.date:
        """The day from which the entry is seen."""
        published: dt.date = self.fields["published"]
        return published

    @property
    def status(self) -> str:
        """utkast, publicerad or tillbakadragen."""
        status: str = self.fields.get("status", "publicerad")
        return status

    @property
    def date(self) -> PartialDate | None:
        """The date that orders the entry in listings; None when unknown."""
        value: PartialDate | None = self.fields.get(self.type.site.dated_by)
        return value


@dataclass(frozen=True, slots=True)
class Link:
    """One entry names another: through a field, or in its body (field "body")."""

    source: str
    target: str
    field: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """An entry like another, and what they share, in Swedish."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a body: its level (2-6), anchor and words."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """An entry's Markdown as safe HTML, made once for page, feeds and search.

    Links to other entries are relative to the entry's own page.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    mentions: Mapping[str, Position] = field(default_factory=dict)
    """The keys of the entries that it links to, and where it first does."""
    images: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Library:
    """Every entry that holds, and how they hang together."""

    types: Mapping[str, EntryType]
    vocabularies: Mapping[str, Vocabulary]
    entries: Mapping[str, Entry]
    bodies: Mapping[str, Body] = field(default_factory=dict)
    outgoing: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    incoming: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    similar: Mapping[str, tuple[Similar, ...]] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    media: tuple[str, ...] = ()

    def of_type(self, name: str) -> Iterator[Entry]:
        """The entries of one type, in the order of their files."""
        return (entry for entry in self.entries.values() if entry.type.name == name)


@dataclass(frozen=True, slots=True)
class Site:
    """What is true of the whole site. `url` is absolute and ends with a slash."""

    name: str
    description: str
    url: str
    today: dt.date


@dataclass(frozen=True)
class Page:
    """One page of the site: its address, template and what the template shows."""

    url: str
    template: str
    title: str
    description: str
    context: Callable[[], Mapping[str, Any]]
    """Makes what the template gets, when the page is written."""
    edit_path: str = ""

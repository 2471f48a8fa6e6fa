"""Fields that name other entries: who they mean, and who they fail to mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from knowledge.model import Entry, EntryType, FieldPath, Link, Problem, field_name
from knowledge.problems import Code
from knowledge.text import on_one_line

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A value in the front matter that names an entry."""

    path: FieldPath
    value: str
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        """sources[2].url"""
        return field_name(self.path)

    @property
    def is_text(self) -> bool:
        """Whether it names nobody by id, and need not."""
        return bool(self.schema.get("or-text")) and not _ID.fullmatch(self.value)


def references(entry: Entry) -> Iterator[Reference]:
    """Every value under a `links-to`, free text too where that is allowed."""
    yield from _within(entry.fields, entry.type.schema, ())


def _within(
    values: Mapping[str, Any], schema: Mapping[str, Any], at: FieldPath
) -> Iterator[Reference]:
    properties = schema.get("properties", {})
    for name, value in values.items():
        yield from _value(value, properties[name], (*at, name))


def _value(value: Any, schema: Mapping[str, Any], at: FieldPath) -> Iterator[Reference]:
    if "links-to" in schema:
        yield Reference(at, value, schema)
    elif isinstance(value, Mapping):
        yield from _within(value, schema, at)
    elif isinstance(value, tuple) and "items" in schema:
        for number, item in enumerate(value):
            yield from _value(item, schema["items"], (*at, number))


def index(entries: Iterable[Entry]) -> tuple[dict[str, Entry], list[Problem]]:
    """Entries by folder/id, and the ids that two entries claim."""
    by_key: dict[str, Entry] = {}
    problems: list[Problem] = []
    # The one that claims an id in so many words is the one to mend.
    for entry in sorted(entries, key=lambda each: ("id" in each.fields, each.document.path)):
        other = by_key.setdefault(entry.key, entry)
        if other is not entry:
            document = entry.document
            must = "varje post ska ha ett eget id; byt filnamn eller ändra fältet id"
            found = f"{other.document.path} har också id {entry.id}"
            problems.append(
                Problem(Code.ID_CLASH, document.path, document.where(("id",)), "id", must, found)
            )
    return by_key, problems


@dataclass(frozen=True)
class Finder:
    """Finds the entries that references name, or says why there is none.

    `broken` holds the keys of files with mistakes of their own: a reference
    to one is no mistake of the entry that makes it.
    """

    entries: Mapping[str, Entry]
    types: Mapping[str, EntryType]
    broken: frozenset[str]
    today: dt.date

    def links(self, entry: Entry) -> Iterator[Link | Problem]:
        """The links that an entry's fields make, and those that lead nowhere."""
        for reference in references(entry):
            key = self._key(reference)
            if key in self.broken:
                continue
            target = self.entries.get(key)
            problem = self._wrong(entry, reference, target)
            if problem:
                yield problem
            elif target and target is not entry:
                heading = str(reference.schema.get("reverse", ""))
                yield Link(entry.key, key, str(reference.path[0]), heading)

    def _key(self, reference: Reference) -> str:
        wanted = reference.schema["links-to"]
        return reference.value if wanted == "*" else f"{self._folder(wanted)}/{reference.value}"

    def _folder(self, type_name: str) -> str:
        return self.types[type_name].site.folder

    def _wrong(self, entry: Entry, reference: Reference, target: Entry | None) -> Problem | None:
        told: _Told | None
        if reference.is_text:
            told = self._named(entry, reference)
        elif target is None:
            told = self._unknown(reference)
        else:
            told = _unmet(reference, target) or unpublished(entry, target, self.today)
        if told is None:
            return None
        code, must, found, suggestion = told
        where = entry.document.where(reference.path)
        return Problem(code, entry.document.path, where, reference.name, must, found, suggestion)

    def _named(self, entry: Entry, reference: Reference) -> _Told | None:
        """A text that is the name of an entry, which its id could stand for."""
        own_id = self._ids_by_name.get((reference.schema["links-to"], reference.value.casefold()))
        if own_id is None:
            return None
        target = self.entries[f"{self._folder(reference.schema['links-to'])}/{own_id}"]
        if _unmet(reference, target) or unpublished(entry, target, self.today):
            return None
        must = "den som har en egen post skrivs med dess id, så att sidorna länkar till varandra"
        found = f"här står {on_one_line(reference.value)}"
        return Code.NAME_FOR_ID, must, found, own_id

    @cached_property
    def _ids_by_name(self) -> Mapping[tuple[str, str], str]:
        """(type, title or short title) → id."""
        return {
            (entry.type.name, name.casefold()): entry.id
            for entry in self.entries.values()
            for name in (entry.title, entry.short_title)
        }

    def _unknown(self, reference: Reference) -> _Told:
        if reference.schema["links-to"] == "*":
            return self._unknown_key(reference.value)
        wanted = reference.schema["links-to"]
        must = f"här ska det stå ett id ur mappen {self._folder(wanted)}/"
        if reference.schema.get("or-text"):
            must += ", eller ett namn (med stor bokstav eller mellanslag)"
        value = on_one_line(reference.value)
        elsewhere = [key for key in self.entries if key.endswith(f"/{reference.value}")]
        if elsewhere:
            return Code.WRONG_REFERENCE, must, f"{value} finns bara som {elsewhere[0]}", ""
        titles = {
            entry.id: entry.title for entry in self.entries.values() if entry.type.name == wanted
        }
        return Code.UNKNOWN_REFERENCE, must, f"ingen post har id {value}", _near(value, titles)

    def _unknown_key(self, value: str) -> _Told:
        plain = value.removesuffix(".md").strip("./")
        near = [key for key in self.entries if key == plain or key.endswith(f"/{plain}")]
        near = near or get_close_matches(plain, self.entries, 1, 0.7)
        must = "skriv posten som mapp/id, och den ska finnas"
        found = f"ingen post heter {on_one_line(value)}"
        return Code.UNKNOWN_REFERENCE, must, found, near[0] if near else ""


_Told = tuple[Code, str, str, str]


def _unmet(reference: Reference, target: Entry) -> _Told | None:
    """What the entry named has not got: a focus area where a perspective is wanted."""
    for name, value in reference.schema.get("only", {}).items():
        if target.fields.get(name) != value:
            must = f"här ska det stå ett id för en post där {name} är {value}"
            found = f"{target.id} är {target.fields.get(name)}"
            return Code.WRONG_REFERENCE, must, found, ""
    return None


def _near(value: str, titles: Mapping[str, str]) -> str:
    """The id that was most likely meant: editors write titles too."""
    known = {title.casefold(): own_id for own_id, title in titles.items()}
    known |= {own_id: own_id for own_id in titles}
    near = get_close_matches(value.casefold(), known, 1, 0.7)
    return known[near[0]] if near else ""


def unpublished(entry: Entry, target: Entry, today: dt.date) -> _Told | None:
    """A visible entry may not lean on one that is not to be seen yet."""
    if entry.status == "utkast":
        return None
    seen_from = max(entry.fields.get("published", today), today)
    if target.status == "utkast":
        state = "är ett utkast"
    elif target.published > seen_from:
        state = f"publiceras {target.published}"
    else:
        return None
    must = "en publicerad post kan inte peka på ett utkast eller på något som publiceras senare"
    return Code.UNPUBLISHED, must, f"{target.key} {state}", ""

"""Fields that name other entries: who they mean, and who they fail to mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from knowledge.model import Entry, EntryType, FieldPath, Link, Problem
from knowledge.problems import Code

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A value in the front matter that names an entry."""

    path: FieldPath
    value: str
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in self.path)[1:]


def references(entry: Entry) -> Iterator[Reference]:
    """Every value under a `links-to`; free text where that is allowed is not one."""
    yield from _within(entry.fields, entry.type.schema, ())


def _within(values: Mapping[str, Any], schema: Mapping[str, Any], at: FieldPath) -> Iterator[Reference]:
    properties = schema.get("properties", {})
    for name, value in values.items():
        yield from _value(value, properties[name], (*at, name))


def _value(value: Any, schema: Mapping[str, Any], at: FieldPath) -> Iterator[Reference]:
    if "links-to" in schema:
        if not schema.get("or-text") or _ID.fullmatch(value):
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
    for entry in sorted(entries, key=lambda each: each.document.path):
        other = by_key.setdefault(entry.key, entry)
        if other is not entry:
            document = entry.document
            must = "varje post ska ha ett eget id; byt filnamn eller ändra fältet id"
            found = f"{other.document.path} har också id {entry.id}"
            problems.append(
                Problem(Code.ID_CLASH, document.path, document.where(("id",)), "id", must, found)
            )
    return by_key, problems


def resolve(
    entries: Mapping[str, Entry],
    types: Mapping[str, EntryType],
    broken: frozenset[str],
    today: dt.date,
) -> tuple[list[Link], list[Problem]]:
    """All links made by fields, and the references that point nowhere.

    `broken` holds the keys of files with mistakes of their own: a reference
    to one is no mistake of the entry that makes it.
    """
    links: list[Link] = []
    problems: list[Problem] = []
    folders = {name: entry_type.site.folder for name, entry_type in types.items()}
    for entry in entries.values():
        for reference in references(entry):
            key = _key(reference, folders)
            if key in broken:
                continue
            target = entries.get(key)
            problem = _wrong(entry, reference, target, entries, folders, today)
            if problem:
                problems.append(problem)
            elif target and target is not entry:
                heading = str(reference.schema.get("reverse", ""))
                links.append(Link(entry.key, key, str(reference.path[0]), heading))
    return links, problems


def _key(reference: Reference, folders: Mapping[str, str]) -> str:
    wanted = reference.schema["links-to"]
    return reference.value if wanted == "*" else f"{folders[wanted]}/{reference.value}"


def _wrong(
    entry: Entry,
    reference: Reference,
    target: Entry | None,
    entries: Mapping[str, Entry],
    folders: Mapping[str, str],
    today: dt.date,
) -> Problem | None:
    document = entry.document
    where = document.where(reference.path)

    def problem(code: Code, must: str, found: str, suggestion: str = "") -> Problem:
        return Problem(code, document.path, where, reference.name, must, found, suggestion)

    wanted = reference.schema["links-to"]
    if target is None:
        return _unknown(reference, wanted, entries, folders, problem)
    for name, value in reference.schema.get("only", {}).items():
        if target.fields.get(name) != value:
            must = f"här ska det stå ett id för en post där {name} är {value}"
            return problem(Code.WRONG_REFERENCE, must, f"{target.title} är {target.fields.get(name)}")
    return unpublished(entry, target, today, reference.name, where)


def _unknown(
    reference: Reference,
    wanted: str,
    entries: Mapping[str, Entry],
    folders: Mapping[str, str],
    problem: Any,
) -> Problem:
    if wanted == "*":
        near = get_close_matches(reference.value, entries, 1, 0.7)
        must = "skriv posten som mapp/id, och den ska finnas"
        told: Problem = problem(
            Code.UNKNOWN_REFERENCE, must, f"ingen post heter {reference.value}", near[0] if near else ""
        )
        return told
    folder = folders[wanted]
    elsewhere = [key for key in entries if key.endswith(f"/{reference.value}")]
    if elsewhere:
        must = f"här ska det stå ett id ur mappen {folder}/"
        told = problem(Code.WRONG_REFERENCE, must, f"{reference.value} finns bara som {elsewhere[0]}")
        return told
    ids = [entry.id for entry in entries.values() if entry.type.name == wanted]
    near = get_close_matches(reference.value, ids, 1, 0.6)
    must = f"här ska det stå ett id ur mappen {folder}/"
    if reference.schema.get("or-text"):
        must += ", eller ett namn (med stor bokstav eller mellanslag)"
    told = problem(
        Code.UNKNOWN_REFERENCE, must, f"ingen post har id {reference.value}", near[0] if near else ""
    )
    return told


def unpublished(
    entry: Entry, target: Entry, today: dt.date, name: str, where: Any
) -> Problem | None:
    """A visible entry may not lean on one that is not to be seen yet."""
    if entry.status == "utkast":
        return None
    if target.status != "utkast" and target.published <= max(entry.published, today):
        return None
    must = "en publicerad post kan inte peka på ett utkast eller på något som publiceras senare"
    state = "är ett utkast" if target.status == "utkast" else f"publiceras {target.published}"
    found = f"{target.key} {state}"
    return Problem(Code.UNPUBLISHED, entry.document.path, where, name, must, found)

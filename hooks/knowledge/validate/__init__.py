"""Stage 2: hold each document against its type's schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.model import Document, Entry, EntryType, FieldPath, Position, Problem, field_name
from knowledge.problems import Code
from knowledge.validate.convert import convert
from knowledge.validate.formats import FORMATS
from knowledge.validate.rules import Validator, validator_for
from knowledge.validate.wording import show, words_for

__all__ = ["validate"]

Validated = tuple[list[Entry], list[Entry], list[Problem]]


def validate(
    documents: Iterable[Document], types: Mapping[str, EntryType], today: dt.date
) -> Validated:
    """The documents that hold, those that do not, and every problem in the latter.

    A document with mistakes becomes an entry of the fields that do hold, so
    that its links and its text can be checked at the same time.
    """
    whole: list[Entry] = []
    flawed: list[Entry] = []
    problems: list[Problem] = []
    validators = {name: validator_for(each.schema) for name, each in types.items()}
    for document in documents:
        entry_type = types[document.type_name]
        found, wrong = _check(document, entry_type, validators[entry_type.name], today)
        problems += found
        good = _without(document.fields, wrong)
        fields = convert(good, entry_type.schema)
        own_id = fields.get("id") or document.slug or "start"
        entry = Entry(entry_type, own_id, fields, document)
        (flawed if wrong or found else whole).append(entry)
    return whole, flawed, problems


def _check(
    document: Document, entry_type: EntryType, validator: Validator, today: dt.date
) -> tuple[list[Problem], frozenset[FieldPath]]:
    """Every problem in a document, and the places in its front matter that do not hold."""
    wrong = set(document.wrong)
    problems: list[Problem] = []
    errors = validator.iter_errors(document.fields)
    for at, problem in words_for(errors, document, entry_type.schema):
        wrong.add(at)
        problems.append(problem)
    good = _without(document.fields, frozenset(wrong))
    problems += _order(good, entry_type.schema, (), document)
    problems += _future(good, entry_type, document, today)
    if not document.body.strip():
        where = Position(document.body_line)
        must = "skriv en text under huvudet"
        problems.append(
            Problem(Code.EMPTY_BODY, document.path, where, "texten", must, "den är tom")
        )
    return problems, frozenset(wrong)


def _without(fields: Mapping[str, Any], wrong: frozenset[FieldPath]) -> dict[str, Any]:
    """The fields that hold all through."""
    if () in wrong:
        return {}
    bad = {path[0] for path in wrong}
    return {name: value for name, value in fields.items() if name not in bad}


def _order(
    values: Mapping[str, Any], schema: Mapping[str, Any], at: FieldPath, document: Document
) -> Iterator[Problem]:
    """`not-before`, here and in everything within."""
    properties = schema.get("properties", {})
    for later, earlier in schema.get("not-before", {}).items():
        if later in values and earlier in values:
            ends, starts = values[later], values[earlier]
            if _before(_date(ends, properties[later]), _date(starts, properties[earlier])):
                path = (*at, later)
                must = f"{later} får inte ligga före {earlier}; rätta det ena"
                found = f"{show(ends)} ligger före {show(starts)}"
                where, name = document.where(path), field_name(path)
                yield Problem(Code.ORDER_OF_DATES, document.path, where, name, must, found)
    for path, value, field in _parts(values, properties, at):
        yield from _order(value, field, path, document)


def _date(value: Any, field: Mapping[str, Any]) -> Any:
    return FORMATS[field["format"]].read(str(value))


def _parts(
    values: Mapping[str, Any], properties: Mapping[str, Any], at: FieldPath
) -> Iterator[tuple[FieldPath, Mapping[str, Any], Mapping[str, Any]]]:
    """Each mapping within, in a field or in a list in a field, with its place and schema."""
    for name, value in values.items():
        field = properties.get(name, {})
        if isinstance(value, Mapping):
            yield (*at, name), value, field
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield (*at, name, number), item, field.get("items", {})


def _before(end: Any, start: Any) -> bool:
    """Whether `end` is over before `start` begins, at the precision of both."""
    if isinstance(end, dt.date):
        return bool(end < start)
    if end.time and start.time:
        return bool(end < start)
    return bool(end.last_day < start.first_day)


def _future(
    values: Mapping[str, Any], entry_type: EntryType, document: Document, today: dt.date
) -> Iterator[Problem]:
    for name, field in entry_type.properties.items():
        if field.get("not-future") and name in values and _date(values[name], field) > today:
            must = "dagen får inte ligga framåt i tiden; kontrollera årtalet"
            found = f"här står {show(values[name])}"
            where = document.where((name,))
            yield Problem(Code.FUTURE_DATE, document.path, where, name, must, found)

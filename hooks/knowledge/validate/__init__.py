"""Stage 2: hold each document against its type's schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from knowledge.model import Document, Entry, EntryType, FieldPath, Position, Problem
from knowledge.problems import Code
from knowledge.validate.convert import convert
from knowledge.validate.formats import FORMATS, Unfit
from knowledge.validate.wording import field_name, nearest, show, word

__all__ = ["nearest", "validate"]


def validate(
    documents: Iterable[Document], types: Mapping[str, EntryType], today: dt.date
) -> tuple[list[Entry], list[Problem]]:
    """The documents that hold, as entries, and every problem in the others."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    checker = _checker()
    validators = {
        name: Draft202012Validator(each.schema, format_checker=checker) for name, each in types.items()
    }
    for document in documents:
        entry_type = types[document.type_name]
        wrong = list(_check(document, entry_type, validators[entry_type.name], today))
        problems += wrong
        if not wrong:
            fields = convert(document.fields, entry_type.schema)
            own_id = fields.get("id") or document.slug or "start"
            entries.append(Entry(entry_type, own_id, fields, document))
    return entries, problems


def _check(
    document: Document, entry_type: EntryType, validator: Draft202012Validator, today: dt.date
) -> Iterator[Problem]:
    errors = list(validator.iter_errors(document.fields))
    for error in errors:
        yield from word(error, document)
    if not errors:
        yield from _order(document.fields, entry_type.schema, (), document)
        yield from _future(document, entry_type, today)
    if not document.body.strip():
        must = "skriv en text under huvudet"
        yield Problem(Code.EMPTY_BODY, document.path, Position(document.body_line), "texten", must, "den är tom")


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, known in FORMATS.items():
        # A year alone (2018) is an integer in YAML and a date to us.
        checker.checks(name, raises=Unfit)(
            lambda value, read=known.read: read(str(value)) is not None
            if isinstance(value, (str, int)) and not isinstance(value, bool)
            else True
        )
    return checker


def _order(
    values: Mapping[str, Any], schema: Mapping[str, Any], at: FieldPath, document: Document
) -> Iterator[Problem]:
    """`not-before`, here and in everything within."""
    properties = schema.get("properties", {})
    for later, earlier in schema.get("not-before", {}).items():
        if later in values and earlier in values:
            ends, starts = values[later], values[earlier]
            read_end = FORMATS[properties[later]["format"]].read
            read_start = FORMATS[properties[earlier]["format"]].read
            if _before(read_end(str(ends)), read_start(str(starts))):
                must = f"{later} får inte ligga före {earlier}; rätta det ena"
                found = f"{show(ends)} ligger före {show(starts)}"
                yield Problem(
                    Code.ORDER_OF_DATES, document.path, document.where((*at, later)),
                    field_name((*at, later)), must, found,
                )
    for name, value in values.items():
        field = properties.get(name, {})
        if isinstance(value, Mapping):
            yield from _order(value, field, (*at, name), document)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from _order(item, field.get("items", {}), (*at, name, number), document)


def _before(end: Any, start: Any) -> bool:
    """Whether `end` is over before `start` begins, at the precision of both."""
    if isinstance(end, dt.date):
        return bool(end < start)
    if end.time and start.time:
        return bool(end < start)
    return bool(end.last_day < start.first_day)


def _future(document: Document, entry_type: EntryType, today: dt.date) -> Iterator[Problem]:
    for name, field in entry_type.properties.items():
        if field.get("not-future") and name in document.fields:
            day = FORMATS[field["format"]].read(document.fields[name])
            if day > today:
                must = "dagen får inte ligga framåt i tiden; kontrollera årtalet"
                found = f"här står {show(document.fields[name])}"
                yield Problem(Code.FUTURE_DATE, document.path, document.where((name,)), name, must, found)

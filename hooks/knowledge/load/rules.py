"""Schemas hold to rules too: words that exist, and that name what exists.

JSON Schema says nothing of a word it does not know. A misspelt rule would
then be no rule at all, so here an unknown word is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from knowledge.model import FieldPath, Vocabulary
from knowledge.text import on_one_line

FORMATS = (
    *("date", "date-or-time", "partial-date", "month-day", "clock", "web-address"),
    *("isbn", "doi", "sfs", "slug", "site-path", "person"),
)
DATES = frozenset({"date", "date-or-time", "partial-date"})
SHOWN = ("facts", "text", "nowhere")
SHOWN_AS = ("period", "deadline")

STANDARD_WORDS = frozenset(
    "type title description default enum const format pattern minLength maxLength minimum maximum"
    " items minItems maxItems uniqueItems properties required additionalProperties anyOf allOf"
    " if then".split()
)
"""The words of JSON Schema that there is an error message for."""
FIELD_WORDS = frozenset(
    "links-to only or-text reverse vocabulary not-before not-future shown shown-as unit names".split()
)
TYPE_WORDS = frozenset({"$schema", "x-site", "optional"})


@dataclass(frozen=True)
class Words:
    """What the schemas' own words may name."""

    types: frozenset[str]
    vocabularies: Mapping[str, Vocabulary]


Wrong = tuple[FieldPath, str, str]
"""Where in the schema, what must be true, what was found."""


def fields_within(schema: Mapping[str, Any], at: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Every field's schema, however deep, with its path in the schema."""
    for name, field in (schema.get("properties") or {}).items():
        if isinstance(field, dict):
            yield (*at, "properties", name), field
            yield from fields_within(field, (*at, "properties", name))
    if isinstance(schema.get("items"), dict):
        yield (*at, "items"), schema["items"]
        yield from fields_within(schema["items"], (*at, "items"))


def said(error: Any) -> str:
    """What jsonschema found in a schema file, in Swedish."""
    if error.validator == "required":
        return f"{error.message.split(chr(39))[1]} saknas"
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        unknown = [on_one_line(str(name)) for name in error.instance if name not in known]
        return f"okända ord: {', '.join(unknown)}"
    if error.instance is None:
        return "det är tomt"
    rule = error.validator_value
    told = f": {rule}" if isinstance(rule, (str, int)) else ""
    return f"{on_one_line(str(error.instance))} följer inte regeln {error.validator}{told}"


def wrong_words(schema: Mapping[str, Any], words: Words) -> Iterator[Wrong]:
    """Words that do not exist, or that name what does not exist."""
    yield from _unknown((), schema, STANDARD_WORDS | FIELD_WORDS | TYPE_WORDS)
    yield from _not_before((), schema)
    for at, field in fields_within(schema):
        yield from _unknown(at, field, STANDARD_WORDS | FIELD_WORDS)
        yield from _described(at, field)
        yield from _names(at, field, words)
        yield from _pattern(at, field)
        yield from _not_before(at, field)


def _unknown(at: FieldPath, field: Mapping[str, Any], known: frozenset[str]) -> Iterator[Wrong]:
    for word in field:
        if word not in known:
            near = get_close_matches(word, known, 1)
            hint = f"; menade du {near[0]}?" if near else ""
            yield (*at, word), f"ordet ska vara ett som beskrivs i _entry.yml{hint}", ""


def _described(at: FieldPath, field: Mapping[str, Any]) -> Iterator[Wrong]:
    for word in ("title", "description"):
        if not isinstance(field.get(word), str) or not field[word].strip():
            yield at, f"varje fält ska ha {word}, på svenska", f"{word} saknas"


def _names(at: FieldPath, field: Mapping[str, Any], words: Words) -> Iterator[Wrong]:
    allowed = {
        "vocabulary": tuple(words.vocabularies),
        "links-to": (*sorted(words.types), "*"),
        "format": FORMATS,
        "shown": SHOWN,
        "shown-as": SHOWN_AS,
    }
    for word, values in allowed.items():
        if word in field and field[word] not in values:
            found = f"här står {on_one_line(str(field[word]))}"
            yield (*at, word), f"{word} ska vara ett av {', '.join(values)}", found


def _pattern(at: FieldPath, field: Mapping[str, Any]) -> Iterator[Wrong]:
    try:
        re.compile(field.get("pattern", ""))
    except re.error as error:
        yield (*at, "pattern"), "pattern ska vara ett reguljärt uttryck", f"{error.msg}"


def _not_before(at: FieldPath, schema: Mapping[str, Any]) -> Iterator[Wrong]:
    pairs = schema.get("not-before", {})
    if not isinstance(pairs, dict):
        yield (*at, "not-before"), "not-before ska vara {senare: tidigare}", ""
        return
    fields = schema.get("properties") or {}
    for pair in pairs.items():
        for name in pair:
            field = fields.get(name) if isinstance(name, str) else None
            if field is not None and field.get("format") not in DATES:
                must = f"not-before ska nämna datumfält (format {', '.join(sorted(DATES))})"
                yield (*at, "not-before"), must, f"{name} är inget datum"

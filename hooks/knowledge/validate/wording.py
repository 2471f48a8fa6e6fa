"""What jsonschema found, in words for an editor: Swedish, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError

from knowledge.model import Document, FieldPath, Problem, field_name
from knowledge.problems import Code
from knowledge.text import on_one_line
from knowledge.validate.formats import FORMATS, Unfit

# jsonschema's types say of each attribute that it may be unset; here none is.
_Error = Any

_TYPES = {
    "string": "text",
    "integer": "ett heltal",
    "number": "ett tal",
    "boolean": "true eller false",
    "array": "en lista",
    "object": "fält (namn: värde)",
    "null": "tomt",
}
_LONGEST_WORD = 40
"""Longer words are no misspellings, and are costly to compare."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mistake in words; `key` names the field within that is missing or unknown."""

    code: Code
    must: str
    found: str = ""
    suggestion: str = ""
    key: str | None = None


def words_for(
    errors: Iterable[ValidationError], document: Document, schema: Mapping[str, Any]
) -> Iterator[tuple[FieldPath, Problem]]:
    """The problems that the errors stand for, with the place of each: one for each place."""
    told: set[FieldPath] = set()
    for error in sorted(errors, key=_turn):
        at = tuple(error.absolute_path)
        for each in _TELLERS.get(str(error.validator), _other)(error):
            path = at if each.key is None else (*at, each.key)
            if path not in told and not document.is_told(path):
                told.add(path)
                lacking = each.code is Code.MISSING_FIELD and not each.must
                yield path, _problem(_lack(path, schema) if lacking else each, at, path, document)
            if each.code is Code.UNKNOWN_FIELD and each.suggestion:
                # A misspelt field is one mistake, not also one that is missing.
                told.add((*at, each.suggestion))


def _turn(error: ValidationError) -> int:
    """A wrong form tells an editor more than a wrong type, a misspelling more than a lack."""
    return {"format": 0, "additionalProperties": 1}.get(str(error.validator), 2)


def _problem(told: Told, at: FieldPath, path: FieldPath, document: Document) -> Problem:
    missing = told.code is Code.MISSING_FIELD
    # What is missing has no place of its own: that of what it is missing in.
    where = document.where_key(at if missing else path) if told.key else document.where(at)
    name = field_name(path)
    return Problem(told.code, document.path, where, name, told.must, told.found, told.suggestion)


def show(value: Any) -> str:
    """A value as the editor wrote it, cut where it is long."""
    if value is None:
        return "inget"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "fält"
    if isinstance(value, list):
        return "en lista"
    return f"”{on_one_line(str(value))}”"


def nearest(word: Any, choices: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """The choice that the word was most likely meant to be, or nothing.

    `names` says what choices are called on the page, which editors write too.
    """
    if not isinstance(word, str) or len(word) > _LONGEST_WORD:
        return ""
    known = {choice.casefold(): choice for choice in choices}
    known = {name.casefold(): choice for choice, name in (names or {}).items()} | known
    near = get_close_matches(word.casefold(), known, 1, 0.7)
    return known[near[0]] if near else ""


def _required(error: _Error) -> Iterator[Told]:
    """What is missing is worded by `_lack`: a rule (if … then) does not know the field's title."""
    yield Told(Code.MISSING_FIELD, "", key=error.message.split("'")[1])


def _lack(path: FieldPath, schema: Mapping[str, Any]) -> Told:
    field = _field(path, schema)
    name = path[-1]
    label = f" ({field['title']})" if "title" in field else ""
    line = f"lägg till raden {name}: …"
    if "properties" in field:
        within = " och ".join(field.get("required", ()))
        line = f"lägg till {name}: och under det, indraget, {within}"
    return Told(
        Code.MISSING_FIELD, f"fältet ska finnas{label}; {line}", "det saknas", key=str(name)
    )


def _field(path: FieldPath, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of the field at `path`."""
    for part in path:
        within = (
            schema.get("items") if isinstance(part, int) else schema.get("properties", {}).get(part)
        )
        schema = within or {}
    return schema


def _additional(error: _Error) -> Iterator[Told]:
    known = error.schema.get("properties", {})
    # The one that was meant is most likely one that is not there yet.
    free = [name for name in known if name not in error.instance]
    for name in error.instance:
        if name not in known:
            must = "fältet finns inte här; ta bort det eller rätta namnet"
            yield Told(Code.UNKNOWN_FIELD, must, "", nearest(name, free), key=name)


def _type(error: _Error) -> Iterator[Told]:
    if error.instance is None:
        must = "fältet ska ha ett värde; fyll i det eller ta bort raden"
        yield Told(Code.EMPTY_FIELD, must, "det är tomt")
        return
    if "format" in error.schema and not isinstance(error.instance, (list, dict)):
        yield from _format_of(error.schema["format"], error.instance)
        return
    types = error.validator_value
    wanted = types if isinstance(types, str) else types[0]
    must = f"värdet ska vara {_TYPES[wanted]}"
    if wanted == "string" and isinstance(error.instance, (bool, int, float)):
        must += "; sätt det inom citattecken"
    elif wanted == "array":
        must += "; skriv [ett, två], eller en rad per värde med bindestreck framför"
    elif wanted == "object":
        must += "; skriv dem på egna rader, indragna två steg"
    yield Told(Code.WRONG_TYPE, must, f"här står {show(error.instance)}")


def _enum(error: _Error) -> Iterator[Told]:
    if error.instance is None:
        yield from _type(error)
        return
    found = f"här står {show(error.instance)}"
    if isinstance(error.instance, (list, dict)):
        yield Told(Code.WRONG_TYPE, "värdet ska vara ett enda ord", found)
        return
    schema = error.schema
    choices = [str(choice) for choice in schema.get("enum", ())]
    must = f"värdet ska vara ett av {', '.join(choices)}"
    if "vocabulary" in schema:
        must = f"värdet ska stå i hooks/schemas/vocabularies/{schema['vocabulary']}.yml"
    near = nearest(error.instance, choices, schema.get("names"))
    yield Told(Code.NOT_IN_LIST, must, found, near)


def _const(error: _Error) -> Iterator[Told]:
    must = f"värdet ska vara {show(error.validator_value)}"
    yield Told(Code.NOT_IN_LIST, must, f"här står {show(error.instance)}")


def _length(error: _Error) -> Iterator[Told]:
    limit = error.validator_value
    size = len(error.instance)
    values = "ett värde" if limit == 1 else f"{limit} värden"
    if error.validator == "minLength" and size == 0:
        must = "fältet ska ha ett värde; fyll i det eller ta bort raden"
        yield Told(Code.EMPTY_FIELD, must, "det är tomt")
        return
    code, must = {
        "minLength": (Code.TOO_SHORT, f"texten ska ha minst {limit} tecken"),
        "maxLength": (Code.TOO_LONG, f"texten får ha högst {limit} tecken"),
        "minItems": (Code.TOO_SHORT, f"listan ska ha minst {values}"),
        "maxItems": (Code.TOO_LONG, f"listan får ha högst {values}"),
    }[str(error.validator)]
    yield Told(code, must, f"den har {size}")


def _range(error: _Error) -> Iterator[Told]:
    least = error.validator == "minimum"
    must = f"talet ska vara {'minst' if least else 'högst'} {error.validator_value}"
    yield Told(Code.NUMBER_RANGE, must, f"här står {on_one_line(str(error.instance))}")


def _pattern(error: _Error) -> Iterator[Told]:
    must = str(error.schema.get("description", "värdet ska ha rätt form"))
    must = must[:1].lower() + must[1:].rstrip(".")
    yield Told(Code.PATTERN, must, f"här står {show(error.instance)}")


def _format(error: _Error) -> Iterator[Told]:
    yield from _format_of(error.validator_value, error.instance)


def _format_of(name: str, value: Any) -> Iterator[Told]:
    known = FORMATS[name]
    try:
        known.read(str(value))
        reason = "sätt värdet inom citattecken"
    except Unfit as unfit:
        reason = str(unfit)
    yield Told(known.code, reason, f"här står {show(value)}")


def _unique(error: _Error) -> Iterator[Told]:
    seen: set[str] = set()
    for value in error.instance:
        if repr(value) in seen:
            must = "varje värde får stå en gång i listan"
            yield Told(Code.REPEATED, must, f"{show(value)} står flera gånger")
            return
        seen.add(repr(value))


def _any_of(error: _Error) -> Iterator[Told]:
    names = [branch["required"][0] for branch in error.validator_value if "required" in branch]
    if not names:
        yield from _other(error)
        return
    fields = error.schema.get("properties", {})
    labels = " eller ".join(f"{name} ({fields[name]['title']})" for name in names)
    yield Told(Code.MISSING_FIELD, f"{labels} ska finnas", "båda saknas", key=names[0])


def _other(error: _Error) -> Iterator[Told]:
    yield Told(Code.PATTERN, "värdet ska följa schemat", f"regeln {error.validator} bryts")


_TELLERS = {
    "required": _required,
    "additionalProperties": _additional,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minimum": _range,
    "maximum": _range,
    "pattern": _pattern,
    "format": _format,
    "uniqueItems": _unique,
    "anyOf": _any_of,
}

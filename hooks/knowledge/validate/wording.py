"""What jsonschema found, in words for an editor: Swedish, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError

from knowledge.model import Document, Problem
from knowledge.problems import Code
from knowledge.validate.formats import FORMATS, Unfit

_TYPES = {
    "string": "text",
    "integer": "ett heltal",
    "number": "ett tal",
    "boolean": "true eller false",
    "array": "en lista (varje rad börjar med bindestreck)",
    "object": "fält (namn: värde)",
    "null": "tomt",
}


def word(error: ValidationError, document: Document) -> Iterator[Problem]:
    """The problems that one error of jsonschema stands for."""
    teller = _TELLERS.get(str(error.validator), _other)
    at = list(error.absolute_path)
    for code, key, must, found, suggestion in teller(error):
        if key and code is Code.UNKNOWN_FIELD:
            position = document.where_key([*at, key])
        elif key:
            position = document.where_key(at)
        else:
            position = document.where(at)
        name = field_name([*at, key] if key else at)
        yield Problem(code, document.path, position, name, must, found, suggestion)


def field_name(path: Sequence[str | int]) -> str:
    """sources[2].url: lists are counted from 1, as people do."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".") or "huvudet"


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
    text = str(value)
    return f"”{text[:60]}…”" if len(text) > 60 else f"”{text}”"


def nearest(word: Any, choices: Iterable[str]) -> str:
    """The choice that the word was most likely meant to be, or nothing."""
    if not isinstance(word, str):
        return ""
    by_folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(word.casefold(), by_folded, 1, 0.6)
    return by_folded[near[0]] if near else ""


_Told = Iterator[tuple[Code, str, str, str, str]]


def _required(error: ValidationError) -> _Told:
    name = error.message.split("'")[1]
    title = (error.schema.get("properties", {}).get(name) or {}).get("title", "")
    label = f" ({title})" if title else ""
    yield Code.MISSING_FIELD, name, f"fältet ska finnas{label}; lägg till raden {name}: …", "det saknas", ""


def _additional(error: ValidationError) -> _Told:
    known = error.schema.get("properties", {})
    for name in error.instance:
        if name not in known:
            must = "fältet finns inte här; ta bort det eller rätta namnet"
            yield Code.UNKNOWN_FIELD, name, must, "", nearest(name, known)


def _type(error: ValidationError) -> _Told:
    if error.instance is None:
        yield Code.EMPTY_FIELD, "", "fältet ska ha ett värde; fyll i det eller ta bort raden", "det är tomt", ""
        return
    wanted = error.validator_value
    must = f"värdet ska vara {_TYPES[wanted[0] if isinstance(wanted, list) else wanted]}"
    if wanted == "string" and isinstance(error.instance, (bool, int, float)):
        must += "; sätt det inom citattecken"
    elif wanted == "array":
        must += "; skriv [ett, två] eller en rad per värde"
    yield Code.WRONG_TYPE, "", must, f"här står {show(error.instance)}", ""


def _enum(error: ValidationError) -> _Told:
    if error.instance is None or isinstance(error.instance, (list, dict)):
        yield from _type_of_choice(error)
        return
    choices = error.validator_value
    where = error.schema.get("vocabulary")
    if where:
        must = f"värdet ska vara ett av orden i hooks/schemas/vocabularies/{where}.yml"
    else:
        must = f"värdet ska vara ett av {', '.join(choices)}"
    yield Code.NOT_IN_LIST, "", must, f"här står {show(error.instance)}", nearest(error.instance, choices)


def _type_of_choice(error: ValidationError) -> _Told:
    if error.instance is None:
        yield from _type(error)
    else:
        yield Code.WRONG_TYPE, "", "värdet ska vara ett enda ord", f"här står {show(error.instance)}", ""


def _const(error: ValidationError) -> _Told:
    yield Code.NOT_IN_LIST, "", f"värdet ska vara {show(error.validator_value)}", f"här står {show(error.instance)}", ""


def _length(error: ValidationError) -> _Told:
    limit, size = error.validator_value, len(error.instance)
    texts = {
        "minLength": (Code.TOO_SHORT, f"texten ska ha minst {limit} tecken", f"den har {size}"),
        "maxLength": (Code.TOO_LONG, f"texten får ha högst {limit} tecken", f"den har {size}"),
        "minItems": (Code.TOO_SHORT, f"listan ska ha minst {limit} {'värde' if limit == 1 else 'värden'}", f"den har {size}"),
        "maxItems": (Code.TOO_LONG, f"listan får ha högst {limit} värden", f"den har {size}"),
    }
    code, must, found = texts[str(error.validator)]
    yield code, "", must, found, ""


def _range(error: ValidationError) -> _Told:
    least = error.validator == "minimum"
    must = f"talet ska vara {'minst' if least else 'högst'} {error.validator_value}"
    yield Code.NUMBER_RANGE, "", must, f"här står {error.instance}", ""


def _pattern(error: ValidationError) -> _Told:
    must = str(error.schema.get("description", "värdet ska ha rätt form"))
    yield Code.PATTERN, "", must[:1].lower() + must[1:].rstrip("."), f"här står {show(error.instance)}", ""


def _format(error: ValidationError) -> _Told:
    known = FORMATS[error.validator_value]
    reason = error.cause if isinstance(error.cause, Unfit) else Unfit("värdet ska ha rätt form")
    yield known.code, "", str(reason), f"här står {show(error.instance)}", ""


def _unique(error: ValidationError) -> _Told:
    seen: list[Any] = []
    for value in error.instance:
        if value in seen:
            yield Code.REPEATED, "", "varje värde får stå en gång i listan", f"{show(value)} står flera gånger", ""
            return
        seen.append(value)


def _any_of(error: ValidationError) -> _Told:
    names = [branch["required"][0] for branch in error.validator_value if "required" in branch]
    fields = error.schema.get("properties", {})
    labels = " eller ".join(f"{name} ({fields[name]['title']})" for name in names)
    yield Code.MISSING_FIELD, "", f"{labels} ska finnas", "båda saknas", ""


def _other(error: ValidationError) -> _Told:
    yield Code.PATTERN, "", "värdet ska följa schemat", f"regeln {error.validator} bryts", ""


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

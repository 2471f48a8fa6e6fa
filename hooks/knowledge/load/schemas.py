"""hooks/schemas/*.yml → entry types and vocabularies.

The common fields of `_entry.yml` are merged into each type, since
`additionalProperties: false` does not see through `allOf` (JSON Schema
2020-12 §10.3.2.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from knowledge.load.rules import Words, fields_within, said, wrong_words
from knowledge.load.text import decode
from knowledge.load.yaml_events import Parsed, parse
from knowledge.model import EntryType, FieldPath, Position, Problem, TypeSite, Vocabulary
from knowledge.problems import Code
from knowledge.text import on_one_line

_X_SITE: dict[str, Any] = {
    "type": "object",
    "required": ["folder", "singular", "plural", "definite", "intro", "order", "mark"],
    "additionalProperties": False,
    "properties": {
        "folder": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "singular": {"type": "string"},
        "plural": {"type": "string"},
        "heading": {"type": "string"},
        "counted": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
        "definite": {"type": "string"},
        "intro": {"type": "string"},
        "order": {"type": "integer"},
        "mark": {"type": "string", "pattern": "^[#.]{3} [#.]{3} [#.]{3}$"},
        "listing": {"type": "string", "pattern": "^(newest|title|order|calendar|by [a-z_]+)$"},
        "dated-by": {"type": "string"},
        "credited-to": {"type": "array", "items": {"type": "string"}},
        "kind": {"type": "string"},
        "template": {"type": "string", "pattern": r"^[a-z-]+\.html$"},
    },
}
_X_SITE_VALIDATOR = Draft202012Validator(_X_SITE)


Schemas = tuple[dict[str, EntryType], dict[str, Vocabulary], list[Problem]]


def load_schemas(folder: Path, shown_as: str = "hooks/schemas") -> Schemas:
    """All entry types and vocabularies in `folder`, and what is wrong with them."""
    problems: list[Problem] = []
    vocabularies: dict[str, Vocabulary] = {}
    for file in sorted((folder / "vocabularies").glob("*.yml")):
        vocabulary = _vocabulary(file, f"{shown_as}/vocabularies/{file.name}", problems)
        vocabularies[vocabulary.name] = vocabulary
    files = sorted(folder.glob("[!_]*.yml"))
    words = Words(frozenset(file.stem for file in files), vocabularies)
    base = _read(folder / "_entry.yml", f"{shown_as}/_entry.yml", words, problems)
    types: dict[str, EntryType] = {}
    for file in files:
        path = f"{shown_as}/{file.name}"
        own = _read(file, path, words, problems)
        if base.value and own.value:
            entry_type = _entry_type(file.stem, path, base, own, words, problems)
            if entry_type:
                types[entry_type.name] = entry_type
    ordered = sorted(types.values(), key=lambda each: (each.site.order, each.name))
    problems += _shared_folders(ordered)
    return {each.name: each for each in ordered}, vocabularies, problems


def _shared_folders(types: list[EntryType]) -> Iterator[Problem]:
    first: dict[str, EntryType] = {}
    for each in types:
        other = first.setdefault(each.site.folder, each)
        if other is not each:
            must = "varje schema ska ha en egen mapp"
            found = f"{other.path} har också {each.site.folder}"
            yield Problem(Code.SCHEMA, each.path, Position(), "x-site.folder", must, found)


def _read(file: Path, path: str, words: Words, problems: list[Problem]) -> Parsed:
    """A schema file's values and places; an empty one when anything is wrong with it."""
    text, wrong = decode(file.read_bytes(), path) if file.is_file() else ("", [_no_file(path)])
    parsed = parse(text, path) if not wrong else Parsed()
    wrong += parsed.problems
    if not wrong and not isinstance(parsed.value, dict):
        wrong.append(Problem(Code.SCHEMA, path, Position(), "schemat", "filen ska bestå av fält"))
    if not wrong:
        wrong += _wrong_form(parsed, path)
    if not wrong:
        wrong += [
            _schema_problem(path, parsed, at, must, found)
            for at, must, found in wrong_words(parsed.value, words)
        ]
    if wrong:
        problems += wrong
        return Parsed(value={})
    return parsed


def _no_file(path: str) -> Problem:
    return Problem(Code.SCHEMA, path, Position(), "schemat", "filen ska finnas")


def _wrong_form(parsed: Parsed, path: str) -> Iterator[Problem]:
    """What JSON Schema itself does not allow; null drops a common field, a word of ours."""
    checker = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    must = "schemat ska följa JSON Schema 2020-12"
    told: set[FieldPath] = set()
    for error in checker.iter_errors(_without_nulls(parsed.value)):
        # The meta-schema is made of parts, which find the same mistake over and over.
        at = tuple(error.absolute_path)
        if at not in told:
            told.add(at)
            yield _schema_problem(path, parsed, at, must, said(error))


def _without_nulls(schema: Any) -> Any:
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    return {**schema, "properties": {k: v for k, v in properties.items() if v is not None}}


def _schema_problem(
    path: str, parsed: Parsed, at: FieldPath, must: str, found: str = ""
) -> Problem:
    position = Position()
    for length in range(len(at), -1, -1):
        place = parsed.positions.get((*at[:length], "@key")) or parsed.positions.get(at[:length])
        if place:
            position = place
            break
    field = ".".join(map(str, at)) or "schemat"
    return Problem(Code.SCHEMA, path, position, field, must, found)


def _entry_type(
    name: str, path: str, base: Parsed, own: Parsed, words: Words, problems: list[Problem]
) -> EntryType | None:
    schema = _merge(base.value, own.value)
    wrong = list(_wrong_site(path, own, schema)) + list(_wrong_names(path, own, schema))
    if wrong:
        problems += wrong
        return None
    _inline_vocabularies(schema, words.vocabularies)
    site = own.value["x-site"]
    names = {"heading": site["plural"]}
    names |= {key.replace("-", "_"): value for key, value in site.items()}
    names["counted"] = tuple(
        site.get("counted") or (site["singular"].lower(), site["plural"].lower())
    )
    names["credited_to"] = tuple(site.get("credited-to", ()))
    return EntryType(name, schema, TypeSite(**names), path)


def _wrong_site(path: str, own: Parsed, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with how the type is to appear on the site."""
    site = own.value.get("x-site")
    errors = list(_X_SITE_VALIDATOR.iter_errors(site))
    for error in errors:
        at: FieldPath = ("x-site", *error.absolute_path)
        yield _schema_problem(path, own, at, "x-site ska ha rätt form, se report.yml", said(error))
    if errors:
        return
    for word, field in _fields_named(site):
        if field not in schema["properties"]:
            must = f"{word} ska vara ett fält som finns"
            yield _schema_problem(path, own, ("x-site", word), must, f"här står {field}")


def _fields_named(site: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    listing = site.get("listing", "newest")
    if listing.startswith("by "):
        yield "listing", listing.removeprefix("by ")
    if listing == "order":
        yield "listing", "order"
    yield from ((word, site[word]) for word in ("dated-by", "kind") if word in site)
    yield from (("credited-to", name) for name in site.get("credited-to", ()))


def _wrong_names(path: str, own: Parsed, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """Fields that `required`, `optional` and `not-before` name without their being there."""
    fields = schema["properties"]
    named = {
        "required": own.value.get("required", ()),
        "optional": own.value.get("optional", ()),
        "not-before": [name for pair in own.value.get("not-before", {}).items() for name in pair],
    }
    for word, names in named.items():
        for name in names:
            if name not in fields:
                must = f"{word} ska nämna fält som finns"
                yield _schema_problem(path, own, (word,), must, f"här står {name}")


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    properties = {**base.get("properties", {}), **own.get("properties", {})}
    dropped = {name for name, field in properties.items() if field is None}
    dropped |= set(own.get("optional", ()))
    required = [*base.get("required", ()), *own.get("required", ())]
    return {
        **base,
        **own,
        "properties": {name: field for name, field in properties.items() if field is not None},
        "required": [name for name in dict.fromkeys(required) if name not in dropped],
        "allOf": [*base.get("allOf", ()), *own.get("allOf", ())],
        "not-before": {**base.get("not-before", {}), **own.get("not-before", {})},
    }


def _inline_vocabularies(schema: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> None:
    for _, field in fields_within(schema):
        if "vocabulary" in field:
            field["enum"] = list(vocabularies[field["vocabulary"]].titles)
            field["names"] = dict(vocabularies[field["vocabulary"]].titles)


def _vocabulary(file: Path, path: str, problems: list[Problem]) -> Vocabulary:
    text, wrong = decode(file.read_bytes(), path)
    parsed = parse(text, path) if not wrong else Parsed()
    wrong += parsed.problems
    terms = parsed.value if isinstance(parsed.value, dict) else {}
    if not wrong:
        wrong += _wrong_terms(terms, parsed, path)
    problems += wrong
    if wrong:
        return Vocabulary(file.stem, {})
    titles = {key: term["title"] if isinstance(term, dict) else term for key, term in terms.items()}
    mappings = {key: term for key, term in terms.items() if isinstance(term, dict)}
    within = {key: term["within"] for key, term in mappings.items() if term.get("within")}
    also = {key: tuple(term["also"]) for key, term in mappings.items() if "also" in term}
    return Vocabulary(file.stem, titles, within, also)


def _wrong_terms(terms: Mapping[str, Any], parsed: Parsed, path: str) -> Iterator[Problem]:
    if not terms:
        must = "ordlistan ska ha minst ett ord: nyckel: Namn"
        yield Problem(Code.VOCABULARY, path, Position(), "ordlistan", must)
    for key, term in terms.items():
        title = term.get("title") if isinstance(term, dict) else term
        wider = term.get("within") if isinstance(term, dict) else None
        where = parsed.positions[(key, "@key")]
        if not isinstance(title, str):
            must = "ett ord skrivs nyckel: Namn, eller nyckel: {title: Namn, within: nyckel, also: [andra ord]}"
            yield Problem(Code.VOCABULARY, path, where, key, must)
        elif wider is not None and (not isinstance(wider, str) or wider not in terms):
            must = "within ska vara nyckeln för ett annat ord i listan"
            found = f"här står {on_one_line(str(wider))}"
            yield Problem(Code.VOCABULARY, path, where, key, must, found)
        if isinstance(term, dict):
            yield from _wrong_members(key, term, parsed, path)


def _wrong_members(
    key: str, term: Mapping[str, Any], parsed: Parsed, path: str
) -> Iterator[Problem]:
    """Members that a word has not, and an `also` that is no list of other words."""
    for member in term.keys() - {"title", "within", "also"}:
        where = parsed.positions[(key, member, "@key")]
        must = "ett ord har bara title, within och also"
        yield Problem(Code.VOCABULARY, path, where, key, must, f"här står {on_one_line(member)}")
    others = term.get("also", ["x"])
    where = parsed.positions.get((key, "also"), Position())
    if not isinstance(others, list) or not others:
        must = "also ska vara en lista med minst ett ord: also: [annat ord, ett till]"
        yield Problem(Code.VOCABULARY, path, where, key, must)
        return
    seen = {str(term.get("title"))}
    for number, other in enumerate(others):
        where = parsed.positions.get((key, "also", number), where)
        if not isinstance(other, str) or not any(sign.isalnum() for sign in other):
            must = "ett ord i also ska vara text; sätt siffror inom citattecken"
            yield Problem(
                Code.VOCABULARY, path, where, key, must, f"här står {on_one_line(str(other))}"
            )
        elif other in seen:
            must = "samma ord ska bara stå en gång"
            yield Problem(
                Code.VOCABULARY, path, where, key, must, f"{on_one_line(other)} står två gånger"
            )
        seen.add(str(other))

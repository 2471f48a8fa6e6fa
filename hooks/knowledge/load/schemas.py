"""hooks/schemas/*.yml → entry types and vocabularies.

The common fields of `_entry.yml` are merged into each type, since
`additionalProperties: false` does not see through `allOf` (JSON Schema
2020-12 §10.3.2.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from knowledge.load.text import decode
from knowledge.load.yaml_events import Parsed, parse
from knowledge.model import EntryType, FieldPath, Position, Problem, TypeSite, Vocabulary
from knowledge.problems import Code

FORMATS = frozenset(
    "date date-or-time partial-date month-day clock web-address isbn doi sfs slug site-path person".split()
)

_X_SITE: dict[str, Any] = {
    "type": "object",
    "required": ["folder", "singular", "plural", "definite", "intro", "order", "mark"],
    "additionalProperties": False,
    "properties": {
        "folder": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "singular": {"type": "string"},
        "plural": {"type": "string"},
        "definite": {"type": "string"},
        "intro": {"type": "string"},
        "order": {"type": "integer"},
        "mark": {"type": "string", "pattern": "^[#.]{3} [#.]{3} [#.]{3}$"},
        "listing": {"type": "string", "pattern": "^(newest|title|order|by [a-z_]+)$"},
        "dated-by": {"type": "string"},
        "credited-to": {"type": "array", "items": {"type": "string"}},
        "kind": {"type": "string"},
        "template": {"type": "string", "pattern": r"^[a-z-]+\.html$"},
    },
}
_X_SITE_VALIDATOR = Draft202012Validator(_X_SITE)


@dataclass(frozen=True)
class Words:
    """What the schemas' own words may name."""

    types: frozenset[str]
    vocabularies: Mapping[str, Vocabulary]


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
    return {each.name: each for each in ordered}, vocabularies, problems


def _read(file: Path, path: str, words: Words, problems: list[Problem]) -> Parsed:
    """A schema file's values and places; an empty one when anything is wrong with it."""
    text, wrong = decode(file.read_bytes(), path)
    parsed = parse(text, path)
    wrong += parsed.problems
    if not wrong and not isinstance(parsed.value, dict):
        wrong.append(Problem(Code.SCHEMA, path, Position(), "schemat", "filen ska bestå av fält"))
    if not wrong:
        checker = Draft202012Validator(Draft202012Validator.META_SCHEMA)
        # Null drops a common field: a word of ours, not JSON Schema's.
        error = best_match(checker.iter_errors(_without_nulls(parsed.value)))
        if error:
            at = tuple(error.absolute_path)
            must = "schemat ska följa JSON Schema 2020-12"
            wrong.append(_schema_problem(path, parsed, at, must, error.message))
    if not wrong:
        wrong += _wrong_words(path, parsed, words)
    if wrong:
        problems += wrong
        return Parsed(value={})
    return parsed


def _without_nulls(schema: Any) -> Any:
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    return {**schema, "properties": {k: v for k, v in properties.items() if v is not None}}


def _schema_problem(path: str, parsed: Parsed, at: FieldPath, must: str, found: str = "") -> Problem:
    position = Position()
    for length in range(len(at), -1, -1):
        place = parsed.positions.get((*at[:length], "@key")) or parsed.positions.get(at[:length])
        if place:
            position = place
            break
    field = ".".join(map(str, at)) or "schemat"
    return Problem(Code.SCHEMA, path, position, field, must, found)


def _entry_type(
    name: str,
    path: str,
    base: Parsed,
    own: Parsed,
    words: Words,
    problems: list[Problem],
) -> EntryType | None:
    site = own.value.get("x-site")
    error = best_match(_X_SITE_VALIDATOR.iter_errors(site))
    if error:
        at: FieldPath = ("x-site", *error.absolute_path)
        must = "x-site ska ha rätt form, se report.yml"
        problems.append(_schema_problem(path, own, at, must, error.message))
        return None
    schema = _merge(base.value, own.value)
    wrong = [
        _schema_problem(path, own, ("x-site",), "x-site ska peka på fält som finns", f"{field} finns inte")
        for field in _fields_named(site)
        if field not in schema["properties"]
    ]
    if wrong:
        problems += wrong
        return None
    _inline_vocabularies(schema, words.vocabularies)
    names = {key.replace("-", "_"): value for key, value in site.items()}
    names["credited_to"] = tuple(site.get("credited-to", ()))
    return EntryType(name, schema, TypeSite(**names), path)


def _fields_named(site: Mapping[str, Any]) -> Iterator[str]:
    listing = site.get("listing", "newest")
    if listing.startswith("by "):
        yield listing.removeprefix("by ")
    yield from (site[word] for word in ("dated-by", "kind") if word in site)
    yield from site.get("credited-to", ())


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    properties = {**base.get("properties", {}), **own.get("properties", {})}
    dropped = {name for name, field in properties.items() if field is None}
    dropped |= set(own.get("optional", ()))
    required = [*base.get("required", ()), *own.get("required", ())]
    return {
        **base,
        **own,
        "properties": {name: field for name, field in properties.items() if field is not None},
        "required": [name for name in required if name not in dropped],
        "allOf": [*base.get("allOf", ()), *own.get("allOf", ())],
        "not-before": {**base.get("not-before", {}), **own.get("not-before", {})},
    }


def fields_within(schema: Mapping[str, Any], at: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Every field's schema, however deep, with its path in the schema."""
    for name, field in (schema.get("properties") or {}).items():
        if isinstance(field, dict):
            yield (*at, "properties", name), field
            yield from fields_within(field, (*at, "properties", name))
    if isinstance(schema.get("items"), dict):
        yield (*at, "items"), schema["items"]
        yield from fields_within(schema["items"], (*at, "items"))


def _wrong_words(path: str, own: Parsed, words: Words) -> Iterator[Problem]:
    """Our own words, used wrongly."""
    for at, field in fields_within(own.value):
        for word in ("title", "description"):
            if not field.get(word):
                yield _schema_problem(path, own, at, f"varje fält ska ha {word}, på svenska")
        vocabulary = field.get("vocabulary")
        if vocabulary is not None and vocabulary not in words.vocabularies:
            must = f"ordlistan ska finnas som vocabularies/{vocabulary}.yml"
            yield _schema_problem(path, own, (*at, "vocabulary"), must)
        target = field.get("links-to")
        if target is not None and target not in {"*", *words.types}:
            must = f"links-to ska vara en av {', '.join(sorted(words.types))} eller *"
            yield _schema_problem(path, own, (*at, "links-to"), must, f"här står {target}")
        format_name = field.get("format")
        if format_name is not None and format_name not in FORMATS:
            must = f"format ska vara ett av {', '.join(sorted(FORMATS))}"
            yield _schema_problem(path, own, (*at, "format"), must, f"här står {format_name}")
        if field.get("shown", "facts") not in ("facts", "text", "nowhere"):
            yield _schema_problem(path, own, (*at, "shown"), "shown ska vara facts, text eller nowhere")


def _inline_vocabularies(schema: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> None:
    for _, field in fields_within(schema):
        if "vocabulary" in field:
            field["enum"] = list(vocabularies[field["vocabulary"]].titles)


def _vocabulary(file: Path, path: str, problems: list[Problem]) -> Vocabulary:
    text, wrong = decode(file.read_bytes(), path)
    parsed = parse(text, path)
    wrong += parsed.problems
    titles: dict[str, str] = {}
    within: dict[str, str] = {}
    terms = parsed.value if isinstance(parsed.value, dict) else {}
    for key, term in terms.items():
        title = term.get("title") if isinstance(term, dict) else term
        wider = term.get("within") if isinstance(term, dict) else None
        if not isinstance(title, str) or (wider is not None and wider not in terms):
            must = "ett ord skrivs nyckel: Namn, eller nyckel: {title: Namn, within: nyckel}"
            wrong.append(Problem(Code.VOCABULARY, path, parsed.positions[(key, "@key")], key, must))
            continue
        titles[key] = title
        if wider:
            within[key] = wider
    problems += wrong
    return Vocabulary(file.stem, titles, within)

"""The API in words that tools read (OpenAPI 3.1.0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.model import Library, Site
from knowledge.publish.api.schemas import schemas

Words = dict[str, Any]


def openapi(library: Library, site: Site) -> Words:
    """Every kind of address, and the schema that its answer follows."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name}: API",
            "version": "1.0.0",
            "description": "Statiska JSON-filer. Ingen nyckel behövs. Fält kan tillkomma men "
            "tas inte bort inom version 1.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": f"{site.url}api/v1"}],
        "paths": dict(_paths(library)),
        "components": {
            "schemas": {name: _inner(schema) for name, schema in schemas(library, site)}
        },
    }


def _paths(library: Library) -> Iterator[tuple[str, Words]]:
    folders = [each.site.folder for each in library.types.values()]
    kind = _parameter("sort", "Sort av poster.", {"enum": folders})
    number = _parameter("sida", "Sidans nummer, från 1.", {"type": "integer", "minimum": 1})
    name = _parameter("namn", "Ordlistans namn.", {"enum": vocabularies_in_use(library)})
    month = _parameter("manad", "Månad, ÅÅÅÅ-MM.", {"type": "string", "pattern": r"^\d{4}-\d{2}$"})
    own_id = _parameter("id", "Postens id.", {"type": "string"})
    yield "/index.json", _get("index", "Vad som finns", "index")
    yield (
        "/listor/{sort}/{sida}.json",
        _get("lista", "Poster av en sort", "lista", kind, number),
    )
    for entry_type in library.types.values():
        folder = entry_type.site.folder
        about = f"En post: {entry_type.site.singular}"
        yield f"/poster/{folder}/{{id}}.json", _get(f"post-{folder}", about, folder, own_id)
    yield "/ordlistor/{namn}.json", _get("ordlista", "En ordlista", "ordlista", name)
    yield "/relationer/{sort}.json", _get("relationer", "Kopplingar", "relationer", kind)
    yield "/andringar/index.json", _get("manader", "Månader med ändringar", "manader")
    yield (
        "/andringar/{manad}.json",
        _get("andringar", "En månads ändringar", "andringar", month),
    )
    yield "/kommande.json", _get("kommande", "Det som kommer i kalendern", "kommande")


def _inner(schema: Words) -> Words:
    """The schema within this document, where it has no address of its own."""
    return {word: value for word, value in schema.items() if word not in ("$schema", "$id")}


def _parameter(name: str, about: str, schema: Words) -> Words:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _get(own_id: str, about: str, schema: str, *parameters: Words) -> Words:
    address = f"#/components/schemas/{schema}"
    answer = {
        "description": about,
        "content": {"application/json": {"schema": {"$ref": address}}},
    }
    missing = {"description": "Det finns ingen sådan fil."}
    found: Words = {
        "operationId": own_id,
        "summary": about,
        "responses": {"200": answer, "404": missing},
    }
    return {"get": found | ({"parameters": list(parameters)} if parameters else {})}


def vocabularies_in_use(library: Library) -> list[str]:
    """Those that a field takes its values from; synonyms are the search's own affair."""
    schemas = [each.schema for each in library.types.values()]
    return [name for name in library.vocabularies if any(_names(each, name) for each in schemas)]


def _names(schema: Any, vocabulary: str) -> bool:
    if isinstance(schema, Mapping):
        return schema.get("vocabulary") == vocabulary or any(
            _names(each, vocabulary) for each in schema.values()
        )
    return isinstance(schema, list) and any(_names(each, vocabulary) for each in schema)

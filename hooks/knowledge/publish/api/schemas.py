"""JSON Schemas (2020-12) of what the API answers, made from the entry types' own.

They say what will always be there. More fields may come: nothing here forbids them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.model import Library, Site
from knowledge.publish.formats.record import OWN

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
PARTIAL: Schema = {
    "type": "string",
    "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$",
}


def optional(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def listed(items: Schema) -> Schema:
    """A list of them."""
    return {"type": "array", "items": items}


def together(**properties: Schema) -> Schema:
    """An object that has all of these."""
    return {"type": "object", "required": list(properties), "properties": properties}


LINK = together(field=TEXT, key=TEXT, title=TEXT, url=ADDRESS)
BRIEF: dict[str, Schema] = {
    "id": ADDRESS,
    "key": TEXT,
    "type": TEXT,
    "url": ADDRESS,
    "api_url": ADDRESS,
    "title": TEXT,
    "summary": TEXT,
    "status": {"enum": ["utkast", "publicerad", "tillbakadragen"]},
    "published": DAY,
    "updated": optional(DAY),
    "checked": optional(DAY),
    "changed": DAY,
    "date": optional(PARTIAL),
}
LIST = together(
    type=TEXT,
    title=TEXT,
    count=NUMBER,
    page=NUMBER,
    pages=NUMBER,
    previous=optional(ADDRESS),
    next=optional(ADDRESS),
    items=listed(together(**BRIEF)),
)
VOCABULARY = together(
    name=TEXT,
    terms=listed(together(term=TEXT, title=TEXT, within=optional(TEXT), also=listed(TEXT))),
)
RELATIONS = together(
    type=TEXT, relations=listed(together(**{"from": TEXT, "field": TEXT, "to": TEXT}))
)
CHANGE = together(
    date=DAY,
    change={"enum": ["ny", "ändrad", "tillbakadragen"]},
    key=TEXT,
    title=TEXT,
    url=ADDRESS,
    api_url=ADDRESS,
)
MONTH: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}$"}
CHANGES = together(month=MONTH, changes=listed(CHANGE))
CHANGES_INDEX = together(
    months=listed(together(month=MONTH, count=NUMBER, url=ADDRESS)),
    redirects=listed(together(**{"from": ADDRESS, "to": ADDRESS})),
)
COMING = together(
    title=TEXT,
    items=listed(
        together(
            kind={"enum": ["handelser", "ansokningsdagar", "milstolpar"]},
            kind_name=TEXT,
            key=TEXT,
            title=TEXT,
            url=ADDRESS,
            status=TEXT,
            starts=PARTIAL,
            ends=optional(PARTIAL),
            over={"type": "string", "format": "date-time"},
            subjects=listed(TEXT),
        )
    ),
)
INDEX = together(
    version=TEXT,
    title=TEXT,
    license=ADDRESS,
    documentation=ADDRESS,
    openapi=ADDRESS,
    changes=ADDRESS,
    coming=ADDRESS,
    feeds=ADDRESS,
    vocabularies={"type": "object", "additionalProperties": ADDRESS},
    types=listed(
        together(
            type=TEXT,
            title=TEXT,
            count=NUMBER,
            changed=DAY,
            list=ADDRESS,
            relations=ADDRESS,
            schema=ADDRESS,
            csv=ADDRESS,
            ndjson=ADDRESS,
        )
    ),
    deprecations=listed(together(**{"what": TEXT, "told": DAY, "from": DAY, "instead": ADDRESS})),
)
ANSWERS: Mapping[str, tuple[str, Schema]] = {
    "index": ("Vad som finns i API:et.", INDEX),
    "lista": ("En sida ur listan över poster av en sort.", LIST),
    "ordlista": ("En ordlista.", VOCABULARY),
    "relationer": ("Vilka poster som nämner vilka.", RELATIONS),
    "andringar": ("Ändringarna under en månad.", CHANGES),
    "manader": ("De månader som har ändringar, och adresser som har flyttat.", CHANGES_INDEX),
    "kommande": ("Det i kalendern som inte var över när webbplatsen byggdes.", COMING),
}
"""Name → what it is and its schema, but for the entries themselves."""


def schemas(library: Library, site: Site) -> Iterator[tuple[str, Schema]]:
    """(name, schema) for each kind of answer; a type's is named by its folder."""

    def whole(name: str, title: str, schema: Schema) -> tuple[str, Schema]:
        address = f"{site.url}api/v1/scheman/{name}.json"
        return name, {"$schema": DRAFT, "$id": address, "title": title, **schema}

    for name, (title, schema) in ANSWERS.items():
        yield whole(name, title, schema)
    for entry_type in library.types.values():
        own = {
            name: _field(field) for name, field in entry_type.properties.items() if name not in OWN
        }
        fields: Schema = {"type": "object", "properties": own}
        must = [name for name in entry_type.schema.get("required", ()) if name in own]
        if must:
            fields["required"] = must
        more = {
            "language": TEXT,
            "html": TEXT,
            "fields": fields,
            "links": listed(LINK),
            "linked_from": listed(LINK),
        }
        yield whole(entry_type.site.folder, entry_type.site.singular, together(**BRIEF, **more))


def _field(schema: Mapping[str, Any]) -> Schema:
    """What the API says of a field: its words and the form of its value as JSON."""
    made: Schema = {word: schema[word] for word in ("title", "description") if word in schema}
    form = schema.get("format")
    if form in ("partial-date", "date-or-time"):
        return made | PARTIAL
    if form == "date":
        return made | DAY
    if form == "web-address":
        return made | ADDRESS
    if "enum" in schema:
        return made | {"enum": list(schema["enum"])}
    if schema.get("type") == "array":
        return made | {"type": "array", "items": _field(schema["items"])}
    if schema.get("type") == "object":
        fields = {name: _field(each) for name, each in schema.get("properties", {}).items()}
        return made | {"type": "object", "properties": fields}
    kind = schema.get("type", "string")
    return made | {"type": kind if isinstance(kind, str) else "string"}

"""Field values → what the templates show, following the schema and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from knowledge.model import Entry, Library, PartialDate
from knowledge.render import words


@dataclass(frozen=True, slots=True)
class Value:
    """One shown value; `url` is relative to the root of the site unless `external`."""

    text: str
    url: str = ""
    datetime: str = ""
    external: bool = False

    @property
    def host(self) -> str:
        """Whose site an external link leads to, in a word."""
        return _host(self.url) if self.external else ""


# A few sites are linked to from most of the pages.
@lru_cache(maxsize=1 << 12)
def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its Swedish name. `value` is a Value, a tuple or a Record."""

    name: str
    title: str
    value: Any

    @property
    def values(self) -> tuple[Any, ...]:
        """The value as a tuple, for a template to go through."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


@dataclass(frozen=True)
class Record:
    """Fields within a field, in the order of the schema."""

    fields: Mapping[str, Field]

    def __getitem__(self, name: str) -> Any:
        """The shown value of a field within, for templates; None when absent."""
        found = self.fields.get(name)
        return found.value if found else None


def shown(entry: Entry, where: str, library: Library) -> Iterator[Field]:
    """The entry's fields that belong in `where` ("facts" or "text")."""
    for name, schema in entry.type.properties.items():
        if name in entry.fields and schema.get("shown", "facts") == where:
            value = entry.fields[name]
            if value == schema.get("default") or value == ():
                continue
            yield Field(name, schema["title"], _shown(value, schema, library))


def one(entry: Entry, name: str, library: Library) -> Field | None:
    """One field by its name, wherever it belongs; None when the entry lacks it."""
    if name not in entry.fields:
        return None
    schema = entry.type.properties[name]
    return Field(name, schema["title"], _shown(entry.fields[name], schema, library))


def _shown(value: Any, schema: Mapping[str, Any], library: Library) -> Any:
    if isinstance(value, tuple) and "items" in schema:
        return tuple(_shown(item, schema["items"], library) for item in value)
    if isinstance(value, Mapping):
        return _record(value, schema, library)
    if "links-to" in schema:
        return _linked(value, schema, library)
    if "vocabulary" in schema:
        return Value(library.vocabularies[schema["vocabulary"]].titles[value])
    if "format" in schema:
        return _FORMATS.get(schema["format"], _plain)(value)
    if "unit" in schema:
        return Value(words.amount(value, schema["unit"]))
    if isinstance(value, int):
        return Value(words.number(value))
    return Value(schema.get("names", {}).get(value, str(value)))


def _record(value: Mapping[str, Any], schema: Mapping[str, Any], library: Library) -> Any:
    reader = _RECORDS.get(schema.get("shown-as", ""))
    if reader:
        return reader(value)
    if "title" in value and set(value) <= {"title", "url"}:
        return Value(value["title"], value.get("url", ""), external="url" in value)
    return Record(
        {
            name: Field(name, field["title"], _shown(value[name], field, library))
            for name, field in schema["properties"].items()
            if name in value
        }
    )


def _linked(value: str, schema: Mapping[str, Any], library: Library) -> Value:
    wanted = schema["links-to"]
    key = value if wanted == "*" else f"{library.types[wanted].site.folder}/{value}"
    entry = library.entries.get(key)
    return Value(entry.title, entry.url) if entry else Value(value)


def _plain(value: Any) -> Value:
    return Value(str(value))


def _partial(value: PartialDate) -> Value:
    return Value(words.partial(value), datetime=str(value))


def _day(value: dt.date) -> Value:
    return Value(words.day(value), datetime=value.isoformat())


def _address(value: str) -> Value:
    return Value(_host(value) or value, value, external=True)


def _doi(value: str) -> Value:
    return Value(value, f"https://doi.org/{value}", external=True)


_FORMATS: Mapping[str, Callable[[Any], Value]] = {
    "date": _day,
    "partial-date": _partial,
    "date-or-time": _partial,
    "month-day": lambda value: Value(words.month_day(value)),
    "clock": lambda value: Value(f"kl. {value:%H.%M}"),
    "web-address": _address,
    "doi": _doi,
    "person": lambda value: Value(words.person(value)),
}


def deadline(value: Mapping[str, Any]) -> Value:
    """The deadline in a few words, as absolute dates and never a claim about now."""
    kind = value["kind"]
    if kind == "årligen":
        return Value(" och ".join(words.month_day(day) for day in value["days"]) + " varje år")
    if kind == "datum":
        return _day(value["date"])
    texts = {
        "löpande": "Löpande",
        "se givaren": "Se givarens webbplats",
        "avslutat": "Bidraget är avslutat",
    }
    return Value(texts[kind])


_RECORDS: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {"deadline": deadline}

"""Checked fields → frozen values: dates become dates, lists tuples."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from knowledge.validate.formats import FORMATS


def convert(fields: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fields that have passed their schema, with defaults filled in."""
    properties = schema.get("properties", {})
    values = {name: _value(value, properties[name]) for name, value in fields.items()}
    for name, field in properties.items():
        if "default" in field:
            values.setdefault(name, field["default"])
    return MappingProxyType(values)


def _value(value: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return convert(value, schema)
    if isinstance(value, list):
        return tuple(_value(item, schema.get("items", {})) for item in value)
    if "format" in schema:
        return FORMATS[schema["format"]].read(str(value))
    if isinstance(value, float) and value.is_integer():
        # JSON Schema takes 3.0 for an integer (2020-12 §4.2.3).
        return int(value)
    return value

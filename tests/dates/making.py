"""Entries for the tests of the calendar: from a few fields to what the core makes of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from knowledge.model import Entry, Library
from world import compiled, draw, entry

TODAY = dt.date(2041, 1, 1)
"""After all that the tests write, so that nothing lies in the future."""

_COMMON = {
    "title": "Stöd till möten",
    "summary": "En sammanfattning som är lång nog för att stå för sig själv.",
    "published": "2021-01-15",
    "checked": "2026-02-01",
    "sources": [{"title": "Boverket", "url": "https://www.boverket.se/"}],
}
_GRANT = {
    "giver": "boverket",
    "purpose": "Stöd till lokalt arbete.",
    "deadline": {"kind": "löpande"},
}

BOVERKET = {"myndigheter/boverket.md": entry("authority", title="Boverket")}


def document(fields: Mapping[str, Any], body: str = "En text.") -> str:
    """Front matter in JSON, which is YAML too."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def path(fields: Mapping[str, Any], name: str) -> str:
    return f"kalender/{name}.md" if "starts" in fields else f"bidrag/{name}.md"


def whole(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with what an event or a grant must have besides."""
    return {**_COMMON, **({} if "starts" in fields else _GRANT), **fields}


def library(
    folder: Path, many: Mapping[str, Mapping[str, Any]], files: Mapping[str, str] | None = None
) -> Library:
    """A library of events and grants by name; fails on anything that does not hold."""
    written = {path(fields, name): document(whole(fields)) for name, fields in many.items()}
    draw(folder, {**BOVERKET, **(files or {}), **written})
    verdict = compiled(folder, TODAY)
    assert not verdict.problems, "\n".join(map(str, verdict.problems))
    return verdict.library


def named(found: Library, names: Iterable[str]) -> list[Entry]:
    by_slug = {each.document.slug: each for each in found.entries.values()}
    return [by_slug[name] for name in names]

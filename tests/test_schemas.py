"""Schemas hold to rules too, and a mistake in one is told with the schema's own line."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.compile import compile_library
from world import SCHEMAS, TODAY, draw, entry

VOCABULARIES = ", ".join(sorted(file.stem for file in SCHEMAS.glob("vocabularies/*.yml")))

PODCAST = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Podd
description: Ett avsnitt av en podd.
x-site:
  folder: poddar
  singular: Podd
  plural: Poddar
  definite: Podden
  intro: Samtal om segregation.
  order: 8
  mark: "#.# .#. #.#"
type: object
required: [host]
properties:
  host:
    title: Värd
    description: Den som leder samtalet.
    type: string
"""


@dataclass(frozen=True)
class Malformed:
    """A schema file, made from the one above by changing a few words, and what is said of it."""

    name: str
    change: tuple[str, str]
    expected: list[str]
    file: str = "podcast.yml"


MALFORMED = [
    Malformed(
        "misspelt-word",
        ("type: string", "type: string\n    minLenght: 2"),
        [
            "hooks/schemas/podcast.yml:19:5: properties.host.minLenght: ordet ska vara ett som "
            "beskrivs i _entry.yml; menade du minLength? [schemafel]"
        ],
    ),
    Malformed(
        "field-without-description",
        ("    description: Den som leder samtalet.\n", ""),
        [
            "hooks/schemas/podcast.yml:15:3: properties.host: varje fält ska ha description, på "
            "svenska; description saknas [schemafel]"
        ],
    ),
    Malformed(
        "unknown-format",
        ("type: string", "type: string\n    format: datum"),
        [
            "hooks/schemas/podcast.yml:19:5: properties.host.format: format ska vara ett av date, "
            "date-or-time, partial-date, month-day, clock, web-address, isbn, doi, sfs, slug, "
            "site-path, person; här står datum [schemafel]"
        ],
    ),
    Malformed(
        "unknown-type-of-links",
        ("type: string", "type: string\n    links-to: person"),
        [
            "hooks/schemas/podcast.yml:19:5: properties.host.links-to: links-to ska vara ett av "
            "authority, event, focus-area, grant, news, page, podcast, report, research-summary, "
            "*; här står person [schemafel]"
        ],
    ),
    Malformed(
        "unknown-vocabulary",
        ("type: string", "type: string\n    vocabulary: [ord]"),
        [
            "hooks/schemas/podcast.yml:19:5: properties.host.vocabulary: vocabulary ska vara ett "
            f"av {VOCABULARIES}; här står ['ord'] [schemafel]"
        ],
    ),
    Malformed(
        "broken-pattern",
        ("type: string", 'type: string\n    pattern: "["'),
        [
            "hooks/schemas/podcast.yml:19:5: properties.host.pattern: pattern ska vara ett "
            "reguljärt uttryck; unterminated character set [schemafel]"
        ],
    ),
    Malformed(
        "not-json-schema",
        ("type: string", "type: sträng"),
        [
            "hooks/schemas/podcast.yml:18:5: properties.host.type: schemat ska följa JSON Schema "
            "2020-12; sträng följer inte regeln anyOf [schemafel]"
        ],
    ),
    Malformed(
        "site-without-plural",
        ("  plural: Poddar\n", ""),
        [
            "hooks/schemas/podcast.yml:4:1: x-site: x-site ska ha rätt form, se report.yml; plural "
            "saknas [schemafel]"
        ],
    ),
    Malformed(
        "site-with-unknown-word",
        ("  order: 8", "  ordning: 8"),
        [
            "hooks/schemas/podcast.yml:4:1: x-site: x-site ska ha rätt form, se report.yml; okända "
            "ord: ordning [schemafel]",
            "hooks/schemas/podcast.yml:4:1: x-site: x-site ska ha rätt form, se report.yml; order "
            "saknas [schemafel]",
        ],
    ),
    Malformed(
        "no-site",
        (PODCAST[PODCAST.index("x-site") : PODCAST.index("type: object")], ""),
        [
            "hooks/schemas/podcast.yml:1:1: x-site: x-site ska ha rätt form, se report.yml; det är "
            "tomt [schemafel]"
        ],
    ),
    Malformed(
        "dated-by-a-field-that-is-not-there",
        ("  order: 8", "  order: 8\n  dated-by: sent"),
        [
            "hooks/schemas/podcast.yml:11:3: x-site.dated-by: dated-by ska vara ett fält som "
            "finns; här står sent [schemafel]"
        ],
    ),
    Malformed(
        "requires-a-field-that-is-not-there",
        ("required: [host]", "required: [hosts]"),
        [
            "hooks/schemas/podcast.yml:13:1: required: required ska nämna fält som finns; här står "
            "hosts [schemafel]"
        ],
    ),
    Malformed(
        "order-of-what-is-no-date",
        ("type: object", "type: object\nnot-before: {host: published}"),
        [
            "hooks/schemas/podcast.yml:13:1: not-before: not-before ska nämna datumfält (format "
            "date, date-or-time, partial-date); host är inget datum [schemafel]"
        ],
    ),
    Malformed(
        "folder-of-another-type",
        ("folder: poddar", "folder: rapporter"),
        [
            "hooks/schemas/podcast.yml:1:1: x-site.folder: varje schema ska ha en egen mapp; "
            "hooks/schemas/report.yml har också rapporter [schemafel]"
        ],
    ),
    Malformed(
        "empty-file",
        (PODCAST, ""),
        ["hooks/schemas/podcast.yml:1:1: schemat: filen ska bestå av fält [schemafel]"],
    ),
    Malformed(
        "broken-yaml",
        ("title: Värd", "title: Värd: den som leder"),
        [
            "hooks/schemas/podcast.yml:16:16: properties: sätt värdet inom citattecken, det "
            "innehåller kolon och mellanslag [kolon]"
        ],
    ),
    Malformed(
        "word-without-name",
        (PODCAST, "ett: Ett\ntva: [Två]\n"),
        [
            "hooks/schemas/vocabularies/words.yml:2:1: tva: ett ord skrivs nyckel: Namn, eller "
            "nyckel: {title: Namn, within: nyckel, also: [andra ord]} [ordlistefel]"
        ],
        "vocabularies/words.yml",
    ),
    Malformed(
        "word-within-nothing",
        (PODCAST, "ett: {title: Ett, within: alla}\n"),
        [
            "hooks/schemas/vocabularies/words.yml:1:1: ett: within ska vara nyckeln för ett annat "
            "ord i listan; här står alla [ordlistefel]"
        ],
        "vocabularies/words.yml",
    ),
    Malformed(
        "empty-vocabulary",
        (PODCAST, ""),
        [
            "hooks/schemas/vocabularies/words.yml:1:1: ordlistan: ordlistan ska ha minst ett ord: "
            "nyckel: Namn [ordlistefel]"
        ],
        "vocabularies/words.yml",
    ),
    Malformed(
        "no-common-fields",
        (PODCAST, "x"),
        [
            "hooks/schemas/_entry.yml:1:1: schemat: filen ska bestå av fält [schemafel]",
        ],
        "_entry.yml",
    ),
]


def said_of(schemas: Path, content: Path) -> list[str]:
    return [str(problem) for problem in compile_library(content, schemas, TODAY).problems]


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case.name)
def test_malformed_schema_is_told_with_its_own_line(case: Malformed, tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    assert case.change[0] in PODCAST
    draw(tmp_path / "schemas", {case.file: PODCAST.replace(*case.change)})
    # The content is wrong too, but a broken rule would make true entries look false.
    draw(tmp_path / "content", {"om/a.md": entry("page", "fel: fel")})
    assert said_of(tmp_path / "schemas", tmp_path / "content") == case.expected


def test_the_schema_that_the_others_are_made_from_is_well_formed(tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    draw(tmp_path, {"schemas/podcast.yml": PODCAST, "content/om/a.md": entry("page")})
    assert said_of(tmp_path / "schemas", tmp_path / "content") == []

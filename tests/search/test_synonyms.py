"""Other words for the same thing: read with the vocabularies, found by search."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.load import load_schemas
from knowledge.model import Library
from knowledge.publish.search.synonyms import name_terms, phrases, synonyms

from .conftest import ROOT, Ask


def mistakes(tmp_path: Path, text: str) -> list[str]:
    """What is said of a list of synonyms with this text."""
    folder = tmp_path / "schemas"
    shutil.copytree(ROOT / "hooks/schemas", folder)
    (folder / "vocabularies/synonyms.yml").write_text(text, encoding="utf-8")
    _, _, problems = load_schemas(folder)
    return [str(problem).removeprefix("hooks/schemas/vocabularies/") for problem in problems]


def test_other_words_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(ROOT / "hooks/schemas", folder)
    (folder / "vocabularies/synonyms.yml").write_text(
        "bra: {title: Brå, also: [Brottsförebyggande rådet]}\n", encoding="utf-8"
    )
    _, vocabularies, problems = load_schemas(folder)
    assert problems == []
    assert vocabularies["synonyms"].also == {"bra": ("Brottsförebyggande rådet",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: A\nb: {title: B, also: C}\n", "synonyms.yml:2:21: b: also ska vara en lista"),
        ("b: {title: B, also: []}\n", "synonyms.yml:1:21: b: also ska vara en lista"),
        (
            "b:\n  title: B\n  also:\n    - 37\n",
            "synonyms.yml:4:7: b: ett ord i also ska vara text",
        ),
        ("b: {title: B, also: [C, C]}\n", "synonyms.yml:1:25: b: samma ord ska bara stå en gång"),
        (
            "b: {title: B, alos: [C]}\n",
            "synonyms.yml:1:15: b: ett ord har bara title, within och also",
        ),
        ("b: {also: [C]}\n", "synonyms.yml:1:1: b: ett ord skrivs nyckel: Namn"),
    ],
)
def test_mistakes_are_told_by_line(tmp_path: Path, text: str, expected: str) -> None:
    told = mistakes(tmp_path, text)
    assert len(told) == 1
    assert told[0].startswith(expected)
    assert told[0].endswith("[ordlistefel]")


def test_abbreviations_of_entries_are_synonyms_too(library: Library) -> None:
    groups = [{name for name, _ in group} for group in synonyms(library)]
    assert {"Forte", "Forskningsrådet för hälsa, arbetsliv och välfärd"} in groups
    assert name_terms("Forskningsrådet för hälsa, arbetsliv och välfärd") in phrases(
        synonyms(library)
    )


@pytest.mark.parametrize(
    ("query", "entry", "via"),
    [
        ("Brottsförebyggande rådet", "myndigheter/bra/", "Brå"),
        ("landsting", "myndigheter/skr/", "region"),
        ("Säpo", "myndigheter/sakerhetspolisen/", "Säkerhetspolisen"),
    ],
)
def test_one_word_finds_the_other(query: str, entry: str, via: str, ask: Ask) -> None:
    (found,) = ask("search", [query])
    assert entry in found["urls"]
    assert via in [way.get("via") for way in found["ways"]]


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("barometer", "om/segregationsbarometern/"),
        ("bostadssegregation", "rapporter/boende-med-konsekvens/"),
        ("områden", "nyheter/2024-11-180-omraden-pa-utanforskapets-karta/"),
        ("foraldrar", "forskning/millenniebarnen/"),
        ("segragation", "om/vad-ar-segregation/"),
        ("bostadsegregation", "rapporter/boende-med-konsekvens/"),
        ("SOU 2020:46", "rapporter/sou-2020-46/"),
        ("37-medel", "bidrag/37-medel/"),
        ('"utsatta områden"', "rapporter/lagesbild-utsatta-omraden-2023/"),
        ("förortssegregation", "forskning/mangfald-och-segregation-i-sverige/"),
    ],
)
def test_swedish_is_found_as_it_is_written(query: str, entry: str, ask: Ask) -> None:
    (found,) = ask("search", [query])
    assert entry in found["urls"]

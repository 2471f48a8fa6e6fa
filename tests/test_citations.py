"""Citations: what Zotero, EndNote, LaTeX and Google Scholar read of us."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from jsonschema import Draft202012Validator

from knowledge.citation import Citation, Name, citation, harvard, vancouver
from knowledge.model import Entry, PartialDate
from knowledge.publish import json_ld, meta_tags
from knowledge.publish.formats import bibtex, csl, ris
from knowledge.publish.formats.item import make_item, plain
from test_feeds import NAUGHTY, SITE, real_files
from world import compiled, draw, entry, real

CSL_TYPES = ("report", "article-journal", "book", "chapter", "thesis")
NAMES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {each: {"type": "string"} for each in ("family", "given", "literal")},
        "additionalProperties": False,
    },
}
TEXTS = "title container-title publisher genre number ISBN DOI number-of-pages language URL abstract".split()
CSL_DATA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": list(CSL_TYPES)},
            "author": NAMES,
            "editor": NAMES,
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": ["string", "number"]},
                        },
                    }
                },
            },
            **{name: {"type": "string"} for name in TEXTS},
        },
    },
}
"""The part of csl-data.json (CSL 1.0.2) that we use, as strict as the whole."""


def works() -> Iterator[tuple[Entry, Citation]]:
    for each in real().entries.values():
        work = citation(each, real())
        if work:
            yield each, work


def squeezed(words: str) -> str:
    return " ".join(plain(words).split())


def read_bibtex(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks, library.failed_blocks
    return [
        {"ID": each.key, **{field.key: field.value for field in each.fields}}
        for each in library.entries
    ]


def test_every_work_goes_through_bibtex_and_back() -> None:
    for each, work in works():
        (found,) = read_bibtex(real_files()[f"{each.key}.bib"])
        assert found["ID"] == work.key
        assert found["title"] == squeezed(work.title)
        assert found.get("year", "") == work.year
        names = [name for name in found.get("author", "").split(" and ") if name]
        if work.authors:
            assert [re.sub("[{}]", "", name) for name in names] == [
                f"{name.family}, {name.given}" if name.given else name.family
                for name in work.authors
            ]


def test_every_work_goes_through_ris_and_back() -> None:
    for each, work in works():
        (found,) = rispy.loads(real_files()[f"{each.key}.ris"])
        assert found["id"] == work.key
        assert found["title"] == squeezed(work.title)
        assert found.get("year", "") == work.year
        if work.authors:
            assert [name.split(",")[0] for name in found["authors"]] == [
                name.family for name in work.authors
            ]
        assert found["urls"]


def test_every_work_is_right_in_csl() -> None:
    judge = Draft202012Validator(CSL_DATA)
    for each, work in works():
        found = json.loads(real_files()[f"{each.key}.csl.json"])
        assert list(judge.iter_errors(found)) == []
        assert found[0]["title"] == work.title
        assert len(found[0].get("author", ())) == len(
            work.authors or (() if work.editors else work.creators)
        )


def test_a_list_is_cited_whole() -> None:
    count = sum(1 for each, _ in works() if each.type.name == "report")
    assert len(read_bibtex(real_files()["listor/rapporter.bib"])) == count
    assert len(rispy.loads(real_files()["listor/rapporter.ris"])) == count
    assert len(json.loads(real_files()["listor/rapporter.csl.json"])) == count
    assert "listor/nyheter.bib" not in real_files()


def test_naughty_strings_come_through_unchanged(tmp_path: Path) -> None:
    library = compiled(draw(tmp_path, {"rapporter/a.md": entry("report")})).library
    (one,) = library.entries.values()
    for words in NAUGHTY:
        if not squeezed(words):
            continue
        hostile = replace(one, fields={**one.fields, "title": words, "summary": words})
        item = make_item(hostile, library, SITE)
        text = bibtex.part(item, SITE)
        # bibtexparser's decoder of LaTeX guesses; the signs are undone by our own table instead.
        parsed = bibtexparser.parse_string(text)
        assert not parsed.failed_blocks, (words, text)
        assert undone(parsed.entries[0]["title"]) == squeezed(words)
        (found,) = rispy.loads(ris.part(item, SITE))
        assert found["title"] == squeezed(words)
        assert json.loads(csl.part(item, SITE))["title"] == plain(words)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text.replace("\r", ""))


def undone(text: str) -> str:
    text = text.replace("\\textasciitilde{}", "~").replace("\\textasciicircum{}", "^")
    parts = text.split("\\textbackslash{}")
    return "\\".join(re.sub(r"\\(.)", r"\1", part) for part in parts)


def one_work(folder: Path, extra: str, type_name: str = "report", title: str = "Titel") -> Entry:
    name = "rapporter/a.md" if type_name == "report" else "forskning/a.md"
    verdict = compiled(draw(folder, {name: entry(type_name, extra, title=title)}))
    assert verdict.problems == ()
    return next(iter(verdict.library.entries.values()))


def test_harvard_and_vancouver_in_swedish(tmp_path: Path) -> None:
    extra = "authors: ['Andersson, Eva', 'Berg, Karl-Erik']\nissued: 2018-03-16\nnumber: '2018:12'\nurl: https://x.example/r"
    each = one_work(tmp_path, extra, title="Ojämlika städer")
    work = citation(each, compiled(tmp_path).library)
    assert work
    assert str(harvard(work)) == (
        "Andersson, E. och Berg, K.E. (2018). Ojämlika städer. SCB. Rapport 2018:12. https://x.example/r"
    )
    assert str(vancouver(work)) == (
        "Andersson E, Berg KE. Ojämlika städer. SCB; 2018. (Rapport 2018:12). Tillgänglig: https://x.example/r"
    )


@pytest.mark.parametrize(
    ("given", "in_harvard", "in_vancouver"),
    [
        (
            {"kind": "utredning", "number": "SOU 2020:46", "authors": ()},
            "Boverket (2020). Titel. SOU 2020:46.",
            "Boverket. Titel. Boverket; 2020. (SOU 2020:46).",
        ),
        (
            {"title": "SOU 2020:46 En titel", "number": "SOU 2020:46", "authors": ()},
            "Boverket (2020). SOU 2020:46 En titel.",
            "Boverket. SOU 2020:46 En titel. Boverket; 2020.",
        ),
        (
            {"form": "article", "container": "Tidskriften", "publisher": ""},
            "Berg, K. (2020). Titel. Tidskriften.",
            "Berg K. Titel. Tidskriften; 2020.",
        ),
        (
            {"form": "chapter", "container": "Boken", "editors": ("Ek, Bo", "Al, Eva")},
            "Berg, K. (2020). Titel. I: Ek, B. och Al, E. (red.) Boken. Boverket.",
            "Berg K. Titel. I: Ek B, Al E, red. Boken. Boverket; 2020.",
        ),
        (
            {"form": "book", "authors": (), "editors": ("Ek, Bo",)},
            "Ek, B. (red.) (2020). Titel. Boverket.",
            "Ek B, red. Titel. Boverket; 2020.",
        ),
        (
            {"authors": tuple(f"{letter}k, Bo" for letter in "ABCDEFG")},
            "Ak, B., Bk, B., Ck, B., Dk, B., Ek, B., Fk, B. och Gk, B. (2020). Titel. Boverket.",
            "Ak B, Bk B, Ck B, Dk B, Ek B, Fk B, et al. Titel. Boverket; 2020.",
        ),
    ],
)
def test_six_kinds_of_work_as_they_are_written(
    given: dict[str, Any], in_harvard: str, in_vancouver: str
) -> None:
    """An inquiry, one whose title has its number, an article, a chapter, an anthology, a crowd."""
    facts = {"authors": ("Berg, Karin",), "publisher": "Boverket", "title": "Titel", **given}
    facts |= {part: tuple(map(Name.read, facts.get(part, ()))) for part in ("authors", "editors")}
    year = PartialDate(2020)
    work = Citation(**{"key": "a", "form": "report", "page": "", "issued": year, **facts})
    assert str(harvard(work)) == in_harvard
    assert str(vancouver(work)) == in_vancouver


def test_a_work_without_author_or_year(tmp_path: Path) -> None:
    work = citation(one_work(tmp_path, ""), compiled(tmp_path).library)
    assert work
    assert str(harvard(work)) == "SCB (u.å.). Titel."
    assert str(vancouver(work)) == "SCB. Titel. SCB; u.å."


def tags(each: Entry, name: str) -> list[str]:
    return [tag.content for tag in meta_tags(each, real(), SITE) if tag.name == name]


@pytest.mark.parametrize("name", ["citation_title", "DC.title", "citation_abstract_html_url"])
def test_every_work_has_one_of(name: str) -> None:
    for each, _ in works():
        assert len(tags(each, name)) == 1, each.key


def test_the_rules_of_zotero_and_google_scholar() -> None:
    for each, work in works():
        institutions = tags(each, "citation_technical_report_institution")
        assert len(institutions) == (1 if work.form == "report" and work.publisher else 0)
        assert not (institutions and tags(each, "citation_journal_title"))
        authors = tags(each, "citation_author")
        if work.authors:
            assert [name.split(",")[0] for name in authors] == [
                name.family for name in work.authors
            ]
        for date in tags(each, "citation_publication_date"):
            assert re.fullmatch(r"\d{4}(/\d{1,2}(/\d{1,2})?)?", date)


def test_every_entry_describes_itself_in_schema_org() -> None:
    kinds: dict[str, set[Any]] = {}
    for each in real().entries.values():
        script = str(json_ld(each, real(), SITE))
        text = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', script, re.S)
        assert text, each.key
        assert "<" not in text[1]
        kinds.setdefault(each.type.name, set()).add(json.loads(text[1])["@type"])
    assert "Report" in kinds["report"]
    assert "ScholarlyArticle" in kinds["research-summary"]
    assert "GovernmentOrganization" in kinds["authority"]
    assert kinds["event"] == {"Event"}
    assert kinds["grant"] == {"MonetaryGrant"}
    assert kinds["news"] == {"NewsArticle"}
    assert "DataCatalog" in kinds["page"]

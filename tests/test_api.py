"""The static API and the dumps: every answer is what its published schema says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

import knowledge.publish.leaving
from knowledge.feeds import feeds
from knowledge.publish.api import DUMP, api_files
from knowledge.publish.formats import list_files
from knowledge.publish.formats.item import plain
from knowledge.publish.formats.table import safe
from knowledge.publish.leaving import Leaving
from test_feeds import NAUGHTY, SITE, naughty_library, real_files
from world import ROOT, compiled, draw, entry, real

GOLDEN = ROOT / "tests/golden/v1"


@cache
def answers() -> Mapping[str, Any]:
    files = dict(api_files(feeds(real()).all, real(), SITE))
    return MappingProxyType(
        {name: json.loads(text) for name, text in files.items() if name.endswith(".json")}
    )


def dumps() -> set[str]:
    return {
        name for name in dict(api_files(feeds(real()).all, real(), SITE)) if name.endswith(DUMP)
    }


def schema_of(name: str) -> str:
    """Which schema an answer follows, by its address."""
    parts = name.removeprefix("api/v1/").removesuffix(".json").split("/")
    if parts[0] == "poster":
        return parts[1]
    if parts[0] == "andringar":
        return "manader" if parts[1] == "index" else "andringar"
    named = {"listor": "lista", "ordlistor": "ordlista", "relationer": "relationer"}
    return named.get(parts[0], parts[0])


def test_every_answer_holds_against_its_published_schema() -> None:
    judges: dict[str, Draft202012Validator] = {}
    for name, answer in answers().items():
        if "/scheman/" in name or name.endswith("openapi.json"):
            continue
        schema = schema_of(name)
        if schema not in judges:
            published = answers()[f"api/v1/scheman/{schema}.json"]
            Draft202012Validator.check_schema(published)
            judges[schema] = Draft202012Validator(
                published, format_checker=Draft202012Validator.FORMAT_CHECKER
            )
        assert [error.message for error in judges[schema].iter_errors(answer)] == [], name
    assert len(judges) > 12


def test_the_openapi_document_is_valid_and_tells_of_every_file() -> None:
    document = answers()["api/v1/openapi.json"]
    OpenAPIV31SpecValidator(document).validate()
    paths = [path.split("/") for path in document["paths"]]
    for name in answers():
        if "/scheman/" in name or name.endswith("openapi.json"):
            continue
        parts = ["", *name.removeprefix("api/v1/").split("/")]
        assert any(
            len(path) == len(parts)
            and all(one == other or "{" in one for one, other in zip(path, parts, strict=True))
            for path in paths
        ), name


def test_everything_that_is_linked_is_there() -> None:
    there = {
        SITE.url + name
        for name in (*answers(), *real_files(), *dumps(), "listor/kunskapsbanken.opml")
    }
    index = answers()["api/v1/index.json"]
    linked = [index[name] for name in ("openapi", "changes", "coming", "feeds")]
    linked += index["vocabularies"].values()
    for each in index["types"]:
        linked += [each[name] for name in ("list", "relations", "schema", "csv", "ndjson")]
    for name, answer in answers().items():
        if "/listor/" in name:
            linked += [each["api_url"] for each in answer["items"]]
    assert set(linked) <= there


def test_lists_hold_every_entry_once() -> None:
    keys = [
        each["key"]
        for name, answer in answers().items()
        if "/listor/" in name
        for each in answer["items"]
    ]
    assert sorted(keys) == sorted(each.key for each in real().entries.values() if each.url)


def test_changes_tell_what_is_new_changed_and_withdrawn(tmp_path: Path) -> None:
    files = {
        "nyheter/a.md": entry("news", "updated: 2026-03-01"),
        "nyheter/b.md": entry(
            "news",
            "status: tillbakadragen\nwithdrawn: {date: 2026-03-05, reason: Den var fel i sak.}",
        ),
    }
    library = compiled(draw(tmp_path, files)).library
    found = dict(api_files(feeds(library).all, library, SITE))
    march = json.loads(found["api/v1/andringar/2026-03.json"])["changes"]
    assert [(each["date"], each["change"], each["key"]) for each in march] == [
        ("2026-03-05", "tillbakadragen", "nyheter/b"),
        ("2026-03-01", "ändrad", "nyheter/a"),
    ]
    january = json.loads(found["api/v1/andringar/2026-01.json"])["changes"]
    assert {each["change"] for each in january} == {"ny"}


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_a_table_has_a_row_for_each_entry() -> None:
    assert len(rows(real_files()["listor/allt.csv"])) == sum(
        1 for each in real().entries.values() if each.url
    )
    reports = rows(real_files()["listor/rapporter.csv"])
    assert len(reports) == sum(1 for _ in real().of_type("report"))
    assert {"publisher", "kind", "isbn"} <= set(reports[0])


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1"])
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_naughty_strings_come_through_dumps_and_api_unchanged(tmp_path: Path) -> None:
    library = naughty_library(tmp_path, NAUGHTY)
    strings = dict(zip(library.entries, NAUGHTY, strict=True))
    found = [each for each in feeds(library).all if each.stem == "listor/nyheter"]
    files = {**dict(list_files(found, library, SITE)), **dict(api_files(found, library, SITE))}
    records = [json.loads(line) for line in files["listor/nyheter.ndjson"].splitlines() if line]
    assert len(records) == len(NAUGHTY)
    api = files
    for each in records:
        words = plain(strings[each["key"]])
        assert (each["title"], each["summary"]) == (words, words)
        assert json.loads(api[f"api/v1/poster/{each['key']}.json"])["title"] == words
    table = rows(files["listor/nyheter.csv"])
    for row in table:
        assert row["title"] == safe(plain(strings[row["key"]]))
        assert row["title"][:1] not in ("=", "+", "-", "@", "\t")


def shape(value: Any) -> Any:
    """The names and kinds of what there is, without its words: what v1 promises."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return {str: "text", int: "number", bool: "truth"}.get(type(value), "null")


def lost(golden: Any, now: Any, at: str = "") -> list[str]:
    """What v1 had and has no more."""
    if isinstance(golden, dict):
        if not isinstance(now, dict):
            return [f"{at} is no longer an object"]
        return [
            each
            for name, value in golden.items()
            for each in (
                lost(value, now[name], f"{at}/{name}") if name in now else [f"{at}/{name} is gone"]
            )
        ]
    if isinstance(golden, list):
        if not isinstance(now, list):
            return [f"{at} is no longer a list"]
        return lost(golden[0], now[0], f"{at}/0") if golden and now else []
    return [] if golden == now or "null" in (golden, now) else [f"{at} was {golden}, is {now}"]


def example_answers(folder: Path) -> dict[str, Any]:
    """The small library's answers: one of each kind of file."""
    library = compiled(ROOT / "tests/examples/library").library
    found = feeds(library).all
    files = {**dict(api_files(found, library, SITE)), **dict(list_files(found, library, SITE))}
    return {
        name: json.loads(text)
        for name, text in files.items()
        if name.endswith(".json") and "/scheman/" not in name
    }


def test_v1_gains_but_never_loses(tmp_path: Path) -> None:
    """The golden files hold the shape of v1. Run with a new file's name missing to write it."""
    now = example_answers(tmp_path)
    golden = {path.relative_to(GOLDEN).as_posix(): path for path in GOLDEN.rglob("*.json")}
    assert len(golden) > 20, "the golden files of v1 are gone"
    told = []
    for name, path in golden.items():
        if name not in now:
            told.append(f"{name} is gone")
            continue
        told += [
            f"{name}{each}" for each in lost(json.loads(path.read_text("utf-8")), shape(now[name]))
        ]
    assert told == []


def test_a_loss_would_be_seen() -> None:
    golden = shape({"a": [{"b": "x", "c": 1}]})
    assert lost(golden, shape({"a": [{"b": "y", "c": 2, "d": 3}], "e": 1})) == []
    assert lost(golden, shape({"a": [{"b": "y"}]})) == ["/a/0/c is gone"]
    assert lost(golden, shape({"a": [{"b": 1, "c": 1}]})) == ["/a/0/b was text, is number"]


def test_what_is_to_go_says_so_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    told, gone = dt.date(2026, 11, 1), dt.date(2028, 1, 1)
    ends = Leaving("listor/*.rss", told, gone, "https://bank.example/under/listor/allt.atom")
    monkeypatch.setattr(knowledge.publish.leaving, "LEAVING", (ends,))
    found = [each for each in feeds(real()).all if each.stem == "listor/nyheter"]
    files = {**dict(list_files(found, real(), SITE)), **dict(api_files(found, real(), SITE))}
    assert "Upphör 2028-01-01. Använd https://" in files["listor/nyheter.rss"]
    assert "Upphör" not in files["listor/nyheter.atom"]
    index = json.loads(files["api/v1/index.json"])
    assert [each["from"] for each in index["deprecations"]] == ["2028-01-01"]
    schema = answers()["api/v1/scheman/index.json"]
    assert list(Draft202012Validator(schema).iter_errors(index)) == []


def test_nothing_goes_without_a_year_of_warning() -> None:
    with pytest.raises(ValueError, match="a year before"):
        Leaving("api/v1/*", dt.date(2026, 11, 1), dt.date(2027, 10, 31), "https://x.example/")

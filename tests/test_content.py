"""The real content: no mistake in it, as much of it as was promised, and nobody's private details."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge.compile import Verdict
from knowledge.today import build_day
from world import ROOT, compiled

CONTENT = ROOT / "content"
LEAST = {
    "report": 50,
    "research-summary": 34,
    "authority": 32,
    "grant": 33,
    "event": 18,
    "news": 35,
    "focus-area": 10,
}


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    # As of today by the clock, as make check does it: no day may lie ahead by mistake.
    return compiled(CONTENT, build_day())


def test_it_has_no_mistake(verdict: Verdict) -> None:
    assert [str(problem) for problem in verdict.problems] == []


def test_there_is_as_much_of_each_type_as_was_promised(verdict: Verdict) -> None:
    counts = Counter(entry.type.name for entry in verdict.library.entries.values())
    assert {name: counts[name] for name, least in LEAST.items() if counts[name] < least} == {}
    assert sum(counts.values()) >= 220


def test_there_are_five_areas_and_five_perspectives(verdict: Verdict) -> None:
    kinds = Counter(entry.fields["kind"] for entry in verdict.library.of_type("focus-area"))
    assert kinds == {"fokusområde": 5, "perspektiv": 5}


def test_nothing_stands_alone(verdict: Verdict) -> None:
    """Each entry is linked with another or is like one, so that a reader comes further."""
    library = verdict.library
    alone = [
        key
        for key, entry in library.entries.items()
        if entry.url
        and entry.type.name != "page"
        and not (library.outgoing.get(key) or library.incoming.get(key) or library.similar.get(key))
    ]
    assert alone == []


# Of an authority, not of a person: registrator@, info@ and the like.
SHARED = re.compile(r"(registrator|info|kansli|kontakt|redaktion|exempel|support|press)\b")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\w/.:-])(\+46|0)[\s-]?\d{1,3}[\s-]\d{2,3}[\s-]?\d{2,3}[\s-]?\d{2}(?!\d)")


@pytest.mark.parametrize(
    "private", ["eva.andersson@scb.se", "070-123 45 67", "+46 70 123 45 67", "08-123 456 78"]
)
def test_the_search_for_private_details_finds_them(private: str) -> None:
    text = f"Ring {private} nu."
    found = ADDRESS.search(text)
    assert PHONE.search(text) or (found and not SHARED.match(found[0]))


def test_nobodys_private_details_are_in_it() -> None:
    found = []
    for file in sorted(CONTENT.rglob("*.md")):
        text = file.read_text("utf-8")
        found += [(file.name, each) for each in ADDRESS.findall(text) if not SHARED.match(each)]
        found += [(file.name, match[0]) for match in PHONE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("file", sorted(CONTENT.rglob("*.md")), ids=lambda path: path.stem)
def test_each_file_is_as_editors_write_it(file: Path) -> None:
    raw = file.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")

"""How entries hang together: both directions, and only between those that are seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from knowledge.model import Library, Link
from knowledge.problems import Code
from world import TODAY, compiled, draw, entry

AREAS = {
    "fokusomraden/boende.md": entry("focus-area", title="Boende"),
    "fokusomraden/barn.md": entry("focus-area", title="Barn").replace("fokusområde", "perspektiv"),
}
WITHDRAWN = "status: tillbakadragen\nwithdrawn: {date: 2026-02-01, reason: Fel siffror.}"
BOVERKET = {"myndigheter/boverket.md": entry("authority", title="Boverket")}


def library(tmp_path: Path, files: dict[str, str], drafts: bool = False) -> Library:
    verdict = compiled(draw(tmp_path, {**AREAS, **BOVERKET, **files}), drafts=drafts)
    assert verdict.problems == ()
    return verdict.library


def codes(tmp_path: Path, files: dict[str, str], today: dt.date = TODAY) -> list[Code]:
    root = draw(tmp_path, {**AREAS, **BOVERKET, **files})
    return [problem.code for problem in compiled(root, today).problems]


def test_a_field_links_both_ways_with_the_heading_of_the_schema(tmp_path: Path) -> None:
    report = entry("report").replace("publisher: SCB", "publisher: boverket")
    made = library(tmp_path, {"rapporter/a.md": report})
    link = Link("rapporter/a", "myndigheter/boverket", "publisher", "Rapporter från")
    assert made.outgoing["rapporter/a"] == (link,)
    assert made.incoming["myndigheter/boverket"] == (link,)


@pytest.mark.parametrize(("state", "expected"), [("", [Code.NAME_FOR_ID]), ("status: utkast", [])])
def test_a_name_is_to_be_an_id_where_the_id_would_do(
    state: str, expected: list[Code], tmp_path: Path
) -> None:
    files = {
        "myndigheter/skr.md": entry("authority", state, title="SKR"),
        "rapporter/a.md": entry("report").replace("publisher: SCB", "publisher: SKR och SCB"),
        "rapporter/b.md": entry("report").replace("publisher: SCB", "publisher: SKR"),
    }
    assert codes(tmp_path, files) == expected


def test_a_mention_in_the_text_links_both_ways(tmp_path: Path) -> None:
    made = library(
        tmp_path, {"nyheter/a.md": entry("news", body="[B](../myndigheter/boverket.md)")}
    )
    assert made.incoming["myndigheter/boverket"] == (
        Link("nyheter/a", "myndigheter/boverket", "body"),
    )


def test_a_field_says_more_than_a_mention(tmp_path: Path) -> None:
    news = entry("news", "related: [myndigheter/boverket]", "[B](../myndigheter/boverket.md)")
    made = library(tmp_path, {"nyheter/a.md": news})
    (link,) = made.incoming["myndigheter/boverket"]
    assert (link.field, link.heading) == ("related", "Hör ihop med")


@pytest.mark.parametrize(
    ("publisher", "links"),
    [("boverket", 1), ("Boverket AB", 0), ("OECD", 0), ("Kungl. biblioteket", 0)],
)
def test_what_looks_like_a_name_is_text(publisher: str, links: int, tmp_path: Path) -> None:
    report = entry("report").replace("publisher: SCB", f"publisher: {publisher}")
    made = library(tmp_path, {"rapporter/a.md": report})
    assert len(made.outgoing.get("rapporter/a", ())) == links


def test_what_looks_like_an_id_must_name_an_entry(tmp_path: Path) -> None:
    report = entry("report").replace("publisher: SCB", "publisher: boverkett")
    assert codes(tmp_path, {"rapporter/a.md": report}) == [Code.UNKNOWN_REFERENCE]


def test_a_reference_into_a_type_without_entries_names_its_folder(tmp_path: Path) -> None:
    root = draw(tmp_path, {"bidrag/a.md": entry("grant")})
    (problem,) = compiled(root).problems
    assert "mappen myndigheter/" in problem.must


def test_a_reference_to_a_file_with_mistakes_of_its_own_is_none(tmp_path: Path) -> None:
    files = {
        "myndigheter/trasig.md": entry("authority", "fel: fel"),
        "bidrag/a.md": entry("grant").replace("giver: boverket", "giver: trasig"),
        "nyheter/a.md": entry(
            "news", "related: [myndigheter/trasig]", "[T](../myndigheter/trasig.md)"
        ),
    }
    assert codes(tmp_path, files) == [Code.UNKNOWN_FIELD]


def test_an_entry_that_changed_its_file_name_is_known_by_its_old_id(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "rapporter/ny.md": entry("report", "id: gammal"),
            "nyheter/a.md": entry("news", "related: [rapporter/gammal]"),
        },
    )
    assert made.entries["rapporter/gammal"].url == "rapporter/ny/"
    assert "rapporter/gammal" in made.incoming


def test_drafts_and_coming_entries_are_left_out(tmp_path: Path) -> None:
    files = {
        "nyheter/utkast.md": entry("news", "status: utkast"),
        "nyheter/idag.md": entry("news", f"published: {TODAY}"),
        "nyheter/imorgon.md": entry("news", "published: 2026-11-23"),
    }
    seen = {key for key in library(tmp_path, files).entries if key.startswith("nyheter/")}
    assert seen == {"nyheter/idag"}
    seen = {key for key in library(tmp_path, files, drafts=True).entries if "nyheter/" in key}
    assert seen == {"nyheter/utkast", "nyheter/idag", "nyheter/imorgon"}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("", "status: utkast", [Code.UNPUBLISHED]),
        ("", "published: 2027-01-01", [Code.UNPUBLISHED]),
        ("published: 2027-01-01", "published: 2027-01-01", []),
        ("published: 2027-01-01", "published: 2027-01-02", [Code.UNPUBLISHED]),
        ("status: utkast", "status: utkast", []),
        ("", "published: 2026-11-22", []),
        ("", WITHDRAWN, []),
    ],
)
def test_what_is_seen_leans_on_nothing_unseen(
    source: str, target: str, expected: list[Code], tmp_path: Path
) -> None:
    link = "[b](b.md)"
    files = {"nyheter/a.md": entry("news", source, link), "nyheter/b.md": entry("news", target)}
    assert codes(tmp_path, files) == expected
    related = f"{source}\nrelated: [nyheter/b]"
    files["nyheter/a.md"] = entry("news", related)
    assert codes(tmp_path, files) == expected


def test_a_withdrawn_entry_stays_and_names_its_successor(tmp_path: Path) -> None:
    told = "{date: 2026-02-01, reason: Fel siffror., successor: rapporter/b}"
    made = library(
        tmp_path,
        {
            "rapporter/a.md": entry("report", f"status: tillbakadragen\nwithdrawn: {told}"),
            "rapporter/b.md": entry("report"),
        },
    )
    assert made.incoming["rapporter/b"][0].heading == "Ersätter"


def test_entries_with_rare_subjects_in_common_are_alike_and_say_why(tmp_path: Path) -> None:
    subjects = "focus_areas: [boende]\ntopics: [hemloshet]\nplaces: [malmo, sverige]"
    files = {f"nyheter/{name}.md": entry("news", "topics: [kultur]") for name in "cdefgh"}
    made = library(
        tmp_path,
        {
            **files,
            "nyheter/a.md": entry("news", subjects),
            "nyheter/b.md": entry("news", subjects),
        },
    )
    (like,) = made.similar["nyheter/a"]
    assert like.key == "nyheter/b"
    assert like.reason == "samma fokusområde, ämne och plats"


def test_entries_that_are_linked_already_are_not_shown_as_alike(tmp_path: Path) -> None:
    subjects = "focus_areas: [boende]\ntopics: [hemloshet]\nplaces: [malmo]"
    made = library(
        tmp_path,
        {
            "nyheter/a.md": entry("news", f"{subjects}\nrelated: [nyheter/b]"),
            "nyheter/b.md": entry("news", subjects),
        },
    )
    assert made.similar["nyheter/a"] == made.similar["nyheter/b"] == ()


def test_the_whole_country_is_no_likeness(tmp_path: Path) -> None:
    files = {f"nyheter/{name}.md": entry("news", "places: [sverige]") for name in "ab"}
    assert library(tmp_path, files).similar["nyheter/a"] == ()


def test_old_addresses_lead_to_the_entry_while_it_is_seen(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        {
            "nyheter/a.md": entry("news", "redirect_from: [/gammalt/, /a/b/c/]"),
            "nyheter/b.md": entry("news", "redirect_from: [/hemligt/]\nstatus: utkast"),
        },
    )
    assert made.redirects == {"a/b/c/": "nyheter/a/", "gammalt/": "nyheter/a/"}

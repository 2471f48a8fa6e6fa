"""A new entry type is one new schema file: all else follows from it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from project import build, project

SCHEMA = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Podd
description: Ett avsnitt av en podd.
x-site:
  folder: poddar
  singular: Poddavsnitt
  plural: Poddavsnitt
  definite: Avsnittet
  intro: Samtal om segregation att lyssna på.
  order: 8
  mark: "#.# .#. #.#"
  dated-by: sent
  credited-to: [maker]
type: object
required: [maker, sent]
properties:
  maker:
    title: Görs av
    description: Id för den som gör podden.
    type: string
    links-to: authority
    reverse: Poddavsnitt från
  sent:
    title: Sändes
    description: Dagen då avsnittet sändes, ÅÅÅÅ-MM-DD.
    type: [string, integer]
    format: partial-date
  minutes:
    title: Längd
    description: Antal minuter.
    type: integer
    minimum: 1
    unit: minuter
"""

ENTRY = """\
---
title: Ängslan och öar
summary: Ett samtal om hur grannskap formar människors vardag i tre städer.
published: 2026-05-01
checked: 2026-05-01
sources: [{title: Podden, url: https://www.boverket.se/podd/}]
maker: boverket
sent: 2026-04-13
minutes: 42
focus_areas: [boende]
---

Lyssna, och läs [rapporten](../rapporter/segregation-i-sverige.md).
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(
        tmp_path_factory.mktemp("podd"),
        {"hooks/schemas/podcast.yml": SCHEMA, "content/poddar/angslan.md": ENTRY},
    )
    done = build(folder)
    assert done.returncode == 0, done.stdout
    return folder / "site"


def words(page: Path) -> str:
    """The words of a page's main part, as they are read."""
    html = page.read_text("utf-8")
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_its_entry_has_a_page_with_facts_and_text(site: Path) -> None:
    page = words(site / "poddar/angslan/index.html")
    for part in ("Ängslan och öar", "Görs av Boverket", "13 april 2026", "42 minuter", "Lyssna"):
        assert part in page


def test_it_has_a_listing(site: Path) -> None:
    page = words(site / "poddar/index.html")
    for part in ("Poddavsnitt", "Samtal om segregation att lyssna på.", "Ängslan och öar"):
        assert part in page


def test_it_stands_in_the_list_from_a_to_o(site: Path) -> None:
    assert "Ängslan och öar" in words(site / "a-o/index.html")


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("myndigheter/boverket", "Poddavsnitt från Boverket"),
        ("fokusomraden/boende", "Poddavsnitt"),
        ("rapporter/segregation-i-sverige", "Poddavsnitt som nämner"),
    ],
)
def test_the_entries_it_names_show_it(page: str, heading: str, site: Path) -> None:
    shown = words(site / page / "index.html")
    assert heading in shown
    assert "Ängslan och öar" in shown


def test_it_leads_to_the_entries_it_names(site: Path) -> None:
    html = (site / "poddar/angslan/index.html").read_text("utf-8")
    for address in ("myndigheter/boverket/", "fokusomraden/boende/", "segregation-i-sverige/"):
        assert re.search(rf'href="[./]*[\w/]*{address}"', html)


def test_a_mistake_in_it_is_told_in_its_own_words(tmp_path: Path) -> None:
    entry = ENTRY.replace("minutes: 42", "minutes: en timme").replace("boverket", "boverkt", 1)
    folder = project(
        tmp_path, {"hooks/schemas/podcast.yml": SCHEMA, "content/poddar/angslan.md": entry}
    )
    done = build(folder)
    assert done.returncode == 1
    assert (
        "content/poddar/angslan.md:9:10: minutes: värdet ska vara ett heltal; här står ”en timme” "
        "[fel-sort]" in done.stdout
    )

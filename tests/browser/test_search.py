"""The search as a visitor meets it: typing, facets, address, keyboard, screen reader."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from kinds import SCHEMES, WIDTHS
from playwright.sync_api import Browser, Page, Request, Route, expect
from serving import Served, serve
from test_accessibility import OVERFLOW, TARGETS, violations

pytestmark = pytest.mark.browser

FIELD = "Sök i kunskapsbanken"


@pytest.fixture
def loaded(page: Page) -> list[str]:
    """The addresses that the page asks for, as it asks."""
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    page.on("request", note)
    return addresses


@pytest.fixture(autouse=True)
def quiet(page: Page) -> Iterator[None]:
    """Nothing goes wrong in the page, and nothing breaks its policy."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield
    assert wrong == []


def search(page: Page, site: Served, query: str) -> None:
    page.goto(f"{site.url}sok/?{query}")
    expect(page.locator("[data-status]")).to_have_text(re.compile("träff"))


def titles(page: Page) -> list[str]:
    return page.locator("[data-results] .row-title a").all_inner_texts()


def count(page: Page) -> int:
    said = page.locator("[data-status]").inner_text()
    return int(re.sub(r"\D", "", said.split(" träff")[0]) or 0)


# Nothing before it is needed


@pytest.mark.parametrize(
    "address", ["", "rapporter/", "om/vad-ar-segregation/", "sok/", "finns-inte/"]
)
def test_nothing_of_the_index_is_loaded_before_the_field_is_used(
    address: str, site: Served, page: Page, loaded: list[str]
) -> None:
    page.goto(site.url + address) if address != "finns-inte/" else page.goto(site.url + "404.html")
    page.wait_for_load_state("networkidle")
    assert [each for each in loaded if re.search(r"/sok/.+\.(js|json)|lunr", each)] == []
    page.get_by_label(FIELD).focus()
    expect(page.get_by_label(FIELD)).to_have_attribute("role", "combobox")
    page.wait_for_load_state("networkidle")
    assert any(each.endswith("sok/manifest.json") for each in loaded)


# Results


def test_a_result_says_what_and_when_and_why(site: Served, page: Page) -> None:
    search(page, site, "q=bostadssegregation")
    assert titles(page)[0].startswith("Boende med konsekvens")
    first = page.locator("[data-results] .row").first
    assert first.locator(".row-gutter").inner_text().strip() == "Rapport"
    assert "2016" in first.locator(".row-who").inner_text()
    assert "bostadssegregation" in first.locator("mark").first.inner_text().lower()
    assert page.get_by_text("Hittad via boendesegregation").first.is_visible()


def test_typing_shows_results_and_stale_ones_never(site: Served, page: Page) -> None:
    """Answers to early keystrokes are held back until later ones have come: they are dropped."""
    held: list[Route] = []
    holding = True

    def hold(route: Route) -> None:
        if holding:
            held.append(route)
        else:
            route.continue_()

    page.goto(f"{site.url}sok/")
    field = page.get_by_label(FIELD)
    field.fill("boverket")
    expect(page.locator("[data-results] .row").first).to_contain_text("Boverket")
    page.route("**/entries/*.json", hold)
    field.fill("kriminalvården")
    page.wait_for_timeout(400)
    holding = False
    field.fill("skolverket")
    expect(page.locator("[data-status]")).to_contain_text("skolverket")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(400)
    assert "skolverket" in page.locator("[data-status]").inner_text()
    assert "Skolverket" in " ".join(titles(page))
    assert page.url.endswith("?q=skolverket")


def test_spelling_help_leads_to_the_right_word(site: Served, page: Page) -> None:
    search(page, site, "q=segragation")
    page.get_by_role("link", name="segregation", exact=True).click()
    expect(page.get_by_label(FIELD)).to_have_value("segregation")
    assert page.url.endswith("?q=segregation")


def test_an_empty_result_says_what_to_try(site: Served, page: Page) -> None:
    search(page, site, "q=xyzzyq+skolval&typ=bidrag")
    page.goto(f"{site.url}sok/?q=xyzzyq")
    empty = page.locator("[data-empty]")
    expect(empty).to_contain_text("Det här kan hjälpa")
    expect(page.get_by_text("Följ eller citera träffarna")).to_be_hidden()
    empty.get_by_role("link", name="allt från A till Ö").click()
    assert page.url == f"{site.url}a-o/"


def test_quotes_minus_and_type(site: Served, page: Page) -> None:
    search(page, site, "q=utsatta+områden")
    loose = count(page)
    search(page, site, "q=%22utsatta+områden%22")
    assert 0 < count(page) < loose
    search(page, site, "q=skola")
    whole = count(page)
    search(page, site, "q=skola+-skolsegregation")
    assert 0 < count(page) < whole
    search(page, site, "q=idrott+typ:bidrag")
    assert {
        each.strip() for each in page.locator("[data-results] .row-gutter").all_inner_texts()
    } == {"Bidrag"}


# Facets, order, address


def test_facets_count_every_hit_and_narrow(site: Served, page: Page) -> None:
    search(page, site, "q=skola")
    whole = count(page)
    panel = page.locator("[data-facets]")
    types = panel.get_by_role("group", name="Typ")
    expect(types.get_by_role("checkbox").first).to_be_visible()
    counts = [int(each) for each in types.locator(".facet-count").all_inner_texts()]
    assert sum(counts) == whole > 10
    box = types.get_by_role("checkbox", name="Rapporter")
    many = int(types.locator("li", has_text="Rapporter").locator(".facet-count").inner_text())
    box.check()
    expect(page.locator("[data-status]")).to_contain_text(f"{many} träffar")
    assert "typ=rapporter" in page.url
    # The other types are still counted, so that they can be added.
    assert [int(each) for each in types.locator(".facet-count").all_inner_texts()] == counts
    assert page.evaluate("document.activeElement.value") == "rapporter"


def test_the_address_holds_everything_and_back_goes_back(site: Served, page: Page) -> None:
    search(page, site, "q=segregation")
    page.get_by_role("checkbox", name="Nyheter").check()
    expect(page).to_have_url(re.compile("typ=nyheter"))
    page.get_by_label("Sortera").select_option("titel")
    expect(page).to_have_url(re.compile("sortera=titel"))
    expect(page.locator("[data-results] .row").first).to_contain_text(re.compile("^\\s*Nyhet"))
    page.get_by_role("link", name="Nästa").click()
    expect(page.locator("[data-status]")).to_contain_text("Visar 11–")
    shared, shown = page.url, titles(page)
    page.go_back()
    expect(page.locator("[data-status]")).to_contain_text("Visar 1–10")
    page.go_back()
    page.go_back()
    expect(page.get_by_role("checkbox", name="Nyheter")).not_to_be_checked()
    assert page.url.endswith("?q=segregation")
    page.goto(shared)
    expect(page.locator("[data-status]")).to_contain_text("Visar 11–")
    assert titles(page) == shown


def test_newest_first_is_newest_first(site: Served, page: Page) -> None:
    search(page, site, "q=delmos&typ=nyheter&sortera=nyast")
    years = [
        int(re.findall(r"\d{4}", each)[-1]) for each in page.locator(".row-who").all_inner_texts()
    ]
    assert years == sorted(years, reverse=True)
    assert len(years) == 10


# Suggestions


def test_suggestions_follow_the_combobox_pattern(site: Served, page: Page) -> None:
    page.goto(f"{site.url}om/")
    field = page.get_by_label(FIELD)
    field.click()
    expect(field).to_have_attribute("role", "combobox")
    field.press_sequentially("segre", delay=30)
    options = page.get_by_role("listbox", name="Förslag").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    chosen = options.first
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "segre"
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    word = options.first.inner_text()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/sok/\?q="))
    expect(page.get_by_label(FIELD)).to_have_value(word)
    expect(page.locator("[data-results] .row").first).to_be_visible()


def test_a_suggested_entry_is_gone_to_straight_away(site: Served, page: Page) -> None:
    page.goto(site.url)
    field = page.get_by_label(FIELD)
    field.click()
    field.press_sequentially("kriminalvår", delay=30)
    page.get_by_role("option", name="Kriminalvården").filter(has_text="Aktör").first.click()
    expect(page).to_have_url(re.compile("myndigheter/kriminalvarden/"))


def test_the_search_page_suggests_words_once(site: Served, page: Page) -> None:
    page.goto(f"{site.url}sok/")
    field = page.get_by_label(FIELD)
    field.click()
    field.press_sequentially("segr", delay=30)
    expect(page.get_by_role("option", name="segregation", exact=True)).to_have_count(1)
    expect(page.get_by_role("listbox")).to_have_count(1)


def test_everything_by_keyboard(site: Served, page: Page) -> None:
    page.goto(f"{site.url}sok/")
    page.get_by_label(FIELD).focus()
    page.keyboard.type("skolval")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results] .row").first).to_be_visible()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    reached: set[str] = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.closest('[data-results], [data-facets], [data-sorting]')?.outerHTML.slice(0, 40) ?? ''"
            )
        )
    assert len(reached - {""}) >= 3


def test_results_are_announced(site: Served, page: Page) -> None:
    """A polite live region that is there before it speaks."""
    page.goto(f"{site.url}sok/")
    status = page.get_by_role("status").filter(has=page.locator("xpath=self::*[@data-status]"))
    assert status.count() == 1
    page.get_by_label(FIELD).fill("skolverket")
    expect(status).to_have_text(re.compile(r"\d+ träffar på ”skolverket”"))


# Elsewhere


def test_without_javascript_it_is_said_plainly(site: Served, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{site.url}om/")
        plain.get_by_label(FIELD).fill("skola")
        plain.get_by_label(FIELD).press("Enter")
        assert plain.url == f"{site.url}sok/?q=skola"
        assert plain.locator(".notice", has_text="Sökningen behöver JavaScript").is_visible()
        plain.get_by_role("link", name="listan från A till Ö").click()
        assert plain.url == f"{site.url}a-o/"


def test_it_works_from_a_sub_path(site: Served, page: Page, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "kunskapsbanken")
    for served in serve(tmp_path):
        page.goto(f"{served.url}kunskapsbanken/om/vad-ar-segregation/")
        page.get_by_label(FIELD).fill("boverket")
        page.get_by_label(FIELD).press("Enter")
        expect(page).to_have_url(re.compile("/kunskapsbanken/sok/"))
        page.locator("[data-results] .row-title a", has_text="Boverket").first.click()
        expect(page).to_have_url(re.compile("/kunskapsbanken/[a-z]+/"))
        break


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_in_results_and_suggestions(
    scheme: Literal["light", "dark"], site: Served, page: Page
) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        search(page, site, "q=skola&typ=rapporter")
        expect(page.locator("[data-panel]")).to_be_visible()
        if not page.locator("[data-panel]").evaluate("e => e.open"):
            page.locator("[data-panel] summary").click()
        expect(page.get_by_role("checkbox").first).to_be_visible()
        assert violations(page) == [], f"results at {width} px"
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(TARGETS) == []
        page.goto(f"{site.url}sok/?q=xyzzyq")
        expect(page.locator("[data-empty]")).to_be_visible()
        assert violations(page) == [], f"nothing found at {width} px"
        page.goto(f"{site.url}om/")
        page.get_by_label(FIELD).click()
        page.get_by_label(FIELD).press_sequentially("skol", delay=30)
        expect(page.get_by_role("option").first).to_be_visible()
        page.get_by_label(FIELD).press("ArrowDown")
        assert violations(page) == [], f"suggestions at {width} px"
        assert page.evaluate(OVERFLOW) == []


# Following and citing what was found


@pytest.mark.parametrize(
    ("query", "said", "stem"),
    [
        ("typ=rapporter", "eget flöde:", "listor/rapporter"),
        ("typ=rapporter&omrade=boende", "eget flöde:", "listor/fokusomraden/boende/rapporter"),
        ("av=Boverket", "eget flöde:", "listor/myndigheter/boverket"),
        ("q=skola&typ=forskning", "inget eget flöde", "listor/forskning"),
        ("q=skola", "inget eget flöde", "listor/allt"),
        ("typ=rapporter&ar=2021", "inget eget flöde", "listor/rapporter"),
    ],
)
def test_what_was_found_can_be_followed_by_the_nearest_feed(
    query: str, said: str, stem: str, site: Served, page: Page
) -> None:
    search(page, site, query)
    page.locator("[data-follow] summary").click()
    expect(page.locator("[data-follow-list] p").first).to_contain_text(said)
    for name, suffix in (("Atom", ".atom"), ("RSS", ".rss"), ("JSON", ".json")):
        link = page.locator("[data-follow]").get_by_role("link", name=re.compile(name))
        assert link.get_attribute("href") == f"{site.url}{stem}{suffix}"
        assert (site.folder / f"{stem}{suffix}").exists()


def test_all_that_was_found_can_be_cited(site: Served, page: Page) -> None:
    search(page, site, "q=skolsegregation")
    page.locator("[data-follow] summary").click()
    row = page.locator("[data-follow-list] li", has_text="Citera")
    told = int(re.sub(r"\D", "", row.inner_text()) or 1)
    saved = {}
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        with page.expect_download() as download:
            row.get_by_role("button", name=name).click()
        saved[name] = Path(download.value.path()).read_text()
    assert saved["BibTeX"].count("@") == saved["RIS"].count("TY  -") == told
    assert len(json.loads(saved["CSL-JSON"])) == told

"""Everything but live search works without JavaScript, the menu too."""

from __future__ import annotations

import pytest
from kinds import KINDS
from playwright.sync_api import Browser, Page
from serving import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser):
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 700}
    ) as context:
        yield context.new_page()


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_shows_its_words(kind: str, site: Served, plain: Page) -> None:
    plain.goto(site.url + KINDS[kind])
    assert plain.locator("h1").is_visible()
    assert len(plain.locator("main").inner_text()) > 150
    assert plain.locator("body > header a").count() >= 5
    for link in plain.locator("body > header a").all():
        assert link.is_visible()


def test_a_visitor_finds_a_report_by_links_alone(site: Served, plain: Page) -> None:
    plain.goto(site.url)
    plain.get_by_role("link", name="Kunskap", exact=True).first.click()
    plain.get_by_role("link", name="Rapporter").first.click()
    plain.get_by_role("link", name="En demokrati för alla?").first.click()
    assert plain.locator("h1").inner_text() == "En demokrati för alla?"
    plain.get_by_role("link", name="Delegationen mot segregation").first.click()
    assert "myndigheter/delmos/" in plain.url


def test_print_is_clean_and_has_address_and_sources(site: Served, page: Page) -> None:
    page.goto(site.url + "rapporter/en-demokrati-for-alla/")
    page.emulate_media(media="print")
    assert not page.locator("header nav").first.is_visible()
    assert page.get_by_role("heading", name="Källor").is_visible()
    assert "rapporter/en-demokrati-for-alla/" in page.locator("body").inner_text()

"""WCAG 2.2 AA and EN 301 549 on every kind of page, both schemes, three widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from kinds import KINDS, SCHEMES, WIDTHS
from playwright.sync_api import Page
from serving import Served

pytestmark = pytest.mark.browser

AXE = (Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: rule, what is wrong, and where."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS
    )
    return [
        f"{each['id']}: {each['help']}: {node['html'][:160]}"
        for each in result["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(
    kind: str, scheme: Literal["light", "dark"], site: Served, page: Page
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(site.url + KINDS[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"{KINDS[kind]} at {width} px"


def test_axe_would_find_one(page: Page) -> None:
    page.set_content("<html lang='sv'><title>x</title><main><h1>x</h1><img src='x.png'></main>")
    assert any(line.startswith("image-alt") for line in violations(page))


SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""

OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
      && !e.closest('.table'))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120)) : [];
}"""

CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.children.length === 0 && e.textContent.trim() && e.clientWidth > 1
    && getComputedStyle(e).overflow === 'hidden'
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(kind: str, site: Served, page: Page) -> None:
    """WCAG 1.4.10: 320 px is also 400 % zoom at 1280; 1.4.12: nor with more space in the text."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(site.url + KINDS[kind])
    assert page.evaluate(OVERFLOW) == []
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }",
        SPACING,
    )
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(CLIPPED) == []


TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility() && !e.closest('p, li p, dd p') && !e.classList.contains('skip'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => getComputedStyle(e).display !== 'inline' && (box.width < 24 || box.height < 24))
  .map(([e, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} ${e.outerHTML.slice(0, 100)}`)"""


@pytest.mark.parametrize("kind", KINDS)
def test_targets_can_be_hit(kind: str, site: Served, page: Page) -> None:
    """WCAG 2.5.8: 24 px, but for links that run in a sentence."""
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(site.url + KINDS[kind])
    assert page.evaluate(TARGETS) == []


def test_no_motion_for_those_who_want_none(site: Served, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site.url)
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter(e => {
        const s = getComputedStyle(e);
        return parseFloat(s.transitionDuration) > 0.01 || parseFloat(s.animationDuration) > 0.01;
    }).length""")
    assert moving == 0


def test_forced_colours_leave_edges_and_focus(site: Served, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site.url)
    page.keyboard.press("Tab")
    focused = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert focused != "none"
    field = page.locator("main input[type=search], main input[type=text]").first
    assert field.evaluate("e => getComputedStyle(e).borderStyle") != "none"

"""By keyboard alone: everything is reached, seen and left again."""

from __future__ import annotations

from typing import Any

import pytest
from kinds import KINDS
from playwright.sync_api import Page
from serving import Served

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const host = document.activeElement;
  if (!host || host === document.body) return null;
  let e = host;
  while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  // A link that runs over two lines is seen where it begins.
  const box = e.getClientRects()[0];
  const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1);
  const top = e.getRootNode().elementFromPoint(x, y);
  const style = getComputedStyle(e);
  return {
    what: e.outerHTML.slice(0, 120),
    order: [...document.querySelectorAll('*')].indexOf(host),
    within: e === host ? -1 : [...e.getRootNode().querySelectorAll('*')].indexOf(e),
    frame: host.tagName === 'IFRAME',
    inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    size: Math.min(box.width, box.height),
    covered: !(top && (e.contains(top) || top.contains(e))),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      || style.boxShadow !== 'none',
  };
}"""

REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0).length"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until focus leaves the page; what had it at each step."""
    steps: list[dict[str, Any]] = []
    seen: set[tuple[int, int]] = set()
    for _ in range(1200):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        place = (focused["order"], focused["within"])
        if place in seen:
            if focused["frame"]:  # still within it
                continue
            break
        seen.add(place)
        steps.append(focused)
    return steps


# The A-Ö list is the longest page; its rows are those of the other listings.
LONG = {"a-o.html"}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LONG])
def test_everything_is_reached_and_seen(kind: str, width: int, site: Served, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(site.url + KINDS[kind])
    steps = walk(page)
    own = [step for step in steps if step["within"] < 0 and not step["frame"]]
    assert len(own) == page.evaluate(REACHABLE)
    assert [step["order"] for step in steps] == sorted(step["order"] for step in steps)
    for fault, is_faulty in {
        "off screen": lambda step: not step["inside"],
        "too small": lambda step: step["size"] < 1,
        "covered": lambda step: step["covered"],
        "no visible focus": lambda step: not step["ring"],
    }.items():
        assert [step["what"] for step in steps if is_faulty(step)] == [], fault


@pytest.mark.parametrize("kind", KINDS)
def test_the_skip_link_comes_first_and_skips(kind: str, site: Served, page: Page) -> None:
    page.goto(site.url + KINDS[kind])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer') !== null")

"""Widgets on a partner's page: another origin, its policy `default-src 'none'` and what we tell of."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from test_accessibility import violations

from knowledge.publish.headers import framed, headers
from knowledge.publish.integrity import integrity
from project import build, project
from world import ROOT, entry

pytestmark = pytest.mark.browser

HOSTILE = "'<img src=x onerror=\"document.title=1\"><script>document.title=1</script>'"
RELEASES = sorted(path.name for path in (ROOT / "overrides/widget").iterdir())


@dataclass
class Hosted:
    """A folder on an origin of its own; `headers` go with every answer."""

    url: str
    folder: Path
    headers: dict[str, str]


class _Handler(http.server.SimpleHTTPRequestHandler):
    hosted: Hosted

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        # The bank's frames are sent as header_files() says: everything else may not be framed.
        own = dict(self.hosted.headers)
        if own and self.path.startswith("/widget/ram/"):
            own = framed()
        elif own:
            own |= {
                "Access-Control-Allow-Origin": "*",
                "Cross-Origin-Resource-Policy": "cross-origin",
            }
        for name, value in own.items():
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        super().end_headers()


@contextmanager
def hosting(folder: Path, own: dict[str, str] | None = None) -> Iterator[Hosted]:
    hosted = Hosted("", folder, own or {})
    handler = type("Handler", (_Handler,), {"hosted": hosted})
    place = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), place) as server:
        hosted.url = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield hosted
        server.shutdown()


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("bank")
    files = {
        "content/nyheter/farlig.md": entry(
            "news", "published: 2026-11-01\nfocus_areas: [boende]", title=HOSTILE
        ),
        "content/kalender/snart.md": entry(
            "event", "focus_areas: [boende]", title="Snart möte"
        ).replace("starts: 2026-12-01", "starts: 2026-12-01T09:30"),
    }
    project(folder, files)
    (folder / "site").mkdir()
    with hosting(folder / "site", headers()) as hosted:
        done = build(folder, SITE_URL=hosted.url)
        assert done.returncode == 0, done.stdout
        yield hosted


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    with hosting(tmp_path_factory.mktemp("partner")) as hosted:
        yield hosted


def shown(
    page: Page, partner: Hosted, bank: Hosted, code: str, allowed: str, rest: str = "'none'"
) -> list[str]:
    """A page of the partner's with the code and the policy; what the console said of errors."""
    policy = f"default-src {rest}; {allowed}".replace("BANK", bank.url)
    html = (
        f'<!doctype html><html lang="sv"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>Partner</title><main><h1>Kommunen</h1>{code}</main>".replace("BANK", bank.url)
    )
    (partner.folder / "index.html").write_text(html, "utf-8")
    told: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.location.get("url", ""):
            told.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(partner.url.replace("127.0.0.1", "localhost"))
    return told


def script(release: str = "1.0") -> str:
    name = f"widget/{release}/kunskapsbanken.js"
    own = integrity((ROOT / "overrides" / name).read_bytes())
    return f'<script type="module" src="BANK{name}" integrity="{own}" crossorigin="anonymous"></script>'


SCRIPT = "script-src BANK; connect-src BANK"
KINDS = {
    "senaste": 'visa="senaste" lista="nyheter"',
    "kommande": 'visa="kommande" lista="fokusomraden/boende"',
    "post": 'visa="post" post="rapporter/segregation-i-sverige"',
    "sok": 'visa="sok"',
}


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_shows_under_a_strict_policy(
    kind: str, release: str, page: Page, partner: Hosted, bank: Hosted
) -> None:
    """Every version that was ever released still works."""
    page.clock.set_fixed_time("2026-11-22T12:00:00Z")
    code = f"{script(release)}<kunskapsbanken-widget {KINDS[kind]}></kunskapsbanken-widget>"
    told = shown(page, partner, bank, code, SCRIPT)
    section = page.locator("kunskapsbanken-widget section")
    section.wait_for()
    assert told == []
    assert page.context.cookies() == []
    assert violations(page) == []
    if kind == "sok":
        section.locator("input").fill("skola")
        with page.expect_navigation():
            section.locator("button").click()
        assert page.url == f"{bank.url}sok/?q=skola"
        return
    rows = section.locator("li")
    assert rows.count() >= 1
    if kind == "kommande":
        assert "1 december 2026" in rows.first.inner_text()
    with page.expect_navigation():
        rows.first.locator("a").click()
    assert page.url.startswith(bank.url)
    assert page.locator("h1").count() == 1


def test_a_hostile_entry_runs_nothing(page: Page, partner: Hosted, bank: Hosted) -> None:
    # No policy at all: the widget itself must be safe.
    code = f'{script()}<kunskapsbanken-widget lista="nyheter"></kunskapsbanken-widget>'
    shown(page, partner, bank, code, "img-src *", rest="* 'unsafe-inline'")
    page.locator("kunskapsbanken-widget li").first.wait_for()
    assert page.title() == "Partner"
    assert page.locator("kunskapsbanken-widget").locator("img, script").count() == 0
    assert "<img src=x onerror" in page.locator("kunskapsbanken-widget section").inner_text()


def test_a_missing_feed_says_so_and_leads_on(page: Page, partner: Hosted, bank: Hosted) -> None:
    code = f'{script()}<kunskapsbanken-widget lista="finns-inte"></kunskapsbanken-widget>'
    shown(page, partner, bank, code, SCRIPT)
    section = page.locator("kunskapsbanken-widget section")
    section.wait_for()
    assert "kunde inte hämtas" in section.inner_text()
    assert section.locator("a").get_attribute("href") == bank.url


@pytest.mark.parametrize(
    "frame", ["lista/nyheter/", "kommande/", "post/?post=rapporter/segregation-i-sverige", "sok/"]
)
def test_a_frame_is_as_high_as_what_it_holds(
    frame: str, page: Page, partner: Hosted, bank: Hosted
) -> None:
    code = f'{script()}<iframe src="BANKwidget/ram/{frame}" title="Nyheter" width="100%" height="60"></iframe>'
    told = shown(page, partner, bank, code, "frame-src BANK; script-src BANK")
    inner = page.frame_locator("iframe")
    inner.locator("kunskapsbanken-widget section").wait_for()
    page.wait_for_function("document.querySelector('iframe').height > 60")
    page.wait_for_timeout(300)
    own = inner.locator("main").evaluate("e => Math.ceil(e.getBoundingClientRect().height)")
    assert page.locator("iframe").evaluate("e => e.clientHeight") == own
    assert told == []


def test_a_frame_without_script_is_a_list_of_links(browser: object, bank: Hosted) -> None:
    with browser.new_context(java_script_enabled=False) as context:  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto(f"{bank.url}widget/ram/lista/nyheter/")
        links = page.locator("li a")
        assert links.count() >= 1
        assert links.first.get_attribute("target") == "_top"


def test_a_link_in_a_frame_opens_the_whole_page(page: Page, partner: Hosted, bank: Hosted) -> None:
    code = '<iframe src="BANKwidget/ram/lista/rapporter/" title="Rapporter" width="100%" height="400"></iframe>'
    shown(page, partner, bank, code, "frame-src BANK")
    link = page.frame_locator("iframe").locator("kunskapsbanken-widget section li a").first
    with page.expect_navigation():
        link.click()
    assert page.url.startswith(f"{bank.url}rapporter/")


def test_no_other_page_may_be_framed(page: Page, partner: Hosted, bank: Hosted) -> None:
    told = shown(
        page, partner, bank, '<iframe src="BANKrapporter/" title="x"></iframe>', "frame-src BANK"
    )
    page.wait_for_timeout(500)
    assert any("frame" in each.lower() for each in told)


@pytest.mark.parametrize("look", ["ljust", "morkt", "arv"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_each_look_is_accessible_and_fits(
    look: str, width: int, page: Page, partner: Hosted, bank: Hosted
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    code = f'{script()}<kunskapsbanken-widget utseende="{look}" sprak="en"></kunskapsbanken-widget>'
    shown(page, partner, bank, code, SCRIPT)
    page.locator("kunskapsbanken-widget li").first.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_picker_writes_code_that_works(page: Page, partner: Hosted, bank: Hosted) -> None:
    page.goto(f"{bank.url}partner/")
    page.locator("[data-preview] kunskapsbanken-widget li").first.wait_for()
    page.get_by_label("Om", exact=True).select_option("rapporter")
    page.get_by_label("Antal").select_option("3")
    page.get_by_label("Utseende").select_option("morkt")
    code = page.locator("[data-code=element]").inner_text()
    frame = page.locator("[data-code=frame]").inner_text()
    assert 'lista="rapporter"' in code
    assert 'antal="3"' in code
    assert "widget/ram/lista/rapporter/?antal=3&utseende=morkt" in frame
    assert shown(page, partner, bank, code, SCRIPT) == []
    page.locator("kunskapsbanken-widget li").first.wait_for()
    page.goto(f"{bank.url}partner/")
    page.get_by_label("Visa", exact=True).select_option("kommande")
    page.get_by_label("Visa", exact=True).select_option("sok")
    assert page.locator("[data-preview] kunskapsbanken-widget form").count() == 1


def test_the_script_is_small_and_a_released_one_never_changes() -> None:
    """A partner has locked it by its hash: a change is a new version in a folder of its own."""
    locked = json.loads((ROOT / "tests/golden/widgets.json").read_text("utf-8"))
    for name, own in locked.items():
        content = (ROOT / "overrides/widget" / name).read_bytes()
        assert integrity(content) == own, f"{name} is released: make a new version instead"
    for release in RELEASES:
        content = (ROOT / f"overrides/widget/{release}/kunskapsbanken.js").read_bytes()
        assert len(gzip.compress(content, 9)) <= 6_000
        assert f"{release}/kunskapsbanken.js" in locked


def test_oembed_tells_how_a_page_is_embedded(page: Page, bank: Hosted) -> None:
    page.goto(f"{bank.url}rapporter/segregation-i-sverige/")
    address = page.locator("link[type='application/json+oembed']").get_attribute("href")
    assert address
    answer = json.loads((bank.folder / address.removeprefix(bank.url)).read_text("utf-8"))
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert "widget/ram/post/?post=rapporter/segregation-i-sverige" in answer["html"]

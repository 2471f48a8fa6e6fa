"""The calendar and the grants in a browser whose clock and time zone we set.

The site is built once, on one day, and looked at on others: what it says of now is never from
the build. Its content is the table of cases in tests/dates and some of every kind of event.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import ROOT, Served, build_in, serve
from test_accessibility import OVERFLOW, violations

from world import draw, entry

sys.path.insert(0, str(ROOT / "tests/dates"))
from making import BOVERKET, document, path, whole

pytestmark = pytest.mark.browser

BUILT = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
ZONES = ("Europe/Stockholm", "Asia/Tokyo", "America/Los_Angeles")
CASES = [
    case
    for case in json.loads((ROOT / "tests/dates/cases.json").read_text())
    if case["fields"]["checked"] <= BUILT.date().isoformat()
]

AREA = {"focus_areas": ["boende"], "checked": "2026-03-01"}
OTHER = {"focus_areas": ["utbildning"], "checked": "2026-03-01"}
EVENTS: Mapping[str, Mapping[str, Any]] = {
    "forsta": {
        **AREA,
        "title": "Första mötet",
        "starts": "2026-03-28T10:00",
        "ends": "2026-03-28T12:00",
        "places": ["malmo"],
    },
    "natten": {
        **AREA,
        "title": "Nattens möte",
        "starts": "2026-03-28T23:00",
        "ends": "2026-03-29T04:00",
        "places": ["lund"],
    },
    "flera-dagar": {
        **AREA,
        "title": "Flera dagar",
        "starts": "2026-03-30",
        "ends": "2026-04-02",
        "places": ["stockholm"],
    },
    "over-arsskiftet": {
        "checked": "2026-03-01",
        "title": "Över årsskiftet",
        "starts": "2026-12-30",
        "ends": "2027-01-02",
    },
    "digitalt": {
        **OTHER,
        "title": "Digitalt möte",
        "starts": "2026-04-10T09:00",
        "attendance": "digitalt",
        "kind": "webbinarium",
    },
    "installt": {
        "checked": "2026-03-01",
        "title": "Inställt möte",
        "starts": "2026-04-11",
        "event_status": "inställd",
    },
    "framflyttat": {
        "checked": "2026-03-01",
        "title": "Framflyttat möte",
        "starts": "2026-04-12",
        "event_status": "framflyttad",
    },
    "manaden": {
        "checked": "2026-03-01",
        "title": "Någon gång i maj",
        "starts": "2026-05",
        "when": "maj 2026",
    },
    "aret": {"checked": "2026-03-01", "title": "Under nästa år", "starts": 2027},
    "lang": {
        "checked": "2026-03-01",
        "title": "En lång period",
        "starts": "2026-04-15",
        "ends": "2026-05-20",
    },
    "farlig": {
        "checked": "2026-03-01",
        "title": "</script><script>alert(1)</script> & <b>",
        "starts": "2026-04-20",
    },
}
EVENTS = {
    name: {**fields, "places": [place for place in fields.get("places", ()) if place != "lund"]}
    for name, fields in EVENTS.items()
}
GRANTS: Mapping[str, Mapping[str, Any]] = {
    "dagen": {
        "title": "Stöd med en dag",
        "checked": "2026-03-01",
        "focus_areas": ["boende"],
        "recipients": ["kommuner"],
        "deadline": {"kind": "datum", "date": "2026-03-29"},
    },
    "senare": {
        "title": "Stöd med en senare dag",
        **OTHER,
        "recipients": ["regioner", "kommuner"],
        "deadline": {"kind": "datum", "date": "2026-10-25"},
    },
    "gammalt": {
        "title": "Stöd ur en gammal källa",
        "checked": "2021-12-22",
        "deadline": {"kind": "årligen", "days": ["--04-01"]},
    },
    "annat": {
        "title": "Stöd från en annan givare",
        "checked": "2026-03-01",
        "giver": "vinnova",
        "recipients": ["kommuner"],
        "deadline": {"kind": "se givaren"},
        "rounds": [
            {
                "name": "Utlysningen 2027",
                "opens": "2027-03-01",
                "closes": "2027-03-31",
                "milestones": [
                    {"date": "2027-06-01", "title": "Beslut fattas"},
                    {"date": "2027-07-01", "until": "2027-10-31", "title": "Första perioden"},
                ],
            }
        ],
    },
    "oppet": {
        "title": "Stöd som alltid går att söka",
        "checked": "2026-03-01",
        "deadline": {"kind": "löpande"},
    },
}


def case_name(case: Mapping[str, Any]) -> str:
    return f"fall-{CASES.index(dict(case))}"


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site with the cases and the events, built on 20 March 2026."""
    folder = tmp_path_factory.mktemp("dated")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    cases = {
        case_name(case): {"title": case["name"].capitalize(), **case["fields"]} for case in CASES
    }
    written = {**EVENTS, **GRANTS, **cases}
    files = {path(fields, name): document(whole(fields)) for name, fields in written.items()}
    areas = {
        f"fokusomraden/{name.lower()}.md": entry("focus-area", title=name)
        for name in ("Boende", "Utbildning")
    }
    givers = {**BOVERKET, "myndigheter/vinnova.md": entry("authority", title="Vinnova")}
    draw(folder / "content", {**givers, **areas, **files})
    build_in(folder, folder / "site", SOURCE_DATE_EPOCH=str(int(BUILT.timestamp())))
    yield from serve(folder / "site")


@pytest.fixture(params=ZONES)
def abroad(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(locale="sv-SE", timezone_id=request.param) as context:
        yield context


def set_clock(page: Page, now: str) -> None:
    """The clock jumps, as it does while a computer sleeps, and the tab wakes."""
    page.clock.set_fixed_time(now)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def opened(context: BrowserContext, url: str, now: str) -> Page:
    """The page as it stands at that second, with the clock at rest there."""
    at = dt.datetime.fromisoformat(now)
    page = context.new_page()
    page.clock.install(time=at - dt.timedelta(minutes=5))
    page.goto(url)
    page.clock.pause_at(at)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    return page


# What is true right now


WORDS = """async cases => {
  const { correct } = await import(new URL("assets/now.js", document.baseURI));
  const told = [];
  for (const [address, instants] of cases) {
    const text = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const slot = page.querySelector(".entry-head [data-words]");
    for (const now of instants) {
      correct(page, Date.parse(now));
      told.push([address, now, slot === null || slot.hidden ? "" : slot.textContent]);
    }
  }
  return told;
}"""
"""What each page says at each instant, by the script of the site in this browser's zone."""


def test_every_case_is_told_in_every_time_zone(dated: Served, abroad: BrowserContext) -> None:
    page = abroad.new_page()
    page.goto(dated.url)
    pages = [path(case["fields"], case_name(case)).removesuffix(".md") + "/" for case in CASES]
    instants = [[at["now"] for at in case["at"]] for case in CASES]
    assert page.evaluate(WORDS, list(zip(pages, instants, strict=True))) == [
        [address, at["now"], at["words"]]
        for address, case in zip(pages, CASES, strict=True)
        for at in case["at"]
    ]


TURNS = (
    ("dagen", "2026-03-29T23:59:59+02:00", "Stänger i dag", "Stängd, sista dag var 29 mars"),
    ("dagen", "2026-03-28T23:59:59+01:00", "Stänger i morgon", "Stänger i dag"),
    ("dagen", "2026-03-27T23:59:59+01:00", "Stänger om 2 dagar", "Stänger i morgon"),
    ("senare", "2026-10-25T23:59:59+01:00", "Stänger i dag", "Stängd, sista dag var 25 oktober"),
    ("senare", "2026-10-24T23:59:59+02:00", "Stänger i morgon", "Stänger i dag"),
    (
        "senare",
        "2026-10-10T23:59:59+02:00",
        "Öppen till och med 25 oktober",
        "Stänger om 14 dagar",
    ),
    ("oppet", "2027-03-01T23:59:59+01:00", "Öppen, löpande ansökan", ""),
)


def test_an_open_page_turns_by_itself_within_a_second(
    dated: Served, abroad: BrowserContext
) -> None:
    for name, before, words, after in TURNS:
        page = opened(abroad, f"{dated.url}bidrag/{name}/", before)
        slot = page.locator(".entry-head [data-words]")
        expect(slot).to_have_text(words)
        page.clock.run_for(1100)
        assert (slot.inner_text() if slot.is_visible() else "") == after, f"{name} at {before}"
        page.close()


def test_an_old_fact_is_never_shown_as_open(dated: Served, abroad: BrowserContext) -> None:
    page = opened(abroad, f"{dated.url}bidrag/gammalt/", "2026-03-31T12:00:00+02:00")
    expect(page.locator(".entry-head .age")).to_have_text(
        "Senast kontrollerad 22 december 2021, kontrollera hos givaren."
    )
    expect(page.locator(".entry-head [data-words]")).to_be_hidden()


CLAIMS = re.compile(
    r"\b(Stänger (?:i|om)|Öppen till|Stängd|Kommande|Pågår|I dag|I morgon|Om \d+ dagar|Har varit|Just nu)\b"
)


STANDS = """() => {
  const main = document.querySelector("main");
  const all = (choice) => [...main.querySelectorAll(choice)];
  return {
    text: main.innerText,
    titles: all("h1, .row-title a, .month-items a").map((each) => each.innerText).join(" "),
    ours: all(".choose, [data-nothing]").filter((each) => each.checkVisibility()).length,
  };
}"""


def test_without_javascript_no_page_says_anything_of_now(dated: Served, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        addresses = [
            file.relative_to(dated.folder).parent.as_posix()
            for folder in ("kalender", "bidrag")
            for file in sorted((dated.folder / folder).rglob("index.html"))
        ]
        assert len(addresses) > 60
        for address in [*addresses, "."]:
            page.goto(f"{dated.url}{address}/".replace("/./", "/"))
            stands = page.evaluate(STANDS)
            assert stands["ours"] == 0, address
            said = {each for each in CLAIMS.findall(stands["text"]) if each not in stands["titles"]}
            assert said == set(), f"{address}: {said}"


def test_without_javascript_dates_are_absolute_and_the_filter_says_what_it_needs(
    dated: Served, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{dated.url}kalender/")
        expect(page.locator("noscript .notice")).to_be_visible()
        row = page.locator(".row", has_text="Första mötet")
        assert "28 mars 2026" in row.inner_text().replace("\u00a0", " ")
        assert page.locator(".row").count() >= len(EVENTS)
        page.goto(f"{dated.url}bidrag/")
        expect(page.locator("noscript .notice")).to_be_visible()
        assert page.locator(".row:visible").count() >= len(GRANTS)


# The agenda


def shown(page: Page) -> list[str]:
    return page.locator(".agenda-list .row:visible .row-title a").all_inner_texts()


def test_the_agenda_lets_go_of_what_is_over(dated: Served, abroad: BrowserContext) -> None:
    page = opened(abroad, f"{dated.url}kalender/", "2026-03-28T11:59:59+01:00")
    assert "Första mötet" in shown(page)
    expect(page.locator(".row", has_text="Första mötet").locator("[data-words]")).to_have_text(
        "Pågår"
    )
    page.clock.run_for(1100)
    assert "Första mötet" not in shown(page)
    set_clock(page, "2026-03-29T03:59:59+02:00")
    assert "Nattens möte" in shown(page)
    assert "Sista ansökningsdag: Stöd med en dag" in shown(page)
    set_clock(page, "2026-03-29T04:00:00+02:00")
    assert "Nattens möte" not in shown(page)
    set_clock(page, "2026-03-30T00:00:00+02:00")
    assert "Sista ansökningsdag: Stöd med en dag" not in shown(page)
    assert "Mars 2026" in page.locator("h2:visible").all_inner_texts()
    set_clock(page, "2026-04-03T00:00:00+02:00")
    assert "Mars 2026" not in page.locator("h2:visible").all_inner_texts()


def test_the_turn_of_the_year(dated: Served, abroad: BrowserContext) -> None:
    page = opened(abroad, f"{dated.url}kalender/", "2026-12-31T23:59:59+01:00")
    row = page.locator(".row", has_text="Över årsskiftet")
    expect(row.locator("[data-words]")).to_have_text("Pågår")
    page.clock.run_for(1100)
    expect(row).to_be_visible()
    set_clock(page, "2027-01-02T23:59:59+01:00")
    expect(row).to_be_visible()
    set_clock(page, "2027-01-03T00:00:00+01:00")
    expect(row).to_be_hidden()


def test_when_nothing_is_left_a_plain_sentence_says_so(
    dated: Served, abroad: BrowserContext
) -> None:
    page = opened(abroad, f"{dated.url}kalender/", "2026-03-20T12:00:00+01:00")
    sentence = page.get_by_text("Inget ligger framåt i kalendern just nu.")
    expect(sentence).to_be_hidden()
    set_clock(page, "2031-01-01T00:00:00+01:00")
    assert shown(page) == []
    expect(sentence).to_be_visible()
    assert page.locator(".agenda-list h2:visible").count() == 0


@pytest.mark.parametrize(
    ("title", "status"), [("Inställt möte", "Inställt"), ("Framflyttat möte", "Framflyttat")]
)
def test_cancelled_and_postponed_events_say_so_on_every_page(
    title: str, status: str, dated: Served, context: BrowserContext
) -> None:
    for address in ("kalender/", "kalender/2026/", "kalender/2026/04/"):
        page = opened(context, dated.url + address, "2026-03-28T12:00:00+01:00")
        assert page.locator("[data-row]", has_text=title).count()
        for row in page.locator("[data-row]", has_text=title).all():
            expect(row.locator(".state:visible")).to_have_text(status)
    page.goto(f"{dated.url}kalender/{title.split()[0].lower().replace('ä', 'a')}/")
    expect(page.locator(".entry-head .state:visible")).to_have_text(status)


SAID = {
    "Första mötet": "lördag 28 mars 2026 kl. 10.00–12.00",
    "Nattens möte": "28 mars 2026 kl. 23.00 – 29 mars 2026 kl. 04.00",
    "Flera dagar": "30 mars – 2 april 2026",
    "Digitalt möte": "fredag 10 april 2026 kl. 09.00",
    "En lång period": "15 april – 20 maj 2026",
    "Någon gång i maj": "maj 2026",
    "Över årsskiftet": "30 december 2026 – 2 januari 2027",
    "Under nästa år": "2027",
}
"""With and without time, of one day and of several, without an end, known to the month or year."""

TOO_WIDE = """() => [...document.querySelectorAll(".row-gutter")]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.innerText)"""
"""Days that run into the titles beside them."""

STANDS_IN = {
    "2026/03/": ("Första mötet", "Nattens möte", "Flera dagar"),
    "2026/04/": ("Flera dagar", "Digitalt möte", "En lång period"),
    "2026/05/": ("En lång period", "Någon gång i maj"),
    "2026/12/": ("Över årsskiftet",),
    "2027/01/": ("Över årsskiftet",),
    "2026/": ("Flera dagar", "Över årsskiftet"),
    "2027/": ("Över årsskiftet", "Under nästa år"),
}


def test_every_kind_of_event_stands_on_its_days(dated: Served, context: BrowserContext) -> None:
    page = opened(context, f"{dated.url}kalender/", "2026-03-20T12:00:00+01:00")
    for title, when in SAID.items():
        text = page.locator(".agenda-list .row", has_text=title).inner_text()
        assert when in " ".join(text.lower().split()), title
    assert page.evaluate(TOO_WIDE) == []
    for address, titles in STANDS_IN.items():
        page.goto(f"{dated.url}kalender/{address}")
        stands = page.locator(".row-title").all_inner_texts()
        for title in titles:
            assert any(title in each for each in stands), f"{title} in {address}"


# Filters


def test_filters_narrow_the_list_and_keep_to_the_address(
    dated: Served, context: BrowserContext
) -> None:
    page = opened(context, f"{dated.url}kalender/", "2026-03-20T12:00:00+01:00")
    everything = len(shown(page))
    page.get_by_label("Slag").select_option(label="Händelser")
    assert not [title for title in shown(page) if title.startswith("Sista ansökningsdag")]
    page.get_by_label("Fokusområde").select_option(label="Boende")
    assert shown(page) == ["Första mötet", "Nattens möte", "Flera dagar"]
    page.get_by_label("Plats", exact=True).select_option(label="Skåne län")
    assert shown(page) == ["Första mötet"]
    expect(page.locator("[data-status]")).to_contain_text("Visar 1 av")
    assert page.url.endswith("?slag=handelser&omrade=boende&plats=skane-lan")
    page.reload()
    assert shown(page) == ["Första mötet"]
    page.get_by_label("Bara digitalt").check()
    assert shown(page) == []
    expect(page.locator("[data-status]")).to_have_text(
        "Inget passar urvalet. Ta bort något av valen."
    )
    page.get_by_role("button", name="Rensa").click()
    assert len(shown(page)) == everything
    page.get_by_label("Bara digitalt").check()
    assert shown(page) == ["Digitalt möte"]


def test_filters_work_by_keyboard_and_on_the_month_table_too(
    dated: Served, context: BrowserContext
) -> None:
    page = opened(context, f"{dated.url}kalender/2026/04/", "2026-03-20T12:00:00+01:00")
    cells = page.locator(".month-items li:visible")
    before = cells.count()
    page.get_by_label("Slag").focus()
    page.keyboard.type("Hä")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Slag")).to_have_value("handelser")
    assert 0 < cells.count() < before


def grants(page: Page) -> list[str]:
    return page.locator("[data-list] .row:visible .row-title a").all_inner_texts()


def test_grants_are_filtered_by_state_as_it_is_now(dated: Served, abroad: BrowserContext) -> None:
    page = opened(abroad, f"{dated.url}bidrag/?lage=öppen", "2026-03-29T23:59:59+02:00")
    assert "Stöd med en senare dag" in grants(page)
    assert "Stöd med en dag" not in grants(page)
    page.get_by_label("Läge").select_option("stänger")
    assert "Stöd med en dag" in grants(page)
    page.clock.run_for(1100)
    assert "Stöd med en dag" not in grants(page)
    page.get_by_label("Läge").select_option("stängd")
    assert "Stöd med en dag" in grants(page)
    page.get_by_label("Läge").select_option("okänd")
    assert "Stöd ur en gammal källa" in grants(page)


def test_grants_are_ordered_by_state_giver_recipient_and_area(
    dated: Served, context: BrowserContext
) -> None:
    page = opened(context, f"{dated.url}bidrag/", "2026-03-28T12:00:00+01:00")
    headings = page.locator("[data-list] h2:visible")
    assert headings.all_inner_texts() == ["Boverket", "Vinnova"]
    whole_list = len(grants(page))
    order = page.get_by_label("Ordna efter")
    order.select_option(label="Läge")
    assert headings.first.inner_text() == "Stänger inom 14 dagar"
    assert headings.last.inner_text() == "Stängd"
    assert len(grants(page)) == whole_list
    assert grants(page).index("Stöd med en dag") < grants(page).index("Stöd med en senare dag")
    order.select_option(label="Vem kan söka")
    assert headings.all_inner_texts() == ["Kommuner", "Regioner", "Uppgift saknas"]
    assert grants(page).count("Stöd med en senare dag") == 2
    order.select_option(label="Fokusområde")
    assert headings.all_inner_texts() == ["Boende", "Utbildning", "Uppgift saknas"]
    order.select_option(label="Givare")
    assert len(grants(page)) == whole_list


def test_grants_are_filtered_by_giver_recipient_and_area(
    dated: Served, context: BrowserContext
) -> None:
    page = opened(context, f"{dated.url}bidrag/?givare=vinnova", "2026-03-28T12:00:00+01:00")
    assert grants(page) == ["Stöd från en annan givare"]
    page.get_by_role("button", name="Rensa").click()
    page.get_by_label("Vem kan söka").select_option(label="Regioner")
    assert grants(page) == ["Stöd med en senare dag"]
    page.get_by_label("Vem kan söka").select_option(label="Kommuner")
    page.get_by_label("Fokusområde").select_option(label="Boende")
    assert grants(page) == ["Stöd med en dag"]


# The month


def test_the_month_is_a_table_that_makes_sense_read_aloud(dated: Served, page: Page) -> None:
    page.goto(f"{dated.url}kalender/2026/04/")
    table = page.get_by_role("table", name="April 2026")
    expect(table).to_be_visible()
    headers = table.get_by_role("columnheader")
    assert headers.count() == 8
    assert headers.nth(1).get_attribute("abbr") == "måndag"
    assert table.get_by_role("rowheader").all_text_contents() == [
        f"Vecka {n}" for n in range(14, 19)
    ]
    holidays = table.locator(".month-holiday").all_inner_texts()
    assert holidays == ["Långfredagen", "Påskdagen", "Annandag påsk"]


def test_today_is_marked_by_the_calendar_in_sweden(dated: Served, abroad: BrowserContext) -> None:
    page = opened(abroad, f"{dated.url}kalender/2026/03/", "2026-03-28T23:59:59+01:00")
    current = page.locator("[aria-current=date]")
    expect(current).to_have_attribute("data-day", "2026-03-28")
    page.clock.run_for(1100)
    expect(current).to_have_attribute("data-day", "2026-03-29")
    set_clock(page, "2026-03-30T00:00:00+02:00")
    expect(current).to_have_attribute("data-day", "2026-03-30")


def test_previous_and_next_month_by_keyboard(dated: Served, page: Page) -> None:
    page.goto(f"{dated.url}kalender/2026/04/")
    page.get_by_role("link", name="Nästa: Maj 2026").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kalender maj 2026")
    page.get_by_role("link", name="Föregående: April 2026").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kalender april 2026")


def test_a_day_on_a_phone_leads_to_its_row(dated: Served, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{dated.url}kalender/2026/04/")
    expect(page.locator("main")).to_contain_text(
        "Helgdagar: Långfredagen 3 april, Påskdagen 5 april, Annandag påsk 6 april"
    )
    page.locator("td[data-day='2026-04-10'] a.month-day").click()
    expect(page.locator(":target")).to_contain_text("Digitalt möte")


def test_every_link_within_the_calendar_leads_somewhere(dated: Served, page: Page) -> None:
    for address in ("kalender/", "kalender/2026/", "kalender/2026/04/", "kalender/prenumerera/"):
        page.goto(dated.url + address)
        for url in page.evaluate("[...document.querySelectorAll('main a')].map(a => a.href)"):
            if url.startswith(dated.url):
                file = dated.folder / url.removeprefix(dated.url).split("#")[0].split("?")[0]
                assert (
                    file / "index.html" if url.endswith("/") else file
                ).exists() or "#" in url, url


# Subscribing, and data for machines


def test_a_calendar_can_be_subscribed_to_and_downloaded(dated: Served, page: Page) -> None:
    page.goto(f"{dated.url}kalender/digitalt/")
    links = page.locator(".facts-part", has_text="Lägg i kalendern").get_by_role("link")
    assert (
        links.first.get_attribute("href") == "webcal://kunskapsbanken.example/kalender/digitalt.ics"
    )
    with page.expect_download() as download:
        links.last.click()
    assert download.value.suggested_filename == "digitalt.ics"
    assert Path(download.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    page.goto(f"{dated.url}kalender/prenumerera/")
    for address in page.locator("code").all_inner_texts():
        assert (dated.folder / address.removeprefix("https://kunskapsbanken.example/")).exists()


def test_an_event_describes_itself_to_machines(dated: Served, page: Page) -> None:
    page.goto(f"{dated.url}kalender/forsta/")
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert (data["@type"], data["name"]) == ("Event", "Första mötet")
    assert (data["startDate"], data["endDate"]) == (
        "2026-03-28T10:00:00+01:00",
        "2026-03-28T12:00:00+01:00",
    )
    page.goto(f"{dated.url}kalender/installt/")
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert data["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_title_cannot_break_out_of_the_data(dated: Served, page: Page) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for address in ("kalender/farlig/", "kalender/", "kalender/2026/04/"):
        page.goto(dated.url + address)
        assert ran == []
    page.goto(f"{dated.url}kalender/farlig/")
    scripts = page.locator("script[type='application/ld+json']")
    assert "<" not in scripts.inner_text()
    assert json.loads(scripts.inner_text())["name"] == EVENTS["farlig"]["title"]


def test_a_grant_tells_its_rounds_day_by_day(dated: Served, page: Page) -> None:
    page.goto(f"{dated.url}bidrag/annat/")
    steps = [" ".join(each.split()) for each in page.locator(".timeline li").all_inner_texts()]
    assert steps == [
        "1 juni 2027 Beslut fattas",
        "1 juli 2027 till 31 oktober 2027 Första perioden",
    ]


def test_an_event_leads_to_others_like_it(dated: Served, page: Page) -> None:
    page.goto(f"{dated.url}kalender/forsta/")
    alike = page.locator("section", has=page.get_by_role("heading", name="Liknande händelser"))
    expect(alike.get_by_role("link", name="Flera dagar")).to_be_visible()


# For everyone

PAGES = (
    "kalender/", "kalender/2026/", "kalender/2026/04/", "kalender/prenumerera/",
    "bidrag/", "bidrag/dagen/", "kalender/flera-dagar/", f"bidrag/?ordning=lage&lage={quote('öppen')}",
)  # fmt: skip


WIDTHS = (1280, 390, 320)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: Any, dated: Served, context: BrowserContext) -> None:
    """The two narrow widths have the same rules of style, so axe looks at one of them."""
    for address in PAGES:
        page = opened(context, dated.url + address, "2026-03-28T12:00:00+01:00")
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.clock.resume()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert width == 390 or violations(page) == [], f"{address} at {width} px"
            assert page.evaluate(OVERFLOW) == [], f"{address} at {width} px"
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_when_all_is_over(
    scheme: Any, dated: Served, context: BrowserContext
) -> None:
    for address in ("kalender/", "kalender/2026/04/", "bidrag/", "bidrag/dagen/"):
        page = opened(context, dated.url + address, "2031-01-01T12:00:00+01:00")
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.clock.resume()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert width != 320 or violations(page) == [], f"{address} at {width} px"
            assert page.evaluate(OVERFLOW) == [], f"{address} at {width} px"
        page.close()

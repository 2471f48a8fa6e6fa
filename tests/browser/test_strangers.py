"""Content from strangers: nothing that is written in an entry runs, and no page breaks.

Two nets. First a real build of entries that carry the strings in every field of every type and in
every place of a body where the check lets them through. Then the sanitiser alone with everything,
also that which the check refuses: the refusal is a courtesy to the editor, the sanitiser is the wall.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hostile import ROOM, STRINGS, Stranger, Tried
from playwright.sync_api import Browser, Page
from serving import ROOT, Served, build_in, serve

from knowledge.compile import Verdict, compile_library
from knowledge.model import Entry, Library
from knowledge.render import pages
from synthetic import LEFT_OUT, focus_areas, write_all

pytestmark = pytest.mark.browser

TODAY = dt.date(2026, 11, 22)

# Everything a payload may call to show that it ran.
WITNESS = """
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...words) => { window.ran.push(name + '(' + words + ')'); };
  window.pwned = () => window.ran.push('pwned');
"""
# Pages in frames of one document: a page of its own for each would take ten times as long.
OPEN = """(addresses) => {
  document.body.replaceChildren();
  const parts = ['body > header', 'body > main', 'body > footer'];
  return Promise.all(addresses.map((address) => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = () => {
      const page = frame.contentDocument;
      resolve({
        address,
        ran: frame.contentWindow.ran,
        parts: parts.map((part) => page.querySelectorAll(part).length),
        title: page.querySelector('h1')?.textContent.replace(/\\s+/g, ' ').trim(),
      });
    };
    frame.src = address;
    document.body.append(frame);
  })));
}"""
AT_ONCE = 12
MANY = 150
"""So many sanitised texts in one document."""


@pytest.fixture(scope="module")
def stranger() -> Stranger:
    return Stranger()


@pytest.fixture(scope="module")
def written(stranger: Stranger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of entries by a stranger; where strings side by side are refused, without a body."""
    project = tmp_path_factory.mktemp("strangers")
    write_all(project / "content", stranger, stranger.counts, focus_areas(stranger.types))
    for path in {problem.path for problem in compiled(project).problems}:
        file = project / path
        front = file.read_text().split("\n---\n")[0]
        file.write_text(f"{front}\n---\n\nEn text.\n")
    for name in ("hooks", "overrides"):
        (project / name).symlink_to(ROOT / name)
    shutil.copyfile(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    return project


def compiled(project: Path) -> Verdict:
    return compile_library(project / "content", ROOT / "hooks/schemas", TODAY)


@pytest.fixture(scope="module")
def library(written: Path) -> Library:
    verdict = compiled(written)
    assert verdict.problems == ()
    return verdict.library


@pytest.fixture(scope="module")
def hostile(written: Path) -> Iterator[Served]:
    build_in(written, written / "site")
    yield from serve(written / "site")


@pytest.fixture(params=["policy", "no policy"])
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Without the policy only escaping stands between a string and the reader."""
    with browser.new_context(bypass_csp=request.param == "no policy") as context:
        context.add_init_script(WITNESS)
        yield context.new_page()


without_policy = pytest.mark.parametrize("watched", ["no policy"], indirect=True)


def free_texts(name: str, schema: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str]]:
    """(field, text) of every free text within a value that is long enough for any string."""
    if isinstance(value, Mapping):
        for inner, field in schema["properties"].items():
            if inner in value and inner not in LEFT_OUT:
                yield from free_texts(f"{name}.{inner}", field, value[inner])
    elif schema.get("type") == "array":
        for each in value:
            yield from free_texts(name, schema["items"], each)
    elif isinstance(value, str) and schema.get("maxLength", ROOM) >= ROOM and is_free(schema):
        yield name, value


def is_free(schema: Mapping[str, Any]) -> bool:
    return bool(schema.get("or-text")) or schema.keys().isdisjoint(
        {"enum", "format", "vocabulary", "links-to"}
    )


def test_every_string_is_in_every_free_text_of_every_type(
    stranger: Stranger, library: Library
) -> None:
    few = {}
    for name in stranger.counts:
        said: dict[str, set[str]] = {}
        for entry in library.of_type(name):
            for field, text in free_texts(name, entry.type.schema, entry.fields):
                said.setdefault(field, set()).add(text)
        assert said
        for field, texts in said.items():
            whole = "\n".join(texts)
            held = sum(" ".join(text.split()) in whole for text in STRINGS)
            few |= {field: held} if held < 400 else {}
    assert few == {}
    assert sum(each.passed for each in stranger.tried) >= 4_000


def looked_at(library: Library) -> dict[str, Entry | None]:
    """Every entry's page, and some of each other kind: address → the entry that it is of."""
    found: dict[str, Entry | None] = {}
    seen: Counter[str] = Counter()
    for planned in pages(library, TODAY):
        seen[planned.template] += 1
        entry = planned.context().get("entry")
        if entry or seen[planned.template] <= 8:
            found[planned.url] = entry
    return found


def test_nothing_runs_and_no_page_breaks(hostile: Served, library: Library, watched: Page) -> None:
    strangers: set[str] = set()
    watched.on("request", lambda request: strangers.add(request.url))
    (hostile.folder / "frames.html").write_text("<!doctype html><title>x</title>")
    watched.goto(f"{hostile.url}frames.html")
    told = looked_at(library)
    ran, broken = [], []
    for found in opened(watched, [hostile.url + address for address in told]):
        address = found["address"].removeprefix(hostile.url)
        ran += found["ran"]
        if found["parts"] != [1, 1, 1] and not address.startswith("widget/"):
            broken.append((address, found["parts"]))
        entry = told[address]
        if entry and found["title"] != " ".join(entry.title.split()):
            broken.append((address, found["title"]))
    assert (ran, broken) == ([], [])
    assert [each for each in strangers if not each.startswith(hostile.url)] == []


def opened(page: Page, addresses: list[str]) -> Iterator[dict[str, Any]]:
    for at in range(0, len(addresses), AT_ONCE):
        yield from page.evaluate(OPEN, addresses[at : at + AT_ONCE])


def test_nothing_runs_where_scripts_write(hostile: Served, watched: Page) -> None:
    """Results, suggestions and the partner's preview are made in the browser."""
    for address in ("sok/?q=script", "sok/?q=alert", "sok/?q=onerror", "partner/"):
        watched.goto(hostile.url + address, wait_until="networkidle")
        assert watched.evaluate("window.ran") == []
    assert watched.locator("kunskapsbanken-widget").count()
    watched.goto(hostile.url + "rapporter/")
    field = watched.locator("input[type=search]")
    field.click()
    for typed in ("script", "alert", "img"):
        field.fill(typed)
        watched.get_by_role("option").first.wait_for()
        assert watched.evaluate("window.ran") == []


@without_policy
def test_the_sanitiser_alone_lets_nothing_run(
    stranger: Stranger, tmp_path: Path, watched: Page
) -> None:
    ran, broken = [], []
    runs = [stranger.tried[at : at + MANY] for at in range(0, len(stranger.tried), MANY)]
    for number, run in enumerate(runs):
        (tmp_path / f"{number}.html").write_text(_document(run))
    for served in serve(tmp_path):
        for number, run in enumerate(runs):
            watched.goto(f"{served.url}{number}.html")
            ran += watched.evaluate("window.ran")
            if watched.locator("body > hr.mark").count() != len(run):
                broken.append(run[0].text)
    assert (ran, broken) == ([], [])


def _document(run: list[Tried]) -> str:
    """Each text in an article of its own, with a rule after it: what is left open swallows it."""
    articles = "".join(f"<article>{each.html}</article><hr class=mark>" for each in run)
    return f"<!doctype html><meta charset=utf-8><title>x</title><body>{articles}"


@without_policy
def test_the_witness_would_see_it(tmp_path: Path, watched: Page) -> None:
    (tmp_path / "x.html").write_text("<!doctype html><img src=x onerror=alert(1)>")
    (tmp_path / "frames.html").write_text("<!doctype html><title>x</title>")
    for served in serve(tmp_path):
        watched.goto(f"{served.url}frames.html")
        (found,) = opened(watched, [f"{served.url}x.html"])
        assert found["ran"] == ["alert(1)"]
        assert found["parts"] == [0, 0, 0]

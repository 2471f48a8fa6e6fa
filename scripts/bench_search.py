"""Measure the search on made-up libraries: building it, and a visitor's first and next queries.

Ours and Pagefind are given the same entries (Zipf-distributed words, compounds among them, see
synthetic.py) in the same run, and with --stock also MkDocs with Material and its own search.
Building is measured in a process of its own; queries in real Chromium, with an empty cache,
over a local server that compresses as hosts do.

    built     seconds, and the most memory beside the library, forks included
    bytes     all that the search loads until the first result is drawn, compressed
    first     milliseconds from opening the page to the first result drawn
    next      milliseconds and bytes of a following query on the same page
    page      milliseconds of that query when nothing more need be loaded: the page's own work

Usage: python scripts/bench_search.py [--sizes 1000 10000] [--stock]

Exit status: 1 when a limit does not hold at the largest size.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import math
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from ensure_browser import find  # noqa: E402
from knowledge.compile import compile_library  # noqa: E402
from knowledge.publish.search.documents import records  # noqa: E402
from knowledge.publish.search.files import search_files  # noqa: E402
from machine import memory, watched_memory  # noqa: E402
from relevance import LUNR, page, write  # noqa: E402
from synthetic import TODAY, write_library  # noqa: E402

SIZES = (1_000, 10_000)
QUERIES = {"one": "segregation", "two": "skola trygghet", "three": "bostad ungdom statistik"}
NEXT = "förening idrott"
TIMES = 3
"""Each query is asked so many times, each in a browser context of its own; the median counts."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FIRST_BYTES, NEXT_BYTES, NEXT_MS, BUILD_RATIO, MEMORY = 120_000, 60_000, 100, 2.0, 1_000_000_000

PAGEFIND_PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Pagefind</title>
<script type="module" src="/ask.js"></script></head><body><ol id="results"></ol></body></html>"""
PAGEFIND_SCRIPT = """
const pagefind = await import("/pagefind/pagefind.js");
window.ask = async (query) => {
  const found = await pagefind.search(query);
  const cards = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  results.replaceChildren(...cards.map((card) => {
    const item = document.createElement("li");
    item.dataset.query = query;
    item.textContent = card.meta.title + card.excerpt;
    return item;
  }));
};
await window.ask(new URLSearchParams(location.search).get("q"));
"""
STOCK = """\
site_name: Stock
docs_dir: content
theme: {name: material, language: sv, font: false}
plugins: [search: {lang: sv}]
nav: [index.md]
not_in_nav: /*/
"""


@dataclass(frozen=True)
class Built:
    """What building took: seconds, and bytes of memory at the peak, beside the library."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Asked:
    """What a query took: milliseconds, and compressed bytes."""

    milliseconds: float
    size: int


@dataclass(frozen=True)
class Answer:
    """The first query and the next; the bytes when all was quiet after the first, and the
    milliseconds of the next when nothing more need be loaded."""

    first: Asked
    next: Asked
    quiet: int
    page: float


# Building


def _measured(work: Callable[[], None], told: Any) -> None:
    started = time.perf_counter()
    work()
    told.put(time.perf_counter() - started)


def built(work: Callable[[], None]) -> Built:
    """Do the work in a fork of this process; measure it, and what it holds beyond the library."""
    context = multiprocessing.get_context("fork")
    told: Any = context.Queue()
    process = context.Process(target=_measured, args=(work, told))
    process.start()
    before = memory(process.pid or 0)
    with watched_memory(process.pid or 0) as peak:
        seconds: float = told.get()
    process.join()
    return Built(seconds, max(peak) - before)


def build_ours(library: Any, site: Path) -> None:
    for name, text in search_files(library, LUNR.read_text(encoding="utf-8")).items():
        write(site / name, text)


def build_pagefind(site: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build_stock(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=False, env=environment, stderr=subprocess.DEVNULL)


# Asking


class _Gzip(http.server.SimpleHTTPRequestHandler):
    """Serves files compressed, as hosts of static files do."""

    protocol_version = "HTTP/1.1"
    known: ClassVar[dict[str, bytes]] = {}
    sent: ClassVar[list[tuple[str, int, float]]] = []

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        key = str(path)
        if key not in self.known:
            self.known[key] = gzip.compress(path.read_bytes(), 6)
        body = self.known[key]
        self.sent.append((self.path, len(body), time.time() * 1000))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(key))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def compressed(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Gzip, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


FIRST = """new MutationObserver((_, observer) => {
  if (!document.querySelector(%r)) return;
  window.firstResult = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""


def ask(peer: Peer, browser: Browser, url: str, query: str) -> Answer:
    """Open the page with a query, and then ask the next.

    What is quiet after the first query holds what comes after the first result, such as the
    counts of facets. Bytes are counted where they are sent, since what a worker loads is not
    seen from its page.
    """
    _Gzip.sent.clear()
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(FIRST % peer.drawn)
    page.goto(url + peer.address + query.replace(" ", "+"), wait_until="commit")
    page.wait_for_selector(peer.drawn, state="attached")
    shown, at = page.evaluate("[firstResult, performance.timeOrigin + firstResult]")
    first = Asked(shown, _sent(peer.part, at))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    quiet = _sent(peer.part)
    after = page.evaluate(f"({peer.next})({NEXT!r})")
    page.wait_for_timeout(300)
    size = _sent(peer.part) - quiet
    page.evaluate(f"({peer.next})({query!r})")
    again = page.evaluate(f"({peer.next})({NEXT!r})")
    context.close()
    return Answer(first, Asked(after, size), quiet, again)


def _sent(part: str, until: float = math.inf) -> int:
    """The bytes of bodies that belong to the search, sent before a moment (ms since 1970)."""
    of_search = part.split("|")
    return sum(
        size
        for path, size, at in _Gzip.sent
        if at <= until and "?q=" not in path and any(each in path for each in of_search)
    )


OURS_DRAWN = "[data-results] .row-title"
OURS_NEXT = """async (q) => {
  const field = document.querySelector("input[type=search]"), started = performance.now();
  field.value = q;
  field.form.requestSubmit();
  while (!document.querySelector("[data-status]").textContent.includes(q)) await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
PAGEFIND_DRAWN = "#results li"
PAGEFIND_NEXT = "async (q) => { const started = performance.now(); await ask(q); return performance.now() - started; }"
STOCK_DRAWN = ".md-search-result__item"
STOCK_NEXT = """async (q) => {
  const field = document.querySelector("[data-md-component=search-query]"), started = performance.now();
  const before = document.querySelector(".md-search-result__list").textContent;
  field.value = q;
  field.dispatchEvent(new Event("keyup", { bubbles: true }));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (document.querySelector(".md-search-result__list").textContent === before && performance.now() - started < 30000)
    await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""


@dataclass(frozen=True)
class Peer:
    """One search: how to open it with a query, and how to know that it has answered."""

    name: str
    folder: Path
    address: str
    drawn: str
    next: str
    part: str

    def ask(self, browser: Browser, query: str) -> Answer:
        """The median of some runs; of bytes, the most."""
        with compressed(self.folder) as url:
            runs = [ask(self, browser, url, query) for _ in range(TIMES)]
        return Answer(
            Asked(
                median(each.first.milliseconds for each in runs),
                max(each.first.size for each in runs),
            ),
            Asked(
                median(each.next.milliseconds for each in runs),
                max(each.next.size for each in runs),
            ),
            max(each.quiet for each in runs),
            median(each.page for each in runs),
        )


# The whole


def measure(size: int, shell: Path, work: Path, stock: bool) -> bool:
    """Print one size; whether every limit holds there."""
    content = work / "content"
    write_library(content, size)
    verdict = compile_library(content, ROOT / "hooks/schemas", TODAY)
    library, found = verdict.library, records(verdict.library)
    ours, pages = work / "ours", work / "pagefind"
    shutil.copytree(shell, ours)
    for record in found:
        write(pages / record.entry.url / "index.html", page(record, library))
    builds = {"pagefind": built(functools.partial(build_pagefind, pages))}
    builds["ours"] = built(functools.partial(build_ours, library, ours))
    write(pages / "index.html", PAGEFIND_PAGE)
    write(pages / "ask.js", PAGEFIND_SCRIPT)
    peers = [
        Peer("ours", ours, "sok/?q=", OURS_DRAWN, OURS_NEXT, "/assets/search/|/sok/"),
        Peer("pagefind", pages, "?q=", PAGEFIND_DRAWN, PAGEFIND_NEXT, "/pagefind/"),
    ]
    if stock:
        builds["stock"] = built(functools.partial(build_stock, work))
        peers.append(
            Peer("stock", work / "site", "?q=", STOCK_DRAWN, STOCK_NEXT, "/search/|/workers/")
        )
    print(
        f"\n{size} entries"
        + "".join(
            f"; {who} built in {each.seconds:.1f} s, {each.memory / 1e6:.0f} MB"
            for who, each in builds.items()
        )
    )
    print(
        f"  {'':10}{'query':8}{'first kB':>9}{'ms':>8}{'all kB':>9}{'next kB':>9}{'ms':>8}{'page':>8}"
    )
    told: dict[tuple[str, str], Answer] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=FLAGS)
        for words, query in QUERIES.items():
            for peer in peers:
                answer = told[peer.name, words] = peer.ask(browser, query)
                print(f"  {peer.name:10}{words:8}{_cells(answer)}", flush=True)
        browser.close()
    return _holds(builds, told["ours", "two"], told["pagefind", "two"])


def _cells(answer: Answer) -> str:
    first, after = answer.first, answer.next
    cells = f"{first.size / 1e3:9.1f}{first.milliseconds:8.0f}{answer.quiet / 1e3:9.1f}"
    return cells + f"{after.size / 1e3:9.1f}{after.milliseconds:8.0f}{answer.page:8.0f}"


def _holds(builds: dict[str, Built], own: Answer, other: Answer) -> bool:
    limits = {
        f"first result of two words in at most {FIRST_BYTES / 1e3:.0f} kB": own.first.size
        <= FIRST_BYTES,
        "no slower than Pagefind": own.first.milliseconds <= other.first.milliseconds,
        f"a following query in at most {NEXT_BYTES / 1e3:.0f} kB": own.next.size <= NEXT_BYTES,
        f"and {NEXT_MS} ms in the page": own.page <= NEXT_MS,
        f"built in at most {BUILD_RATIO:g} times Pagefind's time": builds["ours"].seconds
        <= BUILD_RATIO * builds["pagefind"].seconds,
        f"and less than {MEMORY / 1e9:g} GB": builds["ours"].memory < MEMORY,
    }
    for limit, holds in limits.items():
        print(f"  {'holds' if holds else 'FAILS'}: {limit}")
    return all(limits.values())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument(
        "--stock", action="store_true", help="also MkDocs with Material, which takes long"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        shell = Path(temporary, "shell")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(shell)]
        subprocess.run(
            command, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        shutil.rmtree(next(path for path in (shell / "sok").iterdir() if path.is_dir()))
        holds = [
            measure(size, shell, Path(temporary, str(size)), given.stock)
            for size in sorted(given.sizes)
        ]
    return 0 if holds[-1] else 1


if __name__ == "__main__":
    sys.exit(main())

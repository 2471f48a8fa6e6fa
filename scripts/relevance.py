"""Measure what the search finds against questions whose answers people have judged.

The questions and their graded answers are in tests/relevance/*.yml, a file per class of
question. Ours, Pagefind and stock lunr with Swedish (lunr.sv, as MkDocs ships and sets it up)
are given the same content and asked the same. Printed per class and over all:

    nDCG@10   how good the first ten are and how well ordered (gain 2^grade - 1)
    MRR       1 / the place of the first answer with the highest grade
    top 3     the share of questions with such an answer among the first three

Usage: python scripts/relevance.py [--ours] [--show]

Needs node, and Chromium for Pagefind (see ensure_browser.py). Exit status: 1 when a peer is
ahead in any class, or fewer than 95 % of the questions have their best answer on top.
"""

from __future__ import annotations

import argparse
import functools
import html
import http.server
import json
import math
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import mkdocs
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from knowledge.compile import compile_library  # noqa: E402
from knowledge.model import Library  # noqa: E402
from knowledge.publish.search.documents import Record, records  # noqa: E402
from knowledge.publish.search.files import search_files  # noqa: E402
from knowledge.today import build_day  # noqa: E402

SEARCH = Path(mkdocs.__file__).parent / "contrib/search"
LUNR = SEARCH / "templates/search/lunr.js"
ASSETS = ROOT / "overrides/assets/search"
TOP = 3
DEPTH = 10
ENOUGH = 0.95

Answers = list[list[str]]
"""For each question the addresses found, the best first."""


@dataclass(frozen=True)
class Question:
    """What someone asks, and the grade (1-3) of each entry that answers."""

    kind: str
    query: str
    grades: Mapping[str, int]


def questions(folder: Path = ROOT / "tests/relevance") -> list[Question]:
    """All questions, class by class."""
    return [
        Question(file.stem, str(each["query"]), each["answers"])
        for file in sorted(folder.glob("*.yml"))
        for each in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


# Measures


@dataclass(frozen=True)
class Score:
    """How one question, or the mean of many, was answered."""

    ndcg: float
    mrr: float
    top: float


def score(question: Question, found: Sequence[str]) -> Score:
    grades = [question.grades.get(url.strip("/"), 0) for url in found]
    ideal = _gain(sorted(question.grades.values(), reverse=True)[:DEPTH])
    best = max(question.grades.values())
    place = next((at for at, grade in enumerate(grades, 1) if grade == best), None)
    return Score(
        _gain(grades[:DEPTH]) / ideal,
        1 / place if place else 0.0,
        1.0 if place and place <= TOP else 0.0,
    )


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(at + 1) for at, grade in enumerate(grades, 1))


def mean(scores: Iterable[Score]) -> Score:
    every = list(scores)
    return Score(
        fmean(each.ndcg for each in every),
        fmean(each.mrr for each in every),
        fmean(each.top for each in every),
    )


# The three


def ours(library: Library, asked: Sequence[str], folder: Path) -> Answers:
    """Through the browser's own modules, in Node."""
    for name, text in search_files(library, LUNR.read_text(encoding="utf-8")).items():
        write(folder / name, text)
    for file in ASSETS.glob("*.js"):
        write(folder / "assets/search" / file.name, file.read_text(encoding="utf-8"))
    write(folder / "package.json", '{"type": "module"}')
    script = ROOT / "tests/search/node.mjs"
    found = node([str(script), str(folder), "search"], list(asked))
    return [each["urls"] for each in found]


STOCK = """
const { readFileSync } = require("node:fs");
const [lunrPath, languages] = process.argv.slice(1);
const lunr = require(lunrPath);
for (const name of ["lunr.stemmer.support.js", "lunr.sv.js"]) require(languages + "/" + name)(lunr);
const { documents, queries } = JSON.parse(readFileSync(0, "utf8"));
const index = lunr(function () {
  this.use(lunr.sv);
  this.field("title");
  this.field("text");
  this.ref("location");
  documents.forEach((document) => this.add(document));
});
const ask = (query) => { try { return index.search(query); } catch { return []; } };
console.log(JSON.stringify(queries.map((query) => ask(query).slice(0, 20).map((hit) => hit.ref))));
"""


def stock(found: Sequence[Record], asked: Sequence[str]) -> Answers:
    """lunr.js as the search plugin of MkDocs sets it up with `lang: sv`."""
    given = {"documents": [_document(record) for record in found], "queries": list(asked)}
    answers: Answers = node(["-e", STOCK, "--", str(LUNR), str(SEARCH / "lunr-language")], given)
    return answers


def _document(record: Record) -> dict[str, str]:
    texts = record.texts
    text = "\n".join(texts[name] for name in ("summary", "names", "facts", "body"))
    return {"location": record.entry.url, "title": record.entry.title, "text": text}


PAGEFIND = """
async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.options({ baseUrl: "/" });
  const answers = [];
  for (const query of queries) {
    const found = await pagefind.search(query);
    const first = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
    answers.push(first.map((data) => data.url));
  }
  return answers;
}
"""


def pagefind(
    found: Sequence[Record], library: Library, asked: Sequence[str], folder: Path
) -> Answers:
    """Pagefind as it comes, over a page per entry, in Chromium."""
    from playwright.sync_api import sync_playwright

    from ensure_browser import find

    for record in found:
        write(folder / record.entry.url / "index.html", page(record, library))
    write(folder / "index.html", "<!doctype html><html lang=sv><title>Start</title>")
    build = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with serve(folder) as url, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=str(find() or ""), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page()
        tab.goto(url)
        answers: Answers = tab.evaluate(PAGEFIND, list(asked))
        browser.close()
    return answers


def page(record: Record, library: Library) -> str:
    """An entry as a page with nothing but its content."""
    texts = {name: html.escape(text) for name, text in record.texts.items()}
    body = library.bodies[record.entry.key].html
    rest = html.escape(record.body[len(record.texts["body"]) :])
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{texts["title"]}</title></head>'
        f"<body><main data-pagefind-body><h1>{texts['title']}</h1><p>{texts['summary']}</p>{body}{rest}"
        f"<p>{texts['names']}</p><p>{texts['facts']}</p></main></body></html>"
    )


def node(arguments: Sequence[str], given: Any) -> Any:
    command = ["node", *arguments]
    done = subprocess.run(
        command, input=json.dumps(given), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


# The report


def table(asked: Sequence[Question], answers: Mapping[str, Answers]) -> dict[str, dict[str, Score]]:
    """class → who → mean, and "alla" for all questions."""
    kinds = {
        kind: [n for n, each in enumerate(asked) if each.kind == kind]
        for kind in dict.fromkeys(each.kind for each in asked)
    }
    kinds["alla"] = list(range(len(asked)))
    return {
        kind: {
            who: mean(score(asked[n], found[n]) for n in numbers) for who, found in answers.items()
        }
        for kind, numbers in kinds.items()
    }


def print_table(scores: Mapping[str, Mapping[str, Score]]) -> None:
    who = list(next(iter(scores.values())))
    print(f"{'':18}" + "".join(f"{each:^25}" for each in who))
    print(f"{'':18}" + f"{'nDCG@10':>9}{'MRR':>8}{'top 3':>8}" * len(who))
    for kind, own in scores.items():
        cells = "".join(
            f"{own[each].ndcg:9.3f}{own[each].mrr:8.3f}{own[each].top:8.0%}" for each in who
        )
        print(f"{kind:18}{cells}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--ours", action="store_true", help="leave the others out")
    parser.add_argument(
        "--show", action="store_true", help="show what we answer where the best is not on top"
    )
    given = parser.parse_args()
    asked = questions()
    queries = [each.query for each in asked]
    library = compile_library(ROOT / "content", ROOT / "hooks/schemas", build_day()).library
    found = records(library)
    with tempfile.TemporaryDirectory() as temporary:
        answers = {"ours": ours(library, queries, Path(temporary, "ours"))}
        if not given.ours:
            answers["pagefind"] = pagefind(found, library, queries, Path(temporary, "pagefind"))
            answers["lunr.sv"] = stock(found, queries)
    scores = table(asked, answers)
    print(f"{len(asked)} questions, {len(found)} entries\n")
    print_table(scores)
    if given.show:
        for question, urls in zip(asked, answers["ours"], strict=True):
            if score(question, urls).top < 1 or score(question, urls).ndcg < 0.6:
                print(f"\n{question.kind}: {question.query}")
                print(
                    "".join(
                        f"  {question.grades.get(url.strip('/'), 0)} {url}\n" for url in urls[:8]
                    ),
                    end="",
                )
    ahead = all(
        own["ours"].ndcg >= other.ndcg and own["ours"].mrr >= other.mrr
        for own in scores.values()
        for who, other in own.items()
        if who != "ours"
    )
    return 0 if ahead and scores["alla"]["ours"].top >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())

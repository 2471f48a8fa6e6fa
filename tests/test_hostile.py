"""Whatever a file holds, the check answers with problems: soon, and never by breaking down."""

from __future__ import annotations

import tempfile
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from world import compiled, draw, entry

SECONDS = 12
"""Far more than any case needs, for machines that do other things at the same time."""

KEYS = st.sampled_from(["title", "summary", "published", "order", "sources", "topics", "id", "x"])
MARKS = "[](){}<>`*_#>-+=|\\!&:'\"^~@%\n\t 0aå\u030a\u00e5\u202e\ud7ff"
text = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
marks = st.text(st.sampled_from(MARKS), max_size=300)
values = st.recursive(
    st.one_of(text, marks, st.sampled_from(["no", "010", "1:30", "~", "2026-02-30", "9" * 5000])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda all: f"[{', '.join(all)}]"),
        st.dictionaries(KEYS, inner, max_size=4).map(
            lambda all: "{" + ", ".join(f"{k}: {v}" for k, v in all.items()) + "}"
        ),
    ),
    max_leaves=8,
)
fields = st.dictionaries(KEYS, values, max_size=6).map(
    lambda all: "\n".join(f"{k}: {v}" for k, v in all.items())
)

often = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def said_of(file: str | bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = draw(Path(folder), {"om/a.md": file, "om/b.md": entry("page")})
        return [str(problem) for problem in compiled(root).problems]


@often
@given(st.one_of(text, marks, fields))
def test_any_front_matter_is_read_or_told_of(front: str) -> None:
    for line in said_of(f"---\n{front}\n---\n\nEn text.\n"):
        assert line.startswith("content/om/")
        assert "\n" not in line


@often
@given(st.one_of(text, marks))
def test_any_body_is_read_or_told_of(body: str) -> None:
    for line in said_of(entry("page", body=body)):
        assert line.startswith("content/om/")
        assert "\n" not in line


@often
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told_of(raw: bytes) -> None:
    assert said_of(raw)


@often
@given(text.filter(lambda words: words.strip()))
def test_composed_and_decomposed_are_the_same(words: str) -> None:
    composed, decomposed = (
        said_of(entry("page", body=unicodedata.normalize(form, words))) for form in ("NFC", "NFD")
    )
    assert composed == decomposed


def front(text: str) -> str:
    return f"---\n{text}\n---\n\nEn text.\n"


BOMBS = {
    "64 kB of opened lists": front("a: " + "[" * 63_000),
    "64 kB of opened mappings": front("a: " + "{a: " * 15_000),
    "64 kB of dashes": front("- " * 31_000),
    "64 kB of one key each line": front("\n".join(f"k{n}: 1" for n in range(6_000))),
    "many misspelt fields": front("\n".join(f"titel{n}: 1" for n in range(1_900))),
    "100,000 keys": front("\n".join(f"k{n}: 1" for n in range(100_000))),
    "many unknown topics": front(f"topics: [{'boendesegragation, ' * 1_900}]"),
    "many values of many sorts": front(f"topics: [{'a, 1, {}, [], ' * 480}]"),
    "integer of 5,000 digits": front("order: " + "9" * 5_000),
    "float beyond all": front("order: 1" + "0" * 400 + ".0"),
    "digits and underscores": front("order: " + "1_" * 30_000 + "x"),
    "digits and colons": front("order: " + "1:" * 30_000 + "x"),
    "one word of 60 kB": front("title: " + "a" * 60_000),
    "key of 60 kB": front("a" * 60_000 + ": 1"),
    "address of 60 kB": front("sources: [{title: a, url: https://a." + "a." * 29_000 + "}]"),
    "names and commas": front("authors: [" + '"a, b",' * 900 + "]"),
    "anchors": front("a: &a [" + "*a," * 20_000 + "]"),
    "merge keys": front("<<: [{a: 1}, {b: 2}]"),
    "keys that are lists": front("? [a, b]\n: c\n? {d: e}\n: f"),
    "block scalars": front("title: |2-\n  a\n   b\nsummary: >+\n  c # d\n\n\n"),
    "only marks of documents": front("...\n...\n--- a\n%YAML 1.1"),
    "lone carriage returns": entry("page").replace("\n", "\r"),
    "nothing but NUL": bytes(1_000),
    "surrogates": front('title: "\\ud83d\\ude00"'),
    "brackets": entry("page", body="[" * 20_000),
    "closed brackets": entry("page", body="[]" * 10_000),
    "images of images": entry("page", body="![" * 10_000),
    "links without end": entry("page", body="[a](" * 5_000),
    "links in links": entry("page", body="[a](b " * 20 + ")" * 20),
    "references without end": entry("page", body="[a][" * 5_000),
    "quotes 2,000 deep": entry("page", body=">" * 2_000 + "a"),
    "quotes with blanks": entry("page", body="> " * 2_000 + "a"),
    "lists on one line": entry("page", body="- " * 5_000 + "a"),
    "numbered lists on one line": entry("page", body="1. " * 5_000 + "a"),
    "lists in quotes": entry("page", body="> - " * 2_000 + "a"),
    "lists 300 deep": entry("page", body="\n\n".join(f"{' ' * 4 * n}- a" for n in range(300))),
    "lists of tabs": entry("page", body="\n".join("\t" * n + "- a" for n in range(150))),
    "definitions in definitions": entry("page", body="a\n" + ":   " * 3_000),
    "admonitions in admonitions": entry(
        "page", body="\n".join("    " * n + "!!! note" for n in range(150))
    ),
    "stars": entry("page", body="*a **b " * 2_500),
    "stars and underscores": entry("page", body="*_" * 9_000),
    "backticks": entry("page", body=" ".join("`" * n for n in range(1, 180))),
    "blocks of code without end": entry("page", body="```a\n\n" * 15_000),
    "lines with bars": entry("page", body="|\n\n" * 30_000),
    "links the wrong way round": entry("page", body="a)[b]\n\n" * 10_000),
    "less-than signs": entry("page", body="<a " * 6_000),
    "tags without end": entry("page", body='<a x="' * 3_000),
    "comments without end": entry("page", body="<!--" * 4_000),
    "entities": entry("page", body="&amp;" * 4_000),
    "tables": entry("page", body="a|b\n-|-\n" + "1|2\n" * 4_000),
    "wide tables": entry("page", body="|" * 9_000 + "\n" + "-|" * 4_000),
    "headings": entry("page", body="## a\n\n" * 5_000),
    "footnotes": entry("page", body="[^1] " * 499 + "\n\n[^1]: a"),
    "broken links": entry("page", body="[a](nej.md)\n\n" * 3_000),
    "many different broken links": entry(
        "page", body="\n\n".join(f"[a](nej{n}.md)" for n in range(3_000))
    ),
    "raw HTML": entry("page", body="<div>\n\n" * 3_000),
    "paragraphs": entry("page", body="a\n\n" * 30_000),
    "blank lines": entry("page", body="\n" * 95_000 + "a"),
    "one line of blanks": entry("page", body="a" + " " * 95_000 + "b"),
    "one word of 95 kB": entry("page", body="a" * 95_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_told_of_in_seconds(name: str) -> None:
    start = time.process_time()
    lines = said_of(BOMBS[name])
    assert time.process_time() - start < SECONDS
    assert all(len(line) < 600 for line in lines), max(lines, key=len)

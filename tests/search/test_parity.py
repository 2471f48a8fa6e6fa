"""The pieces give what the whole index gives in lunr.js, and its weights are lunr's own."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from lunr.builder import Builder

from knowledge.model import Library
from knowledge.publish.search.count import count, span
from knowledge.publish.search.documents import FIELDS, records
from knowledge.publish.search.files import search_files
from knowledge.publish.search.index import Index, as_lunr, build_index
from knowledge.publish.search.synonyms import phrases, synonyms

from .conftest import LUNR, Ask

SPECIAL = [
    "segregation",
    "bostadssegregation",
    "utsatta områden",
    '"utsatta områden"',
    "foraldrar",
    "segragation",
    "SOU 2020:46",
    "37-medel",
    "Brå",
    "skola -skolsegregation",
    "vilka kommuner kan få statsbidrag mot segregation",
    "förortssegregation",
    "rätt till bostad",
    "Sveriges Kommuner och Regioner",
    "covid-19 skola trångboddhet",
]


@pytest.fixture(scope="module")
def index(library: Library) -> Index:
    return build_index(records(library), phrases(synonyms(library)))


def queries(index: Index, count: int = 240) -> list[str]:
    """One to four words of the bank, the common and the rare alike, in seeded chance."""
    rng = random.Random(1)
    words = sorted({word for term, word in index.spelt.items()})
    made = [" ".join(rng.sample(words, rng.choice([1, 1, 2, 2, 3, 4]))) for _ in range(count)]
    made += [f"{rng.choice(words)} -{rng.choice(words)}" for _ in range(20)]
    return SPECIAL + made


@pytest.fixture(scope="module")
def documents(library: Library) -> list[dict[str, list[str]]]:
    """Each record's terms as they were counted: what a Builder is to be given."""
    counts = count(records(library), phrases(synonyms(library)))
    names = list(FIELDS)
    made: list[dict[str, list[str]]] = [{name: [] for name in FIELDS} for _ in range(counts.size)]
    for key, times in zip(counts.keys.tolist(), counts.times.tolist(), strict=True):
        term, where = divmod(key, span(counts.size))
        field, record = divmod(where, counts.size)
        made[record][names[field]] += [counts.terms[term]] * times
    return made


def test_pieces_rank_as_the_whole_index_does(index: Index, ask: Ask, tmp_path: Path) -> None:
    """Same entries, same order, same scores to the last bit."""
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps(as_lunr(index, "2.3.9")))
    asked = queries(index)
    assert len(asked) >= 200
    answers = ask("parity", {"queries": asked, "lunr": str(LUNR), "whole": str(whole)})
    # The whole index loses some terms with figures (olivernn/lunr.js#503); the pieces do not.
    sound = [each for each in answers if not each["lost"]]
    assert len(sound) >= 200
    assert len(answers) - len(sound) < 0.05 * len(answers)
    assert [each["query"] for each in sound if each["pieces"] != each["whole"]] == []
    assert sum(1 for each in answers if each["pieces"]) > 0.95 * len(answers)


def test_pieces_rank_as_an_index_that_lunr_js_built(
    index: Index, documents: list[dict[str, list[str]]], ask: Ask, tmp_path: Path
) -> None:
    """lunr.js's own Builder is given our terms. It numbers them otherwise, so that sums may
    differ in the last bit; among equals, order may too."""
    path = tmp_path / "documents.json"
    path.write_text(json.dumps(documents))
    given = {
        "queries": queries(index, 60),
        "lunr": str(LUNR),
        "documents": str(path),
        "fields": list(FIELDS.items()),
    }
    for each in ask("parity", given):
        if each["lost"]:
            continue
        built, pieces = dict(each["built"]), dict(each["pieces"])
        assert built.keys() == pieces.keys(), each["query"]
        assert all(abs(built[number] - score) < 1e-9 for number, score in pieces.items()), each[
            "query"
        ]


def test_weights_are_those_of_lunr_py(index: Index, documents: list[dict[str, list[str]]]) -> None:
    builder = Builder()
    builder.ref("id")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for number, document in enumerate(documents):
        builder.add({"id": str(number), **document})
    built = builder.build().serialize()
    term_at = {entry["_index"]: term for term, entry in built["invertedIndex"]}
    theirs = {
        (ref, term_at[at]): weight
        for ref, vector in built["fieldVectors"]
        for at, weight in zip(vector[::2], vector[1::2], strict=True)
    }
    ours = {
        (f"{name}/{number}", term): weight / 1000
        for at, term in enumerate(index.terms)
        for name, ids, weights in index.rows(at)
        for number, weight in zip(ids, weights, strict=True)
    }
    assert ours.keys() == theirs.keys()
    # lunr.py rounds half to even, lunr.js and we half up.
    assert max(abs(ours[key] - theirs[key]) for key in ours) <= 0.001000001
    assert sum(1 for key in ours if abs(ours[key] - theirs[key]) > 1e-9) < 0.001 * len(ours)


def test_the_same_library_gives_the_same_bytes(library: Library) -> None:
    source = LUNR.read_text(encoding="utf-8")
    assert search_files(library, source) == search_files(library, source)

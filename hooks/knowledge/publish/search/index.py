"""Records → the inverted index, with weights equal to those of lunr's Builder.

lunr.py's own Builder gives the same numbers (a test holds it) but needs 51 s for ten thousand
entries: it makes an object of each of three million tokens. Here each distinct token is
analysed once and is a number from then on; the rest is sorting and counting columns. BM25 as
in lunr 2.3.9: k1 1.2, b 0.75, idf over all fields, weights rounded to three decimals after the
field's boost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.publish.search.count import NUMBER, TEXTS, Counts, Token, count, in_prose
from knowledge.publish.search.documents import FIELDS, Record
from knowledge.publish.search.rows import Numbers, Rows, distinct

K1 = 1.2
B = 0.75
GAP = 20
"""Places between two fields: no phrase reaches from one into the next."""


@dataclass(frozen=True)
class Postings:
    """Where terms stand: a row for each term and field, all fields of the first term first."""

    records: Rows
    """Ascending."""
    steps: Rows
    """The same in steps."""
    times: Rows
    weights: Rows
    """In thousandths."""


@dataclass(frozen=True)
class Places:
    """Where in its records each term stands, for phrases: a row for each term."""

    steps: Rows
    """Its records, in steps."""
    counts: Rows
    """How many places in each of the records."""
    places: Rows
    """The places in one record after another, in steps."""


@dataclass(frozen=True)
class Index:
    """The whole index. Terms are numbered in the order that a browser looks them up in."""

    size: int
    terms: Sequence[str]
    postings: Postings
    places: Places
    entries: Sequence[int]
    """By term: how many records have the term itself, not only within a compound."""
    spelt: Mapping[str, str]
    """A term as it is written most often in the bank."""
    compounds: Mapping[str, tuple[str, ...]]
    """The parts of those terms that are compounds."""

    def rows(self, term: int) -> Iterator[tuple[str, list[int], list[int], list[int]]]:
        """(field, records, times, weights) of each field that a term stands in."""
        first, last = term * len(FIELDS), (term + 1) * len(FIELDS)
        own = (self.postings.records, self.postings.times, self.postings.weights)
        rows = (each.lists(first, last) for each in own)
        return (row for row in zip(FIELDS, *rows, strict=True) if row[1])

    def holding(self, *fields: str) -> Numbers:
        """By term: in how many records' fields of these names it stands."""
        lengths = self.postings.records.lengths.reshape(-1, len(FIELDS))
        held: Numbers = lengths[:, [NUMBER[name] for name in fields]].sum(axis=1)
        return held


def build_index(records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()) -> Index:
    """Index all records; a record's place is its id.

    `phrases` are the names of several words (their terms) that are found as one.
    """
    counts = count(records, phrases)
    size = len(records)
    postings, entries = _postings(counts.stands, len(counts.terms), max(size, 1))
    spelt = _spelt(counts.tokens)
    return Index(
        size,
        counts.terms,
        postings,
        _places(counts),
        entries.tolist(),
        {term: token.written for term, token in spelt.items()},
        {term: token.parts for term, token in spelt.items() if token.parts},
    )


def _postings(counted: Numbers, terms: int, size: int) -> tuple[Postings, Numbers]:
    """What was counted, sorted and weighed; and how many records have each term itself."""
    term, field, record = counted
    keys, times = distinct((term * len(FIELDS) + field) * size + record)
    row, record = np.divmod(keys, size)
    term, field = np.divmod(row, len(FIELDS))
    itself = np.isin(field, [NUMBER[name] for name in TEXTS])
    having = distinct(term[itself] * size + record[itself])[0] // size
    lengths = np.bincount(row, minlength=terms * len(FIELDS))
    records = Rows(record, lengths)
    weights = _weights(term, field, record, times, size)
    postings = Postings(records, records.steps(), Rows(times, lengths), Rows(weights, lengths))
    return postings, np.bincount(having, minlength=terms)


def _weights(term: Numbers, field: Numbers, record: Numbers, times: Numbers, size: int) -> Numbers:
    """In thousandths. The order of the factors is lunr's."""
    top = K1 + 1
    idf = _idf(np.bincount(term), size)[term]
    lengths = np.bincount(field * size + record, times, len(FIELDS) * size).reshape(-1, size)
    average = lengths.sum(axis=1, keepdims=True) / size
    # How many of a term it takes in a text so long to count half.
    slow = K1 * (1 - B + B * (lengths / np.where(average, average, 1)))
    boost = np.array(list(FIELDS.values()))[field]
    weights = idf * (top * times) / (slow[field, record] + times) * boost * 1000
    # JavaScript's Math.round: half goes up.
    rounded: Numbers = np.floor(weights + 0.5).astype(np.int64)
    return rounded


def _idf(holding: Numbers, size: int) -> np.ndarray:
    """By term. The logarithm is the C library's, whose last bit is the same on every machine's numpy."""
    different, which = np.unique(holding, return_inverse=True)
    every = [math.log(1 + abs((size - each + 0.5) / (each + 0.5))) for each in different.tolist()]
    return np.array(every)[which]


def _places(counts: Counts) -> Places:
    """The places of each token's first term. They go on from text to text; stop words have theirs."""
    texts, terms = counts.texts, len(counts.terms)
    prose = in_prose(texts)
    room = np.where(prose, texts.lengths + GAP, 0).reshape(-1, len(TEXTS))
    begin = (np.cumsum(room, axis=1) - room).ravel()
    place = np.arange(len(texts.values)) + np.repeat(begin - texts.starts[:-1], texts.lengths)
    term = counts.firsts[texts.values]
    kept = np.flatnonzero(prose[texts.row] & (term >= 0))
    kept = kept[np.argsort(term[kept], kind="stable")]
    record = texts.row[kept] // len(TEXTS)
    term, place = term[kept], place[kept]
    new = (np.diff(term, prepend=-1) != 0) | (np.diff(record, prepend=-1) != 0)
    first = np.flatnonzero(new)
    many = np.diff(first, append=len(term))
    own = np.bincount(term[first], minlength=terms)
    return Places(
        Rows(record[first], own).steps(),
        Rows(many, own),
        Rows(Rows(place, many).steps().values, np.bincount(term, minlength=terms)),
    )


def _spelt(tokens: Iterable[Token]) -> dict[str, Token]:
    """First term → the token that it mostly is; among equals the last by letter."""
    best: dict[str, Token] = {}
    for token in tokens:
        if token.terms and token.times:
            best[token.terms[0]] = max(best.get(token.terms[0], token), token, key=_often)
    return best


def _often(token: Token) -> tuple[int, str]:
    return token.times, token.written


def as_lunr(index: Index, version: str) -> dict[str, object]:
    """The whole index as lunr.js loads it (lunr.Index.load): for tests and comparison."""
    vectors: dict[str, list[float]] = {
        f"{name}/{number}": [] for name in FIELDS for number in range(index.size)
    }
    inverted = []
    by_letter = sorted(range(len(index.terms)), key=index.terms.__getitem__)
    for place, term in enumerate(by_letter):
        entry: dict[str, object] = {"_index": place, **{name: {} for name in FIELDS}}
        for name, records, _, weights in index.rows(term):
            entry[name] = {str(number): {} for number in records}
            for number, weight in zip(records, weights, strict=True):
                vectors[f"{name}/{number}"] += [place, weight / 1000]
        inverted.append([index.terms[term], entry])
    return {
        "version": version,
        "fields": list(FIELDS),
        "fieldVectors": [[ref, vector] for ref, vector in vectors.items()],
        "invertedIndex": inverted,
        "pipeline": [],
    }

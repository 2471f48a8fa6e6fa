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
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from knowledge.publish.search.count import NUMBER, TEXTS, Counts, Tokens, count, in_prose, span
from knowledge.publish.search.documents import FIELDS, Record
from knowledge.publish.search.rows import Keys, Numbers, Rows, apart, distinct

K1 = 1.2
B = 0.75
GAP = 20
"""Places between two fields: no phrase reaches from one into the next."""


@dataclass(frozen=True)
class Postings:
    """Where terms stand: a row for each field that a term stands in."""

    where: Numbers
    """By row: term * number of fields + field, ascending."""
    steps: Rows
    """The records, ascending, in steps."""
    weights: Rows
    """In thousandths."""

    def between(self, first: int, last: int) -> Iterator[tuple[int, int, list[int], list[int]]]:
        """(term, field, steps, weights) of the terms from the first to before the last."""
        low, high = np.searchsorted(
            self.where, np.array([first, last], np.int32) * len(FIELDS)
        ).tolist()
        term, field = (each.tolist() for each in np.divmod(self.where[low:high], len(FIELDS)))
        rows = (each.lists(low, high) for each in (self.steps, self.weights))
        yield from zip(term, field, *rows, strict=True)


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

    def rows(self, term: int) -> Iterator[tuple[str, list[int], list[int]]]:
        """(field, records, weights) of each field that a term stands in."""
        names = tuple(FIELDS)
        for _, field, steps, weights in self.postings.between(term, term + 1):
            yield names[field], list(accumulate(steps)), weights

    def holding(self, *fields: str) -> Numbers:
        """By term: in how many records' fields of these names it stands."""
        term, field = np.divmod(self.postings.where, len(FIELDS))
        named = np.isin(field, [NUMBER[name] for name in fields])
        own = self.postings.steps.lengths[named]
        return np.bincount(term[named], own, len(self.terms)).astype(np.int32)


def build_index(records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()) -> Index:
    """Index all records; a record's place is its id.

    `phrases` are the names of several words (their terms) that are found as one.
    """
    counts = count(records, phrases)
    spelt = _spelt(counts.tokens)
    parts = counts.tokens.parts.lists(0, len(counts.tokens.written))
    postings, entries = _postings(counts)
    return Index(
        counts.size,
        counts.terms,
        postings,
        _places(counts),
        entries.tolist(),
        {counts.terms[term]: counts.tokens.written[token] for term, token in spelt.items()},
        {
            counts.terms[term]: tuple(counts.terms[part] for part in parts[token])
            for term, token in spelt.items()
            if parts[token]
        },
    )


def _postings(counts: Counts) -> tuple[Postings, Numbers]:
    """What was counted, sorted and weighed; and how many records have each term itself."""
    size, wide, terms = max(counts.size, 1), span(counts.size), len(counts.terms)
    term, where = apart(counts.keys, wide)
    field, record = np.divmod(where, size)
    every = _many(term * len(FIELDS) + field)
    filled = np.flatnonzero(every).astype(np.int32)
    lengths = every[filled]
    itself = np.isin(field, [NUMBER[name] for name in TEXTS])
    having = distinct(term[itself].astype(np.int64) * size + record[itself])[0] // size
    weights = _weights(term, where, counts.times, size)
    postings = Postings(filled, Rows(record, lengths).steps(), Rows(weights, lengths))
    return postings, _many(having, terms)


def _many(numbers: Keys | Numbers, least: int = 0) -> Numbers:
    """How many there are of each number: of all below `least`, and on to the greatest."""
    return np.bincount(numbers, minlength=least).astype(np.int32)


def _weights(term: Numbers, where: Numbers, times: Numbers, size: int) -> Numbers:
    """In thousandths. The order of the factors is lunr's; a column of them is large, and there is one."""
    lengths = np.bincount(where, times, len(FIELDS) * size).reshape(-1, size)
    average = lengths.sum(axis=1, keepdims=True) / size
    # How many of a term it takes in a text so long to count half.
    slow = (K1 * (1 - B + B * (lengths / np.where(average, average, 1)))).ravel()
    boosts = np.repeat(list(FIELDS.values()), size)
    weights = (K1 + 1) * times
    weights *= _idf(_many(term), size)[term]
    weights /= slow[where] + times
    weights *= boosts[where]
    weights *= 1000
    # JavaScript's Math.round: half goes up.
    weights += 0.5
    rounded: Numbers = np.floor(weights, out=weights).astype(np.int32)
    return rounded


def _idf(holding: Numbers, size: int) -> NDArray[np.float64]:
    """By term. Not numpy's logarithm, whose last bit depends on the processor."""
    different, which = np.unique(holding, return_inverse=True)
    every = [math.log(1 + abs((size - each + 0.5) / (each + 0.5))) for each in different.tolist()]
    return np.array(every)[which]


def _places(counts: Counts) -> Places:
    """The places of each token's first term. They go on from text to text; stop words have theirs."""
    texts, terms = counts.texts, len(counts.terms)
    prose = in_prose(texts)
    room = np.where(prose, texts.lengths + GAP, 0).reshape(-1, len(TEXTS))
    begin = (np.cumsum(room, axis=1, dtype=np.int32) - room).ravel()
    place = np.repeat(begin - texts.starts[:-1], texts.lengths)
    place += np.arange(len(place), dtype=np.int32)
    term = counts.tokens.firsts[texts.values]
    kept = np.flatnonzero(prose[texts.row] & (term >= 0))
    kept = kept[np.argsort(term[kept], kind="stable")]
    record = texts.row[kept] // len(TEXTS)
    term, place = term[kept], place[kept]
    new = (np.diff(term, prepend=-1) != 0) | (np.diff(record, prepend=-1) != 0)
    first = np.flatnonzero(new)
    many = np.diff(first, append=len(term)).astype(np.int32)
    own = _many(term[first], terms)
    return Places(
        Rows(record[first], own).steps(),
        Rows(many, own),
        Rows(Rows(place, many).steps().values, _many(term, terms)),
    )


def _spelt(tokens: Tokens) -> dict[int, int]:
    """First term → the token that it mostly is; among equals the last by letter. In numbers."""
    often = list(zip(tokens.times.tolist(), tokens.written, strict=True))
    best: dict[int, int] = {}
    for token, term in enumerate(tokens.firsts.tolist()):
        if term >= 0 and often[token][0] and often[token] >= often[best.get(term, token)]:
            best[term] = token
    return best


def as_lunr(index: Index, version: str) -> dict[str, object]:
    """The whole index as lunr.js loads it (lunr.Index.load): for tests and comparison."""
    vectors: dict[str, list[float]] = {
        f"{name}/{number}": [] for name in FIELDS for number in range(index.size)
    }
    inverted = []
    by_letter = sorted(range(len(index.terms)), key=index.terms.__getitem__)
    for place, term in enumerate(by_letter):
        entry: dict[str, object] = {"_index": place, **{name: {} for name in FIELDS}}
        for name, records, weights in index.rows(term):
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

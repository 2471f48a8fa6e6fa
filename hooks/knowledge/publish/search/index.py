"""Records → the inverted index, with weights equal to those of lunr's Builder.

lunr.py's own Builder gives the same numbers (a test holds it) but needs 51 s for ten thousand
entries: it makes an object of each of three million tokens. Here each distinct token is
analysed once, and the rest is counting. BM25 as in lunr 2.3.9: k1 1.2, b 0.75, idf over all
fields, weights rounded to three decimals after the field's boost.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.publish.search.analyse import terms, tokens
from knowledge.publish.search.compounds import Compounds
from knowledge.publish.search.documents import FIELDS, Record

K1 = 1.2
B = 0.75
GAP = 20
"""Places between two fields: no phrase reaches from one into the next."""
PARTS = ("title_parts", "parts")
TITLES = ("title", "names", "summary")
"""The fields whose compounds have their parts in the first of PARTS."""

Counted = tuple[list[int], list[int]]
"""Ids of records, ascending, and how often the term stands in each."""


@dataclass(frozen=True)
class Posting:
    """One term: field → (ids of records, weights in thousandths). `entries` counts records
    that have the term itself, not only within a compound."""

    fields: Mapping[str, tuple[list[int], list[int]]]
    entries: int


@dataclass(frozen=True)
class Index:
    """The whole index. `places` gives each term's places in each record, in order."""

    size: int
    postings: Mapping[str, Posting]
    places: Mapping[str, tuple[list[int], list[list[int]]]]
    spelt: Mapping[str, str]
    """A term as it is written most often in the bank."""
    compounds: Mapping[str, tuple[str, ...]]
    """The parts of those terms that are compounds."""


@dataclass
class Counts:
    """What has been counted so far; `tokens` keeps each record's own until compounds are known."""

    terms: dict[str, dict[str, Counted]] = field(
        default_factory=lambda: {name: {} for name in FIELDS}
    )
    lengths: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    places: dict[str, tuple[list[int], list[list[int]]]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    entries: Counter[str] = field(default_factory=Counter)
    tokens: list[tuple[list[str], ...]] = field(default_factory=list)
    known: _Terms = field(default_factory=lambda: _Terms())

    def add(self, name: str, number: int, own: Sequence[str]) -> None:
        """Count the terms of one field of one record."""
        counts = self.terms[name]
        self.lengths[name].append(len(own))
        for term, times in Counter(own).items():
            counted = counts.get(term)
            if counted is None:
                counts[term] = ([number], [times])
            else:
                counted[0].append(number)
                counted[1].append(times)


class _Terms(dict[str, tuple[str, ...]]):
    """Each distinct token is analysed once."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        self[token] = found = terms(token)
        return found


def build_index(records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()) -> Index:
    """Index all records; a record's place is its id.

    `phrases` are the names of several words (their terms) that are found as one.
    """
    counts, compounds = count(records, phrases)
    spelt = _spelt(counts.written, counts.known)
    parts = {term: found for term, token in spelt.items() if (found := _parts(token, compounds))}
    return Index(len(records), dict(weighed(counts, len(records))), counts.places, spelt, parts)


def count(
    records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()
) -> tuple[Counts, Compounds]:
    """Every term of every field; compounds last, when the bank's words are known."""
    counts = Counts()
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        starts[phrase[0]].append(phrase)
    for number, record in enumerate(records):
        _count_texts(counts, number, record.texts, starts)
    compounds = Compounds(counts.entries)
    _count_parts(counts, compounds)
    return counts, compounds


def _count_texts(
    counts: Counts,
    number: int,
    texts: Mapping[str, str],
    starts: Mapping[str, Sequence[tuple[str, ...]]],
) -> None:
    known = counts.known
    places: dict[str, list[int]] = defaultdict(list)
    place = 0
    titles: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for name, text in texts.items():
        found = tokens(text)
        sequence = [known[token] for token in found]
        own = [term for each in sequence for term in each]
        own += _phrases(sequence, starts)
        counts.add(name, number, own)
        if name == "headings":  # they stand in the body too
            continue
        (titles if name in TITLES else others).update(found)
        for at, each in enumerate(sequence, place):
            if each:
                places[each[0]].append(at)
        place += len(sequence) + GAP
    for term, own_places in places.items():
        ids, lists = counts.places.setdefault(term, ([], []))
        ids.append(number)
        lists.append(own_places)
    counts.written.update(titles)
    counts.written.update(others)
    counts.entries.update({token.lower() for each in (titles, others) for token in each})
    counts.tokens.append((list(titles), list(others)))


def _phrases(
    sequence: Sequence[tuple[str, ...]], starts: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[str]:
    """The names of several words in a text, each as one term; stop words do not break them."""
    content = [each[0] for each in sequence if each]
    for at, term in enumerate(content):
        for phrase in starts.get(term, ()):
            if tuple(content[at : at + len(phrase)]) == phrase:
                yield " ".join(phrase)


def _count_parts(counts: Counts, compounds: Compounds) -> None:
    parts: dict[str, tuple[str, ...]] = {}
    for number, both in enumerate(counts.tokens):
        for name, found in zip(PARTS, both, strict=True):
            own: list[str] = []
            for token in found:
                if token not in parts:
                    parts[token] = _parts(token, compounds)
                own += parts[token]
            counts.add(name, number, own)


def _parts(token: str, compounds: Compounds) -> tuple[str, ...]:
    """The parts of a token, or of the words that a hyphen joins in it."""
    words = token.lower().split("-")
    return tuple(part for word in words for part in compounds.parts(word))


def weighed(counts: Counts, size: int) -> Iterator[tuple[str, Posting]]:
    """Each term's posting, in the order of terms."""
    slow = {name: _slowness(own) for name, own in counts.lengths.items()}
    every = sorted(set().union(*counts.terms.values()))
    for term in every:
        held = [(name, own[term]) for name, own in counts.terms.items() if term in own]
        holding = sum(len(ids) for _, (ids, _) in held)
        idf = math.log(1 + abs((size - holding + 0.5) / (holding + 0.5)))
        fields = {
            # JavaScript's Math.round: half goes up. The order of the factors is lunr's.
            name: (
                ids,
                [
                    math.floor(
                        idf * ((K1 + 1) * tf) / (slow[name][number] + tf) * FIELDS[name] * 1000
                        + 0.5
                    )
                    for number, tf in zip(ids, times, strict=True)
                ],
            )
            for name, (ids, times) in held
        }
        ids_of_own = [ids for name, (ids, _) in held if name not in PARTS]
        entries = len(ids_of_own[0]) if len(ids_of_own) == 1 else len(set().union(*ids_of_own))
        yield term, Posting(fields, entries)


def _slowness(lengths: Sequence[int]) -> list[float]:
    """By record: how many of a term it takes in a field of its length to count half."""
    average = (sum(lengths) / len(lengths) if lengths else 0) or 1
    return [K1 * (1 - B + B * (length / average)) for length in lengths]


def _spelt(written: Mapping[str, int], known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for token, times in written.items():
        own = known[token]
        if own:
            best[own[0]] = max(best.get(own[0], (0, "")), (times, token))
    return {term: token for term, (_, token) in best.items()}


def as_lunr(index: Index, version: str) -> dict[str, object]:
    """The whole index as lunr.js loads it (lunr.Index.load): for tests and comparison."""
    vectors: dict[str, list[float]] = {
        f"{name}/{number}": [] for name in FIELDS for number in range(index.size)
    }
    inverted = []
    for place, (term, posting) in enumerate(index.postings.items()):
        entry: dict[str, object] = {"_index": place}
        for name in FIELDS:
            ids, weights = posting.fields.get(name, ((), ()))
            entry[name] = {str(number): {} for number in ids}
            for number, weight in zip(ids, weights, strict=True):
                vectors[f"{name}/{number}"] += [place, weight / 1000]
        inverted.append([term, entry])
    return {
        "version": version,
        "fields": list(FIELDS),
        "fieldVectors": [[ref, vector] for ref, vector in vectors.items()],
        "invertedIndex": inverted,
        "pipeline": [],
    }

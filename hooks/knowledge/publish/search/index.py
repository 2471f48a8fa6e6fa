"""Records → the inverted index, with weights equal to those of lunr's Builder.

lunr.py's own Builder gives the same numbers (a test holds it) but needs 51 s for ten thousand
entries: it makes an object of each of three million tokens. Here each distinct token is
analysed once, and the rest is counting. BM25 as in lunr 2.3.9: k1 1.2, b 0.75, idf over all
fields, weights rounded to three decimals after the field's boost.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain

from knowledge.parallel import share_out
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

TIMES_BITS, PLACES_BITS = 16, 24
TIMES, PLACES = 1 << TIMES_BITS, 1 << PLACES_BITS
"""A record and a number in one: record * TIMES + how often, record * PLACES + where. One whole
number per posting, not a tuple: a library of ten thousand has three million."""


@dataclass(frozen=True)
class Posting:
    """One term: field → (ids of records, weights in thousandths). `entries` counts records
    that have the term itself, not only within a compound."""

    fields: Mapping[str, tuple[list[int], list[int]]]
    entries: int


@dataclass(frozen=True)
class Index:
    """The whole index. Postings are weighed when they are asked for, in whichever process."""

    size: int
    terms: Mapping[str, Mapping[str, array[int]]]
    """Field → term → record and times in one."""
    slow: Mapping[str, Sequence[float]]
    """Field → by record: how many of a term it takes in a text so long to count half."""
    places: Mapping[str, array[int]]
    """Term → record and place in one, ascending."""
    spelt: Mapping[str, str]
    """A term as it is written most often in the bank."""
    compounds: Mapping[str, tuple[str, ...]]
    """The parts of those terms that are compounds."""

    @cached_property
    def known(self) -> set[str]:
        """All terms."""
        return set().union(*self.terms.values())

    @cached_property
    def every(self) -> list[str]:
        """All terms, in order."""
        return sorted(self.known)

    def posting(self, term: str) -> Posting:
        """Where a term stands and what it weighs there."""
        held = [(name, own[term]) for name, own in self.terms.items() if term in own]
        holding = sum(len(codes) for _, codes in held)
        idf = math.log(1 + abs((self.size - holding + 0.5) / (holding + 0.5)))
        fields = {name: _weights(codes, idf, self.slow[name], FIELDS[name]) for name, codes in held}
        own = [ids for name, (ids, _) in fields.items() if name not in PARTS]
        return Posting(fields, len(own[0]) if len(own) == 1 else len(set().union(*own)))


class _Tokens(dict[str, tuple[str, ...]]):
    """Each distinct token is analysed once."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        self[token] = found = terms(token)
        return found


def _numbers() -> array[int]:
    return array("Q")


@dataclass
class Counts:
    """What has been counted so far.

    `terms`: field → term → record and times in one; `places`: term → record and place in one;
    `lengths`: field → record → how many terms; `tokens`: record → its distinct tokens, in titles
    and elsewhere; `written`: how often each token stands.
    """

    terms: dict[str, dict[str, array[int]]] = field(
        default_factory=lambda: {name: defaultdict(_numbers) for name in FIELDS}
    )
    places: dict[str, array[int]] = field(default_factory=lambda: defaultdict(_numbers))
    lengths: dict[str, dict[int, int]] = field(
        default_factory=lambda: {name: {} for name in FIELDS}
    )
    tokens: dict[int, tuple[list[str], list[str]]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    known: _Tokens = field(default_factory=_Tokens)

    def add(self, name: str, number: int, own: Sequence[str]) -> None:
        """Count the terms of one field of one record."""
        counts = self.terms[name]
        self.lengths[name][number] = len(own)
        base = number * TIMES
        for term, times in Counter(own).items():
            counts[term].append(base + times)

    def take(self, other: Counts) -> None:
        """Add what was counted of other records."""
        for name, own in other.terms.items():
            _extend(self.terms[name], own)
            self.lengths[name].update(other.lengths[name])
        _extend(self.places, other.places)
        self.tokens.update(other.tokens)
        self.written.update(other.written)
        self.known.update(other.known)


def _extend(ours: dict[str, array[int]], theirs: Mapping[str, array[int]]) -> None:
    for term, codes in theirs.items():
        own = ours.get(term)
        ours[term] = codes if own is None else array("Q", sorted(own + codes))


def build_index(records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()) -> Index:
    """Index all records; a record's place is its id.

    `phrases` are the names of several words (their terms) that are found as one.
    """
    counts, parts = count(records, phrases)
    spelt = _spelt(counts.written, counts.known)
    return Index(
        len(records),
        {name: dict(own) for name, own in counts.terms.items()},
        {name: _slowness(own, len(records)) for name, own in counts.lengths.items()},
        dict(counts.places),
        spelt,
        {term: found for term, token in spelt.items() if (found := parts[token])},
    )


def count(
    records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()
) -> tuple[Counts, Mapping[str, tuple[str, ...]]]:
    """Every term of every field, and the parts of every token.

    Compounds come last, when the bank's words are known.
    """
    starts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        starts.setdefault(phrase[0], []).append(phrase)
    counted = share_out(partial(_count_all, starts), list(enumerate(records)))
    counts, *others = [each for each in counted if each] or [Counts()]
    for other in others:
        counts.take(other)
    compounds = Compounds(_in_small_letters(counts.written))
    every = sorted(counts.written)
    parts = dict(zip(every, share_out(partial(_parts, compounds), every), strict=True))
    found = share_out(partial(_count_parts, counts.tokens, parts), range(len(records)))
    for own in found:
        if own:
            counts.take(own)
    counts.tokens.clear()
    return counts, parts


def _count_parts(
    tokens_of: Mapping[int, tuple[list[str], list[str]]],
    parts: Mapping[str, tuple[str, ...]],
    share: Sequence[int],
) -> list[Counts | None]:
    """The counts of the words within compounds in a share of the records, all with its first."""
    counts = Counts()
    for number in share:
        for name, found in zip(PARTS, tokens_of[number], strict=True):
            own = list(chain.from_iterable(map(parts.__getitem__, found)))
            counts.add(name, number, own)
    return [counts, *[None] * (len(share) - 1)] if share else []


def _count_all(
    starts: Mapping[str, Sequence[tuple[str, ...]]], share: Sequence[tuple[int, Record]]
) -> list[Counts | None]:
    """The counts of a share of the records, all of them with its first."""
    counts = Counts()
    for number, record in share:
        _count_texts(counts, number, record.texts, starts)
    return [counts, *[None] * (len(share) - 1)] if share else []


def _parts(compounds: Compounds, written: Sequence[str]) -> list[tuple[str, ...]]:
    """The parts of each token, or of the words that a hyphen joins in it."""
    return [
        tuple(part for word in token.lower().split("-") for part in compounds.parts(word))
        for token in written
    ]


def _in_small_letters(written: Mapping[str, int]) -> dict[str, int]:
    small: dict[str, int] = {}
    for token, times in written.items():
        lower = token.lower()
        small[lower] = small.get(lower, 0) + times
    return small


def _count_texts(
    counts: Counts,
    number: int,
    texts: Mapping[str, str],
    starts: Mapping[str, Sequence[tuple[str, ...]]],
) -> None:
    known, places = counts.known.__getitem__, counts.places
    place = number * PLACES
    distinct: tuple[list[str], list[str]] = ([], [])
    for name, text in texts.items():
        found = tokens(text)
        sequence = list(map(known, found))
        own = list(chain.from_iterable(sequence))
        if starts:
            own += _phrases(sequence, starts)
        if name == "title":
            own += _whole(sequence)
        counts.add(name, number, own)
        if name == "headings":  # they stand in the body too
            continue
        distinct[name not in TITLES].extend(found)
        for each in sequence:
            if each:
                places[each[0]].append(place)
            place += 1
        place += GAP
    titles, others = distinct
    counts.written.update(titles + others)
    counts.tokens[number] = (list(dict.fromkeys(titles)), list(dict.fromkeys(others)))


def _whole(sequence: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """A title as one term, so that who asks for just that finds it before all that mention it."""
    own = [each[0] for each in sequence if each]
    if own:
        yield " ".join(["=", *own])


def _phrases(
    sequence: Sequence[tuple[str, ...]], starts: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[str]:
    """The names of several words in a text, each as one term; stop words do not break them."""
    content = [each[0] for each in sequence if each]
    if starts.keys().isdisjoint(content):
        return
    for at, term in enumerate(content):
        for phrase in starts.get(term, ()):
            if tuple(content[at : at + len(phrase)]) == phrase:
                yield " ".join(phrase)


def _weights(
    codes: Sequence[int], idf: float, slow: Sequence[float], boost: float
) -> tuple[list[int], list[int]]:
    """Ids, and weights in thousandths. The order of the factors is lunr's."""
    top = K1 + 1
    ids = [code >> TIMES_BITS for code in codes]
    times = [code & (TIMES - 1) for code in codes]
    weights = [
        # JavaScript's Math.round: half goes up.
        int(idf * (top * tf) / (slow[number] + tf) * boost * 1000 + 0.5)
        for number, tf in zip(ids, times, strict=True)
    ]
    return ids, weights


def _slowness(lengths: Mapping[int, int], size: int) -> list[float]:
    """By record: how many of a term it takes in a field of its length to count half."""
    average = (sum(lengths.values()) / size if size else 0) or 1
    return [K1 * (1 - B + B * (lengths[number] / average)) for number in range(size)]


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
    for place, term in enumerate(index.every):
        posting = index.posting(term)
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

"""Records → what stands where: each time that a term stands in a field of a record.

Each distinct token is analysed once and is a number from then on. Compounds come last, when
the bank's words are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.publish.search.analyse import fold, terms, tokens
from knowledge.publish.search.compounds import Compounds
from knowledge.publish.search.documents import FIELDS, Record
from knowledge.publish.search.rows import Keys, Numbered, Numbers, Rows, apart, column, distinct
from knowledge.publish.search.stem import stem

PARTS = ("title_parts", "parts")
TEXTS = tuple(name for name in FIELDS if name not in PARTS)
"""The fields that a record has texts for."""
TITLES = ("title", "names", "summary")
"""The fields whose compounds have their parts in the first of PARTS."""
NUMBER = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True)
class Tokens:
    """The distinct tokens, in columns."""

    written: Sequence[str]
    times: Numbers
    """How often each stands in the bank."""
    terms: Rows
    """What each is found by, in numbers of terms: none of stop words."""
    parts: Rows
    """The words within it."""

    @cached_property
    def firsts(self) -> Numbers:
        """The first term of each; -1 where there is none."""
        firsts = np.full(len(self.written), -1, np.int32)
        found = self.terms.lengths > 0
        firsts[found] = self.terms.values[self.terms.starts[:-1][found]]
        return firsts

    def renumbered(self, rank: Numbers) -> Tokens:
        """The same, when each term has another number."""
        terms, parts = (Rows(rank[each.values], each.lengths) for each in (self.terms, self.parts))
        return Tokens(self.written, self.times, terms, parts)


@dataclass(frozen=True)
class Counts:
    """Terms are numbered in the order that a browser looks them up in."""

    size: int
    """How many records there are."""
    terms: Sequence[str]
    keys: Keys
    """term * span(size) + field * size + record of each term and place, ascending."""
    times: Numbers
    """How often the term stands there."""
    texts: Rows
    """The tokens of each of TEXTS of each record, in numbers."""
    tokens: Tokens


def span(size: int) -> int:
    """In how many fields of so many records a term may stand."""
    return max(len(FIELDS) * size, 1)


def count(records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()) -> Counts:
    """Count every term of every field; `phrases` are names of several words, found as one."""
    written, texts = _read(records)
    names = Numbered()
    known = _tokens(written, texts, names)
    stands = [
        _texts(texts, known.terms),
        _phrases(texts, known.firsts, phrases, names),
        _titles(texts, known.firsts, names),
        _compounds(texts, known.parts),
    ]
    order = sorted(names, key=by_look)
    rank = np.empty(len(order), np.int32)
    rank[[names[term] for term in order]] = np.arange(len(order))
    keys, times = distinct(_keys(stands, rank, span(len(records))))
    return Counts(len(records), order, keys, times, texts, known.renumbered(rank))


def _keys(stands: list[Numbers], rank: Numbers, wide: int) -> Keys:
    """Term and place in one number, whatever was counted; empties `stands`, which is large."""
    keys = np.empty(sum(each.shape[1] for each in stands), np.int64)
    end = len(keys)
    while stands:
        term, where = stands.pop()
        part = keys[end - len(term) : end]
        np.multiply(rank[term], wide, out=part, dtype=np.int64)
        part += where
        end -= len(term)
    return keys


def by_look(term: str) -> tuple[str, str]:
    """The order that a browser looks terms up in: alike but for dots and accents side by side."""
    return fold(term), term


def _read(records: Sequence[Record]) -> tuple[Numbered, Rows]:
    """The distinct tokens, and their numbers in every text of every record."""
    written = Numbered()
    texts = Rows.of(
        [written[token] for token in tokens(record.texts[name])]
        for record in records
        for name in TEXTS
    )
    return written, texts


def in_prose(texts: Rows) -> NDArray[np.bool_]:
    """By text: whether it is read on its own. Headings stand in the body too."""
    return np.resize([name != "headings" for name in TEXTS], len(texts.lengths))


def _tokens(written: Mapping[str, int], texts: Rows, names: Numbered) -> Tokens:
    """What is known of each token; `names` comes to number the terms."""
    spoken = texts.values[in_prose(texts)[texts.row]]
    times = np.bincount(spoken, minlength=len(written)).astype(np.int32)
    often = dict(zip(written, times.tolist(), strict=True))
    compounds = Compounds(_in_small_letters(often))
    own = Rows.of([names[term] for term in terms(token)] for token in often)
    parts = Rows.of(
        [names[part] for part in _parts(compounds, token)] if times else ()
        for token, times in often.items()
    )
    # There are few stems to ask for from here on.
    stem.cache_clear()
    return Tokens(list(often), times, own, parts)


def _in_small_letters(written: Mapping[str, int]) -> dict[str, int]:
    small: dict[str, int] = {}
    for token, times in written.items():
        if times:
            lower = token.lower()
            small[lower] = small.get(lower, 0) + times
    return small


def _parts(compounds: Compounds, token: str) -> tuple[str, ...]:
    """The parts of a token, or of the words that a hyphen joins in it."""
    lower = token.lower()
    if "-" not in lower:
        return compounds.parts(lower)
    return tuple(part for word in lower.split("-") for part in compounds.parts(word))


def _texts(texts: Rows, own: Rows) -> Numbers:
    """The terms of every token."""
    found = own.take(texts.values)
    return _counted(texts, found.values, np.repeat(texts.row, found.lengths))


def _counted(texts: Rows, found: Numbers, rows: Numbers) -> Numbers:
    """Terms that stand in rows of the texts."""
    record, text = np.divmod(rows, len(TEXTS))
    return np.stack([found, _where(texts, TEXTS, text, record)])


def _where(texts: Rows, names: Sequence[str], which: Numbers, record: Numbers) -> Numbers:
    size = len(texts.lengths) // len(TEXTS)
    begin = np.array([NUMBER[name] * size for name in names], np.int32)
    where: Numbers = begin[which] + record
    return where


def _phrases(
    texts: Rows, firsts: Numbers, phrases: Iterable[tuple[str, ...]], names: Numbered
) -> Numbers:
    """The names of several words, each as one term; stop words do not break them."""
    begin: dict[int, list[tuple[list[int], str]]] = {}
    for phrase in phrases:
        if all(term in names for term in phrase):
            own = [names[term] for term in phrase]
            begin.setdefault(own[0], []).append((own, " ".join(phrase)))
    content = firsts[texts.values]
    row = texts.row[content >= 0]
    content = content[content >= 0]
    whole = content.tolist()
    found = [
        (names[name], row[at])
        for at in np.flatnonzero(np.isin(content, list(begin))).tolist()
        for own, name in begin[whole[at]]
        if whole[at : at + len(own)] == own and row[at] == row[at + len(own) - 1]
    ]
    return _counted(texts, column(name for name, _ in found), column(at for _, at in found))


def _titles(texts: Rows, firsts: Numbers, names: Numbered) -> Numbers:
    """A title as one term, so that who asks for just that finds it before all that mention it."""
    rows = np.arange(TEXTS.index("title"), len(texts.lengths), len(TEXTS)).astype(np.int32)
    titles = texts.take(rows)
    words = Rows(firsts[titles.values], titles.lengths).lists(0, len(rows))
    spelt = list(names)
    whole = {
        row: names[" ".join(["=", *own])]
        for row, title in zip(rows.tolist(), words, strict=True)
        if (own := [spelt[term] for term in title if term >= 0])
    }
    return _counted(texts, column(whole.values()), column(whole))


def _compounds(texts: Rows, parts: Rows) -> Numbers:
    """The words within compounds: once for each different token of titles, and of the rest."""
    kept = in_prose(texts)[texts.row]
    record, text = np.divmod(texts.row[kept], len(TEXTS))
    rest = ~np.isin(text, [TEXTS.index(name) for name in TITLES])
    # Each token of a record once, in titles and in the rest.
    named = record.astype(np.int64)
    named *= len(PARTS)
    named += rest
    named *= len(parts.lengths)
    named += texts.values[kept]
    once, _ = distinct(named)
    where, token = apart(once, len(parts.lengths))
    found = parts.take(token)
    record, part = np.divmod(np.repeat(where, found.lengths), len(PARTS))
    return np.stack([found.values, _where(texts, PARTS, part, record)])

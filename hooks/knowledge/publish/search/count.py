"""Records → what stands where: each time that a term stands in a field of a record.

Each distinct token is analysed once and is a number from then on. Compounds come last, when
the bank's words are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.publish.search.analyse import fold, terms, tokens
from knowledge.publish.search.compounds import Compounds
from knowledge.publish.search.documents import FIELDS, Record
from knowledge.publish.search.rows import Keys, Numbered, Numbers, Rows, column, distinct

PARTS = ("title_parts", "parts")
TEXTS = tuple(name for name in FIELDS if name not in PARTS)
"""The fields that a record has texts for."""
TITLES = ("title", "names", "summary")
"""The fields whose compounds have their parts in the first of PARTS."""
NUMBER = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written, what it is found by, and the words within it."""

    written: str
    times: int
    """How often it stands in the bank."""
    terms: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Terms are numbered in the order that a browser looks them up in."""

    size: int
    """How many records there are."""
    terms: Sequence[str]
    stands: Keys
    """term * span(size) + field * size + record, once for each time that a term stands there."""
    texts: Rows
    """The tokens of each of TEXTS of each record, in numbers."""
    tokens: Sequence[Token]
    firsts: Numbers
    """By token: its first term; -1 for stop words."""


def span(size: int) -> int:
    """In how many fields of so many records a term may stand."""
    return max(len(FIELDS) * size, 1)


def count(records: Sequence[Record], phrases: Iterable[tuple[str, ...]] = ()) -> Counts:
    """Count every term of every field; `phrases` are names of several words, found as one."""
    written, texts = _read(records)
    known = _tokens(written, texts)
    names = Numbered()
    own = Rows.of([[names[term] for term in token.terms] for token in known])
    parts = Rows.of([[names[term] for term in token.parts] for token in known])
    firsts = column(names[token.terms[0]] if token.terms else -1 for token in known)
    stands = np.concatenate(
        [
            _texts(texts, own),
            _phrases(texts, firsts, phrases, names),
            _titles(texts, known, names),
            _compounds(texts, parts),
        ],
        axis=1,
    )
    order = in_order(names)
    rank = np.empty(len(order) + 1, np.int32)
    rank[[names[term] for term in order]] = np.arange(len(order))
    rank[-1] = -1  # of no term
    keys = rank[stands[0]].astype(np.int64)
    keys *= span(len(records))
    keys += stands[1]
    return Counts(len(records), order, keys, texts, known, rank[firsts])


def in_order(words: Iterable[str]) -> list[str]:
    """Terms as a browser looks them up: those alike but for dots and accents side by side."""
    return sorted(words, key=lambda term: (fold(term), term))


def _read(records: Sequence[Record]) -> tuple[Numbered, Rows]:
    """The distinct tokens, and their numbers in every text of every record."""
    written = Numbered()
    texts = [
        [written[token] for token in tokens(record.texts[name])]
        for record in records
        for name in TEXTS
    ]
    return written, Rows.of(texts)


def in_prose(texts: Rows) -> NDArray[np.bool_]:
    """By text: whether it is read on its own. Headings stand in the body too."""
    return np.resize([name != "headings" for name in TEXTS], len(texts.lengths))


def _tokens(written: Mapping[str, int], texts: Rows) -> list[Token]:
    spoken = texts.values[in_prose(texts)[texts.row]]
    times = dict(zip(written, np.bincount(spoken, minlength=len(written)).tolist(), strict=True))
    compounds = Compounds(_in_small_letters(times))
    return [
        Token(token, own, terms(token), _parts(compounds, token) if own else ())
        for token, own in times.items()
    ]


def _in_small_letters(written: Mapping[str, int]) -> dict[str, int]:
    small: dict[str, int] = {}
    for token, times in written.items():
        if times:
            lower = token.lower()
            small[lower] = small.get(lower, 0) + times
    return small


def _parts(compounds: Compounds, token: str) -> tuple[str, ...]:
    """The parts of a token, or of the words that a hyphen joins in it."""
    return tuple(part for word in token.lower().split("-") for part in compounds.parts(word))


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


def _titles(texts: Rows, known: Sequence[Token], names: Numbered) -> Numbers:
    """A title as one term, so that who asks for just that finds it before all that mention it."""
    rows = np.arange(TEXTS.index("title"), len(texts.lengths), len(TEXTS)).astype(np.int32)
    whole = {
        row: names[" ".join(["=", *own])]
        for row, title in zip(rows.tolist(), texts.take(rows).lists(0, len(rows)), strict=True)
        if (own := [known[at].terms[0] for at in title if known[at].terms])
    }
    return _counted(texts, column(whole.values()), column(whole))


def _compounds(texts: Rows, parts: Rows) -> Numbers:
    """The words within compounds: once for each different token of titles, and of the rest."""
    kept = in_prose(texts)[texts.row]
    record, text = np.divmod(texts.row[kept], len(TEXTS))
    rest = ~np.isin(text, [TEXTS.index(name) for name in TITLES])
    # Each token of a record once, in titles and in the rest.
    named = (record * 2 + rest).astype(np.int64)
    once, _ = distinct(named * len(parts.lengths) + texts.values[kept])
    where, token = np.divmod(once, len(parts.lengths))
    found = parts.take(token)
    record, part = np.divmod(np.repeat(where.astype(np.int32), found.lengths), len(PARTS))
    return np.stack([found.values, _where(texts, PARTS, part, record)])

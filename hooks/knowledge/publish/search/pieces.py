"""The index as small files, so that a browser loads only what its query needs.

    sok/manifest.json               what there is, and the language tables
    sok/<digest>/words/<n>.json     terms in the order of the alphabet, some thousand bytes each
    sok/<digest>/common.json        the commonest words: suggestions, spelling
    sok/<digest>/postings/<n>.json  term → [field, ids, weights]
    sok/<digest>/places/<n>.json    term → ids and places, for phrases; cut as the postings are
    sok/<digest>/entries/<id>.json  one entry's card and text, for results and excerpts
    sok/<digest>/facets/<name>.json what each entry is counted under, a column per facet
    sok/<digest>/titles.json        the order of titles
    sok/<digest>/lists.json         the feeds, and which types are works that can be cited

Ascending numbers are written as the steps between them. The digest is of all contents: an
index that changed lies elsewhere, so old and new never mix, and files may be kept for good.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import orjson

from knowledge.citation import CITED
from knowledge.feeds import feeds
from knowledge.model import Library
from knowledge.publish.search.analyse import INFLECTIONS_AFTER_COLON, LIKE, STOP_WORDS, fold
from knowledge.publish.search.count import by_look
from knowledge.publish.search.documents import FIELDS, Record
from knowledge.publish.search.index import Index
from knowledge.publish.search.stem import BEFORE_S, ENDINGS, LEAST, SHORTER, VOWELS
from knowledge.publish.search.synonyms import Name
from knowledge.text import alphabetical

FOLDER = "sok"
WORDS_SIZE = 10_000
"""About how many bytes a file of words has before compression, and a file of postings."""
POSTINGS_SIZE = 12_000
COMMON = 1_200

Files = dict[str, str]


def pieces(
    index: Index, records: Sequence[Record], groups: Sequence[Sequence[Name]], library: Library
) -> Files:
    """Path → text of every file, relative to the root of the site."""
    parts: Files = {}
    same = _same(groups)
    held = _postings(index, parts)
    order = list(index.terms)
    for term in same.keys() - held.keys():
        insort(order, term, key=by_look)
    columns = partial(_table, index, held, same)
    firsts = _words(index, order, columns, parts)
    parts["common.json"] = _json(columns(_commonest(index, order, held)))
    types = list(library.types.values())
    numbers = {each.name: number for number, each in enumerate(types)}
    for number, record in enumerate(records):
        parts[f"entries/{number}.json"] = _json(
            {**record.card, "y": numbers[record.entry.type.name]}
        )
    for name, column in _facets(records, numbers, library).items():
        parts[f"facets/{name}.json"] = _json(column)
    parts["titles.json"] = _json(_title_order(records))
    parts["lists.json"] = _json(_lists(library))
    digest = _digest(parts)
    manifest = {
        "index": digest,
        "size": index.size,
        "fields": list(FIELDS),
        "words": firsts,
        "types": [
            [each.site.folder, each.site.singular, each.site.plural, each.site.mark]
            for each in types
        ],
        "language": language(),
    }
    files = {f"{FOLDER}/{digest}/{name}": text for name, text in parts.items()}
    return {f"{FOLDER}/manifest.json": _json(manifest), **files}


def language() -> dict[str, Any]:
    """The tables that the browser analyses a query with: the same as those of the build."""
    return {
        "stop": sorted(STOP_WORDS),
        "colon": INFLECTIONS_AFTER_COLON,
        "like": LIKE,
        "endings": list(ENDINGS),
        "shorter": SHORTER,
        "beforeS": BEFORE_S,
        "vowels": VOWELS,
        "least": LEAST,
    }


def _json(value: object) -> str:
    # Text takes the room that it needs; what orjson gives takes more.
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


Held = Mapping[str, tuple[int, int]]
"""Term → how many entries have it, and in which file its posting is."""


def _postings(index: Index, parts: Files) -> Held:
    """Write the files of postings, and of places, of some thousand bytes each."""
    held: dict[str, tuple[int, int]] = {}
    holding = index.holding(*FIELDS).tolist()
    sizes = [len(term) + 12 + 8 * own for term, own in zip(index.terms, holding, strict=True)]
    for file, (first, last) in enumerate(_cut(sizes, POSTINGS_SIZE)):
        parts[f"postings/{file}.json"] = _json(_told(index, first, last))
        parts[f"places/{file}.json"] = _json(_told_places(index, first, last))
        for term, entries in zip(index.terms[first:last], index.entries[first:last], strict=True):
            held[term] = (entries, file)
    return held


def _told(index: Index, first: int, last: int) -> dict[str, list[Any]]:
    """Term → [field, ids in steps, weights] of each field that it stands in."""
    told: dict[str, list[Any]] = {term: [] for term in index.terms[first:last]}
    for term, *row in index.postings.between(first, last):
        told[index.terms[term]].append(row)
    return told


def _told_places(index: Index, first: int, last: int) -> dict[str, list[list[int]]]:
    """Term → [ids in steps], [how many places in each], [the places, record after record]."""
    own = index.places
    rows = (each.lists(first, last) for each in (own.steps, own.counts, own.places))
    return {
        term: list(row) for term, *row in zip(index.terms[first:last], *rows, strict=True) if row[0]
    }


def _cut(sizes: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Things of these sizes in runs of about `most`: from the first to before the last."""
    first = length = 0
    for at, size in enumerate(sizes):
        if at > first and length + size > most:
            yield first, at
            first, length = at, 0
        length += size
    if sizes:
        yield first, len(sizes)


Same = Mapping[str, Sequence[tuple[str, str]]]
"""Term → what else the same thing is called, as it is written and as a term."""


def _same(groups: Sequence[Sequence[Name]]) -> Same:
    same: dict[str, list[tuple[str, str]]] = {}
    for group in groups:
        for _, own in group:
            others = [(name, " ".join(other)) for name, other in group if other != own]
            same.setdefault(" ".join(own), []).extend(others)
    return same


def _words(
    index: Index,
    order: Sequence[str],
    columns: Callable[[Sequence[str]], Mapping[str, Any]],
    parts: Files,
) -> list[str]:
    """Write the files of words; gives the least that each one's first folded term begins with."""
    firsts: list[str] = []
    before = ""

    def size(term: str) -> int:
        compound = sum(len(part) + 9 for part in index.compounds.get(term, ()))
        return len(term) + len(str(_spelt(index, term))) + compound + 14

    for number, (low, high) in enumerate(_cut([*map(size, order)], WORDS_SIZE)):
        terms = order[low:high]
        parts[f"words/{number}.json"] = _json(columns(terms))
        first = fold(terms[0])
        lengths = range(1, len(first) + 1)
        firsts.append(next((first[:n] for n in lengths if first[:n] > before), first))
        before = fold(terms[-1])
    return firsts


def _table(index: Index, held: Held, same: Same, terms: Sequence[str]) -> dict[str, Any]:
    """Columns: term, how it is written, entries that have it, file of postings (-1 for none);
    the parts of compounds and the synonyms, with their files, so that they need no look-up."""
    shards = [held.get(term, _NOWHERE)[1] for term in terms]
    compounds = index.compounds
    return {
        "t": terms,
        "w": [_spelt(index, term) for term in terms],
        "n": [held.get(term, _NOWHERE)[0] for term in terms],
        "p": [shard - (shards[at - 1] if at else 0) for at, shard in enumerate(shards)],
        "c": {
            at: [[part, held[part][1]] for part in compounds[term]]
            for at, term in enumerate(terms)
            if term in compounds
        },
        "s": {
            at: [[name, other, held[other][1]] for name, other in same[term] if other in held]
            for at, term in enumerate(terms)
            if term in same
        },
    }


_NOWHERE = (0, -1)


def _spelt(index: Index, term: str) -> str | int:
    """The word as written; "=er" for the term and er more; 0 for what nobody writes."""
    written = index.spelt.get(term, "")
    return "=" + written[len(term) :] if written.startswith(term) else written or 0


def _commonest(index: Index, order: Sequence[str], held: Held) -> list[str]:
    """Words that a query is likely to be about: in titles first, no numbers."""

    named: dict[str, int] = dict(
        zip(index.terms, index.holding("title", "names").tolist(), strict=True)
    )

    def weight(term: str) -> int:
        return named[term] * 4 + held[term][0]

    words = [
        term
        for term in order
        if held.get(term, _NOWHERE)[0] > 1
        and len(index.spelt.get(term, "")) > 2
        and not term[0].isdigit()
    ]
    chosen = set(sorted(words, key=lambda term: (-weight(term), term))[:COMMON])
    return [term for term in words if term in chosen]


def _facets(
    records: Sequence[Record], numbers: Mapping[str, int], library: Library
) -> dict[str, Any]:
    """A column of records for each facet; a cell is a number, a list of numbers, or 0 for none."""
    areas = list(library.of_type("focus-area"))
    areas.sort(key=lambda entry: entry.fields["order"])
    by = sorted({name for record in records for name in record.facets.by}, key=alphabetical)
    titles = library.vocabularies["places"].titles if "places" in library.vocabularies else {}
    used = {place for record in records for place in record.facets.places}
    places = [place for place in titles if place in used]
    return {
        "typ": [numbers[record.entry.type.name] for record in records],
        "ar": _runs(record.facets.year for record in records),
        "omrade": {
            "options": [[area.id, area.short_title, area.fields["kind"]] for area in areas],
            "cells": _cells((each.facets.areas for each in records), [area.id for area in areas]),
        },
        "av": {
            "options": [[name, name] for name in by],
            "cells": _cells((each.facets.by for each in records), by),
        },
        "plats": {
            "options": [[place, titles[place]] for place in places],
            "cells": _cells((each.facets.places for each in records), places),
        },
    }


def _cells(columns: Iterable[Sequence[str]], keys: Sequence[str]) -> list[int | list[int]]:
    number = {key: at + 1 for at, key in enumerate(keys)}
    cells = ([number[key] for key in own if key in number] for own in columns)
    return [own[0] if len(own) == 1 else own or 0 for own in cells]


def _runs(values: Iterable[int]) -> list[list[int]]:
    """[2021, 2021, 2020] → [[2021, 2], [2020, 1]]"""
    runs: list[list[int]] = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1][1] += 1
        else:
            runs.append([value, 1])
    return runs


def _title_order(records: Sequence[Record]) -> list[int]:
    """Each record's place among the titles, A to Ö."""
    order = sorted(range(len(records)), key=lambda at: (alphabetical(records[at].entry.title), at))
    rank = [0] * len(order)
    for place, number in enumerate(order):
        rank[number] = place
    return rank


def _lists(library: Library) -> dict[str, Any]:
    """[stem, title] of each feed, the widest first; the folders whose entries can be cited."""
    return {
        "feeds": [[feed.stem, feed.title] for feed in feeds(library).all],
        "cited": [each.site.folder for each in library.types.values() if each.name in CITED],
    }


def _digest(parts: Mapping[str, str]) -> str:
    whole = hashlib.sha256()
    for name, text in sorted(parts.items()):
        whole.update(f"{name}\n{len(text)}\n{text}\n".encode())
    return whole.hexdigest()[:12]

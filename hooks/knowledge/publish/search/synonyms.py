"""Words for the same thing: the editors' lists, and the abbreviations that entries carry.

A name of several words is found as one term, its stems with a space between, so that "Brå"
finds the texts that say Brottsförebyggande rådet and not all that speak of some council.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.model import Library
from knowledge.publish.search.analyse import terms, tokens

Name = tuple[str, tuple[str, ...]]
"""A name as it is written, and the terms of its words without stop words."""
MOST_WORDS = 6


def synonyms(library: Library) -> list[list[Name]]:
    """Groups of names for the same thing, each with at least two."""
    groups = []
    for names in _groups(library):
        unique = {own: name for name in reversed(names) if (own := name_terms(name))}
        group = [(name, own) for own, name in reversed(unique.items()) if len(own) <= MOST_WORDS]
        if len(group) > 1:
            groups.append(group)
    return groups


def _groups(library: Library) -> Iterator[Sequence[str]]:
    for vocabulary in library.vocabularies.values():
        for key, others in vocabulary.also.items():
            yield [vocabulary.titles[key], *others]
    for entry in library.entries.values():
        if "abbreviation" in entry.fields:
            yield [entry.fields["abbreviation"], entry.title]


def name_terms(name: str) -> tuple[str, ...]:
    """The first term of each word that is not a stop word."""
    return tuple(own[0] for own in map(terms, tokens(name)) if own)


def phrases(groups: Sequence[Sequence[Name]]) -> list[tuple[str, ...]]:
    """The names of several words: what the index counts as one term."""
    return sorted({own for group in groups for _, own in group if len(own) > 1})

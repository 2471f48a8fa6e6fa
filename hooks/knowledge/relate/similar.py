"""Entries that are alike, and why: shared subjects weighed by how rare they are.

Each entry is compared with those that stand near it in date under each of its
subjects and no others, so the cost of one entry does not grow with the bank.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from knowledge.model import Entry, Similar
from knowledge.parallel import share_out
from knowledge.text import join

NEIGHBOURS = 40
"""How many entries on either side, under one subject, are looked at."""
SHOWN = 5
LEAST = 1.2
"""The weight below which likeness says nothing."""

Feature = tuple[str, str]
_LABELS = {
    "focus_areas": "fokusområde",
    "perspectives": "perspektiv",
    "topics": "ämne",
    "places": "plats",
}
_NOT_COMPARED = frozenset({"focus-area", "page"})
# Nearly every entry is about the whole country: that is no likeness.
_COMMON_PLACES = frozenset({"sverige"})


def similar(
    entries: Mapping[str, Entry],
    subjects: Mapping[str, Iterable[str]],
    linked: Mapping[str, set[str]],
) -> dict[str, tuple[Similar, ...]]:
    """For each entry the most similar others that it is not linked with already.

    `subjects` gives the focus areas and perspectives of each entry by key.
    """
    features = {
        key: _features(entry, subjects.get(key, ()))
        for key, entry in entries.items()
        if entry.type.name not in _NOT_COMPARED
    }
    postings: dict[Feature, list[str]] = defaultdict(list)
    for key in sorted(features, key=lambda each: (str(entries[each].date or ""), each)):
        for feature in features[key]:
            postings[feature].append(key)
    places = {feature: {key: n for n, key in enumerate(keys)} for feature, keys in postings.items()}
    weights = {
        feature: math.log(1 + len(features) / len(keys)) for feature, keys in postings.items()
    }

    def like(key: str) -> tuple[Similar, ...]:
        own = features[key]
        scores: dict[str, float] = {}
        for feature in own:
            keys, at, weight = postings[feature], places[feature][key], weights[feature]
            for other in keys[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
                scores[other] = scores.get(other, 0) + weight
        known = {key, *linked.get(key, ())}
        best = sorted(
            (-score, other)
            for other, score in scores.items()
            if score >= LEAST and other not in known
        )
        shown = _shown(entries[key], [other for _, other in best], entries)
        return tuple(
            Similar(other, _reason(tuple(each[0] for each in own if each in features[other])))
            for other in shown
        )

    found = share_out(lambda share: [like(key) for key in share], list(features))
    return dict(zip(features, found, strict=True))


def _shown(entry: Entry, best: Sequence[str], entries: Mapping[str, Entry]) -> list[str]:
    """The most similar of any type; of an event the most similar events too."""
    shown = list(best[:SHOWN])
    if entry.type.site.listing == "calendar":
        events = [each for each in best if entries[each].type is entry.type]
        shown += [each for each in events[:SHOWN] if each not in shown]
    return shown


def _features(entry: Entry, subjects: Iterable[str]) -> list[Feature]:
    own = [("focus_areas", key) for key in subjects]
    own += [("topics", topic) for topic in entry.fields.get("topics", ())]
    own += [
        ("places", place) for place in entry.fields.get("places", ()) if place not in _COMMON_PLACES
    ]
    return own


# One of each, for there are many of few.
@cache
def _reason(shared: tuple[str, ...]) -> str:
    """ "samma fokusområde och plats" """
    kinds = dict.fromkeys(_LABELS[kind] for kind in shared)
    return f"samma {join(list(kinds))}"

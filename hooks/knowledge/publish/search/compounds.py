"""Compounds: "bostadssegregation" holds bostad and segregation.

A word is taken apart where both halves stand alone somewhere in the bank, so the bank's own
vocabulary is the only word list. In front stands a word as Swedish shapes it there (bostad-s,
skol- of skola, hälso- of hälsa, gatu- of gata, hyres- of hyra, medborgar-); behind it a word
in any form. Where only one long half stands alone, the half behind counts (segregations-
barometer, karriär-tjänst). Short halves and endings that look like words are let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.publish.search.analyse import STOP_WORDS
from knowledge.publish.search.stem import stem

LEAST_HEAD = 3
LEAST_TAIL = 4
DEPTH = 2
"""How often halves are halved again: områdespolitik in bostadsområdespolitik."""
LEAST_LONG = 5
"""How many letters a half has that is believed without the other, or where it stands once."""
LEAST_TIMES = 2
"""How many times a word must stand alone to be believed."""
SMALL = 20_000
"""In a bank of fewer words than this, once is enough for a long word also in front."""
LEAST_TIMES_SHORT = 4
"""The same for a word of three letters."""
PREFIXES = frozenset(
    "upp fram sam samman bort åter fort själv miss vidare hand god red när väl fort".split()
)
"""Words that in front of another mostly are no word of their own."""
NO_WORDS = STOP_WORDS | PREFIXES
NOT_TAILS = frozenset(
    stem(ending)
    for ending in "skap lösa lösare fulla samma bara ande else ning liga isk iska eras ering inne ions"
    " inga ation ationer isering erade itet ism"
    " ställa sätta lägga visa växt stånd".split()
)
"""The stems of endings that look like words, and of verbs that prefixes go before."""
_WORD = re.compile(r"[a-zåäöé]+")
_VOWELS = "aeiouyåäö"


class Compounds:
    """Takes words apart by a vocabulary: word → how often it stands alone."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        standing = sorted(word for word, times in vocabulary.items() if _is_believed(word, times))
        self._stems = {word: stem(word) for word in standing}
        self._tails = set(self._stems.values()) - NOT_TAILS
        self._heads: dict[str, str] = {}
        for word in standing:
            is_head = vocabulary[word] >= LEAST_TIMES or len(vocabulary) < SMALL
            for form in _as_head(word) if is_head else ():
                self._heads.setdefault(form, word)
        for form in NO_WORDS:
            self._heads.pop(form, None)
        self._found: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the words within `word` (small letters); none if it is not a compound."""
        found = self._found.get(word)
        if found is None:
            found = ()
            # What stands alone has been found to be a word.
            if len(word) >= LEAST_HEAD + LEAST_TAIL and (
                word in self._stems or _WORD.fullmatch(word)
            ):
                whole = stem(word)
                parts = self._apart(word, whole, DEPTH) or self._behind(word, whole)
                found = tuple(part for part in dict.fromkeys(parts) if part != whole)
            self._found[word] = found
        return found

    def _apart(self, word: str, whole: str, depth: int) -> list[str]:
        """Both halves stand alone."""
        heads, found = self._heads, list[str]()
        for cut in range(LEAST_HEAD, len(word) - LEAST_TAIL + 1):
            if word[:cut] not in heads:
                continue
            tail = self._tail(word, whole, cut)
            if tail and not self._links(word, whole, cut):
                head = heads[word[:cut]]
                for part, own in ((head, self._stems[head]), (word[cut:], tail)):
                    found.append(own)
                    if depth > 1:
                        found += self._apart(part, own, depth - 1)
        return found

    def _behind(self, word: str, whole: str) -> tuple[str, ...]:
        """Only one half stands alone: the longest that does decides where the cut is."""
        for cut in range(LEAST_TAIL, len(word) - LEAST_LONG + 1):
            if tail := self._tail(word, whole, cut):
                return (tail,)
        for cut in range(len(word) - LEAST_LONG, LEAST_LONG - 1, -1):
            if word[:cut] in self._heads:
                tail = stem(word[cut:])
                if tail not in NOT_TAILS:
                    return (tail,)
                break
        return ()

    def _tail(self, word: str, whole: str, cut: int) -> str | None:
        """The stem of what is behind the cut, if that stands alone.

        The end of the stem is mostly the stem of the end, which saves stemming every end.
        """
        own = self._stems.get(word[cut:]) or whole[cut:]
        return own if own in self._tails else None

    def _links(self, word: str, whole: str, cut: int) -> bool:
        """Whether the s after the cut links: diskriminerings-lag, not diskriminering-slag."""
        if word[cut] != "s" or len(word) - cut <= LEAST_TAIL or word[: cut + 1] not in self._heads:
            return False
        return self._tail(word, whole, cut + 1) is not None


def _is_believed(word: str, times: int) -> bool:
    if len(word) < LEAST_HEAD or word in NO_WORDS or not _WORD.fullmatch(word):
        return False
    if len(word) == LEAST_HEAD:
        return times >= LEAST_TIMES_SHORT
    return times >= (1 if len(word) >= LEAST_LONG else LEAST_TIMES)


def _as_head(word: str) -> Iterator[str]:
    """The forms that a word takes in front of another."""
    yield word
    yield word + "s"
    short = stem(word)
    if len(short) > LEAST_HEAD:
        # flyktingar: flykting-, ungdomar: ungdoms-
        yield from (short, short + "s")
    if word[-1] in "ae" and len(word) > LEAST_HEAD:
        short = word[:-1]
        # arbete: arbets-, skola: skol-, kyrka: kyrko-, gata: gatu-, hyra: hyres-
        yield from (
            short + link
            for link in (("", "s") if word[-1] == "e" else ("", "o", "u", "e", "s", "es"))
        )
    elif word[-1] not in _VOWELS:
        yield word + "e"

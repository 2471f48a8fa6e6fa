"""Swedish stems: the endings of Snowball's Swedish stemmer, taken off until none is left.

Snowball takes one ending off, so that "marknad" (markn) and "marknaden" (marknad) do not
meet, nor "område" and "området". Here the same endings, and the few that it lacks (-et, -an,
-in, -um, -lt), come off for as long as one does. Stems are never shown, so that they are short
does no harm as long as words of different meaning stay apart.

The tables are published with the index, and `stem.js` works from them: the rule is here only.
"""

from __future__ import annotations

import re
from functools import lru_cache

ENDINGS = tuple(
    "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or"
    " as arnas ernas ornas es ades andes ens arens hetens erns at andet het ast"
    " et an orn um lig ig els".split()
)
"""What comes off whole, the longest first (snowballstem.org/algorithms/swedish)."""
SHORTER = {"löst": "lös", "fullt": "full", "in": "i", "is": "i", "én": "é"} | {
    pair: pair[0] for pair in ("dd", "gd", "mm", "nn", "dt", "gt", "kt", "tt", "lt", "rt")
}
"""Endings that become another."""
BEFORE_S = "bcdfghjklmnoprtvy"
"""The letters after which a last s is an ending."""
VOWELS = "aeiouyåäöé"

LEAST = 4
"""How many letters the second ending and later ones leave, so that "lägenhet" is not "läge"."""

_CHANGES = dict.fromkeys(ENDINGS, "") | SHORTER
_LENGTHS = {
    last: sorted({len(ending) for ending in _CHANGES if ending[-1] == last}, reverse=True)
    for last in {ending[-1] for ending in _CHANGES}
}
_REGION = re.compile(f"^.*?[{VOWELS}][^{VOWELS}]")


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of a word in small letters: "bostadsområdena" → "bostadsområd"."""
    found = _REGION.match(word)
    if not found:
        return word
    start = max(3, found.end())
    shorter = _without_ending(word, start)
    while shorter != word:
        word = shorter
        shorter = _without_ending(word, max(LEAST, start))
    return word


def _without_ending(word: str, start: int) -> str:
    """The word with one ending less; nothing before `start` (Snowball's R1) is touched."""
    room = len(word) - start
    for length in _LENGTHS.get(word[-1], ()):
        if length <= room:
            change = _CHANGES.get(word[-length:])
            if change is not None:
                return word[:-length] + change
    if room > 0 and word[-1] == "s" and word[-2] in BEFORE_S:
        return word[:-1]
    return word

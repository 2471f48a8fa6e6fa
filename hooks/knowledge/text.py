"""Swedish words: addresses, order and plurals; and signs that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# C0 and C1 controls but tab and line feed; line and paragraph separators;
# bidirectional overrides and isolates, which can make text read otherwise
# than it is (CVE-2021-42574); zero-width space and BOM inside the text;
# surrogates and non-characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def on_one_line(text: str, longest: int = 60) -> str:
    """Text that fits in a message: one line, nothing that cannot be seen, cut where it is long."""
    plain = " ".join(INVISIBLE.sub("\ufffd", text).split())
    return f"{plain[:longest]}…" if len(plain) > longest else plain


# Begins with the space, which is looked for fastest.
_THOUSANDS = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")


def unbroken(text: str) -> str:
    """The same with no line break within a number: 700 000."""
    return _THOUSANDS.sub("\u00a0", text)


def slugify(text: str) -> str:
    """A file name, address or anchor from any words: "Brå i Örebro" → bra-i-orebro."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# å, ä and ö end the Swedish alphabet, in that order; other accents do not count.
_LAST = str.maketrans({"å": "\uf001", "ä": "\uf002", "æ": "\uf002", "ö": "\uf003", "ø": "\uf003"})


# A list is sorted for each page that shows it, and its titles are always the same.
@lru_cache(maxsize=1 << 16)
def alphabetical(text: str) -> str:
    """A key that sorts as Swedish does (SS-ISO 12199): a-z, å, ä, ö, figures first."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_LAST)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        sign
        for sign in decomposed
        if not unicodedata.combining(sign) and (sign.isalnum() or sign in " \uf001\uf002\uf003")
    )


def initial(text: str) -> str:
    """The letter that a title stands under in an A-Ö list; # for figures."""
    for sign in text:
        if sign.isalpha():
            upper = sign.upper()
            if upper in "ÅÄÖ":
                return upper
            return unicodedata.normalize("NFKD", upper)[0]
        if sign.isdigit():
            return "#"
    return "#"


def join(words: list[str]) -> str:
    """ett, två och tre"""
    return " och ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

"""Swedish words: addresses, order and plurals."""

from __future__ import annotations

import re
import unicodedata


def slugify(text: str) -> str:
    """A file name, address or anchor from any words: "Brå i Örebro" → bra-i-orebro."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# å, ä and ö end the Swedish alphabet, in that order; other accents do not count.
_LAST = str.maketrans({"å": "z\x01", "ä": "z\x02", "æ": "z\x02", "ö": "z\x03", "ø": "z\x03"})


def alphabetical(text: str) -> str:
    """A key that sorts as Swedish does (SS-ISO 12199): a-z, å, ä, ö, figures first."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_LAST)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        sign
        for sign in decomposed
        if not unicodedata.combining(sign) and (sign.isalnum() or sign in " \x01\x02\x03")
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

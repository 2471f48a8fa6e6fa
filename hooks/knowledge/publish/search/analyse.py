"""Text → tokens → terms: what the index counts and a query asks for.

    "SOU 2020:46 om MUCF:s 37-medel"
    tokens  SOU, 2020:46, om, MUCF:s, 37-medel
    terms   (sou), (2020:46), (), (mucf), (37-medel, medel)

`analyse.js` does the same in the browser with the tables below, which are published with
the index; a test holds the two against each other.
"""

from __future__ import annotations

import re
import unicodedata

from knowledge.publish.search.stem import stem

STOP_WORDS = frozenset(
    "alla allt att av bl.a. bara bli blev blir blivit både d.v.s. de dem den denna deras dess dessa det"
    " detta dig din dina ditt du där därför då efter ej eller en enligt er era ert ett finns fick från få får"
    " för förs genom ge ger ges gick går gör göra gjorde gjort gäller ha hade han handla handlar hans har"
    " henne hennes hon honom hos hur här i icke in ingen inget inga innan inom inte ja jag ju kan kunde kunna"
    " lite man med mellan men mer mig min mina mitt mot mycket många måste ned nej ni nu när nära någon något några"
    " och också om oss per på redan samma samt se sedan ser sig sin sina sitt själv ska skall skulle som så"
    " sådan sådana sådant t.ex. till tar ta under upp ur ut utan vad var vara varför varit varje vars vart vem"
    " vems vet veta vi via vid vilka vilkas vilken vilket vill visst vår våra vårt än är även åt över".split()
)
"""Words that carry no meaning alone. They keep their place, so that phrases hold."""

INFLECTIONS_AFTER_COLON = "s n t en et ns ar er arna erna ens ets".split()
"""What Swedish puts after the colon of an abbreviation: MUCF:s, SOU:n."""

LIKE = {"æ": "a", "ø": "o", "đ": "d", "ł": "l", "ß": "ss"}
"""Letters that do not come apart into a letter and a mark."""

_TOKEN = re.compile(r"[^\W_]+(?:[:./-][^\W_]+)*")
_JOINER = re.compile(r"[:./-]")
_DIGIT = re.compile(r"[0-9]")
_DIGITS = re.compile(r"[0-9]+")
_YEAR = re.compile(r"[0-9]{4}")
_INFLECTED = re.compile(rf"^(.+):(?:{'|'.join(INFLECTIONS_AFTER_COLON)})$")
# Soft hyphens go; the other hyphens are hyphens.
_ODD_HYPHEN = re.compile("[\u00ad\u2010\u2011]")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
# The common letters at once; NFD takes the others apart.
_LIKE = str.maketrans(LIKE | dict(zip("åäöéüèáà", "aaoeueaa", strict=True)))


def tokens(text: str) -> list[str]:
    """The words and numbers of a text as they are written, in order."""
    text = unicodedata.normalize("NFC", text)
    if _ODD_HYPHEN.search(text):
        text = text.replace("\u00ad", "").translate(_HYPHENS)
    return _TOKEN.findall(text)


def terms(token: str) -> tuple[str, ...]:
    """What a token is found by, the whole of it first; nothing for a stop word.

    Register numbers and words with a hyphen are found whole and by their words;
    words joined by a stroke or a full stop are as good as apart.
    """
    lower = token.lower()
    if lower.isalpha():
        return () if lower in STOP_WORDS else (stem(lower),)
    inflected = _INFLECTED.match(lower)
    if inflected:
        lower = inflected[1]
    parts = _JOINER.split(lower)
    if len(parts) == 1:
        return () if lower in STOP_WORDS else (_stemmed(lower),)
    found = []
    if "-" in lower or _DIGIT.search(lower):
        found.append(lower[: -len(parts[-1])] + _stemmed(parts[-1]))
    dated = not re.search("[:./]", lower)
    found += [_stemmed(part) for part in parts if _stands_alone(part, dated)]
    return tuple(dict.fromkeys(found))


def _stands_alone(part: str, dated: bool) -> bool:
    """Whether a part of a joined token says anything: 2018-2022 has two years, 37-medel a word."""
    if _DIGITS.fullmatch(part):
        return dated and bool(_YEAR.fullmatch(part))
    return len(part) > 1 and part not in STOP_WORDS


def _stemmed(word: str) -> str:
    return word if _DIGIT.search(word) else stem(word)


def fold(word: str) -> str:
    """A word without its dots and accents: "Östergötland" → "ostergotland"."""
    lower = word.lower()
    if lower.isascii():
        return lower
    lower = lower.translate(_LIKE)
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFD", lower)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))

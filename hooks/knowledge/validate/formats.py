"""The formats that a schema may ask for: text → value, or why not.

Each reader takes the text of a field and returns its value; it raises
`Unfit` with a Swedish reason. One table serves both the check and the
conversion, so that what passes the one can never fail the other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from knowledge.model import PartialDate
from knowledge.problems import Code


class Unfit(ValueError):
    """The text is not of the format; the message says what is to be true."""


def read_date(text: str) -> dt.date:
    """A calendar day, ISO 8601 extended."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Unfit("skriv dagen ÅÅÅÅ-MM-DD, till exempel 2026-03-09")
    return _day(text).first_day


def read_partial_date(text: str) -> PartialDate:
    """A year, month or day (ISO 8601 reduced precision)."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        raise Unfit("skriv ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD")
    return _day(text)


def read_date_or_time(text: str) -> PartialDate:
    """A year, month, day or local minute (ISO 8601 without offset)."""
    day, at, time = text.partition("T")
    if not at:
        try:
            return read_partial_date(text)
        except Unfit as reason:
            if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
                raise
            raise Unfit("skriv en dag, ÅÅÅÅ-MM-DD, eller en tid, ÅÅÅÅ-MM-DDTHH:MM") from reason
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise Unfit("skriv en tid ÅÅÅÅ-MM-DDTHH:MM, till exempel 2026-03-09T13:00")
    known = _day(day)
    return PartialDate(known.year, known.month, known.day, read_clock(time))


def _day(text: str) -> PartialDate:
    numbers = [int(part) for part in text.split("-")]
    _, month, day, *_ = (*numbers, None, None)
    date = PartialDate(numbers[0], month, day)
    if not 1000 <= date.year <= 2999:
        raise Unfit("året ska ligga mellan 1000 och 2999")
    if date.month is not None and not 1 <= date.month <= 12:
        raise Unfit("månaden ska vara 01 till 12")
    if date.day is not None:
        try:
            dt.date(*numbers)
        except ValueError:
            raise Unfit("dagen ska finnas i kalendern") from None
    return date


def read_month_day(text: str) -> tuple[int, int]:
    """A day of every year, --MM-DD (W3C XML Schema gMonthDay)."""
    match = re.fullmatch(r"--([0-9]{2})-([0-9]{2})", text)
    if not match:
        raise Unfit('skriv dagen "--MM-DD", till exempel "--04-01"')
    month, day = int(match[1]), int(match[2])
    try:
        dt.date(2000, month, day)
    except ValueError:
        raise Unfit("dagen ska finnas i kalendern") from None
    return month, day


def read_clock(text: str) -> dt.time:
    """A time of day, HH:MM."""
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text)
    if not match:
        raise Unfit("skriv klockslaget HH:MM, mellan 00:00 och 23:59")
    return dt.time(int(match[1]), int(match[2]))


def read_web_address(text: str) -> str:
    """An absolute http(s) address (RFC 3986) with a host and no credentials."""
    must = "skriv hela webbadressen, den börjar med http:// eller https://"
    if re.search(r"[\s<>\"\\^`{|}]", text):
        raise Unfit('webbadressen får inte innehålla mellanslag eller tecknen < > " \\ ^ ` { | }')
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise Unfit(must) from None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[^.\s][^\s]*\.[^.\s]+", host):
        raise Unfit(must)
    if parts.username or parts.password:
        raise Unfit("webbadressen får inte innehålla användarnamn eller lösenord")
    return text


def read_isbn(text: str) -> str:
    """An ISBN-10 or ISBN-13 (ISO 2108), hyphens and spaces free."""
    if text.upper().startswith("ISBN"):
        raise Unfit("skriv bara numret, utan ordet ISBN")
    if re.search("[\u2010-\u2015\u2212]", text):
        raise Unfit("skriv vanliga bindestreck (-) mellan siffrorna")
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"[0-9]{13}", digits):
        total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits))
        good = digits[:3] in ("978", "979") and total % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        total = sum((10 if d == "X" else int(d)) * (10 - n) for n, d in enumerate(digits))
        good = total % 11 == 0
    else:
        raise Unfit("ett ISBN har tio eller tretton siffror")
    if not good:
        raise Unfit("kontrollsiffran ska stämma; jämför siffrorna med källan")
    return text


def read_doi(text: str) -> str:
    """A DOI (ISO 26324) without resolver."""
    if not re.fullmatch(r"10\.[0-9]{4,9}(\.[0-9]+)*/[^\s<>\"]+", text):
        raise Unfit("skriv DOI utan adress framför, till exempel 10.1787/9789264300385-en")
    return text


def read_sfs(text: str) -> str:
    """A number in Svensk författningssamling: year, colon, running number."""
    if not re.fullmatch(r"(1[89]|20)[0-9]{2}:[1-9][0-9]{0,4}", text):
        raise Unfit('skriv SFS-numret som "2018:118"')
    return text


def read_slug(text: str) -> str:
    """An id: a-z, 0-9 and single hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise Unfit("ett id består av a-z, 0-9 och bindestreck")
    return text


def read_site_path(text: str) -> str:
    """An address within the site: /…/, no dots, query or fragment."""
    if not re.fullmatch(r"(/[A-Za-z0-9_~-]+)+/", text):
        raise Unfit(
            "skriv adressen med snedstreck först och sist, till exempel /rapporter/gammalt-namn/"
        )
    return text


def read_person(text: str) -> str:
    """A person as "Efternamn, Förnamn", an organisation without comma."""
    if text.count(",") > 1 or not re.fullmatch(r"[^,]*[^\s,][^,]*(,\s+[^\s,][^,]*)?", text):
        raise Unfit("skriv en person som Efternamn, Förnamn och en organisation utan komma")
    return text


@dataclass(frozen=True, slots=True)
class Format:
    """How to read a format, and the code of a problem with it."""

    read: Callable[[str], Any]
    code: Code


def _remembered(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A value is read twice, to check it and to convert it, and days come back in many entries."""
    return lru_cache(maxsize=4096)(read)


FORMATS = {
    "date": Format(_remembered(read_date), Code.DATE),
    "date-or-time": Format(_remembered(read_date_or_time), Code.DATE),
    "partial-date": Format(_remembered(read_partial_date), Code.DATE),
    "month-day": Format(_remembered(read_month_day), Code.DATE),
    "clock": Format(_remembered(read_clock), Code.DATE),
    "web-address": Format(_remembered(read_web_address), Code.WEB_ADDRESS),
    "isbn": Format(_remembered(read_isbn), Code.ISBN),
    "doi": Format(_remembered(read_doi), Code.DOI),
    "sfs": Format(_remembered(read_sfs), Code.SFS),
    "slug": Format(_remembered(read_slug), Code.SLUG),
    "site-path": Format(_remembered(read_site_path), Code.SITE_PATH),
    "person": Format(_remembered(read_person), Code.PERSON),
}

"""Dates, sums and names as they are written in Swedish."""

from __future__ import annotations

import datetime as dt

from knowledge.model import PartialDate

MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)


def day(date: dt.date) -> str:
    """16 mars 2018"""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def partial(date: PartialDate) -> str:
    """2018, mars 2018, 16 mars 2018, 16 mars 2018 kl. 09.30"""
    if not date.month:
        return str(date.year)
    if not date.day:
        return f"{MONTHS[date.month - 1]} {date.year}"
    text = day(date.first_day)
    return f"{text} kl.\u00a0{date.time:%H.%M}" if date.time else text


def span(starts: PartialDate, ends: PartialDate | None) -> str:
    """13-14 mars 2018; 30 mars-2 april 2018; 12 december 2018 kl. 09.30-16.15"""
    if ends is None or ends == starts:
        return partial(starts)
    same_day = starts.day and ends.day and starts.first_day == ends.first_day
    if same_day:
        return f"{partial(starts)}–{ends.time:%H.%M}" if ends.time else partial(starts)
    if starts.time or ends.time or starts.year != ends.year or not (starts.month and ends.month):
        return f"{partial(starts)} – {partial(ends)}"
    if starts.day and ends.day and starts.month == ends.month:
        return f"{starts.day}–{partial(ends)}"
    if starts.day and ends.day:
        return f"{starts.day} {MONTHS[starts.month - 1]} – {partial(ends)}"
    return f"{MONTHS[starts.month - 1]} – {partial(ends)}"


def month_day(value: tuple[int, int]) -> str:
    """(4, 1) → 1 april"""
    return f"{value[1]} {MONTHS[value[0] - 1]}"


def number(value: int) -> str:
    """1234567 → 1 234 567, with no-break spaces (Svenska skrivregler)."""
    return f"{value:,}".replace(",", "\u00a0")


def amount(value: int, unit: str) -> str:
    """82000000, kronor → 82 miljoner kronor; sums that are not round are written out."""
    if value >= 1_000_000 and value % 100_000 == 0:
        millions = f"{value / 1_000_000:g}".replace(".", ",")
        return f"{millions} {'miljon' if value == 1_000_000 else 'miljoner'} {unit}"
    return f"{number(value)} {unit}"


def person(written: str) -> str:
    """Andersson, Eva → Eva Andersson; organisations as they are."""
    family, comma, given = written.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else written


def count(value: int, counted: tuple[str, str] = ("post", "poster")) -> str:
    """1 rapport; 57 rapporter"""
    return f"{number(value)} {counted[0 if value == 1 else 1]}"

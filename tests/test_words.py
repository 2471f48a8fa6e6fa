"""Dates, sums and the alphabet, as they are written in Swedish."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata

import pytest

from knowledge.model import PartialDate
from knowledge.render import words
from knowledge.text import alphabetical, initial, join, on_one_line, slugify


def at(text: str) -> PartialDate:
    day, _, time = text.partition("T")
    year, month, date, *_ = (*map(int, day.split("-")), None, None)
    assert year is not None
    return PartialDate(year, month, date, dt.time.fromisoformat(time) if time else None)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2018", "2018"),
        ("2018-03", "mars 2018"),
        ("2018-03-06", "6 mars 2018"),
        ("2018-03-06T09:05", "6 mars 2018 kl.\u00a009.05"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(date: str, said: str) -> None:
    assert words.partial(at(date)) == said


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2018-03-13", "2018-03-13", "13 mars 2018"),
        ("2018-03-13", "2018-03-14", "13–14 mars 2018"),
        ("2018-03-30", "2018-04-02", "30 mars – 2 april 2018"),
        ("2018-12-30", "2019-01-02", "30 december 2018 – 2 januari 2019"),
        ("2018-03", "2018-05", "mars – maj 2018"),
        ("2018", "2020", "2018 – 2020"),
        ("2018-12-12T09:30", "2018-12-12T16:15", "12 december 2018 kl.\u00a009.30–16.15"),
        ("2018-12-12T09:30", "2018-12-12", "12 december 2018 kl.\u00a009.30"),
    ],
)
def test_a_span_says_nothing_twice(starts: str, ends: str, said: str) -> None:
    assert words.span(at(starts), at(ends)) == said


def test_a_day_of_every_year() -> None:
    assert words.month_day((4, 1)) == "1 april"


@pytest.mark.parametrize(
    ("sum_", "said"),
    [
        (0, "0 kronor"),
        (950, "950 kronor"),
        (82_000, "82\u00a0000 kronor"),
        (1_000_000, "1 miljon kronor"),
        (82_000_000, "82 miljoner kronor"),
        (2_500_000, "2,5 miljoner kronor"),
        (2_512_345, "2\u00a0512\u00a0345 kronor"),
    ],
)
def test_sums_are_read_at_a_glance_and_never_rounded(sum_: int, said: str) -> None:
    assert words.amount(sum_, "kronor") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Andersson, Eva", "Eva Andersson"),
        ("af Ekenstam, Eva Maria", "Eva Maria af Ekenstam"),
        ("Delegationen mot segregation", "Delegationen mot segregation"),
    ],
)
def test_people_are_called_by_their_given_name_first(written: str, said: str) -> None:
    assert words.person(written) == said


def test_the_alphabet_ends_with_a_ring_a_and_o_umlaut() -> None:
    ordered = [
        *("1 område", "10 områden", "Abc", "Adel", "Année", "Bo", "Zon", "Åre", "Ås"),
        *("Ägg", "Ärlig", "Öar", "Ökar"),
    ]
    mixed = random.Random(7).sample(ordered, len(ordered))
    assert sorted(mixed, key=alphabetical) == ordered


def test_the_alphabet_knows_no_capitals_and_no_way_of_storing() -> None:
    assert alphabetical("ÅRE") == alphabetical("åre") == alphabetical("A\u030are")


@pytest.mark.parametrize(
    ("title", "letter"),
    [("åre", "Å"), ("”Ängar”", "Ä"), ("Öar", "Ö"), ("école", "E"), ("2018", "#"), ("…", "#")],
)
def test_a_title_stands_under_its_letter(title: str, letter: str) -> None:
    assert initial(unicodedata.normalize("NFC", title)) == letter


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Brå i Örebro", "bra-i-orebro"),
        ("Så gör du – steg 1 & 2!", "sa-gor-du-steg-1-2"),
        ("A\u030are", "are"),
        ("   ", ""),
        ("日本", ""),
    ],
)
def test_an_address_is_made_of_plain_letters(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("listed", "said"),
    [(["ett"], "ett"), (["ett", "två"], "ett och två"), (["a", "b", "c"], "a, b och c")],
)
def test_a_list_is_joined_as_it_is_said(listed: list[str], said: str) -> None:
    assert join(listed) == said


def test_what_is_shown_fits_on_a_line() -> None:
    assert on_one_line("a\n\tb\u202ec\x00") == "a b\ufffdc\ufffd"
    assert on_one_line("x" * 61) == "x" * 60 + "…"


def test_dates_are_ordered_by_the_first_instant_they_cover() -> None:
    ordered = [at(date) for date in ("2019-12-31", "2020-01-01T10:00", "2020-02", "2021")]
    assert sorted(random.Random(1).sample(ordered, 4)) == ordered
    assert at("2020").last_day == dt.date(2020, 12, 31)
    assert at("2020-02").last_day == dt.date(2020, 2, 29)

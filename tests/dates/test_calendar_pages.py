"""Which pages the calendar has, and what stands on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from making import library

import world
from knowledge.model import Library, Page
from knowledge.render.calendar_pages import calendar_pages
from knowledge.render.items import Item

DAY = dt.date(2026, 11, 22)


@cache
def real(day: dt.date = DAY) -> dict[str, Page]:
    return pages(world.real(), day)


def pages(found: Library, day: dt.date) -> dict[str, Page]:
    return {page.url: page for page in calendar_pages(found, day)}


def items(page: Page) -> list[Item]:
    context = page.context()
    if "items" in context:
        return list(context["items"])
    return [each for section in context["sections"] for each in section.items]


def rows(page: Page) -> list[tuple[str, str]]:
    return [(each.when.replace("\u00a0", " "), each.title) for each in items(page)]


def test_there_is_a_page_for_each_year_and_month_with_something_and_around_the_build() -> None:
    addresses = set(real())
    assert {
        "kalender/",
        "kalender/prenumerera/",
        "kalender/2018/",
        "kalender/2018/03/",
    } <= addresses
    assert {
        f"kalender/{month}/" for month in ("2026/10", "2026/11", "2026/12", "2027/01")
    } <= addresses
    assert "kalender/2019/03/" not in addresses
    assert "kalender/2027/02/" not in addresses
    assert len(addresses) < 100


def test_previous_and_next_lead_to_pages_that_exist() -> None:
    found = real()
    months = [url for url in found if len(url.split("/")) == 4]
    for url in months:
        context = found[url].context()
        for way in (context["previous"], context["next"], *context["months"], context["year"]):
            assert way is None or way.url in found, url
    walked, url = [months[0]], months[0]
    while following := found[url].context()["next"]:
        url = following.url
        walked.append(url)
    assert walked == sorted(months)


def test_the_two_conferences_of_2018_stand_on_their_days() -> None:
    assert ("13–14 mars 2018", "Etablering av nyanlända") in rows(real()["kalender/2018/03/"])
    assert ("17–18 april 2018", "Finsamkonferensen 2018") in rows(real()["kalender/2018/04/"])
    assert ("13–14 mars 2018", "Etablering av nyanlända") in rows(real()["kalender/2018/"])
    weeks = real()["kalender/2018/03/"].context()["weeks"]
    days = {
        day.date.day: [(each.item.title, each.part) for each in day.mentions]
        for week in weeks
        for day in week.days
        if day and day.mentions
    }
    assert days[13] == [("Etablering av nyanlända", "dag 1 av 2")]
    assert days[14] == [("Etablering av nyanlända", "dag 2 av 2")]


def test_the_milestones_of_the_2020_round_are_in_the_archive() -> None:
    found = real()["kalender/2020/"]
    told = [
        (each.datetime, each.facets.kind.value) for each in items(found) if "Delmos" in each.title
    ]
    days = "2020-03-23 2020-06-12 2020-06-17 2020-06-25 2020-07-01 2020-11-01 2020-11-15 2020-12-01"
    for day in days.split():
        assert (day, "milstolpar") in told
    assert ("2020-05-15", "ansokningsdagar") in told
    later = [each.datetime for each in items(real()["kalender/2021/"])]
    assert {"2021-04-15", "2021-06-15"} <= set(later)


def test_the_grants_of_the_source_page_are_in_the_archive_and_ahead() -> None:
    yearly = {"04-01": 2, "10-01": 2, "09-30": 2, "08-20": 1, "08-31": 1, "09-15": 1}
    for year in (2021, 2022):
        told = [each.datetime for each in items(real()[f"kalender/{year}/"]) if each.caution]
        for day, number in yearly.items():
            assert told.count(f"{year}-{day}") >= number, f"{year}-{day}"
    ahead = [each.datetime for each in items(real()["kalender/"])]
    for day, number in yearly.items():
        assert ahead.count(f"2027-{day}") == number, day
    assert "2020-02-18" in [each.datetime for each in items(real()["kalender/2020/"])]
    assert [each.datetime for each in items(real()["kalender/2021/"])].count("2021-02-18") == 2
    for each in items(real()["kalender/"]):
        if each.facets.kind == "ansokningsdagar":
            assert each.caution == "Senast kontrollerad 22 december 2021, kontrollera hos givaren."


def test_the_archive_holds_no_days_that_nobody_has_checked() -> None:
    assert "kalender/2024/" not in real()
    assert "kalender/2023/" not in real()


def test_the_agenda_is_ordered_and_leaves_out_what_was_over(tmp_path: Path) -> None:
    found = library(
        tmp_path,
        {
            "forbi": {"starts": "2041-01-09", "title": "Förbi"},
            "pagar": {"starts": "2040-12-20", "ends": "2041-01-10", "title": "Pågår"},
            "samma-dag": {
                "starts": "2041-01-10T09:00",
                "ends": "2041-01-10T10:00",
                "title": "Dagen",
            },
            "manad": {"starts": "2041-01", "title": "Månaden"},
            "ar": {"starts": 2041, "title": "Året"},
            "sedan": {"starts": "2041-02-01", "title": "Sedan"},
        },
    )
    context = pages(found, dt.date(2041, 1, 10))["kalender/"].context()
    told = [
        (section.heading, [each.title for each in section.items]) for section in context["sections"]
    ]
    assert told == [
        ("December 2040", ["Pågår"]),
        ("2041, utan bestämd dag", ["Året"]),
        ("Januari 2041", ["Månaden", "Dagen"]),
        ("Februari 2041", ["Sedan"]),
    ]


def test_a_library_without_events_has_a_calendar_that_says_so(tmp_path: Path) -> None:
    found = pages(library(tmp_path, {}), dt.date(2041, 1, 10))
    context = found["kalender/"].context()
    assert (context["sections"], context["built"], context["filters"]) == (
        [],
        "10 januari 2041",
        (),
    )
    assert set(found) == {
        "kalender/",
        "kalender/2041/",
        "kalender/prenumerera/",
        *(f"kalender/{month}/" for month in ("2040/12", "2041/01", "2041/02", "2041/03")),
    }


LONG: Mapping[str, Any] = {"starts": "1990-05-02", "ends": "2040-06-01"}


def test_what_goes_on_for_decades_makes_no_page_for_every_month(tmp_path: Path) -> None:
    found = pages(library(tmp_path, {"lang": LONG}), dt.date(2041, 1, 10))
    assert {"kalender/1990/05/", "kalender/2040/06/", "kalender/1990/", "kalender/2040/"} <= set(
        found
    )
    assert len(found) < 15


@pytest.mark.parametrize(
    ("month", "numbers"),
    [
        ("2026/01", [1, 2, 3, 4, 5]),
        ("2020/12", [49, 50, 51, 52, 53]),
        ("2027/01", [53, 1, 2, 3, 4]),
        ("2021/01", [53, 1, 2, 3, 4]),
    ],
)
def test_weeks_are_numbered_as_in_swedish_calendars(
    month: str, numbers: list[int], tmp_path: Path
) -> None:
    found = library(tmp_path, {"x": {"starts": month.replace("/", "-") + "-15"}})
    context = pages(found, DAY)[f"kalender/{month}/"].context()
    assert [week.number for week in context["weeks"]] == numbers
    for week in context["weeks"]:
        for place, day in enumerate(week.days):
            assert day is None or day.date.weekday() == place


def test_public_holidays_and_sundays_are_red(tmp_path: Path) -> None:
    found = library(tmp_path, {"x": {"starts": "2026-06-15"}})
    weeks = pages(found, DAY)["kalender/2026/06/"].context()["weeks"]
    red = {
        day.date.day: day.holiday
        for week in weeks
        for day in week.days
        if day is not None and day.red
    }
    assert red == {6: "Nationaldagen", 7: "", 14: "", 20: "Midsommardagen", 21: "", 28: ""}


def test_every_day_of_a_month_is_in_its_table_once() -> None:
    for url, page in real().items():
        context = page.context()
        if "weeks" in context:
            days = [day.date for week in context["weeks"] for day in week.days if day]
            assert days == sorted(set(days))
            assert (days[-1] - days[0]).days + 1 == len(days) >= 28, url


def test_filters_offer_only_what_is_on_the_page() -> None:
    for url in ("kalender/", "kalender/2020/", "kalender/2021/11/"):
        context = real()[url].context()
        on_page = items(real()[url])
        for each in context["filters"]:
            values = {choice.value for choice in each.choices}
            seen = {
                "slag": {one.facets.kind.value for one in on_page},
                "omrade": {area for one in on_page for area in one.facets.areas},
                "plats": {place for one in on_page for place in one.facets.places},
                "digitalt": {"ja"},
            }[each.name]
            assert values == seen, f"{each.name} on {url}"


def test_all_calendars_are_on_the_page_about_subscribing() -> None:
    context = real()["kalender/prenumerera/"].context()
    assert context["everything"].url == "kalender/prenumerera/allt.ics"
    names = [name for name, _ in context["groups"]]
    assert names == ["Slag", "Fokusområde och perspektiv", "Givare", "Plats"]
    assert len(dict(context["groups"])["Fokusområde och perspektiv"]) == 10

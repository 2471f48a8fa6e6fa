"""Red days, as the law has them and as a library of the whole world's holidays knows them."""

from __future__ import annotations

import datetime as dt

import pytest
from holidays import country_holidays

from knowledge.render.holidays import public_holidays


@pytest.mark.parametrize("year", range(1990, 2101))
def test_public_holidays_are_those_that_others_know(year: int) -> None:
    known = country_holidays("SE", years=year, language="sv")
    assert public_holidays(year) == {
        day: name.replace("; ", " och ") for day, name in known.items()
    }


def test_no_year_before_the_law_has_any() -> None:
    assert public_holidays(1989) == public_holidays(1) == {}
    assert len(public_holidays(9999)) == 13


def test_two_holidays_on_one_day_both_have_their_name() -> None:
    assert public_holidays(2008)[dt.date(2008, 5, 1)] == "Första maj och Kristi himmelsfärdsdag"

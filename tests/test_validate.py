"""One mistake, one problem: in the words of the field, with a suggestion where one is sensible."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import PartialDate
from knowledge.problems import Code
from knowledge.validate.formats import FORMATS, Unfit
from knowledge.validate.wording import nearest, show
from world import compiled, draw, entry, problems


def read(format_name: str, text: str) -> Any:
    return FORMATS[format_name].read(text)


@pytest.mark.parametrize(
    ("format_name", "text", "value"),
    [
        ("date", "2024-02-29", dt.date(2024, 2, 29)),
        ("partial-date", "2024", PartialDate(2024)),
        ("partial-date", "2024-06", PartialDate(2024, 6)),
        ("partial-date", "2024-06-30", PartialDate(2024, 6, 30)),
        ("date-or-time", "2024-06-30T09:05", PartialDate(2024, 6, 30, dt.time(9, 5))),
        ("month-day", "--02-29", (2, 29)),
        ("clock", "23:59", dt.time(23, 59)),
        ("web-address", "https://www.scb.se:443/å?b=1#c", "https://www.scb.se:443/å?b=1#c"),
        ("isbn", "978-91-38-12345-4", "978-91-38-12345-4"),
        ("isbn", "0-306-40615-2", "0-306-40615-2"),
        ("isbn", "0 8044 2957 X", "0 8044 2957 X"),
        ("doi", "10.1787/9789264300385-en", "10.1787/9789264300385-en"),
        ("sfs", "2018:118", "2018:118"),
        ("slug", "a-1", "a-1"),
        ("site-path", "/a/B_c~1/", "/a/B_c~1/"),
        ("person", "af Ekenstam, Eva", "af Ekenstam, Eva"),
        ("person", "Delegationen mot segregation", "Delegationen mot segregation"),
    ],
)
def test_what_is_of_a_format_is_read(format_name: str, text: str, value: Any) -> None:
    assert read(format_name, text) == value


@pytest.mark.parametrize(
    ("format_name", "texts"),
    [
        ("date", ["2023-02-29", "2024-2-9", "20240229", "2024-02-29T10:00", "0000-00-00", "", "å"]),
        ("partial-date", ["24", "2024-00", "2024-13", "2024-6", "9999", "2024-06-31", "ca 2024"]),
        ("date-or-time", ["2024-06-30 09:00", "2024-06T09:00", "2024-06-30T24:00", "T09:00", "T"]),
        ("month-day", ["04-01", "--4-1", "--02-30", "--13-01", "1 april"]),
        ("clock", ["9:00", "24:00", "12.30", "kl. 12"]),
        ("web-address", ["javascript:alert(1)", "//a.se", "/a", "a.se", "http://", "http://a"]),
        ("web-address", ["https://a b.se", "https://u:p@a.se", "http://[::1", "ftp://a.se", ""]),
        ("web-address", ["https://a.se:x/", 'https://a.se/"', "https://.se"]),
        ("isbn", ["978-91-38-12345-5", "1234567890", "123", "977-91-38-12345-4", "X" * 10, ""]),
        ("doi", ["11.1000/1", "https://doi.org/10.1000/1", "10.1/1", "10.1000/", "10.1000/a b"]),
        ("sfs", ["2018-118", "SFS 2018:118", "2018:0118", "18:118", "2018:"]),
        ("slug", ["A", "å", "a--b", "-a", "a_b", "a b", ""]),
        ("site-path", ["a/", "/a", "//a/", "/../a/", "/a/?b/", "/", "", "/å/"]),
        ("person", ["Andersson, Eva, Malmö", ", Eva", "Andersson,", "", " "]),
    ],
)
def test_what_is_not_is_refused_with_a_reason(format_name: str, texts: list[str]) -> None:
    for text in texts:
        with pytest.raises(Unfit, match=r"(?i)[a-zåäö, -]{8}"):
            read(format_name, text)


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("raport", ["rapport", "handbok"], "rapport"),
        ("Goteborg", ["goteborg", "malmo"], "goteborg"),
        ("helt annat", ["rapport"], ""),
        ("kind", ["id"], ""),
        ("x" * 100, ["x" * 99], ""),
        (12, ["12"], ""),
    ],
)
def test_the_nearest_word_is_meant(word: Any, choices: list[str], meant: str) -> None:
    assert nearest(word, choices) == meant


def test_words_are_known_by_their_names_too() -> None:
    names = {"brottsforebyggande-arbete": "Brottsförebyggande arbete"}
    assert nearest("Brottsförebyggande arbete", list(names), names) == "brottsforebyggande-arbete"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "inget"),
        (True, "true"),
        ([1], "en lista"),
        ({"a": 1}, "fält"),
        (12, "”12”"),
        ("a\nb\u202e", "”a b\ufffd”"),
        ("x" * 100, f"”{'x' * 60}…”"),
    ],
)
def test_a_value_is_shown_on_one_line(value: Any, shown: str) -> None:
    assert show(value) == shown


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Fields, their order, references and body: none waits for another to be mended."""
    wrong = entry("event", "ends: 2020\ncolor: röd\norganisers: [finns-inte]", body="[a](b.md)")
    draw(tmp_path, {"kalender/a.md": wrong.replace("Titel", "no")})
    codes = {problem.code for problem in compiled(tmp_path).problems}
    assert codes == {
        Code.AMBIGUOUS,
        Code.UNKNOWN_FIELD,
        Code.ORDER_OF_DATES,
        Code.UNKNOWN_REFERENCE,
        Code.BROKEN_LINK,
    }


def test_a_body_is_checked_though_the_front_matter_is_broken(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": entry("page", body="[a](b.md)", title="a: b")})
    codes = [problem.code for problem in compiled(tmp_path).problems]
    assert codes == [Code.COLON_IN_VALUE, Code.BROKEN_LINK]


@pytest.mark.parametrize(
    "change",
    [
        ("title: Titel", "titel: Titel"),
        ("title: Titel", "title: 12"),
        ("title: Titel", "title: 010"),
        ("title: Titel", "title:"),
        ("title: Titel", 'title: ""'),
        ("title: Titel", "title: x"),
        ("title: Titel", "title: [a]"),
        ("title: Titel", "title: {a: b}"),
        ("title: Titel", "title: a # b"),
        ("title: Titel", "title: a: b"),
        ("title: Titel", "title: A\ntitle: B"),
        ("title: Titel", "title: *a"),
        ("published: 2026-01-15", "published: 2026"),
        ("published: 2026-01-15", "published: true"),
        ("published: 2026-01-15", "published: 2026-02-30"),
        ("published: 2026-01-15", "published: [2026-02-03]"),
        ("order: 1", "order: 0"),
        ("order: 1", "order: 1.5"),
        ("order: 1", "order: 01"),
        ("order: 1", "order: ett"),
        ("order: 1", "order: 1\ntopics: [integration, integration]"),
        ("order: 1", "order: 1\ntopics: integration"),
        ("order: 1", "order: 1\nsources: [{titel: a, url: https://a.se}]"),
        ("order: 1", "order: 1\nsources: [a]"),
        ("order: 1", "order: 1\nsources: []"),
        ("order: 1", "order: 1\nsources: [{title: SCB}]"),
        ("order: 1", "order: 1\nwithdrawn: {date: 2026-01-16}"),
    ],
)
def test_one_mistake_gives_one_problem(change: tuple[str, str], tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": entry("page").replace(*change)})
    assert len(problems(tmp_path)) == 1, problems(tmp_path)


def test_defaults_are_filled_in_and_values_converted(tmp_path: Path) -> None:
    draw(tmp_path, {"rapporter/a.md": entry("report", "issued: 2024-05\npages: 12.0")})
    fields = compiled(tmp_path).library.entries["rapporter/a"].fields
    assert fields["status"] == "publicerad"
    assert fields["language"] == "sv"
    assert fields["issued"] == PartialDate(2024, 5)
    assert repr(fields["pages"]) == "12"
    assert fields["published"] == dt.date(2026, 1, 15)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        ("2026-12-01", "2026-12-01", True),
        ("2026-12-02", "2026-12-01", False),
        ("2026-12", "2026-12-01", True),
        ("2026-12-31", "2026-12", True),
        ("2026", "2025-12", False),
        ("2026-12-01T10:00", "2026-12-01", True),
        ("2026-12-01T10:00", "2026-12-01T09:59", False),
        ("2026-12-01T10:00", "2026-12-01T10:00", True),
    ],
)
def test_an_end_is_held_against_its_start_as_far_as_both_are_known(
    starts: str, ends: str, holds: bool, tmp_path: Path
) -> None:
    event = entry("event", f"ends: {ends}").replace("2026-12-01\n", f"{starts}\n", 1)
    draw(tmp_path, {"kalender/a.md": event})
    codes = [problem.code for problem in compiled(tmp_path).problems]
    assert codes == ([] if holds else [Code.ORDER_OF_DATES])

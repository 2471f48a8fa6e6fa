"""YAML as it was meant: text stays text, and every value has its line and column."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.load.text import decode
from knowledge.load.yaml_events import parse
from knowledge.model import FieldPath, Position
from knowledge.problems import Code


def value_of(text: str) -> Any:
    parsed = parse(f"a: {text}\n", "x.md")
    assert parsed.problems == []
    return parsed.value["a"]


def codes_in(text: str) -> list[Code]:
    return [problem.code for problem in parse(text, "x.md").problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026-03-09", "2026-03-09"),
        ("2026-13-45", "2026-13-45"),
        ("2026-03-09T13:00", "2026-03-09T13:00"),
        ("2018:118", "2018:118"),
        ("978-91-38", "978-91-38"),
        ("2018", 2018),
        ("-5", -5),
        ("0", 0),
        ("12.50", 12.5),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ('"no"', "no"),
        ("'010'", "010"),
        ('"2018"', "2018"),
        ('""', ""),
        ("nej", "nej"),
        ("ja", "ja"),
        ("ett\ttabb", "ett\ttabb"),
        ("a:b", "a:b"),
        ("a#b", "a#b"),
        ("http://a.se/#b", "http://a.se/#b"),
        ("[no data, b]", ["no data", "b"]),
        ("{b: c}", {"b": "c"}),
        ("9" * 5000, "9" * 5000),
        ("=", "="),
        ("'it''s'", "it's"),
        ('"a\\u030a"', "å"),
        ("|\n  ett # två\n  tre", "ett # två\ntre\n"),
        (">\n  ett\n  två", "ett två\n"),
        ("ett\n  två", "ett två"),
        ('"ett\n  två"', "ett två"),
    ],
)
def test_a_value_is_what_it_looks_like(written: str, value: Any) -> None:
    assert value_of(written) == value
    assert type(value_of(written)) is type(value)


@pytest.mark.parametrize(
    "written",
    "y Y yes Yes YES on On n N no No NO off OFF 010 0777 -012 08 0b101 0o17 0x1F 1_000 1:30 12:30:45"
    " 190:20:30 1e3 1.5e-3 1e400 .inf -.INF .nan".split(),
)
def test_what_yaml_reads_as_something_else_is_to_be_quoted(written: str) -> None:
    parsed = parse(f"a: {written}\n", "x.md")
    (problem,) = parsed.problems
    assert problem.code is Code.AMBIGUOUS
    assert f'"{written}"' in problem.must
    assert parsed.value == {"a": written}
    assert value_of(f'"{written}"') == written


@pytest.mark.parametrize("written", ["no", "010", "1:30"])
def test_it_is_told_in_lists_and_mappings_too(written: str) -> None:
    assert codes_in(f"a: [x, {written}]\n") == [Code.AMBIGUOUS]
    assert codes_in(f"a: {{b: {written}}}\n") == [Code.AMBIGUOUS]
    assert codes_in(f"a:\n  - {written}\n") == [Code.AMBIGUOUS]


def test_each_value_and_each_key_has_its_place() -> None:
    text = "a: ett\nåäö: [x, y]\nb:\n  - c: 1\n    d: 2\n"
    positions = parse(text, "x.md", first_line=2).positions
    expected: dict[FieldPath, tuple[int, int]] = {
        (): (2, 1),
        ("a", "@key"): (2, 1),
        ("a",): (2, 4),
        ("åäö",): (3, 6),
        ("åäö", 0): (3, 7),
        ("åäö", 1): (3, 10),
        ("b",): (5, 3),
        ("b", 0): (5, 5),
        ("b", 0, "c", "@key"): (5, 5),
        ("b", 0, "d"): (6, 8),
    }
    assert {path: positions[path] for path in expected} == {
        path: Position(*place) for path, place in expected.items()
    }


def test_reading_goes_on_after_a_mistake_in_a_value() -> None:
    text = "a: no\na: 1\nb: c # d\ne: 010\nf: bra\n"
    parsed = parse(text, "x.md")
    assert [problem.code for problem in parsed.problems] == [
        Code.AMBIGUOUS,
        Code.DUPLICATE_FIELD,
        Code.HASH_IN_VALUE,
        Code.AMBIGUOUS,
    ]
    assert parsed.wrong == {("a",), ("b",), ("e",)}
    assert parsed.value["f"] == "bra"


@pytest.mark.parametrize(
    "text",
    [
        "a: *b",
        "a: &b c",
        "a: !!python/name:os.system",
        "a: !ENV X",
        "? [a]\n: b",
        "a: b: c",
        "a: [b",
    ],
)
def test_reading_stops_where_what_follows_would_be_told_wrongly(text: str) -> None:
    parsed = parse(text + "\n", "x.md")
    assert len(parsed.problems) == 1
    assert () in parsed.wrong


def test_a_comment_on_a_line_of_its_own_or_after_quotes_is_no_mistake() -> None:
    text = '# först\na: "ett" # efter\nb: # före listan\n  - två\n# sist\n'
    assert codes_in(text) == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"),
        ("a\u030a".encode(), "å"),
        ("\U0001f600\tå".encode(), "\U0001f600\tå"),
        (b"", ""),
    ],
)
def test_text_is_decoded_and_composed(raw: bytes, text: str) -> None:
    assert decode(raw, "x.md") == (text, [])


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"ab\nc\xe5d", Position(2, 2)),
        ("å\n".encode() + b"\xff", Position(2, 1)),
        ("åä".encode() + b"\xff", Position(1, 3)),
        ("\ufeffåä".encode() + b"\xff", Position(1, 3)),
        ("text".encode("utf-16"), Position(1, 1)),
    ],
)
def test_what_is_not_utf_8_is_told_at_its_character(raw: bytes, place: Position) -> None:
    text, (problem,) = decode(raw, "x.md")
    assert (text, problem.code, problem.position) == ("", Code.NOT_UTF8, place)


def test_of_thousands_of_controls_ten_are_told() -> None:
    assert len(decode(b"a\0" * 5000, "x.md")[1]) == 10

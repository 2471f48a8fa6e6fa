"""What is true at an instant: one table of cases, through the rules in Python and in JavaScript."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from making import library, named

from knowledge.deadlines import deadline, every_year
from knowledge.model import Entry
from knowledge.occurrences import occurrences
from knowledge.render.now import entry_facts
from knowledge.span import days_after, instant, local
from knowledge.states import State, deadline_state, event_state, turns

HERE = Path(__file__).resolve().parent
CASES = json.loads((HERE / "cases.json").read_text())
NAMES = [case["name"] for case in CASES]


def state(entry: Entry, now: dt.datetime) -> State:
    known = deadline(entry)
    if known:
        return deadline_state(known, now)
    event = next(occurrences(entry))
    return event_state(event.span, event.status, now)


def ask_javascript(asked: list[tuple[str, dt.datetime]]) -> list[dict[str, Any]]:
    """The answers of now.js, in one run of Node for all."""
    rows = [{"facts": json.loads(facts), "now": now.isoformat()} for facts, now in asked]
    done = subprocess.run(
        ["node", str(HERE / "run_now.mjs")],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    fields = {f"fall-{number}": case["fields"] for number, case in enumerate(CASES)}
    found = library(tmp_path_factory.mktemp("cases"), fields)
    return dict(zip(NAMES, named(found, fields), strict=True))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_python_says_so(case: dict[str, Any], entries: dict[str, Entry]) -> None:
    entry = entries[case["name"]]
    said = [
        (at["now"], state(entry, dt.datetime.fromisoformat(at["now"])).name) for at in case["at"]
    ]
    assert said == [(at["now"], at["state"]) for at in case["at"]]


def test_javascript_says_the_same_and_in_these_words(entries: dict[str, Entry]) -> None:
    rows = [(case["name"], at) for case in CASES for at in case["at"]]
    asked = [
        (entry_facts(entries[name]), dt.datetime.fromisoformat(at["now"])) for name, at in rows
    ]
    said = [
        (name, at["now"], answer["name"], answer["words"])
        for (name, at), answer in zip(rows, ask_javascript(asked), strict=True)
    ]
    assert said == [(name, at["now"], at["state"], at["words"]) for name, at in rows]


def instants(entries: dict[str, Entry]) -> Iterator[tuple[Entry, dt.datetime]]:
    """Around every turn of every case, and anywhere: the same ones every time."""
    chance = random.Random(1)
    start, end = instant(dt.date(2020, 1, 1)), instant(dt.date(2031, 1, 1))
    for entry in entries.values():
        for turn, _ in turns([entry], start, end):
            for seconds in (-1, 0, 1):
                yield entry, turn.at + dt.timedelta(seconds=seconds)
        for _ in range(60):
            yield (
                entry,
                start + dt.timedelta(seconds=chance.randrange(int((end - start).total_seconds()))),
            )


def test_both_agree_at_thousands_of_instants(entries: dict[str, Entry]) -> None:
    asked = list(instants(entries))
    answers = ask_javascript([(entry_facts(entry), now) for entry, now in asked])
    assert len(asked) > 2000
    for (entry, now), answer in zip(asked, answers, strict=True):
        expected = state(entry, now)
        at = expected.at and expected.at.timestamp() * 1000
        said = (answer["name"], answer.get("at"), answer.get("days"))
        assert said == (expected.name, at, expected.days), f"{entry.document.path} at {now}"
        midnight = instant(days_after(local(now).date(), 1))
        assert answer["midnight"] == midnight.timestamp() * 1000, now


def test_a_stale_fact_is_never_open(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        known = deadline(entry)
        if known and known.kind != "avslutat":
            for days in (0, 1, 100, 1000):
                assert deadline_state(known, days_later(known.stale, days)).name == "okänd"


def days_later(at: dt.datetime, days: int) -> dt.datetime:
    return at + dt.timedelta(days=days)


def test_turns_are_told_once_each_and_in_order(entries: dict[str, Entry]) -> None:
    since, until = instant(dt.date(2026, 3, 1)), instant(dt.date(2026, 4, 1))
    told = [
        (f"{local(turn.at):%m-%d %H:%M}", turn.before.name, turn.after.name)
        for turn, entry in turns([entries["the same days every year"]], since, until)
    ]
    assert told == [("03-18 00:00", "kommande", "stänger")]
    found = turns(entries.values(), since, until)
    assert [turn.at for turn, _ in found] == sorted(turn.at for turn, _ in found)
    assert all(since < turn.at <= until for turn, _ in found)


def test_a_leap_day_comes_in_leap_years_only() -> None:
    assert every_year(2, 29, 2028) == dt.date(2028, 2, 29)
    assert every_year(2, 29, 2027) is None

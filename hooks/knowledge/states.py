"""What is true right now, as a pure function of facts and an instant.

The same rules run in the reader's browser (`overrides/assets/now.js`), where
now is known; `tests/dates/cases.json` is put through both. Here they tell, when
the site is built, which states will turn without a rebuild.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.deadlines import Deadline, Window, deadline
from knowledge.model import Entry
from knowledge.occurrences import Kind, occurrences
from knowledge.span import Span, days_after, instant, local

SOON = 14
"""From so many days before the last, the days that remain are told."""


@dataclass(frozen=True, slots=True)
class State:
    """A state by its name. `at` is the instant that it names, `days` how far off that is."""

    name: str
    at: dt.datetime | None = None
    days: int | None = None


def deadline_state(known: Deadline, now: dt.datetime) -> State:
    """kommande, öppen, stänger, stängd, löpande or okänd.

    - What has been abolished is closed; facts older than 12 months say nothing else.
    - A day every year says when it closes, not that it has opened.
    - `stänger` gives the whole Swedish days that remain: 0 is the last day itself.
    """
    if known.kind == "avslutat":
        return State("stängd")
    if now >= known.stale:
        return State("okänd")
    if known.kind == "löpande":
        return State("löpande")
    ahead = [each for each in known.windows if now < each.closes]
    if not ahead:
        has_days = known.kind in ("datum", "årligen")
        return State("stängd", known.windows[-1].closes) if has_days else State("okänd")
    window = next((each for each in ahead if _has_opened(each, known.kind, now)), ahead[0])
    if window.opens and now < window.opens:
        return State("kommande", window.opens, (_day(window.opens) - _day(now)).days)
    days = (last_day(window.closes) - _day(now)).days
    if days <= SOON:
        return State("stänger", window.closes, days)
    if not _has_opened(window, known.kind, now):
        return State("kommande", window.closes, days)
    return State("öppen", window.closes, days)


def _has_opened(window: Window, kind: str, now: dt.datetime) -> bool:
    return window.opens <= now if window.opens else kind != "årligen"


def event_state(span: Span, status: str, now: dt.datetime) -> State:
    """kommande, pågår, har varit or okänd; else its status: inställd, framflyttad, tillbakadragen.

    Of something known to the month or year nobody can say that it is going on.
    """
    if status != "planerad":
        return State(status)
    if now >= span.over:
        return State("har varit", span.over)
    if now < span.begins:
        return State("kommande", span.begins, (span.first_day - _day(now)).days)
    return State("pågår", span.over) if span.exact else State("okänd")


def last_day(closes: dt.datetime) -> dt.date:
    """The last Swedish day before an instant: midnight belongs to the day before."""
    return local(closes - dt.timedelta(microseconds=1)).date()


def _day(now: dt.datetime) -> dt.date:
    return local(now).date()


@dataclass(frozen=True, slots=True)
class Turn:
    """At an instant one state gives way to another."""

    at: dt.datetime
    before: State
    after: State


def deadline_turns(known: Deadline) -> Iterator[Turn]:
    """Every turn of a deadline's state, in order."""
    instants = {known.stale}
    for window in known.windows:
        instants.add(window.closes)
        instants.add(instant(days_after(last_day(window.closes), -SOON)))
        if window.opens:
            instants.add(window.opens)
    for at in sorted(instants):
        before = deadline_state(known, _just_before(at))
        yield from _turn(at, before, deadline_state(known, at))


def event_turns(span: Span, status: str) -> Iterator[Turn]:
    """Every turn of an event's state, in order."""
    for at in (span.begins, span.over):
        before = event_state(span, status, _just_before(at))
        yield from _turn(at, before, event_state(span, status, at))


def _just_before(at: dt.datetime) -> dt.datetime:
    return at - dt.timedelta(microseconds=1)


def _turn(at: dt.datetime, before: State, after: State) -> Iterable[Turn]:
    return [] if before.name == after.name else [Turn(at, before, after)]


def turns(
    entries: Iterable[Entry], since: dt.datetime, until: dt.datetime
) -> list[tuple[Turn, Entry]]:
    """What will turn after one instant and up to another, in order of time."""
    found = [
        (turn, entry)
        for entry in entries
        if entry.url and entry.status != "tillbakadragen"
        for turn in _of_entry(entry)
        if since < turn.at <= until
    ]
    return sorted(found, key=lambda each: (each[0].at, each[1].key))


def _of_entry(entry: Entry) -> Iterator[Turn]:
    known = deadline(entry)
    if known:
        yield from deadline_turns(known)
    for each in occurrences(entry):
        if each.kind is Kind.EVENT:
            yield from event_turns(each.span, each.status)

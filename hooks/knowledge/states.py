"""What is true right now, as a pure function of facts and an instant.

The same rules run in the reader's browser (`overrides/assets/now.js`), where
now is known; `tests/now/cases.json` is put through both. Here they tell, when
the site is built, which states will turn without a rebuild.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.deadlines import Deadline, Window
from knowledge.span import Span, days_after, instant, local

SOON = 14
"""From so many days before the last, the days that remain are told."""


@dataclass(frozen=True, slots=True)
class State:
    """A state by its name. `at` is the instant that it names, `days` how far off that is."""

    name: str
    at: dt.datetime | None = None
    days: int | None = None


def deadline_state(deadline: Deadline, now: dt.datetime) -> State:
    """kommande, öppen, stänger, stängd, löpande or okänd.

    - What has been abolished is closed; facts older than 12 months say nothing else.
    - A day every year says when it closes, not that it has opened.
    - `stänger` gives the whole Swedish days that remain: 0 is the last day itself.
    """
    if deadline.kind == "avslutat":
        return State("stängd")
    if now >= deadline.stale:
        return State("okänd")
    if deadline.kind == "löpande":
        return State("löpande")
    ahead = [each for each in deadline.windows if now < each.closes]
    if not ahead:
        known = deadline.kind in ("datum", "årligen")
        return State("stängd", deadline.windows[-1].closes) if known else State("okänd")
    window = next((each for each in ahead if _has_opened(each, deadline.kind, now)), ahead[0])
    if window.opens and now < window.opens:
        return State("kommande", window.opens, (_day(window.opens) - _day(now)).days)
    days = (last_day(window.closes) - _day(now)).days
    if days <= SOON:
        return State("stänger", window.closes, days)
    if not _has_opened(window, deadline.kind, now):
        return State("kommande", window.closes, days)
    return State("öppen", window.closes, days)


def _has_opened(window: Window, kind: str, now: dt.datetime) -> bool:
    return window.opens <= now if window.opens else kind != "årligen"


def event_state(span: Span, status: str, now: dt.datetime) -> State:
    """inställd, framflyttad, kommande, pågår, har varit or okänd.

    Of something known to the month or year nobody can say that it is going on.
    """
    if status in ("inställd", "framflyttad"):
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


def deadline_turns(deadline: Deadline) -> Iterator[Turn]:
    """Every turn of a deadline's state, in order."""
    instants = {deadline.stale}
    for window in deadline.windows:
        instants.add(window.closes)
        instants.add(instant(days_after(last_day(window.closes), -SOON)))
        if window.opens:
            instants.add(window.opens)
    for at in sorted(instants):
        yield from _turn(
            deadline_state(deadline, _just_before(at)), deadline_state(deadline, at), at
        )


def event_turns(span: Span, status: str) -> Iterator[Turn]:
    """Every turn of an event's state, in order."""
    for at in (span.begins, span.over):
        yield from _turn(
            event_state(span, status, _just_before(at)), event_state(span, status, at), at
        )


def _just_before(at: dt.datetime) -> dt.datetime:
    return at - dt.timedelta(microseconds=1)


def _turn(before: State, after: State, at: dt.datetime) -> Iterable[Turn]:
    return [] if before.name == after.name else [Turn(at, before, after)]

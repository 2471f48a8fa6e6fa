"""Facts that depend on now, as the browser gets them (`overrides/assets/now.js`).

A page never says itself what is open or coming: it would be false before the
next build. It carries the instants, and the reader's clock decides.
"""

from __future__ import annotations

import datetime as dt
import json

from knowledge.deadlines import Deadline, deadline
from knowledge.model import Entry
from knowledge.occurrences import Kind, Occurrence, occurrences
from knowledge.render import words
from knowledge.span import Span


def iso(at: dt.datetime) -> str:
    """An instant as 2027-03-31T22:00:00Z."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def entry_facts(entry: Entry) -> str:
    """The facts about an event or a grant, as JSON; empty for others and for what is withdrawn."""
    if entry.status == "tillbakadragen":
        return ""
    known = deadline(entry)
    if known:
        return deadline_facts(known)
    event = next((each for each in occurrences(entry) if each.kind is Kind.EVENT), None)
    return span_facts(event.span, event.status) if event else ""


def occurrence_facts(occurrence: Occurrence) -> str:
    """The facts about one thing in the calendar; of a deadline, its own closing and no other."""
    known = deadline(occurrence.entry)
    if occurrence.kind is not Kind.DEADLINE or known is None or occurrence.status != "planerad":
        return span_facts(occurrence.span, occurrence.status)
    own = [each for each in known.windows if each.closes == occurrence.span.over]
    return _json(_deadline(known, [(each.opens, each.closes) for each in own]))


def deadline_facts(known: Deadline) -> str:
    """What decides the state of a grant."""
    return _json(_deadline(known, [(each.opens, each.closes) for each in known.windows]))


def _deadline(
    known: Deadline, windows: list[tuple[dt.datetime | None, dt.datetime]]
) -> dict[str, object]:
    return {
        "type": "deadline",
        "kind": known.kind,
        "windows": [[opens and iso(opens), iso(closes)] for opens, closes in windows],
        "stale": iso(known.stale),
    }


def span_facts(span: Span, status: str) -> str:
    """What decides the state of an event."""
    return _json(
        {
            "type": "event",
            "begins": iso(span.begins),
            "over": iso(span.over),
            "exact": span.exact,
            "timed": span.timed,
            "status": status,
        }
    )


def _json(facts: dict[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def caution(entry: Entry) -> str:
    """What is true of a deadline on any day: when it was last checked, and where to ask."""
    known = deadline(entry)
    if known is None or known.kind == "avslutat":
        return ""
    return f"Senast kontrollerad {words.day(known.checked)}, kontrollera hos givaren."

"""Every calendar holds to its standards, by four readers that do not know each other."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from icalendar.parser import Contentline
from libical import complaints
from making import library, named

from knowledge.model import Entry, Library, PartialDate, Site
from knowledge.occurrences import Kind, occurrences
from knowledge.publish.ical import ical_files
from knowledge.publish.ical.events import clean, vevent
from knowledge.publish.ical.lines import fold
from knowledge.publish.ical.timezone import stockholm
from world import real

HERE = Path(__file__).resolve().parent
STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = dt.date(2026, 11, 22)
SITE = Site("Kunskapsbanken om segregation", "", "https://kunskapsbanken.example/", DAY)
EVERYTHING = "kalender/prenumerera/allt.ics"


KINDS: Mapping[str, Mapping[str, Any]] = {
    "en-dag": {"starts": "2026-12-01"},
    "flera-dagar": {"starts": "2026-12-30", "ends": "2027-01-02"},
    "med-tid": {"starts": "2026-12-12T09:30", "ends": "2026-12-12T16:15"},
    "over-natten": {"starts": "2026-03-28T22:00", "ends": "2026-03-29T04:00"},
    "utan-slut": {"starts": "2026-10-25T04:30"},
    "under-en-manad": {"starts": "2027-06", "when": "juni 2027"},
    "under-ett-ar": {"starts": 2027},
    "installd": {"starts": "2026-12-01", "event_status": "inställd"},
    "framflyttad": {"starts": "2026-12-01", "event_status": "framflyttad"},
    "digital": {
        "starts": "2026-12-01T10:00",
        "ends": "2026-12-01T11:00",
        "attendance": "digitalt",
        "online_url": "https://video.example.se/?a=1,2;b",
        "venue": "Zoom, rum \\ ett; två",
        "title": 'Å, ä; ö\\ "citat" ' + "räksmörgåsar " * 9,
    },
    "varje-ar": {
        "deadline": {"kind": "årligen", "days": ["--04-01", "--10-01", "--02-29"]},
        "checked": "2026-01-01",
    },
    "varje-ar-pa-ett-klockslag": {
        "deadline": {"kind": "årligen", "days": ["--03-29", "--10-25"], "time": "15:00"}
    },
    "en-gang": {"deadline": {"kind": "datum", "date": "2027-02-18", "time": "02:30"}},
    "omgangar": {
        "deadline": {"kind": "se givaren"},
        "rounds": [
            {
                "name": "Utlysningen 2027",
                "opens": "2027-03-01",
                "closes": "2027-03-28",
                "decided": "2027-06-01",
                "milestones": [
                    {"date": "2027-07-01", "until": "2027-10-31", "title": "Period 1"},
                    {"date": "2027-11-01", "title": "Lägesrapport"},
                    {"date": "2027-12-01", "title": "Lägesrapport"},
                ],
            }
        ],
    },
}
"""Every kind of event and grant, with the signs that iCalendar has uses of its own for."""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library(tmp_path_factory.mktemp("kinds"), KINDS)


@pytest.fixture(scope="module")
def files(kinds: Library) -> dict[str, bytes]:
    """All calendars of the real content, and of one with every kind of event."""
    made = {f"alla-slag/{name}": data for name, data in ical_files(kinds, SITE).items()}
    return {**ical_files(real(), SITE), **made}


@pytest.fixture(scope="module")
def parsed(files: dict[str, bytes]) -> dict[str, Any]:
    """The same, as icalendar reads them."""
    return {name: Calendar.from_ical(data) for name, data in files.items()}


@pytest.fixture(scope="module")
def by_javascript(files: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """The same, as ical.js reads them."""
    return read_by_javascript(files)


def read_by_javascript(
    files: Mapping[str, bytes], since: str = "2026-11-22", until: str = "2031-11-22"
) -> dict[str, list[dict[str, Any]]]:
    asked = {"files": {name: data.decode() for name, data in files.items()}}
    done = subprocess.run(
        ["node", str(HERE / "run_ical.mjs")],
        input=json.dumps({**asked, "from": since, "to": until}),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return answers


# Every file


def test_lines_are_folded_by_octets(files: dict[str, bytes]) -> None:
    """RFC 5545 §3.1: CRLF, at most 75 octets, and no letter cut in two."""
    assert len(files) > 80
    for name, data in files.items():
        assert data.endswith(b"\r\n"), name
        assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r"), name
        for line in data.split(b"\r\n"):
            assert len(line) <= 75, f"{name}: {line!r}"
            line.decode()
        control = {octet for octet in data if octet < 32 or octet == 127} - {10, 13}
        assert not control, name


def test_icalendar_reads_and_writes_the_same_bytes(
    files: dict[str, bytes], parsed: dict[str, Any]
) -> None:
    for name, data in files.items():
        read = parsed[name]
        assert not read.errors, name
        for component in read.walk():
            assert not component.errors, name
        assert read.to_ical() == data, name


def test_libical_accepts_every_file(files: dict[str, bytes]) -> None:
    told = {name: complaints(data) for name, data in files.items()}
    assert {name: said for name, said in told.items() if said} == {}


def test_libical_would_complain() -> None:
    broken = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:tisdag\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert complaints(broken)


def test_ical_js_reads_every_file_and_sees_the_same(
    parsed: dict[str, Any], by_javascript: dict[str, list[dict[str, Any]]]
) -> None:
    for name, events in by_javascript.items():
        own = parsed[name].walk("VEVENT")
        assert len(events) == len(own), name
        for said, event in zip(events, own, strict=True):
            starts, ends = event.start, event.end
            assert (said["uid"], said["summary"]) == (event["UID"], event["SUMMARY"]), name
            if said["whole_days"]:
                assert (said["starts"], said["ends"]) == (str(starts), str(ends)), name
            else:
                assert said["zone"] == "Europe/Stockholm"
                seconds = (starts.timestamp(), ends.timestamp())
                assert (said["starts"], said["ends"]) == seconds, f"{name}: {event['SUMMARY']}"


def test_every_event_has_what_rfc_5545_and_5546_ask_for(
    files: dict[str, bytes], parsed: dict[str, Any]
) -> None:
    for name, data in files.items():
        calendar = parsed[name]
        for needed in ("PRODID", "VERSION", "METHOD", "NAME", "UID", "URL", "SOURCE"):
            assert needed in calendar, f"{needed} in {name}"
        assert calendar["SOURCE"] == SITE.url + name.removeprefix("alla-slag/")
        assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in data
        uids = [event["UID"] for event in calendar.walk("VEVENT")]
        assert len(uids) == len(set(uids)), name
        for event in calendar.walk("VEVENT"):
            for (
                needed
            ) in "DTSTAMP LAST-MODIFIED SEQUENCE DTSTART SUMMARY STATUS URL ORGANIZER".split():
                assert needed in event, f"{needed} in {name}"
        zoned = b";TZID=Europe/Stockholm:" in data
        assert zoned <= bool(calendar.walk("VTIMEZONE")), name
        assert len(calendar.subcomponents) > 0, name


def test_the_same_event_is_the_same_in_every_calendar(parsed: dict[str, Any]) -> None:
    seen: dict[str, bytes] = {}
    for name, calendar in parsed.items():
        for event in calendar.walk("VEVENT"):
            uid = f"{name.startswith('alla-slag')} {event['UID']}"
            assert seen.setdefault(uid, event.to_ical()) == event.to_ical(), name


# The clock


def test_the_day_of_the_build_leaves_no_trace() -> None:
    first = ical_files(real(DAY), SITE)
    for day in (dt.date(2027, 3, 29), dt.date(2031, 1, 1)):
        assert ical_files(real(day), replace(SITE, today=day)) == first


def test_adding_an_entry_changes_only_the_calendars_it_is_in(tmp_path: Path) -> None:
    fields = {name: KINDS[name] for name in ("en-dag", "varje-ar")}
    before = ical_files(library(tmp_path / "a", fields), SITE)
    fields["en-dag-till"] = {"starts": "2027-01-01", "places": ["malmo"]}
    after = ical_files(library(tmp_path / "b", fields), SITE)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "kalender/en-dag-till.ics",
        EVERYTHING,
        "kalender/prenumerera/handelser.ics",
        *(
            f"kalender/prenumerera/platser/{place}.ics"
            for place in ("malmo", "skane-lan", "sverige")
        ),
    }


# What stays and what rises


def test_a_renamed_file_keeps_its_uid_and_address(tmp_path: Path) -> None:
    before = library(tmp_path / "a", {"gammalt-namn": {"starts": "2027-01-01"}})
    renamed = {"id": "gammalt-namn", "redirect_from": ["/kalender/gammalt-namn/"]}
    after = library(tmp_path / "b", {"nytt-namn": {"starts": "2027-01-01", **renamed}})
    assert after.redirects == {"kalender/gammalt-namn/": "kalender/nytt-namn/"}
    uids = [
        [event["UID"] for event in Calendar.from_ical(ical_files(each, SITE)[name]).walk("VEVENT")]
        for each in (before, after)
        for name in ("kalender/gammalt-namn.ics", EVERYTHING)
    ]
    assert len({str(each) for each in uids}) == 1


def test_the_address_of_the_site_is_in_no_uid(kinds: Library) -> None:
    elsewhere = replace(SITE, url="https://annan.example/kunskap/")
    uids = [
        [
            event["UID"]
            for event in Calendar.from_ical(ical_files(kinds, site)[EVERYTHING]).walk("VEVENT")
        ]
        for site in (SITE, elsewhere)
    ]
    assert uids[0] == uids[1]


def test_sequence_rises_with_every_revision(tmp_path: Path) -> None:
    told = []
    for number, updated in enumerate(("2026-03-01", "2026-03-02", "2027-01-01")):
        fields = {"starts": "2027-02-01", "updated": updated}
        made = ical_files(library(tmp_path / str(number), {"x": fields}), SITE)
        event = Calendar.from_ical(made["kalender/x.ics"]).walk("VEVENT")[0]
        told.append((event["SEQUENCE"], str(event["LAST-MODIFIED"].dt.date())))
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    assert told == sorted(told)
    assert len(set(told)) == 3


# What is in them


def one(parsed: Mapping[str, Any], name: str) -> Any:
    return parsed[name].walk("VEVENT")[0]


def test_cancelled_events_stay_and_postponed_ones_are_unsure(parsed: dict[str, Any]) -> None:
    cancelled = one(parsed, "alla-slag/kalender/installd.ics")
    assert (cancelled["STATUS"], cancelled["SUMMARY"]) == ("CANCELLED", "Inställt: Stöd till möten")
    assert one(parsed, "alla-slag/kalender/framflyttad.ics")["STATUS"] == "TENTATIVE"
    everything = parsed[f"alla-slag/{EVERYTHING}"].walk("VEVENT")
    assert cancelled["UID"] in {event["UID"] for event in everything}


def test_whole_days_end_on_the_day_after(parsed: dict[str, Any]) -> None:
    event = one(parsed, "alla-slag/kalender/flera-dagar.ics")
    assert (event.start, event.end) == (dt.date(2026, 12, 30), dt.date(2027, 1, 3))


def test_online_events_have_a_conference(parsed: dict[str, Any]) -> None:
    event = one(parsed, "alla-slag/kalender/digital.ics")
    assert event["CONFERENCE"] == "https://video.example.se/?a=1,2;b"
    assert event["CONFERENCE"].params["VALUE"] == "URI"
    assert event["LOCATION"] == "Zoom, rum \\ ett; två"


def test_deadlines_remind_14_and_3_days_before(parsed: dict[str, Any]) -> None:
    for event in parsed[EVERYTHING].walk("VEVENT"):
        deadline = "Ansökningsdag" in event["CATEGORIES"].cats
        triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        wanted = [dt.timedelta(days=-14), dt.timedelta(days=-3)]
        assert triggers == (wanted if deadline else []), event["SUMMARY"]


def test_events_tell_of_the_report_that_they_are_about(parsed: dict[str, Any]) -> None:
    event = one(parsed, "kalender/2021-09-15-segregationsbarometern-presenteras.ics")
    address = f"{SITE.url}rapporter/anvandarhandbok-segregationsbarometern/"
    assert f"Rapport: Användarhandbok för Segregationsbarometern\n{address}" in event["DESCRIPTION"]


def test_the_old_source_stands_on_its_days(parsed: dict[str, Any]) -> None:
    """The 2020 round's milestones, the two conferences of 2018 and the grants with days."""
    events = parsed[EVERYTHING].walk("VEVENT")
    told = {(str(each.start), str(each.end), str(each["SUMMARY"])) for each in events}
    delmos = "Delmos statsbidrag för att minska och motverka segregation"
    for start, end, title in (
        ("2020-03-23", "2020-03-24", f"Utlysningen öppnar: {delmos}"),
        ("2020-05-15", "2020-05-16", f"Sista ansökningsdag: {delmos}"),
        ("2020-06-17", "2020-06-18", f"Första utbetalningen: {delmos}"),
        ("2020-07-01", "2020-11-01", f"Period 1: {delmos}"),
        ("2020-11-01", "2021-04-16", f"Period 2: {delmos}"),
        ("2020-11-15", "2020-11-16", f"Sista dag för lägesrapport: {delmos}"),
        ("2021-04-15", "2021-04-16", f"Sista dag att använda bidraget: {delmos}"),
        ("2021-06-15", "2021-06-16", f"Sista dag att redovisa bidraget till Delmos: {delmos}"),
        ("2018-03-13", "2018-03-15", "Etablering av nyanlända"),
        ("2018-04-17", "2018-04-19", "Finsamkonferensen 2018"),
    ):
        assert (start, end, title) in told
    rules = {(each.entry.id, f"{each.span.first_day:%m-%d}") for each in all_yearly(real())}
    assert rules >= {
        ("brottsofferinriktade-projekt", "04-01"),
        ("brottsofferinriktade-projekt", "10-01"),
        ("brottsoffermyndigheten-forskningsprojekt", "04-01"),
        ("brottsoffermyndigheten-forskningsprojekt", "10-01"),
        ("icke-statliga-kulturlokaler", "09-30"),
        ("innovationer-i-coronakrisens-spar", "08-20"),
        ("samlingslokaler-med-ungdomsverksamhet", "08-31"),
        ("stod-till-friluftsorganisationer", "09-30"),
        ("utvardering-av-brottsforebyggande-insatser", "09-15"),
    }


def all_yearly(found: Library) -> list[Any]:
    return [each for entry in found.entries.values() for each in occurrences(entry) if each.yearly]


# Recurrence and time zone


def test_yearly_deadlines_fall_on_the_same_days_for_five_years(
    parsed: dict[str, Any], by_javascript: dict[str, list[dict[str, Any]]]
) -> None:
    since, until = dt.date(2026, 11, 22), dt.date(2031, 11, 22)
    seen = 0
    for name, calendar in parsed.items():
        for event, said in zip(calendar.walk("VEVENT"), by_javascript[name], strict=True):
            if "RRULE" not in event:
                continue
            single = Calendar()
            single.add_component(event)
            expanded = recurring_ical_events.of(single).between(since, until)
            days = sorted({str(each.start)[:10] for each in expanded} - {str(until)})
            first = event.start
            expected = [
                f"{year}-{first:%m-%d}"
                for year in range(2026, 2032)
                if first.month != 2 or first.day != 29 or year == 2028
            ]
            expected = [day for day in expected if str(since) <= day < str(until)]
            assert days == said["days"] == expected, f"{name}: {event['SUMMARY']}"
            seen += 1
    assert seen > 40


def test_the_zone_is_that_of_sweden_for_a_hundred_years(tmp_path: Path) -> None:
    """ical.js knows no zones: it goes by our VTIMEZONE alone."""
    times = []
    for year in (*range(1981, 2015, 5), *range(2015, 2032), *range(2035, 2081, 9)):
        for month in (3, 9, 10):
            for day in (1, 24, 25, 28, 29):
                for hour in (0, 1, 4, 12):
                    times.append(dt.datetime(year, month, day, hour, 30, tzinfo=STOCKHOLM))
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;TZID=Europe/Stockholm:{at:%Y%m%dT%H%M%S}\r\nEND:VEVENT\r\n"
        for n, at in enumerate(times)
    ).encode()
    data = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + stockholm().to_ical() + body + b"END:VCALENDAR\r\n"
    )
    events = read_by_javascript({"zon": data})["zon"]
    wrong = [
        str(at) for at, said in zip(times, events, strict=True) if said["starts"] != at.timestamp()
    ]
    assert wrong == []


# Anything an editor may write


def _partial(values: tuple[int, int, int, dt.time | None], precision: int) -> PartialDate:
    year, month, day, time = values
    return PartialDate(
        year,
        month if precision > 0 else None,
        day if precision > 1 else None,
        time if precision > 2 else None,
    )


_minutes = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
_dates = st.builds(
    _partial,
    st.tuples(st.integers(1000, 2998), st.integers(1, 12), st.integers(1, 28), _minutes),
    st.integers(0, 3),
)
_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, Any]:
    starts = draw(_dates)
    fields: dict[str, Any] = {"starts": starts, "title": draw(_words), "summary": draw(_words)}
    if draw(st.booleans()):
        ends = draw(_dates)
        if starts.time and ends.time is None:
            ends = replace(ends, time=dt.time(23, 59), month=ends.month or 12, day=ends.day or 28)
        if not starts.time:
            ends = replace(ends, time=None)
        if ends >= starts and ends.last_day >= starts.last_day:
            fields["ends"] = ends
    if draw(st.booleans()):
        fields["venue"] = draw(_words)
    fields["event_status"] = draw(st.sampled_from(["planerad", "inställd", "framflyttad"]))
    return fields


@pytest.fixture(scope="module")
def base(kinds: Library) -> Entry:
    return named(kinds, ["en-dag"])[0]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fields=_fields())
def test_any_event_comes_back_as_it_was(
    kinds: Library, base: Entry, fields: dict[str, Any]
) -> None:
    entry = replace(base, fields={**base.fields, **fields})
    occurrence = next(each for each in occurrences(entry) if each.kind is Kind.EVENT)
    written = vevent(occurrence, kinds, SITE)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    event = Event.from_ical(written)
    assert event.to_ical() == written
    span = occurrence.span
    if span.timed:
        assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
        assert event["DTSTART"].dt.astimezone(dt.UTC) == span.begins
        if span.ends and span.over > span.begins:
            assert event["DTEND"].dt.astimezone(dt.UTC) == span.over
        else:
            assert "DTEND" not in event
    else:
        assert event["DTSTART"].dt == span.first_day
        assert event["DTEND"].dt - dt.timedelta(days=1) == span.last_day
    prefix = {"inställd": "Inställt: ", "framflyttad": "Framflyttat: "}
    assert event["SUMMARY"] == prefix.get(fields["event_status"], "") + clean(fields["title"])
    assert event["DESCRIPTION"].startswith(clean(fields["summary"]))
    assert event.get("LOCATION") == (clean(fields["venue"]) if "venue" in fields else None)
    again = replace(occurrence, entry=replace(entry, fields=base.fields))
    assert event["UID"] == Event.from_ical(vevent(again, kinds, SITE))["UID"]


@given(text=st.text(st.sampled_from("aå€😀\\^;,: "), max_size=400))
def test_lines_are_folded_as_icalendar_folds_them(text: str) -> None:
    assert fold(text.encode()) == Contentline(text).to_ical() + b"\r\n"


@given(text=st.text())
def test_cleaning_leaves_no_control_character(text: str) -> None:
    cleaned = clean(text)
    assert all(sign == "\n" or (sign >= " " and not "\x7f" <= sign <= "\x9f") for sign in cleaned)
    kept = [sign for sign in text if sign >= " " and not "\x7f" <= sign <= "\x9f"]
    assert [sign for sign in cleaned if sign not in " \n"] == [s for s in kept if s not in " \n"]

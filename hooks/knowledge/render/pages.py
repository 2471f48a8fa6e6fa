"""Every page of the site: its address, its template and what the template gets.

A page's context is made when the page is written and not before, so that ten
thousand pages need no more memory than one. All addresses in contexts are
relative to the root of the site; a template puts `root` before them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from knowledge.calendars import entry_calendar_url
from knowledge.model import Entry, Library, Page
from knowledge.occurrences import occurrences
from knowledge.problems import Code
from knowledge.render import words
from knowledge.render.alphabet_pages import everything_pages
from knowledge.render.calendar_pages import calendar_pages
from knowledge.render.crumbs import HOME, Crumb
from knowledge.render.listing_pages import Context, Group, in_listing_order, listing_pages, paged
from knowledge.render.now import caution, entry_facts
from knowledge.render.partner_pages import partner_pages
from knowledge.render.rows import Row, row, type_name
from knowledge.render.start_page import start_page
from knowledge.render.ties import Tie, ties
from knowledge.render.values import Field, Value, one, shown

GROUP_SIZE = 8
"""Rows of a group on an entry's page; the rest have a page of their own."""


def pages(library: Library, today: dt.date) -> list[Page]:
    """All pages, in the order of their addresses."""
    made = [start_page(library, today), _knowledge(library), _search(), _codes_page(library)]
    for entry_type in library.types.values():
        made += listing_pages(entry_type, library)
    made += calendar_pages(library, today)
    made += partner_pages(library)
    for entry in library.entries.values():
        if entry.url:
            made += _entry(entry, library)
    made += everything_pages(library)
    made += [
        Page(old, "redirect.html", "Sidan har flyttat", "", partial(_target, new))
        for old, new in library.redirects.items()
    ]
    return sorted(made, key=lambda page: page.url)


def _target(url: str) -> Context:
    return {"target": url}


# Entries


def _entry(entry: Entry, library: Library) -> Iterator[Page]:
    context = partial(_entry_context, entry, library)
    yield Page(
        entry.url,
        entry.type.site.template,
        entry.title,
        entry.summary,
        context,
        entry.document.path,
    )
    if len(library.incoming.get(entry.key, ())) <= GROUP_SIZE:
        return
    for tie in ties(entry, library):
        if len(tie.sources) > GROUP_SIZE:
            # A page of its own has a title of its own: "Bidrag" is the listing of all.
            own = entry.short_title in tie.heading
            whole = tie.heading if own else f"{tie.heading}: {entry.short_title}"
            rest = Context(
                type=entry.type.site,
                heading=whole,
                intro=entry.summary,
                crumbs=[*_crumbs(entry), Crumb(entry.title, entry.url)],
            )
            yield from paged(f"{entry.url}{tie.slug}/", tie.sources, rest, library)


def _crumbs(entry: Entry) -> list[Crumb]:
    return [HOME, Crumb(entry.type.site.heading, f"{entry.type.site.folder}/")]


def _entry_context(entry: Entry, library: Library) -> Context:
    site = entry.type.site
    facts = list(shown(entry, "facts", library))
    if site.dated_by and "ends" in entry.fields:
        facts = list(_joined_dates(entry, facts))
    groups = [_group(tie, entry, library) for tie in ties(entry, library)]
    similar = [
        row(library.entries[each.key], library).because(each.reason)
        for each in library.similar.get(entry.key, ())
    ]
    # An event's page tells of other events apart.
    apart = site.singular if site.listing == "calendar" else None
    return {
        "entry": entry,
        "type": site,
        "type_name": type_name(entry),
        "pattern": entry.fields.get("icon") or site.mark,
        "body": library.bodies[entry.key],
        "crumbs": _crumbs(entry),
        "facts": facts,
        "sections": list(shown(entry, "text", library)),
        "sources": one(entry, "sources", library),
        "subjects": [fact for fact in facts if fact.name in _SUBJECTS],
        "groups": groups,
        "named": [each for each in groups if not each.brief],
        "mentions": [each for each in groups if each.brief],
        "see_also": list(_see_also(entry, library)),
        "similar_events": [each for each in similar if each.type == apart],
        "similar": [each for each in similar if each.type != apart],
        "dates": list(_dates(entry)),
        "withdrawn": _withdrawn(entry, library),
        "facts_of_now": entry_facts(entry),
        "caution": caution(entry),
        "calendar": entry_calendar_url(entry) if any(occurrences(entry)) else "",
    }


_SUBJECTS = frozenset({"focus_areas", "perspectives"})


def _joined_dates(entry: Entry, facts: Iterable[Field]) -> Iterator[Field]:
    """An event's start and end as one fact: När."""
    for fact in facts:
        if fact.name == entry.type.site.dated_by:
            text = entry.fields.get("when") or words.span(
                entry.fields[fact.name], entry.fields["ends"]
            )
            yield Field(fact.name, "När", Value(text, datetime=str(entry.fields[fact.name])))
        elif fact.name not in ("ends", "when"):
            yield fact


def _group(tie: Tie, entry: Entry, library: Library) -> Group:
    more = f"{entry.url}{tie.slug}/" if len(tie.sources) > GROUP_SIZE else ""
    rows = tuple(row(source, library) for source in tie.sources[:GROUP_SIZE])
    mark = tie.sources[0].type.site.mark if tie.mention else ""
    return Group(tie.heading, rows, len(tie.sources), more, tie.says, tie.mention, mark)


def _see_also(entry: Entry, library: Library) -> Iterator[Row]:
    """Entries that this one names in its text or under `related`, and that do not name it."""
    told = {link.source for link in library.incoming.get(entry.key, ())}
    for link in library.outgoing.get(entry.key, ()):
        if link.field in ("body", "related") and link.target not in told:
            told.add(link.target)
            yield row(library.entries[link.target], library)


def _dates(entry: Entry) -> Iterator[Field]:
    for name in ("published", "updated", "checked"):
        if name in entry.fields:
            date = entry.fields[name]
            title = entry.type.properties[name]["title"]
            yield Field(name, title, Value(words.day(date), datetime=date.isoformat()))


def _withdrawn(entry: Entry, library: Library) -> Context | None:
    told = entry.fields.get("withdrawn")
    if entry.status != "tillbakadragen" or not told:
        return None
    successor = library.entries.get(told.get("successor", ""))
    return {
        "date": words.day(told["date"]),
        "reason": told["reason"],
        "successor": row(successor, library) if successor else None,
    }


def _knowledge(library: Library) -> Page:
    title = "Kunskap"
    intro = "Rapporter, forskning, nyheter och grunderna om segregation."
    return Page(
        "kunskap/",
        "knowledge.html",
        title,
        intro,
        partial(_knowledge_context, library, title, intro),
    )


def _knowledge_context(library: Library, title: str, intro: str) -> Context:
    groups = []
    for name in ("focus-area", "report", "research-summary", "news", "page"):
        if name in library.types:
            site = library.types[name].site
            entries = [each for each in library.of_type(name) if each.url]
            entries = in_listing_order(library.types[name], entries, library)
            rows = tuple(
                row(each, library) for each in entries[: 10 if name == "focus-area" else 5]
            )
            groups.append(
                Group(site.heading, rows, len(entries), f"{site.folder}/", (site.singular,))
            )
    return {"heading": title, "intro": intro, "crumbs": [HOME], "groups": groups}


def _search() -> Page:
    title = "Sök"
    intro = "Sök bland allt som finns i kunskapsbanken: rapporter, forskning, myndigheter, bidrag, nyheter och händelser."
    return Page(
        "sok/",
        "search.html",
        title,
        intro,
        partial(dict, heading=title, intro=intro, crumbs=[HOME]),
    )


def _codes_page(library: Library) -> Page:
    title = "Felmeddelanden"
    intro = "Vad kontrollen av innehållet säger, varför och hur du rättar det."
    return Page(
        "om/felmeddelanden/",
        "codes.html",
        title,
        intro,
        partial(_codes_context, library, title, intro),
    )


def _codes_context(library: Library, title: str, intro: str) -> Mapping[str, Any]:
    beneath = [library.types[each].site for each in ("page",) if each in library.types]
    crumbs = [HOME, *(Crumb(site.heading, f"{site.folder}/") for site in beneath)]
    return {"heading": title, "intro": intro, "crumbs": crumbs, "codes": list(Code)}

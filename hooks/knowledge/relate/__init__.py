"""Stage 3: links between entries, both directions; references that point nowhere."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from knowledge.model import Body, Entry, EntryType, Library, Link, Position, Problem, Vocabulary
from knowledge.problems import Code
from knowledge.relate.redirects import redirects
from knowledge.relate.references import Finder, index, unpublished
from knowledge.relate.similar import similar

__all__ = ["relate"]


def relate(
    entries: Iterable[Entry],
    flawed: Sequence[Entry],
    bodies: Mapping[str, Body],
    types: Mapping[str, EntryType],
    vocabularies: Mapping[str, Vocabulary],
    broken: frozenset[str],
    reserved: Mapping[str, str],
    today: dt.date,
    drafts: bool,
) -> tuple[Library, list[Problem]]:
    """The library of the entries that are to be seen, and what is wrong between them.

    Entries that are drafts (unless `drafts`) or published after `today` are
    checked like the others and then left out. Of `flawed` entries only the
    problems count. `reserved` holds the addresses that are no entry's.
    """
    by_key, problems = index(entries)
    finder = Finder(by_key, types, broken, today)
    links, wrong = _resolved(finder, by_key.values(), flawed)
    problems += wrong
    links += _mentions(by_key, bodies)
    problems += _unpublished_mentions(by_key, bodies, today)
    problems += _on_reserved(by_key.values(), reserved)
    shown = {key: entry for key, entry in by_key.items() if _is_shown(entry, today, drafts)}
    taken = {
        **reserved,
        **{entry.url: entry.document.path for entry in (*by_key.values(), *flawed)},
    }
    taken |= {f"{each.site.folder}/": each.site.heading for each in types.values()}
    old, wrong = redirects([*by_key.values(), *flawed], taken)
    problems += wrong
    seen = _both_shown(links, shown)
    outgoing = _grouped(seen, attrgetter("source"))
    incoming = _grouped(seen, attrgetter("target"))
    urls = {entry.url for entry in shown.values()}
    library = Library(
        types=types,
        vocabularies=vocabularies,
        entries=shown,
        bodies={key: bodies[key] for key in shown},
        outgoing=outgoing,
        incoming=incoming,
        similar=similar(shown, _subjects(outgoing, shown), _linked(seen)),
        redirects={address: url for address, url in old.items() if url in urls},
    )
    return library, problems


def _resolved(
    finder: Finder, entries: Iterable[Entry], flawed: Iterable[Entry]
) -> tuple[list[Link], list[Problem]]:
    found = [each for entry in entries for each in finder.links(entry)]
    links = [each for each in found if isinstance(each, Link)]
    found += [each for entry in flawed for each in finder.links(entry)]
    return links, [each for each in found if isinstance(each, Problem)]


def _on_reserved(entries: Iterable[Entry], reserved: Mapping[str, str]) -> Iterator[Problem]:
    must = "byt namn på filen; webbplatsen har själv en sida på adressen"
    for entry in entries:
        if entry.url in reserved:
            found = f"/{entry.url} är {reserved[entry.url]}"
            path = entry.document.path
            yield Problem(Code.TWIN_ADDRESS, path, Position(), "filen", must, found)


def _is_shown(entry: Entry, today: dt.date, drafts: bool) -> bool:
    return drafts or (entry.status != "utkast" and entry.published <= today)


def _mentions(entries: Mapping[str, Entry], bodies: Mapping[str, Body]) -> Iterator[Link]:
    for key in entries:
        for target in bodies[key].mentions:
            if target != key:
                yield Link(key, target, "body")


def _unpublished_mentions(
    entries: Mapping[str, Entry], bodies: Mapping[str, Body], today: dt.date
) -> Iterator[Problem]:
    for key, entry in entries.items():
        for target, where in bodies[key].mentions.items():
            if target in entries:
                told = unpublished(entry, entries[target], today)
                if told:
                    code, *words = told
                    yield Problem(code, entry.document.path, where, "texten", *words)


def _both_shown(links: Iterable[Link], shown: Mapping[str, Entry]) -> list[Link]:
    """Links between entries that are seen; a field that names one says more than a mention."""
    by_pair: dict[tuple[str, str], Link] = {}
    for link in links:
        if link.source in shown and link.target in shown:
            pair = (link.source, link.target)
            if pair not in by_pair or by_pair[pair].field == "body":
                by_pair[pair] = link
    return list(by_pair.values())


def _grouped(links: Iterable[Link], by: Callable[[Link], str]) -> dict[str, tuple[Link, ...]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[by(link)].append(link)
    return {key: tuple(group) for key, group in groups.items()}


def _subjects(
    outgoing: Mapping[str, Iterable[Link]], entries: Mapping[str, Entry]
) -> dict[str, list[str]]:
    """The focus areas and perspectives of each entry, whichever field names them."""
    return {
        key: [
            link.target
            for link in links
            if link.field != "body" and entries[link.target].type.name == "focus-area"
        ]
        for key, links in outgoing.items()
    }


def _linked(links: Iterable[Link]) -> dict[str, set[str]]:
    linked: dict[str, set[str]] = defaultdict(set)
    for link in links:
        linked[link.source].add(link.target)
        linked[link.target].add(link.source)
    return linked

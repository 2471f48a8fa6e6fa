"""Old addresses that lead on: each to one entry, and never round in a ring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.model import Entry, Problem
from knowledge.problems import Code


def redirects(entries: Iterable[Entry], taken: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Old address → the entry's, both relative to the root; and what clashes.

    `taken` maps every address that is a page of its own to what it is.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        for number, old in enumerate(entry.fields.get("redirect_from", ())):
            address = old.strip("/") + "/"
            clash = _clash(entry, address, found, taken)
            if clash:
                code, must, seen = clash
                where = entry.document.where(("redirect_from", number))
                name = f"redirect_from[{number + 1}]"
                problems.append(Problem(code, entry.document.path, where, name, must, seen))
            else:
                found[address] = entry
    return {address: entry.url for address, entry in sorted(found.items())}, problems


def _clash(
    entry: Entry, address: str, found: Mapping[str, Entry], taken: Mapping[str, str]
) -> tuple[Code, str, str] | None:
    if address == entry.url:
        return (
            Code.REDIRECT_LOOP,
            "en gammal adress kan inte vara postens egen; ta bort raden",
            f"/{address} är sidans adress nu",
        )
    if address in taken:
        must = "en gammal adress får inte vara en sida som finns; ta bort raden"
        return Code.REDIRECT_CLASH, must, f"/{address} är {taken[address]}"
    if address in found:
        must = "en gammal adress kan bara leda till en post; ta bort raden i en av dem"
        return Code.REDIRECT_CLASH, must, f"/{address} står också i {found[address].document.path}"
    return None

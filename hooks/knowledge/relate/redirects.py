"""Old addresses that lead on: each to one entry, and never round in a ring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.model import Entry, Problem, field_name
from knowledge.problems import Code

_BELOW_LISTING = re.compile(r"([^/]+/)sida(/[^/]+)?/")


@dataclass
class _Redirects:
    """Old address → the entry that claims it.

    `taken` maps every address that is a page of its own to what it is. Letters
    are folded: on some servers /Rapporter/ and /rapporter/ are one file.
    """

    taken: Mapping[str, str]
    found: dict[str, Entry] = field(default_factory=dict)

    def clash(self, entry: Entry, address: str) -> tuple[Code, str, str] | None:
        """Why `address` cannot lead to `entry`."""
        if address == entry.url:
            must = "en gammal adress kan inte vara postens egen; ta bort raden"
            return Code.REDIRECT_LOOP, must, f"/{address} är sidans adress nu"
        page = self._page(address.casefold())
        if page:
            must = "en gammal adress får inte vara en sida som finns; ta bort raden"
            return Code.REDIRECT_CLASH, must, f"/{address} {page}"
        other = self.found.get(address.casefold())
        if other is None:
            return None
        if other is entry:
            must = "en gammal adress får stå en gång; ta bort raden"
            return Code.REDIRECT_CLASH, must, f"/{address} står flera gånger"
        must = "en gammal adress kan bara leda till en post; ta bort raden i en av dem"
        return Code.REDIRECT_CLASH, must, f"/{address} står också i {other.document.path}"

    def _page(self, address: str) -> str:
        """What is at `address` now: a page, a page of a listing, or a part of an entry's page."""
        if address in self.taken:
            return f"är {self.taken[address]}"
        listing = _BELOW_LISTING.fullmatch(address)
        above = re.match(r"([^/]+/[^/]+/)[^/]+/$", address)
        for match in (listing, above):
            if match and match[1] in self.taken:
                return f"hör till {self.taken[match[1]]}"
        return ""


def redirects(
    entries: Iterable[Entry], taken: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Old address → the entry's, both relative to the root; and what clashes."""
    made = _Redirects({address.casefold(): name for address, name in taken.items()})
    leads: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in entries:
        for number, old in enumerate(entry.fields.get("redirect_from", ())):
            address = old.strip("/") + "/"
            clash = made.clash(entry, address)
            if clash:
                problems.append(_problem(entry, number, clash))
            else:
                made.found[address.casefold()] = entry
                leads[address] = entry.url
    return dict(sorted(leads.items())), problems


def _problem(entry: Entry, number: int, clash: tuple[Code, str, str]) -> Problem:
    code, must, found = clash
    at = ("redirect_from", number)
    document = entry.document
    return Problem(code, document.path, document.where(at), field_name(at), must, found)

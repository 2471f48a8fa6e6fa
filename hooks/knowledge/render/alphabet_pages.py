"""Everything from A to Ö: all titles on one page, or a page per letter when they are many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from knowledge.model import Entry, Library, Page
from knowledge.render.crumbs import HOME, Crumb
from knowledge.render.rows import row
from knowledge.text import alphabetical, initial, slugify

ONE_LIST = 600
"""Up to so many titles the list is one page; beyond that one per letter."""

Context = dict[str, Any]
_ALL = "Allt från A till Ö"
_ALL_INTRO = "Alla poster i kunskapsbanken i bokstavsordning."


def _by_letter(library: Library) -> dict[str, list[Entry]]:
    entries = [entry for entry in library.entries.values() if entry.url]
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (alphabetical(each.title), each.key)):
        letters.setdefault(initial(entry.title), []).append(entry)
    return letters


def _letter_url(letter: str) -> str:
    """Å and Ä may not share A's address."""
    names = {"#": "siffror", "Å": "aa", "Ä": "ae", "Ö": "oe"}
    return f"a-o/{names.get(letter) or slugify(letter) or 'ovrigt'}/"


def everything_pages(library: Library) -> Iterator[Page]:
    """All titles on one page, or a page per letter when they are many."""
    letters = _by_letter(library)
    context = partial(_everything_context, letters, library)
    yield Page("a-o/", "a-o.html", _ALL, _ALL_INTRO, context)
    if _is_split(letters):
        for letter in letters:
            title = f"{_ALL}: {letter}"
            yield Page(_letter_url(letter), "a-o.html", title, _ALL_INTRO, partial(context, letter))


def _is_split(letters: Mapping[str, Sequence[Entry]]) -> bool:
    return sum(map(len, letters.values())) > ONE_LIST


def _everything_context(
    letters: Mapping[str, Sequence[Entry]], library: Library, only: str = ""
) -> Context:
    split = _is_split(letters)
    chosen = {only: letters[only]} if only else ({} if split else letters)
    return {
        "heading": f"{_ALL}: {only}" if only else _ALL,
        "intro": _ALL_INTRO,
        "crumbs": [HOME, Crumb(_ALL, "a-o/")] if only else [HOME],
        "count": sum(map(len, letters.values())),
        "letters": [
            {
                "letter": letter,
                "count": len(entries),
                "url": _letter_url(letter)
                if split
                else f"a-o/#bokstav-{_letter_url(letter)[4:-1]}",
                "current": letter == only,
            }
            for letter, entries in letters.items()
        ],
        "groups": [
            {
                "id": f"bokstav-{_letter_url(letter)[4:-1]}",
                "heading": letter,
                "rows": [row(each, library) for each in entries],
            }
            for letter, entries in chosen.items()
        ],
    }

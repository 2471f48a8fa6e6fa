"""The whole way from files to library, in the order it happens.

`hooks/build.py` lays its pages out for MkDocs, `scripts/check.py` only asks
for the problems: both see the same verdict because both come through here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.calendars import calendar_addresses
from knowledge.load import Content, Schemas, load_content, load_schemas
from knowledge.model import Entry, Library, Problem
from knowledge.parallel import no_garbage
from knowledge.relate import relate
from knowledge.render import Shelf, render_bodies
from knowledge.validate import validate

SCHEMAS_SHOWN_AS = "hooks/schemas"

OWN_ADDRESSES = {
    "kunskap/": "sidan Kunskap",
    "a-o/": "listan Allt från A till Ö",
    "om/felmeddelanden/": "sidan om felmeddelanden",
    "prenumerera/": "sidan om att följa kunskapsbanken",
    "partner/": "sidan om att bygga in kunskapsbanken",
    "api/": "sidan om vårt API",
}
"""Pages that the site has of itself: no file and no old address may claim them."""


@dataclass(frozen=True)
class Verdict:
    """What came of compiling: a library of all that holds, and every problem."""

    library: Library
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> str:
        """How many mistakes there are, and whose to mend, when there are any."""
        schemas = any(problem.path.startswith(SCHEMAS_SHOWN_AS) for problem in self.problems)
        where = f"i {SCHEMAS_SHOWN_AS}, inte i innehållet" if schemas else "i innehållet"
        return (
            f"{len(self.problems)} fel {where}. Webbplatsen är inte ändrad. "
            "Rätta felen ovan och bygg igen."
        )


def compile_library(
    content: Path, schemas: Path, today: dt.date, drafts: bool = False, shown_as: str = "content"
) -> Verdict:
    """Read, check and relate everything under `content`.

    `today` decides what is published; with `drafts` drafts and coming entries
    are seen too. Never raises for what an editor wrote: it becomes problems.
    """
    return compile_content(content, load_schemas(schemas), today, drafts, shown_as)


@no_garbage()
def compile_content(
    content: Path, schemas: Schemas, today: dt.date, drafts: bool = False, shown_as: str = "content"
) -> Verdict:
    """The same, with schemas that have been read already."""
    types, vocabularies, problems = schemas
    if problems:
        # A broken rule would make true entries look false.
        return Verdict(Library({}, {}, {}), _sorted(problems))
    loaded = load_content(content, types.values(), shown_as)
    entries, flawed, wrong = validate(loaded.documents, types, today)
    bodies, wrong_bodies = render_bodies(entries, flawed, _shelf(loaded, entries, shown_as))
    broken = _broken(loaded, entries, flawed, shown_as)
    own = {**OWN_ADDRESSES, **calendar_addresses(types)}
    library, wrong_links = relate(
        entries, flawed, bodies, types, vocabularies, broken, own, today, drafts
    )
    problems = [*loaded.problems, *wrong, *wrong_bodies, *wrong_links]
    library = replace(library, entries=_settled(library.entries), media=loaded.media)
    return Verdict(library, _sorted(problems))


def _settled(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Entries that all is known of: what their files said, and where, is most of their size."""
    return {
        key: replace(entry, document=replace(entry.document, fields={}, positions={}, body=""))
        for key, entry in entries.items()
    }


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda each: each.sort_key))


def _shelf(loaded: Content, entries: Iterable[Entry], shown_as: str) -> Shelf:
    by_path: dict[str, Entry | None] = {
        f"{shown_as}/{name}": None for name in loaded.names if name.endswith(".md")
    }
    by_path |= {entry.document.path: entry for entry in entries}
    return Shelf(by_path, frozenset(loaded.media), shown_as)


def _broken(
    loaded: Content, entries: Iterable[Entry], flawed: Iterable[Entry], shown_as: str
) -> frozenset[str]:
    """Keys of files that could not become entries: pointing at them is no mistake."""
    whole = {entry.document.path for entry in entries}
    keys = {
        name.removesuffix(".md").removesuffix("/index")
        for name in loaded.names
        if name.endswith(".md") and f"{shown_as}/{name}" not in whole
    }
    return frozenset(keys | {entry.key for entry in flawed})

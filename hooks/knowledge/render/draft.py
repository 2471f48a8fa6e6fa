"""What is learnt of one body on its way to HTML: its mistakes, and where it leads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from knowledge.model import Position, Problem
from knowledge.problems import Code
from knowledge.render.source import Source

MOST_SUGGESTED = 20
"""So many suggestions for one body; each is a comparison with all there is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to a heading, to be held against the headings once all are known."""

    position: Position
    path: str
    anchor: str


@dataclass
class Draft:
    """What is learnt of one body while it is rendered."""

    source: Source
    url: str
    mentions: dict[str, Position] = field(default_factory=dict)
    images: dict[str, None] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    suggested: int = 0

    @property
    def path(self) -> str:
        """The file, from the top of the repository."""
        return self.source.document.path

    def problem(
        self, code: Code, at: Position, must: str, found: str = "", suggestion: str = ""
    ) -> None:
        """Note a mistake in the text."""
        self.problems.append(Problem(code, self.path, at, "texten", must, found, suggestion))

    def near(self, wanted: str, known: Iterable[str]) -> str:
        """The file that was most likely meant, by its own name; or nothing."""
        self.suggested += 1
        if self.suggested > MOST_SUGGESTED or len(wanted) > 200:
            return ""
        by_name: dict[str, str] = {}
        for path in sorted(known, key=lambda each: (_folder(each) != _folder(wanted), each)):
            by_name.setdefault(_name(path), path)
        near = get_close_matches(_name(wanted), by_name, 1, 0.7)
        return by_name[near[0]] if near else ""


def _name(path: str) -> str:
    """What the editor called it: the folder's name for folder/index.md."""
    stem = posixpath.splitext(path.removesuffix("/index.md"))[0]
    return posixpath.basename(stem)


def _folder(path: str) -> str:
    return posixpath.dirname(path.removesuffix("/index.md"))

"""Less work for Python-Markdown, of which nobody sees anything but the time.

It tries every pattern on every text. Most texts lack a character that the pattern cannot do
without, and looking for that is much less work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_INLINE: Mapping[str, str] = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "://",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""Of each pattern within a paragraph what must be there."""
_BLOCKS: Mapping[str, str] = {
    "admonition": "!!!",
    "hashheader": "#",
    "setextheader": "\n",
    "quote": ">",
    "deflist": ":",
    "footnote": "]:",
    "abbr": "*[",
    "reference": "]:",
}
"""The same of the patterns that begin a block."""


class _Sparing:
    """A pattern that is tried only where it could match."""

    def __init__(self, pattern: re.Pattern[str], need: str) -> None:
        self.pattern = pattern
        self.need = need

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.need in text else None

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(text) if self.need in text else None

    def finditer(self, text: str, at: int = 0) -> Iterable[re.Match[str]]:
        return self.pattern.finditer(text, at) if self.need in text else ()


class _Inline(InlineProcessor):
    """Tries each pattern within a paragraph only where it could match."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        # A registry looks each time whether it must be sorted anew.
        self.inlinePatterns: Any = list(markdown.inlinePatterns)
        self._needs = [""] * len(self.inlinePatterns)
        for name, need in _INLINE.items():
            self._needs[markdown.inlinePatterns.get_index_for_name(name)] = need

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self._needs):
            matched = False
            if self._needs[patternIndex] in data:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    self.inlinePatterns[patternIndex], data, patternIndex, start
                )
            if not matched:
                patternIndex += 1
                start = 0
        return data


def spare(markdown: Markdown) -> None:
    """Have a converter try its patterns only where they could match."""
    for name, need in _BLOCKS.items():
        block: Any = markdown.parser.blockprocessors[name]
        block.RE = _Sparing(block.RE, need)
    markdown.treeprocessors.register(_Inline(markdown), "inline", 20)


class _Headings(TocTreeprocessor):
    """Gives headings their anchors and remembers them; a list of them is the page's own matter."""

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return Element("div")


class Headings(TocExtension):
    """Python-Markdown's `toc` without the list that it makes."""

    TreeProcessorClass = _Headings

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


def spare(markdown: Markdown) -> None:
    """Have a converter try its patterns only where they could match."""
    for name, need in _INLINE.items():
        inline: Any = markdown.inlinePatterns[name]
        inline.compiled_re = _Sparing(inline.getCompiledRegExp(), need)
    for name, need in _BLOCKS.items():
        block: Any = markdown.parser.blockprocessors[name]
        block.RE = _Sparing(block.RE, need)
    # A registry looks each time whether it must be sorted anew.
    inner: Any = markdown.treeprocessors["inline"]
    inner.inlinePatterns = list(markdown.inlinePatterns)


class _Headings(TocTreeprocessor):
    """Gives headings their anchors and remembers them; a list of them is the page's own matter."""

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return Element("div")


class Headings(TocExtension):
    """Python-Markdown's `toc` without the list that it makes."""

    TreeProcessorClass = _Headings

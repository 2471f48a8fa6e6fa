"""What was meant as Markdown and did not become any: it would stand on the page as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from knowledge.model import Position
from knowledge.problems import Code
from knowledge.render.draft import Draft
from knowledge.text import on_one_line

_INLINE = {"a", "abbr", "br", "code", "em", "img", "strong", "sup"}
_BREAK = "\x03"
"""Where an element begins or ends within a text."""
_MARKS = re.compile("[\x02\x03]")
"""That, and what Python-Markdown puts around its own marks."""
_MOST = 100
"""So many mistakes in one body are enough."""
_CONTEXT = 40
"""So many signs before tell one place in the text from others like it."""
_CELLS = {"td", "th"}
_HARD_POINTS = ("•", "·", "1)", "-\u00a0", "*\u00a0", "+\u00a0", "1.\u00a0")
"""What looks like a point in a list, also where a text begins, and is none to Markdown."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """What gives a leftover away, and what to do about it."""

    needs: Sequence[str]
    """One of these is in every text with the sign. To look for them is much less work."""
    pattern: re.Pattern[str]
    code: Code
    must: str
    most: int = 1
    """How many times it is told in one block."""

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth looking for."""
        return any(need in text for need in self.needs)


_SIGNS = (
    _Sign(
        ("](", "][", "] ", "]\n", ")[", "[["),
        re.compile(
            r"\][([]|\]\s{1,3}\((?:https?:|[^)\s]{1,200}\.md\b)"
            r"|\)\[(?:https?:|[^\]\s]{1,200}\.md\b)|\[\["
        ),
        Code.BROKEN_LINK,
        "skriv länken [text](adress), utan mellanslag och med båda parenteserna; "
        "ska tecknen synas skrivs \\ före varje hakparentes",
        most=10,
    ),
    _Sign(
        ("\n", *_HARD_POINTS),
        re.compile(
            r"(?<=\n)[ ]*(?:[-*+]|1\.)[ ]+(?=\S)|(?:^|(?<=\n))[ ]*(?:1\)|[•·]|(?:[-*+]|1\.)\u00a0)"
        ),
        Code.NO_LIST,
        "sätt en tom rad före listan, och börja varje punkt i den likadant: med - eller med 1. och "
        "ett vanligt mellanslag; en lista i en punkt ska dras in fyra steg; "
        "är det ingen lista skrivs \\ före tecknet",
    ),
    _Sign(
        ("|",),
        re.compile(r"(?:^|(?<=\n))[ ]*(?:\||:?-{3,}:?[ ]*\|)"),
        Code.NO_TABLE,
        "en tabell ska ha en tom rad före sig och raden |---|---| under sin första rad, "
        "med lika många kolumner; är det ingen tabell skrivs \\ före |",
    ),
    _Sign(
        ("**",),
        re.compile(r"\*\*"),
        Code.UNCLOSED,
        "skriv **text** utan mellanslag innanför stjärnorna, och avsluta det i samma stycke; "
        "ska stjärnorna synas skrivs \\ före var och en",
    ),
    _Sign(
        ("```", "~~~"),
        re.compile(r"(?:^|(?<=\n))[ ]*(?:```|~~~)"),
        Code.UNCLOSED,
        "avsluta kodblocket med en egen rad med samma tecken som det börjar med",
    ),
)


class Leftovers(Treeprocessor):
    """Looks through the finished tree, before what editors escaped looks like what they meant."""

    draft: Draft

    def run(self, root: Element) -> None:
        """Look at one block after the other."""
        written = self.draft.source.document.body
        signs = [sign for sign in _SIGNS if sign.may_be_in(written)]
        for element in root.iter():
            if len(self.draft.problems) > _MOST:
                return
            if element.tag not in _INLINE:
                self._check(_text(element), signs, element.tag in _CELLS)

    def _check(self, text: str, signs: Iterable[_Sign], cell: bool) -> None:
        for sign in signs:
            # A cell has no room for a list.
            if not sign.may_be_in(text) or (cell and sign.code is Code.NO_LIST):
                continue
            for match in islice(sign.pattern.finditer(text), sign.most):
                found = f"här står ”{on_one_line(match[0])}”"
                self.draft.problem(sign.code, self._place(match), sign.must, found)

    def _place(self, match: re.Match[str]) -> Position:
        start, end = match.start(), match.end()
        before = match.string[max(start - _CONTEXT, 0) : start]
        after = f"{match.string}\n"[end : end + _CONTEXT]
        return self.draft.source.place(
            _MARKS.split(before)[-1], match[0].lstrip(" "), _MARKS.split(after)[0]
        )


def _text(block: Element) -> str:
    """The text of a block, without that of the blocks and the code within."""
    if not len(block):
        return block.text or ""
    parts = [block.text or ""]
    for child in block:
        if child.tag in _INLINE:
            # What Markdown is not to look into: code, and an address that is its own link.
            within = "" if isinstance(child.text, AtomicString) else _text(child)
            parts.append(f"{_BREAK}{within}{_BREAK}")
        parts.append(child.tail or "")
    return "".join(parts)

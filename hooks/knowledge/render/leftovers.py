"""What was meant as Markdown and did not become any: it would stand on the page as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from knowledge.model import Position
from knowledge.problems import Code
from knowledge.render.links import Draft
from knowledge.text import on_one_line

_INLINE = {"a", "abbr", "br", "code", "em", "img", "strong", "sup"}
_CODE = {"code", "pre"}
_BREAK = "\x03"
"""Where an element begins or ends within a text. Python-Markdown ends its own marks with it too."""
_CONTEXT = 40
"""So many signs before tell one place in the text from others like it."""


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
        ("](", "][", "] (", ")[", "[["),
        re.compile(
            r"\][([]|\] \((?:https?:|[^)\s]+\.md\b)|\)\[(?:https?:|[^\]\s]{1,200}\.md\b)|\[\["
        ),
        Code.BROKEN_LINK,
        "skriv länken [text](adress), utan mellanslag och med båda parenteserna",
        most=10,
    ),
    _Sign(
        ("\n", *"•●▪"),
        re.compile(r"(?<=\n)[ ]{0,3}(?:[-*+]|\d\d?[.)])[ ]+(?=\S)|(?:^|(?<=\n))[ ]{0,3}[•●▪]"),
        Code.NO_LIST,
        "sätt en tom rad före listan, och börja varje punkt i den likadant: med - eller med 1.; "
        "en lista i en punkt ska dras in fyra steg",
    ),
    _Sign(
        ("|",),
        re.compile(r"(?:^|(?<=\n))\|"),
        Code.NO_TABLE,
        "en tabell ska ha en tom rad före sig och raden |---|---| under sin första rad, "
        "med lika många kolumner",
    ),
    _Sign(
        ("**",),
        re.compile(r"\*\*"),
        Code.UNCLOSED,
        "skriv **text** utan mellanslag innanför stjärnorna, och avsluta det i samma stycke",
    ),
    _Sign(
        ("```", "~~~"),
        re.compile(r"(?:^|(?<=\n))(?:```|~~~)"),
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
            if element.tag not in _INLINE and element.tag not in _CODE:
                self._check(_text(element), signs)

    def _check(self, text: str, signs: Iterable[_Sign]) -> None:
        for sign in signs:
            if not sign.may_be_in(text):
                continue
            for match in islice(sign.pattern.finditer(text), sign.most):
                found = f"här står ”{on_one_line(match[0])}”"
                self.draft.problem(sign.code, self._place(match), sign.must, found)

    def _place(self, match: re.Match[str]) -> Position:
        """Where a leftover stands, told from others like it by what stands around it."""
        start, end, text = match.start(), match.end(), f"{match.string}\n"
        before = text[max(start - _CONTEXT, 0) : start].rpartition(_BREAK)[2]
        after = text[end : end + _CONTEXT].partition(_BREAK)[0]
        source = self.draft.source
        for written in (match[0] + after, match[0]):
            if before + written in source.text:
                return source.next_place(written, [before])
        return source.next_place(match[0], [""])


def _text(block: Element) -> str:
    """The text of a block, without that of the blocks and the code within."""
    if not len(block):
        return block.text or ""
    parts = [block.text or ""]
    for child in block:
        if child.tag in _INLINE:
            within = "" if child.tag in _CODE else _text(child)
            parts.append(f"{_BREAK}{within}{_BREAK}")
        parts.append(child.tail or "")
    return "".join(parts)

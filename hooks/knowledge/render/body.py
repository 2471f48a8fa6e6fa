"""Markdown → safe HTML, once per entry, with its links resolved and checked."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from markdown import Markdown

from knowledge.model import Body, Entry, Heading, Position, Problem
from knowledge.parallel import share_out
from knowledge.problems import Code
from knowledge.render.draft import Anchor, Draft
from knowledge.render.leftovers import Leftovers
from knowledge.render.links import Resolver, Shelf
from knowledge.render.sanitise import clean, not_allowed
from knowledge.render.source import LIST_INDENT, Source
from knowledge.render.sparing import Headings, spare
from knowledge.render.tables import Tables
from knowledge.text import INVISIBLE, on_one_line, slugify

__all__ = ["Shelf", "render_bodies"]

_EXTENSIONS = [
    *("abbr", "admonition", "def_list", "fenced_code", "footnotes", "sane_lists", "tables")
]
_EXTENSION_SETTINGS: dict[str, dict[str, Any]] = {
    "footnotes": {
        "BACKLINK_TITLE": "Tillbaka till not {} i texten",
        "BACKLINK_TEXT": "Tillbaka till texten",
    },
    "tables": {"use_align_attribute": True},
}
_CODE_BLOCK = re.compile(r'<pre><code( class="[\w-]+")?>[^<]*</code></pre>\s*')
_ENTITY = re.compile(r"&#?\w{1,32};")
_TABLES_TURN = 75
"""The priority that Python-Markdown gives them."""
_NOTE_BEGINS = re.compile(r"[ ]*(?:(?:[>*+-]|\d\d?\.)[ ]*)*")
"""What may stand before a note on its line: marks of quotes and lists."""
_FOOTNOTE = re.compile(r"\[\^([^\]\n]{1,100})\](:?)")

Bodies = tuple[dict[str, Body], list[Problem]]


def render_bodies(entries: Iterable[Entry], flawed: Iterable[Entry], shelf: Shelf) -> Bodies:
    """Each entry's body by its key, and every problem in them.

    Of `flawed` entries, which have mistakes of their own, only the problems.
    """
    whole = list(entries)
    renderer = _Renderer(shelf)
    rendered = share_out(
        lambda share: [renderer.render(entry) for entry in share], [*whole, *flawed]
    )
    bodies: dict[str, Body] = {}
    for entry, each in zip(whole, rendered, strict=False):
        bodies.setdefault(entry.key, each.body)
    problems = [problem for each in rendered for problem in each.problems]
    problems += _broken_anchors(rendered, bodies, shelf)
    return bodies, problems


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A body, and what is yet to be done about it."""

    path: str
    body: Body
    anchors: Sequence[Anchor]
    problems: Sequence[Problem]


def _broken_anchors(
    rendered: Iterable[_Rendered], bodies: Mapping[str, Body], shelf: Shelf
) -> Iterator[Problem]:
    """Anchors can only be held against the headings once all are known."""
    for one in rendered:
        for each in one.anchors:
            target = shelf.entries.get(each.path)
            if target is None or target.key not in bodies:
                continue
            known = [heading.anchor for heading in bodies[target.key].headings]
            if each.anchor not in known:
                near = get_close_matches(each.anchor[:100], known, 1, 0.6)
                must = f"länken ska peka på en rubrik i {each.path}"
                found = f"där finns ingen rubrik med ankaret #{on_one_line(each.anchor)}"
                suggestion = f"#{near[0]}" if near else ""
                yield Problem(
                    Code.BROKEN_ANCHOR, one.path, each.position, "texten", must, found, suggestion
                )


class _Renderer:
    """One Markdown converter, used over and over: making one costs more than using it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._make()

    def _make(self) -> None:
        headings = Headings(slugify=lambda text, _: slugify(text) or "avsnitt", marker="")
        self.markdown = Markdown(
            extensions=[*_EXTENSIONS, headings], extension_configs=_EXTENSION_SETTINGS
        )
        # E-mail addresses are not made into links by themselves.
        self.markdown.inlinePatterns.deregister("automail")
        blocks = self.markdown.parser.blockprocessors
        self.tables = Tables(self.markdown.parser, _EXTENSION_SETTINGS["tables"])
        blocks.register(self.tables, "table", _TABLES_TURN)
        spare(self.markdown)
        self.resolver = Resolver(self.markdown, self.shelf)
        self.markdown.treeprocessors.register(self.resolver, "resolve", -10)
        # Before "unescape", whose priority is 0.
        self.leftovers = Leftovers(self.markdown)
        self.markdown.treeprocessors.register(self.leftovers, "leftovers", 5)

    def render(self, entry: Entry) -> _Rendered:
        """The body, and what was learnt on the way."""
        draft = Draft(Source(entry.document), entry.url)
        body = self._body(draft)
        return _Rendered(draft.path, body, draft.anchors, draft.problems)

    def _body(self, draft: Draft) -> Body:
        too_much = draft.source.too_much()
        if too_much:
            code, at, must = too_much
            draft.problem(code, draft.source.position(at), must)
            return Body("")
        html = self._convert(draft)
        _check_raw_html(self.markdown.htmlStash.rawHtmlBlocks, draft)
        _check_footnotes(draft)
        _check_lists(draft)
        safe = clean(html)
        _check_result(html, safe, draft)
        headings = tuple(_flatten(getattr(self.markdown, "toc_tokens", [])))
        return Body(safe, headings, draft.mentions, tuple(draft.images))

    def _convert(self, draft: Draft) -> str:
        self.tables.draft = self.leftovers.draft = self.resolver.draft = draft
        self.markdown.reset()
        try:
            return self.markdown.convert(draft.source.document.body)
        except RecursionError:
            must = "texten har för många nivåer av listor, citat eller parenteser; ta bort några"
            draft.problem(Code.TOO_DEEP, draft.source.position(0), must)
            self._make()  # the old one was left in the middle of its work
            return ""


def _flatten(tokens: Iterable[Mapping[str, object]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(int(str(token["level"])), str(token["id"]), str(token["name"]))
        children = token["children"]
        if isinstance(children, list):
            yield from _flatten(children)


def _check_raw_html(blocks: Iterable[object], draft: Draft) -> None:
    """Tell of the HTML that is to be removed; of a pair of tags the first."""
    begun: set[str] = set()
    for raw in blocks:
        if not isinstance(raw, str) or _CODE_BLOCK.fullmatch(raw):
            continue
        for written, what in not_allowed(raw):
            begun.add(what)
            if what.startswith("</") and f"<{what[2:]}" in begun:
                continue
            at = draft.source.next_place(written, [""])
            must = "skriv med Markdown i stället, eller ta bort det"
            draft.problem(Code.RAW_HTML, at, must, f"{on_one_line(what)} skulle tas bort")


def _check_footnotes(draft: Draft) -> None:
    """[^1] without [^1]: … would stand as it is on the page, and [^1]: … without [^1] leads nowhere."""
    text = draft.source.text
    marks = list(_FOOTNOTE.finditer(text))
    notes = {mark for mark in marks if mark[2] and _begins_line(text, mark.start())}
    defined = {mark[1] for mark in notes}
    used = {mark[1] for mark in marks if mark not in notes}
    seen: dict[str, Position] = {}
    for mark in marks:
        at = draft.source.position(mark.start())
        name = on_one_line(mark[1])
        if mark[1] not in defined:
            must = f"fotnoten ska ha en egen rad: [^{name}]: text"
            draft.problem(Code.BROKEN_ANCHOR, at, must, "den saknas")
        elif mark[1] not in used:
            must = f"skriv [^{name}] i texten där fotnoten hör hemma, eller ta bort den"
            draft.problem(Code.UNUSED_FOOTNOTE, at, must, "ingen text leder till den")
        elif mark in notes and seen.setdefault(mark[1], at) is not at:
            must = "varje fotnot ska ha ett eget namn; byt namn på den ena, i texten också"
            found = f"[^{name}] står också på rad {seen[mark[1]].line}"
            draft.problem(Code.UNUSED_FOOTNOTE, at, must, found)


def _begins_line(text: str, at: int) -> bool:
    return bool(_NOTE_BEGINS.fullmatch(text, text.rfind("\n", 0, at) + 1, at))


def _check_lists(draft: Draft) -> None:
    """Points of a list within a list would be put on a level with the one that they belong to."""
    for at in draft.source.flattened():
        must = (
            f"dra in raden minst {LIST_INDENT} steg om den hör till punkten ovanför; "
            "annars ska den börja lika långt in som den"
        )
        draft.problem(Code.NO_LIST, draft.source.position(at), must)


def _check_result(html: str, safe: str, draft: Draft) -> None:
    """Nothing is to be removed in silence, and nothing invisible to come in by entities."""
    told = any(problem.code in _TOLD for problem in draft.problems)
    if _is_less(safe, html) and not told:
        at = draft.source.position(0)
        must = "skriv med Markdown i stället, eller ta bort HTML-taggarna"
        draft.problem(Code.RAW_HTML, at, must, "något i texten skulle tas bort")
    if INVISIBLE.search(safe):
        for entity in _ENTITY.finditer(draft.source.text):
            if INVISIBLE.search(html_entities.unescape(entity[0])):
                at = draft.source.position(entity.start())
                must = "ta bort det osynliga tecknet"
                draft.problem(Code.CONTROL_CHARACTER, at, must, f"här står {entity[0]}")


# Headings of level 1 and wrong addresses are removed too, and have been told of as such.
_TOLD = (Code.RAW_HTML, Code.HEADING_ONE, Code.LINK_SCHEME, Code.MISSING_IMAGE)


def _is_less(safe: str, html: str) -> bool:
    """Whether tags or addresses were removed; `clean` itself puts a <div> around each table."""
    tables = html.count("<table>") + html.count("</table>")
    return safe.count("<") < html.count("<") + tables or any(
        safe.count(name) < html.count(name) for name in (' href="', ' src="')
    )

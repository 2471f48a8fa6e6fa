"""Markdown → safe HTML, once per entry, with its links resolved and checked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from knowledge.model import Body, Document, Entry, Heading, Position, Problem
from knowledge.problems import Code
from knowledge.render.sanitise import clean, not_allowed
from knowledge.text import slugify

_EXTENSIONS = ["abbr", "admonition", "def_list", "fenced_code", "footnotes", "sane_lists", "tables", "toc"]
_HEADING_LINE = re.compile(r"^ {0,3}(#{1,6})(?=\s|[^#])|^(?:=+|-+)\s*$")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Shelf:
    """What a link may lead to: documents by path, and media files."""

    entries: Mapping[str, Entry | None]
    """Path → its entry, or None for a file that has mistakes of its own."""
    media: frozenset[str]
    root: str = "content"


@dataclass
class _Draft:
    """What is learnt of one body while it is rendered."""

    document: Document
    url: str
    mentions: dict[str, None] = field(default_factory=dict)
    images: dict[str, None] = field(default_factory=dict)
    anchors: list[tuple[str, str, str]] = field(default_factory=list)
    """(as written, path of the document meant, anchor)"""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: Code, needle: str, must: str, found: str = "", suggestion: str = "") -> None:
        at = self.document.where_body(needle)
        self.problems.append(Problem(code, self.document.path, at, "texten", must, found, suggestion))


def render_bodies(entries: Iterable[Entry], shelf: Shelf) -> tuple[dict[str, Body], list[Problem]]:
    """Each entry's body by its key, and every problem in them."""
    renderer = _Renderer(shelf)
    bodies: dict[str, Body] = {}
    drafts: list[_Draft] = []
    for entry in entries:
        body, draft = renderer.render(entry)
        bodies[entry.key] = body
        drafts.append(draft)
    problems = [problem for draft in drafts for problem in draft.problems]
    problems += _broken_anchors(drafts, bodies, shelf)
    return bodies, problems


def _broken_anchors(
    drafts: Iterable[_Draft], bodies: Mapping[str, Body], shelf: Shelf
) -> Iterator[Problem]:
    """Anchors can only be held against the headings once all are known."""
    for draft in drafts:
        for written, path, anchor in draft.anchors:
            target = shelf.entries.get(path)
            if target is None or target.key not in bodies:
                continue
            known = [heading.anchor for heading in bodies[target.key].headings]
            if anchor not in known:
                near = get_close_matches(anchor, known, 1, 0.5)
                yield Problem(
                    Code.BROKEN_ANCHOR,
                    draft.document.path,
                    draft.document.where_body(written),
                    "texten",
                    f"länken ska peka på en rubrik i {path}",
                    f"där finns ingen rubrik med ankaret #{anchor}",
                    f"#{near[0]}" if near else "",
                )


class _Renderer:
    """One Markdown converter, used over and over: making one costs more than using it."""

    def __init__(self, shelf: Shelf) -> None:
        self.markdown = Markdown(
            extensions=_EXTENSIONS,
            extension_configs={
                "footnotes": {"BACKLINK_TITLE": "Tillbaka till not {} i texten", "BACKLINK_TEXT": "Tillbaka till texten"},
                "tables": {"use_align_attribute": True},
                "toc": {"slugify": _anchor, "marker": ""},
            },
        )
        # E-mail addresses are not made into links by themselves.
        self.markdown.inlinePatterns.deregister("automail")
        self.resolver = _Resolver(self.markdown, shelf)
        self.markdown.treeprocessors.register(self.resolver, "resolve", -10)

    def render(self, entry: Entry) -> tuple[Body, _Draft]:
        draft = _Draft(entry.document, entry.url)
        self.resolver.draft = draft
        self.markdown.reset()
        html = self.markdown.convert(entry.document.body)
        for raw in self.markdown.htmlStash.rawHtmlBlocks:
            if isinstance(raw, str) and not raw.startswith("<pre><code"):
                for written, what in not_allowed(raw):
                    must = "skriv med Markdown i stället, eller ta bort det"
                    draft.problem(Code.RAW_HTML, written, must, f"{what} skulle tas bort")
        headings = tuple(_flatten(getattr(self.markdown, "toc_tokens", [])))
        return Body(clean(html), headings, tuple(draft.mentions), tuple(draft.images)), draft


def _anchor(text: str, separator: str) -> str:
    """Anchors are readable ASCII: "Så gör du" → sa-gor-du."""
    return slugify(text) or "avsnitt"


def _flatten(tokens: Iterable[Mapping[str, object]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(int(str(token["level"])), str(token["id"]), str(token["name"]))
        children = token["children"]
        if isinstance(children, list):
            yield from _flatten(children)


class _Resolver(Treeprocessor):
    """Checks headings, links and images in the finished tree, and points links right."""

    draft: _Draft

    def __init__(self, markdown: Markdown, shelf: Shelf) -> None:
        super().__init__(markdown)
        self.shelf = shelf

    def run(self, root: Element) -> None:
        headings: list[int] = []
        for element in root.iter():
            tag = element.tag
            if tag == "a":
                self._link(element)
            elif tag == "img":
                self._image(element)
            elif tag in _HEADINGS:
                headings.append(int(tag[1]))
            elif tag in ("th", "td"):
                self._cell(element)
        self._check_levels(headings)

    @staticmethod
    def _cell(element: Element) -> None:
        if element.tag == "th":
            element.set("scope", "col")
        align = element.attrib.pop("align", "")
        if align in ("right", "center"):
            element.set("class", align)

    def _check_levels(self, levels: list[int]) -> None:
        lines = list(_heading_lines(self.draft.document))
        above = 1
        for number, level in enumerate(levels):
            here = lines[number] if len(lines) == len(levels) else Position(self.draft.document.body_line)
            if level == 1:
                must = "börja rubriker i texten med ##, titeln är redan sidans huvudrubrik"
                self._heading_problem(Code.HEADING_ONE, here, must, "här står #")
            elif level > above + 1:
                must = f"nästa rubriknivå är {'#' * (above + 1)}; hoppa inte över någon"
                self._heading_problem(Code.HEADING_SKIP, here, must, f"här står {'#' * level}")
            above = max(level, 2) if level == 1 else level

    def _heading_problem(self, code: Code, at: Position, must: str, found: str) -> None:
        self.draft.problems.append(Problem(code, self.draft.document.path, at, "texten", must, found))

    def _link(self, element: Element) -> None:
        href = element.get("href", "")
        if "footnote" in element.get("class", ""):
            return
        if href.startswith("#"):
            self.draft.anchors.append((f"({href}", self.draft.document.path, unquote(href[1:])))
            return
        scheme = _scheme(href)
        if scheme in ("http", "https"):
            if "." not in (urlsplit(href).hostname or ""):
                self.draft.problem(Code.LINK_SCHEME, href, "skriv hela webbadressen", f"här står {href}")
            element.set("rel", "noopener external")
        elif scheme == "mailto":
            return
        elif scheme or href.startswith(("/", "\\")) or not href:
            must = "länka med hela webbadressen (https://…) eller till en fil (../mapp/namn.md)"
            self.draft.problem(Code.LINK_SCHEME, href or "](", must, f"här står ”{href[:60]}”")
            element.attrib.pop("href", None)
        else:
            self._inner_link(element, href)

    def _inner_link(self, element: Element, href: str) -> None:
        path, _, anchor = href.partition("#")
        target = self._path(path)
        if target in self.shelf.entries:
            entry = self.shelf.entries[target]
            if entry is None:
                return
            self.draft.mentions.setdefault(entry.key)
            element.set("href", self._relative(entry.url, directory=True) + (f"#{anchor}" if anchor else ""))
            if anchor:
                self.draft.anchors.append((href, target, unquote(anchor)))
        elif target.removeprefix(f"{self.shelf.root}/") in self.shelf.media:
            element.set("href", self._relative(target.removeprefix(f"{self.shelf.root}/")))
        else:
            near = get_close_matches(target, self.shelf.entries, 1, 0.8)
            suggestion = posixpath.relpath(near[0], posixpath.dirname(self.draft.document.path)) if near else ""
            must = "länken ska leda till en fil som finns i content/"
            self.draft.problem(Code.BROKEN_LINK, href, must, f"här står {href}", suggestion)

    def _image(self, element: Element) -> None:
        src = element.get("src", "")
        if not element.get("alt", "").strip():
            must = "beskriv bilden inom hakparenteserna: ![vad bilden visar](fil.png)"
            self.draft.problem(Code.NO_ALT, f"]({src}", must, f"{src} saknar bildtext")
        path = self._path(src).removeprefix(f"{self.shelf.root}/")
        if _scheme(src) or path not in self.shelf.media:
            must = "bilden ska finnas som fil i content/"
            near = get_close_matches(path, self.shelf.media, 1, 0.8)
            self.draft.problem(Code.MISSING_IMAGE, src, must, f"här står {src}", near[0] if near else "")
            return
        self.draft.images.setdefault(path)
        element.set("src", self._relative(path))

    def _path(self, written: str) -> str:
        """A relative link's path from the top of the repository."""
        here = posixpath.dirname(self.draft.document.path)
        return posixpath.normpath(posixpath.join(here, unquote(written)))

    def _relative(self, url: str, directory: bool = False) -> str:
        """From this entry's page to an address on the site."""
        relative = posixpath.relpath(url or ".", self.draft.url or ".")
        return f"{relative}/" if directory else relative


def _scheme(address: str) -> str:
    match = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):", address)
    return match[1].lower() if match else ""


def _heading_lines(document: Document) -> Iterator[Position]:
    """Where each heading stands; lines within code fences do not count."""
    fence = ""
    previous = ""
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        opening = re.match(r" {0,3}(```+|~~~+)", line)
        if opening and not fence:
            fence = opening[1][:3]
        elif opening and fence == opening[1][:3]:
            fence = ""
        elif not fence:
            match = _HEADING_LINE.match(line)
            if match and match[1]:
                yield Position(number, 1)
            elif match and previous.strip():
                yield Position(number - 1, 1)
        previous = line

"""Headings, links and images of a body: held against what there is, and pointed right."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from knowledge.model import Entry, Position
from knowledge.problems import Code
from knowledge.render.draft import Anchor, Draft
from knowledge.text import on_one_line

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"\\^`{|}]")


@dataclass(frozen=True)
class Shelf:
    """What a link may lead to: documents by path, and media files."""

    entries: Mapping[str, Entry | None]
    """Path → its entry, or None for a file that has mistakes of its own."""
    media: frozenset[str]
    root: str = "content"


class Resolver(Treeprocessor):
    """Checks headings, links and images in the finished tree, and points links right."""

    draft: Draft

    def __init__(self, markdown: Markdown, shelf: Shelf) -> None:
        super().__init__(markdown)
        self.shelf = shelf

    def run(self, root: Element) -> None:
        """Go through the tree once, in the order of the text."""
        levels: list[int] = []
        for element in root.iter():
            tag = element.tag
            if tag == "a":
                self._link(element)
            elif tag == "img":
                self._image(element)
            elif tag in _HEADINGS:
                levels.append(int(tag[1]))
            elif tag in ("th", "td"):
                _cell(element)
        self._check_levels(levels)

    def _check_levels(self, levels: list[int]) -> None:
        places = self.draft.source.headings
        above = 1
        for number, level in enumerate(levels):
            nowhere = Position(self.draft.source.document.body_line)
            at = places[number] if len(places) == len(levels) else nowhere
            if level == 1:
                must = "börja rubriker i texten med ##, titeln är redan sidans huvudrubrik"
                marked = at is nowhere or self.draft.source.begins(at, "#")
                found = "här står #" if marked else "den är understruken"
                self.draft.problem(Code.HEADING_ONE, at, must, found)
            elif level > above + 1:
                must = f"nästa rubriknivå är {'#' * (above + 1)}; hoppa inte över någon"
                self.draft.problem(Code.HEADING_SKIP, at, must, f"här står {'#' * level}")
            above = max(level, 2) if level == 1 else level

    def _link(self, element: Element) -> None:
        written = element.get("href", "")
        if "footnote" in element.get("class", ""):
            return
        at = self.draft.source.next_place(written, ["](", "](<", "]: ", "]: <", "<"])
        href = html.unescape(written)
        if not "".join(element.itertext()).strip() and element.find(".//img") is None:
            must = "länken ska ha en text inom hakparenteserna: [text](adress)"
            self.draft.problem(Code.EMPTY_LINK, at, must, f"{_show(href)} saknar text")
        scheme = _scheme(href)
        if href.startswith("#"):
            self.draft.anchors.append(Anchor(at, self.draft.path, unquote(href[1:])))
        elif scheme in ("http", "https"):
            self._outer_link(element, href, at)
        elif scheme or href.startswith(("/", "\\")) or not href.strip():
            if scheme != "mailto":
                must = "länka med hela webbadressen (https://…) eller till en fil (../mapp/namn.md)"
                self.draft.problem(Code.LINK_SCHEME, at, must, f"här står {_show(href)}")
                element.attrib.pop("href", None)
        else:
            self._inner_link(element, href, at)

    def _outer_link(self, element: Element, href: str, at: Position) -> None:
        if _NOT_IN_ADDRESSES.search(href):
            must = 'webbadressen får inte innehålla mellanslag eller tecknen < > " \\ ^ ` { | }'
            self.draft.problem(Code.LINK_SCHEME, at, must, f"här står {_show(href)}")
        elif "." not in _host(href).strip("."):
            must = "skriv hela webbadressen, till exempel https://www.scb.se/"
            self.draft.problem(Code.LINK_SCHEME, at, must, f"här står {_show(href)}")
        element.set("rel", "noopener external")

    def _inner_link(self, element: Element, href: str, at: Position) -> None:
        path, _, anchor = href.partition("#")
        target = self._path(path)
        medium = target.removeprefix(f"{self.shelf.root}/")
        if target in self.shelf.entries:
            entry = self.shelf.entries[target]
            if entry is None:
                return
            self.draft.mentions.setdefault(entry.key, at)
            here = self._relative(entry.url)
            element.set("href", f"{here}#{anchor}" if anchor else here)
            if anchor:
                self.draft.anchors.append(Anchor(at, target, unquote(anchor)))
        elif medium in self.shelf.media:
            element.set("href", self._relative(medium))
        else:
            near = self.draft.near(target, self.shelf.entries)
            suggestion = posixpath.relpath(near, posixpath.dirname(self.draft.path)) if near else ""
            must = "länken ska leda till en fil som finns i content/"
            self.draft.problem(Code.BROKEN_LINK, at, must, f"här står {_show(href)}", suggestion)

    def _image(self, element: Element) -> None:
        written = element.get("src", "")
        src = html.unescape(written)
        at = self.draft.source.next_place(written, ["](", "](<", "]: ", "]: <"])
        if not element.get("alt", "").strip():
            must = "beskriv bilden inom hakparenteserna: ![vad bilden visar](fil.png)"
            self.draft.problem(Code.NO_ALT, at, must, f"{_show(src)} saknar bildtext")
        path = self._path(src).removeprefix(f"{self.shelf.root}/")
        if _scheme(src) or path not in self.shelf.media:
            must = "bilden ska finnas som fil i content/"
            near = self.draft.near(path, self.shelf.media)
            here = posixpath.dirname(self.draft.path.removeprefix(f"{self.shelf.root}/"))
            suggestion = posixpath.relpath(near, here or ".") if near else ""
            self.draft.problem(Code.MISSING_IMAGE, at, must, f"här står {_show(src)}", suggestion)
            element.attrib.pop("src", None)
            return
        self.draft.images.setdefault(path)
        element.set("src", self._relative(path))

    def _path(self, written: str) -> str:
        """A relative link's path from the top of the repository."""
        here = posixpath.dirname(self.draft.path)
        return posixpath.normpath(posixpath.join(here, unquote(written)))

    def _relative(self, url: str) -> str:
        """From this entry's page to an address on the site."""
        return "../" * self.draft.url.count("/") + url or "./"


def _cell(element: Element) -> None:
    if element.tag == "th":
        element.set("scope", "col")
    align = element.attrib.pop("align", "")
    if align in ("right", "center"):
        element.set("class", align)


def _scheme(address: str) -> str:
    match = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):", address)
    return match[1].lower() if match else ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _show(address: str) -> str:
    return f"”{on_one_line(address)}”"

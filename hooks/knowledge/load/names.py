"""File names: where a file may lie, what it may be called, and names too much alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath

from knowledge.model import EntryType, Position, Problem
from knowledge.problems import Code
from knowledge.text import on_one_line, slugify

MEDIA = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".pdf", ".csv"})
START = "index.md"
"""The start page: the one file that stands directly in content/."""
START_TYPE = "page"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def places(name: str, folders: Mapping[str, EntryType], shown_as: str) -> Iterator[Problem]:
    """What is wrong with a file's folder, kind or name: one problem at most."""
    parts = PurePosixPath(name).parts
    path = PurePosixPath(name)
    if name == START and any(each.name == START_TYPE for each in folders.values()):
        return
    told = (
        _folder(parts, folders) or _kind(path) or _depth(parts, path) or _slugs(parts[1:-1], path)
    )
    if told:
        code, field, must, found, suggestion = told
        yield Problem(code, _shown(name, shown_as), Position(), field, must, found, suggestion)


_Told = tuple[Code, str, str, str, str] | None


def _folder(parts: tuple[str, ...], folders: Mapping[str, EntryType]) -> _Told:
    known = ", ".join(sorted(folders))
    if len(parts) == 1:
        return Code.UNKNOWN_FOLDER, "filen", f"lägg filen i en av mapparna {known}", "", ""
    if parts[0] in folders:
        return None
    near = get_close_matches(slugify(parts[0]), folders, 1, 0.6)
    must, found = f"mappen ska vara en av {known}", f"här står {on_one_line(parts[0])}"
    return Code.UNKNOWN_FOLDER, "mappen", must, found, near[0] if near else ""


def _kind(path: PurePosixPath) -> _Told:
    if path.suffix == ".md" or path.suffix.lower() in MEDIA:
        return None
    must = f"filen ska vara Markdown (.md) eller något av {', '.join(sorted(MEDIA))}"
    found = f"här står {on_one_line(path.suffix or path.name)}"
    return Code.FILE_TYPE, "filen", must, found, ".md" if path.suffix.lower() == ".md" else ""


def _depth(parts: tuple[str, ...], path: PurePosixPath) -> _Told:
    """An entry is folder/name.md, or folder/name/index.md with its images beside it."""
    own_folder = len(parts) == 3 and path.stem == "index"
    if path.suffix != ".md" or own_folder or (len(parts) == 2 and path.stem != "index"):
        return None
    must = "en post ligger i mapp/namn.md eller mapp/namn/index.md"
    return Code.FILE_NAME, "filen", must, f"här står {on_one_line(str(path))}", ""


def _slugs(within: tuple[str, ...], path: PurePosixPath) -> _Told:
    for part in (*within, path.stem):
        if not _SLUG.fullmatch(part):
            must = "filnamnet får bara ha a-z, 0-9 och bindestreck mellan orden"
            return Code.FILE_NAME, "filen", must, f"här står {on_one_line(part)}", slugify(part)
    return None


def twins(names: Iterable[str], shown_as: str) -> Iterator[tuple[str, Problem]]:
    """Names that are one file on another machine, or one address on the site."""
    seen: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for name in sorted(names, key=_as_it_should_be):
        other = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            must = "två filnamn får inte vara lika så när som på stora bokstäver och accenter"
            yield name, _twin(Code.TWIN_NAME, name, other, must, shown_as)
        elif name.endswith(".md"):
            other = addresses.setdefault(name.removesuffix(".md").removesuffix("/index"), name)
            if other != name:
                must = "två filer får inte ha samma adress; behåll en av dem"
                yield name, _twin(Code.TWIN_ADDRESS, name, other, must, shown_as)


def _as_it_should_be(name: str) -> tuple[bool, bool, str]:
    """Of two twins the one with the plainer name comes first, and the other is told of."""
    is_composed = unicodedata.is_normalized("NFC", name)
    return (not name.isascii() or name != name.lower(), not is_composed, name)


def _twin(code: Code, name: str, other: str, must: str, shown_as: str) -> Problem:
    found = f"den andra är {_shown(other, shown_as)}"
    return Problem(code, _shown(name, shown_as), Position(), "filen", must, found)


def _shown(name: str, shown_as: str) -> str:
    return on_one_line(f"{shown_as}/{name}", 200)

"""content/ → documents: every file is looked at once, nothing is believed."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from knowledge.load.text import MAX_BYTES, decode
from knowledge.load.yaml_events import parse
from knowledge.model import Document, EntryType, Position, Problem
from knowledge.problems import Code
from knowledge.text import slugify

MAX_FRONT_MATTER = 64_000
MEDIA = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".pdf", ".csv"})
START = "index.md"
"""The start page: the one file that stands directly in content/."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Content:
    documents: tuple[Document, ...]
    media: tuple[str, ...]
    names: tuple[str, ...]
    """Every file by name, those with mistakes too."""
    problems: tuple[Problem, ...]


def load_content(root: Path, types: Iterable[EntryType], shown_as: str = "content") -> Content:
    """Every document and media file under `root`, and every mistake in them.

    Paths in documents and problems begin with `shown_as`, as an editor sees
    them from the top of the repository; media are relative to `root`.
    """
    folders = {entry_type.site.folder: entry_type for entry_type in types}
    documents: list[Document] = []
    media: list[str] = []
    problems: list[Problem] = []
    names: list[str] = []
    for file, name in _files(root, shown_as, problems):
        names.append(name)
        wrong = list(_wrong_place(name, folders, shown_as)) + _wrong_size(file, f"{shown_as}/{name}")
        problems += wrong
        if wrong:
            continue
        if not name.endswith(".md"):
            media.append(name)
            continue
        document, wrong = _document(file.read_bytes(), f"{shown_as}/{name}", name, folders)
        problems += wrong
        if document:
            documents.append(document)
    problems += _twins(names, shown_as)
    return Content(tuple(documents), tuple(media), tuple(names), tuple(problems))


def _files(root: Path, shown_as: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Each file with its name relative to `root`, sorted; links are refused."""
    waiting = [root]
    found: list[tuple[Path, str]] = []
    while waiting:
        with os.scandir(waiting.pop()) as items:
            for item in items:
                name = Path(item.path).relative_to(root).as_posix()
                if item.name.startswith("."):
                    continue
                if item.is_symlink():
                    problems.append(
                        Problem(
                            Code.SYMLINK, f"{shown_as}/{name}", Position(), "filen",
                            "lägg själva filen här i stället för en länk till den",
                        )
                    )
                elif item.is_dir():
                    waiting.append(Path(item.path))
                else:
                    found.append((Path(item.path), name))
    return iter(sorted(found, key=lambda each: each[1]))


def _wrong_size(file: Path, path: str) -> list[Problem]:
    size = file.stat().st_size
    if file.suffix == ".md" or size <= MAX_BYTES:
        return []
    must = "filen får vara högst 1 MB; gör den mindre, eller länka till den där den finns"
    found = f"den är {size / 1_000_000:.1f} MB".replace(".", ",")
    return [Problem(Code.FILE_TOO_LARGE, path, Position(), "filen", must, found)]


def _wrong_place(name: str, folders: Mapping[str, EntryType], shown_as: str) -> Iterator[Problem]:
    """Folder, file name or file type that the site has no place for."""
    path = f"{shown_as}/{name}"
    parts = PurePosixPath(name).parts
    if name == START:
        return
    if len(parts) == 1:
        must = f"lägg filen i en av mapparna {', '.join(sorted(folders))}"
        yield Problem(Code.UNKNOWN_FOLDER, path, Position(), "filen", must)
        return
    if parts[0] not in folders:
        near = get_close_matches(parts[0], folders, 1, 0.6)
        must = f"mappen ska vara en av {', '.join(sorted(folders))}"
        suggestion = near[0] if near else ""
        yield Problem(Code.UNKNOWN_FOLDER, path, Position(), "mappen", must, f"här står {parts[0]}", suggestion)
        return
    stem, suffix = os.path.splitext(parts[-1])
    if suffix != ".md" and suffix.lower() not in MEDIA:
        must = f"filen ska vara Markdown (.md) eller något av {', '.join(sorted(MEDIA))}"
        yield Problem(Code.FILE_TYPE, path, Position(), "filen", must, f"här står {suffix or parts[-1]}")
        return
    index = suffix == ".md" and len(parts) == 3 and stem == "index"
    if suffix == ".md" and not (len(parts) == 2 and stem != "index") and not index:
        must = "en post ligger i mapp/namn.md eller mapp/namn/index.md"
        yield Problem(Code.FILE_NAME, path, Position(), "filen", must)
        return
    for part in (*parts[1:-1], stem):
        if not _SLUG.fullmatch(part):
            must = "filnamn består av a-z, 0-9 och bindestreck"
            yield Problem(Code.FILE_NAME, path, Position(), "filen", must, f"här står {part}", slugify(part))


def _twins(names: Iterable[str], shown_as: str) -> Iterator[Problem]:
    """Names that are one file on another machine, or one address on the site."""
    seen: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            must = "filnamn ska skilja sig åt i mer än stora bokstäver och accenter; byt namn på den ena"
            yield Problem(Code.TWIN_NAME, f"{shown_as}/{name}", Position(), "filen", must, f"den andra är {seen[folded]}")
        seen.setdefault(folded, name)
        if not name.endswith(".md"):
            continue
        address = name.removesuffix("/index.md").removesuffix(".md")
        if address in addresses:
            must = "två filer kan inte ha samma adress; behåll en av dem"
            yield Problem(Code.TWIN_ADDRESS, f"{shown_as}/{name}", Position(), "filen", must, f"den andra är {addresses[address]}")
        addresses.setdefault(address, name)


def _document(
    raw: bytes, path: str, name: str, folders: Mapping[str, EntryType]
) -> tuple[Document | None, list[Problem]]:
    text, problems = decode(raw, path)
    if problems:
        return None, problems
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        must = "börja filen med en rad med ---, sedan fälten och en rad med --- igen"
        return None, [Problem(Code.NO_FRONT_MATTER, path, Position(), "huvudet", must)]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        must = "avsluta huvudet med en egen rad med ---"
        return None, [Problem(Code.OPEN_FRONT_MATTER, path, Position(), "huvudet", must)]
    front = "\n".join(lines[1:end]) + "\n"
    if len(front) > MAX_FRONT_MATTER:
        must = f"huvudet får vara högst {MAX_FRONT_MATTER // 1000} kB; flytta text till brödtexten"
        return None, [Problem(Code.FILE_TOO_LARGE, path, Position(2), "huvudet", must)]
    parsed = parse(front, path, first_line=2)
    if not parsed.problems and not isinstance(parsed.value, dict):
        must = "huvudet ska bestå av fält, ett på varje rad: namn: värde"
        parsed.problems.append(Problem(Code.NOT_A_MAPPING, path, Position(2), "huvudet", must))
    if parsed.problems:
        return None, parsed.problems
    parts = PurePosixPath(name).parts
    start = name == START
    document = Document(
        path=path,
        type_name="page" if start else folders[parts[0]].name,
        slug="" if start else parts[1].removesuffix(".md"),
        fields=parsed.value,
        positions=parsed.positions,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
    )
    return document, []

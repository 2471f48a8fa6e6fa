"""content/ → documents: every file is looked at once, nothing is believed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge.load.names import START, START_TYPE, places, twins
from knowledge.load.text import MAX_BYTES, decode, megabytes
from knowledge.load.yaml_events import Parsed, parse
from knowledge.model import Document, EntryType, FieldPath, Position, Problem
from knowledge.parallel import share_out
from knowledge.problems import Code
from knowledge.text import on_one_line

MAX_FRONT_MATTER = 64_000
MAX_VALUES = 2_000
"""Fields and list items in one front matter; the largest true one has some 200."""


@dataclass(frozen=True)
class Content:
    """What was read: documents, media files, and what is wrong with the files."""

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
    files, problems = _files(root, shown_as)
    names = tuple(files)
    misplaced = {name: problem for name in names for problem in places(name, folders, shown_as)}
    # A name with a twin is told of as that, and not once more as a bad name.
    misplaced |= dict(twins(names, shown_as))
    problems += misplaced.values()
    placed = [(name, file) for name, file in files.items() if name not in misplaced]
    written = [(name, file) for name, file in placed if name.endswith(".md")]
    media = [(name, file) for name, file in placed if not name.endswith(".md")]
    documents: list[Document] = []
    for document, wrong in share_out(partial(_documents, shown_as, folders), written):
        problems += wrong
        documents += [document] if document else []
    for name, file in media:
        problems += _wrong_size(file, f"{shown_as}/{name}")
    return Content(tuple(documents), tuple(name for name, _ in media), names, tuple(problems))


def _files(root: Path, shown_as: str) -> tuple[dict[str, Path], list[Problem]]:
    """Each file by its name relative to `root`, sorted; links and pipes are refused."""
    waiting = [root]
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    while waiting:
        with os.scandir(waiting.pop()) as items:
            for item in items:
                name = Path(item.path).relative_to(root).as_posix()
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    waiting.append(Path(item.path))
                elif item.is_file(follow_symlinks=False):
                    found[name] = Path(item.path)
                else:
                    problems.append(_not_a_file(f"{shown_as}/{name}", item.is_symlink()))
    return dict(sorted(found.items())), problems


def _not_a_file(path: str, link: bool) -> Problem:
    code = Code.SYMLINK if link else Code.FILE_TYPE
    must = "lägg själva filen här i stället för en länk till den"
    return Problem(code, on_one_line(path, 200), Position(), "filen", must)


def _wrong_size(file: Path, path: str) -> list[Problem]:
    size = file.stat().st_size
    if size <= MAX_BYTES:
        return []
    must = "filen får vara högst 1 MB; gör den mindre, eller länka till den där den finns"
    found = f"den är {megabytes(size)}"
    return [Problem(Code.FILE_TOO_LARGE, path, Position(), "filen", must, found)]


_Read = tuple[Document | None, list[Problem]]


def _documents(
    shown_as: str, folders: Mapping[str, EntryType], files: Sequence[tuple[str, Path]]
) -> list[_Read]:
    return [_document(file, f"{shown_as}/{name}", name, folders) for name, file in files]


def _document(file: Path, path: str, name: str, folders: Mapping[str, EntryType]) -> _Read:
    """The document in a file; what is wrong in its front matter does not hide its body."""
    text, problems = decode(file.read_bytes(), path)
    if problems:
        return None, problems
    lines = text.split("\n")
    end = _end_of_front_matter(lines, path)
    if isinstance(end, Problem):
        return None, [end]
    front = "\n".join(lines[1:end]) + "\n"
    fields, positions, wrong, problems = _fields(front, path)
    start = name == START
    parts = PurePosixPath(name).parts
    document = Document(
        path=path,
        type_name=START_TYPE if start else folders[parts[0]].name,
        slug="" if start else parts[1].removesuffix(".md"),
        fields=fields,
        positions=positions,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        wrong=wrong,
    )
    return document, problems


def _end_of_front_matter(lines: list[str], path: str) -> int | Problem:
    """The number of the line that ends the front matter."""
    if lines[0].rstrip() != "---":
        must = "börja filen med en rad med ---, sedan fälten och en rad med --- igen"
        return Problem(Code.NO_FRONT_MATTER, path, Position(), "huvudet", must)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return number
    must = "avsluta huvudet med en egen rad med ---"
    for number, line in enumerate(lines[1:], 2):
        # Some editors make a dash of three hyphens.
        if re.fullmatch(r"[-–—]+", line.strip()):
            found = f"här står {on_one_line(line)}"
            return Problem(Code.OPEN_FRONT_MATTER, path, Position(number), "huvudet", must, found)
    return Problem(Code.OPEN_FRONT_MATTER, path, Position(), "huvudet", must)


_Fields = tuple[dict[str, Any], Mapping[FieldPath, Position], frozenset[FieldPath], list[Problem]]


def _fields(front: str, path: str) -> _Fields:
    """Fields, their places, the wrong ones among these, and what is wrong with them."""
    if len(front) > MAX_FRONT_MATTER:
        must = f"huvudet får vara högst {MAX_FRONT_MATTER // 1000} kB; flytta text till brödtexten"
        problem = Problem(Code.FILE_TOO_LARGE, path, Position(2), "huvudet", must)
        return {}, {}, _ALL, [problem]
    parsed = _parsed(front, path)
    if isinstance(parsed.value, dict):
        return parsed.value, _Positions(front, path), frozenset(parsed.wrong), parsed.problems
    if not parsed.problems:
        must = "huvudet ska bestå av fält, ett på varje rad: namn: värde"
        problem = Problem(Code.NOT_A_MAPPING, path, Position(2), "huvudet", must)
        return {}, {}, _ALL, [problem]
    return {}, {}, _ALL, parsed.problems


def _parsed(front: str, path: str) -> Parsed:
    return parse(front, path, first_line=2, most=MAX_VALUES)


class _Positions(Mapping[FieldPath, Position]):
    """Where each value stands. Only what is wrong is asked for its place, and the places are
    larger than all that an entry says: they are found out when somebody asks."""

    def __init__(self, front: str, path: str) -> None:
        self._front = front
        self._path = path

    @cached_property
    def _found(self) -> Mapping[FieldPath, Position]:
        return _parsed(self._front, self._path).positions

    def __getitem__(self, path: FieldPath) -> Position:
        return self._found[path]

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


_ALL: frozenset[FieldPath] = frozenset({()})

"""The examples under tests/examples/ are the manual of mistakes: one file, its exact message.

A new case is a new file: <type>/valid/<name>.md, or <type>/invalid/<name>.md with the lines
that the check is to say of it in <name>.txt. Each stands alone beside the small library.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from knowledge.problems import Code
from test_files import DRAWN
from test_schemas import MALFORMED
from world import EXAMPLES, problems, schemas

TYPES = sorted(schemas()[0])
VALID = sorted(EXAMPLES.glob("*/valid/*.md"))
INVALID = sorted(EXAMPLES.glob("*/invalid/*.md"))


def name(example: Path) -> str:
    return f"{example.parts[-3]}-{example.stem}"


def said_of(example: Path, tmp_path: Path) -> list[str]:
    content = tmp_path / "content"
    shutil.copytree(EXAMPLES / "library", content)
    folder = schemas()[0][example.parts[-3]].site.folder
    shutil.copy(example, content / folder / example.name)
    return problems(content)


@pytest.mark.parametrize("example", VALID, ids=name)
def test_valid_example_passes(example: Path, tmp_path: Path) -> None:
    assert said_of(example, tmp_path) == []


@pytest.mark.parametrize("example", INVALID, ids=name)
def test_invalid_example_gives_exactly_its_problems(example: Path, tmp_path: Path) -> None:
    expected = example.with_suffix(".txt").read_text("utf-8").splitlines()
    assert expected
    assert said_of(example, tmp_path) == expected


def test_the_library_of_the_examples_has_no_mistake(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "library", tmp_path / "content")
    assert problems(tmp_path / "content") == []


@pytest.mark.parametrize("type_name", TYPES)
def test_each_type_has_examples(type_name: str) -> None:
    assert len([each for each in VALID if each.parts[-3] == type_name]) >= 2
    assert [each for each in INVALID if each.parts[-3] == type_name]


def test_there_are_examples_enough() -> None:
    assert len(INVALID) >= 60


def test_every_expectation_has_its_example() -> None:
    assert {path.with_suffix(".md") for path in EXAMPLES.glob("*/*/*.txt")} == set(INVALID)


def test_each_code_has_an_example() -> None:
    lines = [line for path in INVALID for line in path.with_suffix(".txt").read_text().splitlines()]
    lines += [line for case in (*DRAWN, *MALFORMED) for line in case.expected]
    shown = {found[1] for line in lines if (found := re.search(r"\[([\w-]+)\]$", line))}
    assert {str(code) for code in Code} - shown == set()


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_a_message_is_one_line_with_place_field_and_code(path: Path) -> None:
    for line in path.with_suffix(".txt").read_text("utf-8").splitlines():
        assert re.fullmatch(r"content/\S+:[1-9]\d*:[1-9]\d*: \S.*: \S.* \[[a-z0-9-]+\]", line)

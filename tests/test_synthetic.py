"""The made-up library that speed is measured with is no easier than our own texts."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from synthetic import write_library
from world import ROOT

WORDS = 25_000
"""What both are held against: so many words, from the beginning on."""


def different(folder: Path) -> int:
    """How many different words there are among the first of a library's bodies."""
    bodies = (path.read_text("utf-8").split("---", 2)[2] for path in sorted(folder.rglob("*.md")))
    words = list(chain.from_iterable(re.findall(r"[^\W\d_]+", body.lower()) for body in bodies))
    assert len(words) > WORDS
    return len(set(words[:WORDS]))


def test_made_up_words_are_as_many_as_real_ones_or_more(tmp_path: Path) -> None:
    write_library(tmp_path / "content", 120)
    made_up, real = different(tmp_path / "content"), different(ROOT / "content")
    assert real < made_up < 2.5 * real

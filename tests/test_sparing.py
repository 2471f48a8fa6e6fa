"""What a converter is spared is only what would have come to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from knowledge.render.sparing import Headings, spare
from world import EXAMPLES, ROOT

EXTENSIONS = (
    *("abbr", "admonition", "def_list", "fenced_code", "footnotes", "sane_lists", "tables"),
)
WAYS = r"""
*a* _b_ `c` \*d ![e](f.png "g") [h](i) [j][k] [l] ![m][k] <https://n.se> o¤
p &amp; q [^1] <b>r</b> SCB | t

[k]: https://k.se "k"
[l]: <l.md>
[^1]: s
*[SCB]: u

rubrik
===
# v
> w

x
:   y

- z
1. å

!!! note "ä"
    ö

| a | b |
|---|---|
| c | d |
""".replace("¤", "  ")


def converters() -> list[Markdown]:
    """One that is spared nothing, and one that is."""
    made = [Markdown(extensions=[*EXTENSIONS, Headings(marker="")]) for _ in range(2)]
    spare(made[1])
    return made


@pytest.mark.parametrize("folder", [ROOT / "content", EXAMPLES], ids=["content", "examples"])
def test_the_same_comes_of_every_text(folder: Path) -> None:
    plain, spared = converters()
    for path in sorted(folder.rglob("*.md")):
        text = path.read_bytes()[:20_000].decode(errors="replace")
        assert spared.reset().convert(text) == plain.reset().convert(text), path


def test_the_same_comes_of_every_piece_of_every_way_to_write() -> None:
    plain, spared = converters()
    for at in range(len(WAYS)):
        for text in (WAYS[at:], WAYS[:at], WAYS[at : at + 9]):
            assert spared.reset().convert(text) == plain.reset().convert(text)


def test_what_is_overridden_is_still_called_so() -> None:
    assert {"_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"} <= set(
        vars(InlineProcessor)
    )

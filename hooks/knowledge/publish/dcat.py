"""The bank as a catalogue of open data: DCAT-AP-SE 3.0, as RDF/XML and Turtle.

Mandatory fields and vocabularies: docs.dataportal.se/dcat. Nothing is a blank node, so the same
library gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from knowledge.feeds import EVERYTHING, TYPES, Feed
from knowledge.model import Site
from knowledge.publish.formats.item import contact, plain

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
SWEDISH = URIRef(f"{EU}language/SWE")
SWEDEN = URIRef("http://www.geonames.org/2661886")
LICENSE = URIRef("http://creativecommons.org/licenses/by/4.0/")
PUBLIC = URIRef(f"{EU}access-right/PUBLIC")
DAILY = URIRef(f"{EU}frequency/DAILY")
SOCIETY = URIRef(f"{EU}data-theme/SOCI")
_FORMS = (
    (".csv", "CSV", "text/csv", "CSV"),
    (".ndjson", "NDJSON", "application/x-ndjson", "JSON"),
    (".atom", "Atom, det senaste", "application/atom+xml", "ATOM"),
    (".rss", "RSS, det senaste", "application/rss+xml", "RSS"),
    (".json", "JSON Feed, det senaste", "application/feed+json", "JSON"),
)


class _Sorted(Graph):
    """A graph that tells of itself in one order: RDF/XML is written as it comes."""

    def subjects(self, *args: Any, **kwargs: Any) -> Any:
        """Each subject once, in order of its name."""
        return iter(sorted(set(super().subjects(*args, **kwargs)), key=str))

    def predicate_objects(self, *args: Any, **kwargs: Any) -> Any:
        """What is said of a subject, in order of the words."""
        found = super().predicate_objects(*args, **kwargs)
        return iter(sorted(found, key=lambda pair: (str(pair[0]), str(pair[1]))))


def dcat_files(feeds: Iterable[Feed], site: Site) -> dict[str, str]:
    """The catalogue in two forms; nothing when there is nothing to tell of."""
    chosen = [feed for feed in feeds if feed.group in (EVERYTHING, TYPES)]
    if not chosen or "://" not in site.url:
        return {}
    graph = catalogue(chosen, site)
    return {
        "katalog/katalog.ttl": graph.serialize(format="turtle"),
        "katalog/katalog.rdf": graph.serialize(format="xml"),
    }


def catalogue(feeds: Iterable[Feed], site: Site) -> Graph:
    """The catalogue as a graph."""
    graph = _Sorted()
    for prefix, namespace in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF)):
        graph.bind(prefix, namespace)
    graph.bind("vcard", VCARD)
    graph.bind("skos", SKOS)
    _words(graph)
    base = _own(site, "")
    publisher, service = _publisher(graph, site), _own(site, "api")
    _add(graph, base, DCAT.Catalog, plain(site.name), plain(site.description or site.name))
    graph.add((base, DCTERMS.publisher, publisher))
    graph.add((base, DCTERMS.license, LICENSE))
    graph.add((base, DCTERMS.language, SWEDISH))
    graph.add((base, DCTERMS.spatial, SWEDEN))
    graph.add((base, FOAF.homepage, URIRef(site.url)))
    graph.add((URIRef(site.url), RDF.type, FOAF.Document))
    graph.add((base, DCAT.service, service))
    _service(graph, service, site)
    for feed in feeds:
        dataset = _dataset(graph, feed, site)
        graph.add((base, DCAT.dataset, dataset))
        graph.add((service, DCAT.servesDataset, dataset))
        if feed.group == EVERYTHING:
            graph.add(
                (base, DCTERMS.modified, Literal(feed.changed.isoformat(), datatype=XSD.date))
            )
    return graph


def _own(site: Site, name: str) -> URIRef:
    """What the catalogue tells of has names beneath it."""
    return URIRef(urljoin(site.url, f"katalog/katalog.rdf#{name or 'katalog'}"))


def _words(graph: Graph) -> None:
    """What the terms of others are, for those who read only this file."""
    for term, kind in (
        (SWEDISH, DCTERMS.LinguisticSystem),
        (SWEDEN, DCTERMS.Location),
        (LICENSE, DCTERMS.LicenseDocument),
        (PUBLIC, DCTERMS.RightsStatement),
        (DAILY, DCTERMS.Frequency),
        (SOCIETY, SKOS.Concept),
    ):
        graph.add((term, RDF.type, kind))
    graph.add((SOCIETY, SKOS.prefLabel, Literal("Befolkning och samhälle", lang="sv")))


def _add(graph: Graph, node: URIRef, kind: URIRef, title: str, about: str) -> None:
    graph.add((node, RDF.type, kind))
    graph.add((node, DCTERMS.title, Literal(title, lang="sv")))
    graph.add((node, DCTERMS.description, Literal(about, lang="sv")))


def _publisher(graph: Graph, site: Site) -> URIRef:
    publisher, point = _own(site, "utgivare"), _own(site, "kontakt")
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(plain(site.name), lang="sv")))
    graph.add((publisher, FOAF.homepage, URIRef(site.url)))
    graph.add((point, RDF.type, VCARD.Organization))
    graph.add((point, RDF.type, VCARD.Kind))
    graph.add((point, VCARD.fn, Literal(plain(site.name), lang="sv")))
    graph.add((point, VCARD.hasEmail, URIRef(f"mailto:{contact(site)}")))
    graph.add((point, VCARD.hasURL, URIRef(urljoin(site.url, "om/kontakt/"))))
    return publisher


def _service(graph: Graph, service: URIRef, site: Site) -> None:
    about = "Alla poster, listor, ordlistor, kopplingar och ändringar som JSON."
    _add(graph, service, DCAT.DataService, "API", about)
    graph.add((service, DCAT.endpointURL, URIRef(urljoin(site.url, "api/v1/index.json"))))
    described = URIRef(urljoin(site.url, "api/v1/openapi.json"))
    graph.add((service, DCAT.endpointDescription, described))
    page = URIRef(urljoin(site.url, "api/"))
    graph.add((service, FOAF.page, page))
    graph.add((page, RDF.type, FOAF.Document))
    graph.add((service, DCTERMS.license, LICENSE))
    _shared(graph, service, site)


def _shared(graph: Graph, node: URIRef, site: Site) -> None:
    graph.add((node, DCTERMS.publisher, _own(site, "utgivare")))
    graph.add((node, DCAT.contactPoint, _own(site, "kontakt")))
    graph.add((node, DCTERMS.accessRights, PUBLIC))
    graph.add((node, DCAT.theme, SOCIETY))
    graph.add((node, DCAT.keyword, Literal("segregation", lang="sv")))


def _dataset(graph: Graph, feed: Feed, site: Site) -> URIRef:
    name = feed.stem.partition("/")[2]
    dataset = _own(site, name)
    _add(graph, dataset, DCAT.Dataset, plain(f"{site.name}: {feed.title}"), plain(feed.description))
    _shared(graph, dataset, site)
    graph.add((dataset, DCTERMS.language, SWEDISH))
    graph.add((dataset, DCTERMS.spatial, SWEDEN))
    graph.add((dataset, DCTERMS.accrualPeriodicity, DAILY))
    graph.add((dataset, DCTERMS.modified, Literal(feed.changed.isoformat(), datatype=XSD.date)))
    page = URIRef(urljoin(site.url, feed.page))
    graph.add((dataset, DCAT.landingPage, page))
    graph.add((page, RDF.type, FOAF.Document))
    for suffix, title, media_type, form in _FORMS:
        if suffix == ".ndjson" and feed.group == EVERYTHING:
            continue
        distribution = _own(site, f"{name}{suffix}")
        _distribution(graph, distribution, feed.stem + suffix, title, media_type, form, site)
        graph.add((dataset, DCAT.distribution, distribution))
    return dataset


def _distribution(
    graph: Graph, node: URIRef, address: str, title: str, media_type: str, form: str, site: Site
) -> None:
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(title, lang="sv")))
    file = URIRef(urljoin(site.url, address))
    graph.add((node, DCAT.accessURL, file))
    graph.add((node, DCAT.downloadURL, file))
    graph.add((file, RDF.type, RDFS.Resource))
    graph.add((node, DCTERMS.license, LICENSE))
    kind = URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")
    graph.add((node, DCAT.mediaType, kind))
    graph.add((kind, RDF.type, DCTERMS.MediaType))
    extent = URIRef(f"{EU}file-type/{form}")
    graph.add((node, DCTERMS["format"], extent))
    graph.add((extent, RDF.type, DCTERMS.MediaTypeOrExtent))

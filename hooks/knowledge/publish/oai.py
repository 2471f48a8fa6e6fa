"""OAI-PMH 2.0: the whole bank as a static repository, and as ready answers to the four questions.

A gateway takes the static repository (OAI Static Repository 2004) and answers for it; who
harvests by hand takes the answers. Metadata are simple Dublin Core (oai_dc).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from knowledge.citation import citation, publisher
from knowledge.feeds import changed
from knowledge.model import Entry, Library, Site
from knowledge.publish.formats.item import contact, plain
from knowledge.publish.formats.xml import document, line, text

OAI = "http://www.openarchives.org/OAI/2.0/"
STATIC = "http://www.openarchives.org/OAI/2.0/static-repository"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
XSI = {"xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance"}
BASE = "oai/"
_FORMAT = {
    "metadataPrefix": "oai_dc",
    "schema": "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    "metadataNamespace": OAI_DC,
}


def oai_files(library: Library, site: Site) -> Iterator[tuple[str, str]]:
    """Address and text; nothing when there are no entries."""
    entries = sorted(
        (each for each in library.entries.values() if each.url),
        key=lambda each: (changed(each), each.key),
    )
    if not entries:
        return
    # Written at once: as elements they take ten times the room.
    headers, records = [], []
    for entry in entries:
        record = _record(entry, library, site)
        headers.append(line(record[0]))
        records.append(line(record))
    parts: dict[str, Callable[[Element], None]] = {
        "Identify": lambda parent: _identify(parent, entries, site),
        "ListMetadataFormats": _formats,
    }
    for verb, fill in parts.items():
        root = _answer(verb, entries, site)
        fill(SubElement(root, verb))
        yield f"{BASE}{verb}.xml", document(root)
    for verb, lines in (("ListRecords", records), ("ListIdentifiers", headers)):
        root = _answer(verb, entries, site)
        text(root, verb, "\n")
        yield f"{BASE}{verb}.xml", document(root, lines, verb)
    yield f"{BASE}repository.xml", _repository(parts, records)


def _answer(verb: str, entries: Sequence[Entry], site: Site) -> Element:
    schema = {"xsi:schemaLocation": f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"}
    root = Element("OAI-PMH", {"xmlns": OAI, **XSI, **schema})
    # The answer is as old as what it tells of: the same content gives the same bytes.
    text(root, "responseDate", f"{changed(entries[-1]).isoformat()}T00:00:00Z")
    request = text(root, "request", site.url + BASE)
    request.set("verb", verb)
    if verb in ("ListRecords", "ListIdentifiers"):
        request.set("metadataPrefix", "oai_dc")
    return root


def _repository(parts: Mapping[str, Callable[[Element], None]], records: Iterable[str]) -> str:
    """What it holds is of the protocol's namespace, which is said on each."""
    schema = "http://www.openarchives.org/OAI/2.0/static-repository.xsd"
    made = {"xmlns": STATIC, "xmlns:oai": OAI, **XSI, "xsi:schemaLocation": f"{STATIC} {schema}"}
    root = Element("Repository", made)
    for verb, fill in parts.items():
        part = SubElement(root, verb)
        fill(part)
        for child in part:
            child.set("xmlns", OAI)
    text(root, "ListRecords", "\n").set("metadataPrefix", "oai_dc")
    own = (each.replace("<record>", f'<record xmlns="{OAI}">', 1) for each in records)
    return document(root, own, "ListRecords")


def _identify(parent: Element, entries: Sequence[Entry], site: Site) -> None:
    text(parent, "repositoryName", plain(site.name))
    text(parent, "baseURL", site.url + BASE)
    text(parent, "protocolVersion", "2.0")
    text(parent, "adminEmail", contact(site))
    text(parent, "earliestDatestamp", _first(entries).isoformat())
    text(parent, "deletedRecord", "no")
    text(parent, "granularity", "YYYY-MM-DD")


def _first(entries: Sequence[Entry]) -> dt.date:
    return min(changed(each) for each in entries)


def _formats(parent: Element) -> None:
    made = SubElement(parent, "metadataFormat")
    for name, value in _FORMAT.items():
        text(made, name, value)


def _record(entry: Entry, library: Library, site: Site) -> Element:
    made = Element("record")
    header = SubElement(made, "header")
    host = urlsplit(site.url).hostname or "localhost"
    text(header, "identifier", f"oai:{host}:{entry.key}")
    text(header, "datestamp", changed(entry).isoformat())
    schema = {"xsi:schemaLocation": f"{OAI_DC} {_FORMAT['schema']}"}
    spaces = {"xmlns:oai_dc": OAI_DC, "xmlns:dc": "http://purl.org/dc/elements/1.1/", **XSI}
    core = SubElement(SubElement(made, "metadata"), "oai_dc:dc", {**spaces, **schema})
    for name, value in _dublin_core(entry, library, site):
        if value:
            text(core, f"dc:{name}", plain(value))
    return made


def _dublin_core(entry: Entry, library: Library, site: Site) -> list[tuple[str, str]]:
    work = citation(entry, library)
    withdrawn = entry.fields.get("withdrawn", {}).get("reason", "")
    topics = library.vocabularies["topics"].titles if entry.fields.get("topics") else {}
    return [
        ("title", entry.title),
        *(("creator", name.shown) for name in (work.creators if work else ())),
        *(("subject", topics[topic]) for topic in entry.fields.get("topics", ())),
        ("description", entry.summary),
        ("description", f"Tillbakadragen. {withdrawn}" if withdrawn else ""),
        ("publisher", publisher(entry, library)),
        ("date", str(entry.date or "")),
        ("type", entry.type.site.singular),
        ("identifier", site.url + entry.url),
        ("source", work.address if work else entry.fields.get("url", "")),
        ("language", work.language if work else "sv"),
        ("rights", "https://creativecommons.org/licenses/by/4.0/"),
    ]

"""All that the search publishes, from the library on."""

from __future__ import annotations

from knowledge.model import Library
from knowledge.publish.search.code import as_module
from knowledge.publish.search.documents import records
from knowledge.publish.search.index import build_index
from knowledge.publish.search.pieces import FOLDER, pieces
from knowledge.publish.search.synonyms import phrases, synonyms


def search_files(library: Library, lunr: str) -> dict[str, str]:
    """Path → text of all that the search publishes; `lunr` is the source of lunr.js."""
    found = records(library)
    groups = synonyms(library)
    index = build_index(found, phrases(groups))
    return {f"{FOLDER}/lunr.js": as_module(lunr), **pieces(index, found, groups, library)}

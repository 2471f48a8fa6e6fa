"""The search: an index of the library in small files that real lunr.js ranks with.

    Library ─ records ─▶ Record ─ build_index ─▶ Index ─ pieces ─▶ sok/…

What a query does with them is in overrides/assets/search/.
"""

from __future__ import annotations

from knowledge.model import Library
from knowledge.publish.search.code import SCRIPTS, as_module, script_files
from knowledge.publish.search.documents import records
from knowledge.publish.search.index import build_index
from knowledge.publish.search.pieces import FOLDER, pieces
from knowledge.publish.search.synonyms import phrases, synonyms

__all__ = ["SCRIPTS", "script_files", "search_files"]


def search_files(library: Library, lunr: str) -> dict[str, str]:
    """Path → text of all that the search publishes; `lunr` is the source of lunr.js."""
    found = records(library)
    groups = synonyms(library)
    index = build_index(found, phrases(groups))
    return {f"{FOLDER}/lunr.js": as_module(lunr), **pieces(index, found, groups, library)}

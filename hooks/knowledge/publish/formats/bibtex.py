"""BibTeX, UTF-8 with LaTeX's own signs escaped, as biber and reference managers read it."""

from __future__ import annotations

from collections.abc import Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry as Bib
from bibtexparser.model import Field

from knowledge.citation import Name
from knowledge.feeds import Feed
from knowledge.model import Site
from knowledge.publish.formats.item import Item, plain

SUFFIX = ".bib"
MEDIA_TYPE = "application/x-bibtex"
NEWEST = 0
_KINDS = {
    "report": "techreport",
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
}
# Unless told otherwise the writer copies everything first.
_WRITING = default_unparse_stack(allow_inplace_modification=True)
_PUBLISHER = {"report": "institution", "thesis": "school"}
_CONTAINER = {"article": "journal", "chapter": "booktitle"}
_ESCAPES = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "{": "\\{",
        "}": "\\}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def suits(feed: Feed) -> bool:
    """Works can be cited, and nothing else."""
    return feed.cited


def part(item: Item, site: Site) -> str:
    """The work as one entry; empty when the entry stands for no work."""
    work = item.citation
    if work is None:
        return ""
    found = {
        "author": _names(work.authors or (() if work.editors else work.creators)),
        "editor": _names(work.editors),
        "title": _written(work.title),
        _CONTAINER.get(work.form, "series"): _written(work.container),
        _PUBLISHER.get(work.form, "publisher"): _written(work.publisher),
        "type": _written(work.kind[:1].upper() + work.kind[1:])
        if work.form in ("report", "thesis")
        else "",
        "number": _written(work.number),
        "year": work.year,
        "month": f"{work.issued.month}" if work.issued and work.issued.month else "",
        "date": str(work.issued or ""),
        "isbn": work.isbn,
        "doi": work.doi,
        "pagetotal": str(work.pages or ""),
        "language": work.language,
        "url": work.address or item.url,
        "abstract": _written(work.summary),
    }
    fields = [Field(name, value) for name, value in found.items() if value]
    library = Library([Bib(_KINDS[work.form], work.key, fields)])
    text: str = write_string(library, unparse_stack=_WRITING)
    return text


def _written(words: str) -> str:
    return " ".join(plain(words).split()).translate(_ESCAPES)


def _names(names: Sequence[Name]) -> str:
    """Family, Given and …; an organisation in braces, or it would be taken apart."""
    return " and ".join(
        f"{_written(name.family)}, {_written(name.given)}"
        if name.given
        else f"{{{_written(name.family)}}}"
        for name in names
    )


def serialise(feed: Feed, parts: Sequence[str], items: Sequence[Item], site: Site) -> str:
    """A BibTeX file is its entries, one after another."""
    return "\n".join(each for each in parts if each)

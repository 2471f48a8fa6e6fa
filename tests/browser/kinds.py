"""One page of each kind: what every test of the look goes through.

Found from the schemas and the content, so that a new entry type joins by itself.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.compile import compile_library
from knowledge.render import pages
from world import CONTENT_DAY

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTHS = (1280, 390, 320)
SCHEMES = ("light", "dark")


def kinds() -> dict[str, str]:
    """A name for the kind → the address of the page of it that has most to show."""
    library = compile_library(ROOT / "content", ROOT / "hooks/schemas", CONTENT_DAY).library
    found: dict[str, str] = {"404.html": "finns-inte/"}
    for entry_type in library.types.values():
        entries = [entry for entry in library.of_type(entry_type.name) if entry.url]
        fullest = max(
            entries,
            key=lambda each: (len(each.fields), len(library.bodies[each.key].html), each.id),
        )
        found[entry_type.name] = fullest.url
        found[f"{entry_type.name} listing"] = f"{entry_type.site.folder}/"
    for page in pages(library, CONTENT_DAY):
        if page.template not in (
            "redirect.html",
            "widget.html",
            *(t.site.template for t in library.types.values()),
        ):
            found.setdefault(page.template, page.url)
    return found


KINDS = kinds()

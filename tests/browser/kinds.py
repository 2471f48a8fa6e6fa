"""One page of each kind: what every test of the look goes through.

Found from the schemas and the content, so that a new entry type joins by itself.
"""

from __future__ import annotations

from knowledge.render import pages
from world import content_day, real

WIDTHS = (1280, 390, 320)
SCHEMES = ("light", "dark")


def kinds() -> dict[str, str]:
    """A name for the kind → the address of the page of it that has most to show."""
    library = real()
    found: dict[str, str] = {"404.html": "finns-inte/"}
    for entry_type in library.types.values():
        entries = [entry for entry in library.of_type(entry_type.name) if entry.url]
        fullest = max(
            entries,
            key=lambda each: (len(each.fields), len(library.bodies[each.key].html), each.id),
        )
        found[entry_type.name] = fullest.url
        found[f"{entry_type.name} listing"] = f"{entry_type.site.folder}/"
    for page in pages(library, content_day()):
        if page.template not in (
            "redirect.html",
            "widget.html",
            *(t.site.template for t in library.types.values()),
        ):
            found.setdefault(page.template, page.url)
    return found


KINDS = kinds()

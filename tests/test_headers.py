"""What a host is to say of our files: who may fetch them, what they are, how long they keep."""

from __future__ import annotations

import pytest

from knowledge.publish import MEDIA_TYPES
from knowledge.publish.headers import OPEN, header_files

FILES = header_files(MEDIA_TYPES)


def static_host(path: str) -> dict[str, str]:
    """The headers of an answer, as a host that heeds _headers puts them together."""
    found: dict[str, str] = {}
    heeded = False
    for line in FILES["_headers"].splitlines():
        name, _, value = line.strip().partition(": ")
        if line.startswith("/"):
            start, _, end = line.partition("*")
            heeded = path.startswith(start) and path.endswith(end)
        elif heeded and name.startswith("! "):
            found.pop(name[2:], None)
        elif heeded:
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


@pytest.mark.parametrize("folder", OPEN)
def test_whoever_builds_on_us_may_fetch(folder: str) -> None:
    assert static_host(f"/{folder}/x")["Access-Control-Allow-Origin"] == "*"
    _, _, after = FILES["headers-nginx.conf"].partition(f"location ^~ /{folder}/ {{")
    assert 'Access-Control-Allow-Origin "*"' in after.partition("\nlocation")[0]
    assert "Access-Control-Allow-Origin" not in static_host("/rapporter/x/")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/listor/allt.atom", "application/atom+xml"),
        ("/listor/allt.json", "application/feed+json"),
        ("/listor/rapporter.csl.json", "application/vnd.citationstyles.csl+json"),
        ("/rapporter/a.csl.json", "application/vnd.citationstyles.csl+json"),
        ("/rapporter/a.bib", "application/x-bibtex"),
        ("/listor/rapporter.ndjson", "application/x-ndjson"),
        ("/katalog/katalog.ttl", "text/turtle"),
        ("/katalog/katalog.rdf", "application/rdf+xml"),
        ("/kalender/allt.ics", "text/calendar"),
    ],
)
def test_a_file_is_called_what_it_is(path: str, media_type: str) -> None:
    assert static_host(path)["Content-Type"] == f"{media_type}; charset=utf-8"
    assert f"default_type {media_type};" in FILES["headers-nginx.conf"]


def test_a_released_widget_keeps_and_everything_else_is_asked_for_again() -> None:
    assert "immutable" in static_host("/widget/1.0/kunskapsbanken.js")["Cache-Control"]
    assert "must-revalidate" in static_host("/listor/allt.atom")["Cache-Control"]
    assert "etag on;" in FILES["headers-nginx.conf"]
    assert "Content-Type" not in static_host("/api/v1/index.json")


def test_only_frames_may_stand_in_other_pages() -> None:
    assert "frame-ancestors *" in static_host("/widget/ram/lista/allt/")["Content-Security-Policy"]
    assert "X-Frame-Options" not in static_host("/widget/ram/lista/allt/")
    assert static_host("/rapporter/")["X-Frame-Options"] == "DENY"

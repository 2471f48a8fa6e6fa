"""The Nu HTML checker, the W3C's own, on every page of the site."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from serving import Served, serve

pytestmark = pytest.mark.browser

JAR = Path(__file__).resolve().parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def complaints(served: Served) -> list[str]:
    """Errors and warnings on every page, one line each.

    Asked for by address and not as files: the checker also holds each page against its own
    Content-Security-Policy, and in a file nothing is 'self'.
    """
    folder = Path(served.folder)
    pages = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.html"))]
    command = [
        "java",
        "-Xss4m",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",
        "-jar",
        str(JAR),
    ]
    command += ["--format", "json", "--exit-zero-always", *(served.url + page for page in pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [f"{each['url']}:{each.get('lastLine', 0)}: {each['message']}" for each in messages]


def test_the_checker_has_nothing_to_say(site: Served) -> None:
    found = complaints(site)
    assert found == [], f"{len(found)} complaints"


def test_the_checker_would_say_something(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=sv><title>x</title><p><div></p>"
    (tmp_path / "x.html").write_text(page)
    for served in serve(tmp_path):
        assert complaints(served)

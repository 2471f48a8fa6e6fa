"""The Nu HTML checker, the W3C's own, on every page of the site."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from serving import Served

pytestmark = pytest.mark.browser

JAR = Path(__file__).resolve().parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def complaints(target: Path) -> list[str]:
    """Errors and warnings, one line each."""
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
        str(target),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{each['url'].rpartition(target.name)[2]}:{each.get('lastLine', 0)}: {each['message']}"
        for each in messages
    ]


def test_the_checker_has_nothing_to_say(site: Served) -> None:
    found = complaints(Path(site.folder))
    assert found == [], f"{len(found)} complaints"


def test_the_checker_would_say_something(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<!doctype html><html lang=sv><title>x</title><p><div></p>")
    assert complaints(tmp_path)

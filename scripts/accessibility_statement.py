"""Write the accessibility statement from the last test and the register of known faults.

    python scripts/accessibility_statement.py            write the page from what is recorded
    python scripts/accessibility_statement.py --record   run the tests first, and record the result

DOS-lagen (2018:1937) asks for what fails, how to report it and when it was tested. A test holds
that the page says what the record and the register say.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from jinja2 import StrictUndefined, Template

from ensure_browser import find

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from knowledge.render.words import day  # noqa: E402
from knowledge.today import build_day  # noqa: E402

RECORD = ROOT / "tests/accessibility/result.json"
FAULTS = ROOT / "tests/accessibility/faults.yml"
TEMPLATE = ROOT / "tests/accessibility/statement.md.j2"
PAGE = ROOT / "content/om/tillganglighet.md"

SUITES = {
    "test_axe_finds_no_violation": "Axe-core hittar inga fel, i ljust och mörkt läge och i tre bredder",
    "test_everything_is_reached_and_seen": "Allt går att nå och se med enbart tangentbord",
    "test_the_skip_link_comes_first_and_skips": "Hopplänken kommer först och leder till innehållet",
    "test_nothing_scrolls_sideways": "Inget rullas i sidled vid 400 procents förstoring eller med glesare text",
    "test_targets_can_be_hit": "Knappar och länkar är stora nog att träffa",
    "test_each_page_shows_its_words": "Sidan går att läsa och använda utan JavaScript",
}
"""Test → what it means for a reader when it holds, in Swedish."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="run the tests and record the result")
    if parser.parse_args().record:
        RECORD.write_text(json.dumps(run_tests(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(statement(load_record(), load_faults()), "utf-8")
    print(f"{PAGE.relative_to(ROOT)} är skriven.")
    return 0


def load_record() -> dict[str, Any]:
    """The recorded result: the day, the browser, and how many held of each test."""
    record: dict[str, Any] = json.loads(RECORD.read_text("utf-8"))
    return record


def load_faults() -> list[dict[str, str]]:
    """The register of known faults."""
    faults: list[dict[str, str]] = yaml.safe_load(FAULTS.read_text("utf-8")) or []
    return faults


def run_tests() -> dict[str, Any]:
    """Run the tests of accessibility; count what held and what did not."""
    report = ROOT / ".cache/accessibility.xml"
    report.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "tests/browser", "-k", " or ".join(SUITES)]
    chromium = os.environ.get("CHROMIUM") or find() or ""
    environment = {**os.environ, "CHROMIUM": chromium}
    subprocess.run([*command, f"--junit-xml={report}"], cwd=ROOT, env=environment, check=False)
    version = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True)
    return {
        "tested": build_day().isoformat(),
        "browser": version.stdout.split(" built")[0].strip(),
        "axe": json.loads((ROOT / "tests/node_modules/axe-core/package.json").read_text())[
            "version"
        ],
        "tests": count(ElementTree.parse(report).iter("testcase")),
    }


def count(cases: Iterator[ElementTree.Element]) -> dict[str, dict[str, int]]:
    """Test → how many pages it held on, and on how many it did not."""
    held: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for case in cases:
        name = case.get("name", "").partition("[")[0]
        bad = case.find("failure") is not None or case.find("error") is not None
        (failed if bad else held)[name] += 1
    return {name: {"held": held[name], "failed": failed[name]} for name in SUITES}


def statement(record: Mapping[str, Any], faults: Sequence[Mapping[str, str]]) -> str:
    """The page, whole. The same record and register give the same text."""
    template = Template(
        TEMPLATE.read_text("utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    text: str = template.render(
        record=record,
        tested=day(dt.date.fromisoformat(record["tested"])),
        suites=SUITES,
        failed=any(each["failed"] for each in record["tests"].values()),
        faults=faults,
    )
    return text


if __name__ == "__main__":
    sys.exit(main())

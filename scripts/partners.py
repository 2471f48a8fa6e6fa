"""Say whom a change affects: hold what partners use against what the site would have.

Usage: python scripts/partners.py [--register partners/register.yml]

Exit status: 1 when something that a partner uses would be gone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from knowledge.compile import compile_library  # noqa: E402
from knowledge.model import Site  # noqa: E402
from knowledge.publish import publish  # noqa: E402
from knowledge.render import pages  # noqa: E402
from knowledge.today import build_day  # noqa: E402

REGISTER = ROOT / "partners/register.yml"


@dataclass(frozen=True)
class Partner:
    """A site that builds on us, and the addresses that it uses."""

    name: str
    contact: str
    uses: tuple[str, ...]


def read(register: Path) -> list[Partner]:
    """The partners. Raises SystemExit, in Swedish, for a line that is not whole."""
    found: Any = yaml.safe_load(register.read_text("utf-8")) or []
    return [_partner(each, register) for each in found]


def _partner(told: Any, register: Path) -> Partner:
    if not isinstance(told, dict) or not {"namn", "kontakt", "uses"} <= set(told):
        raise SystemExit(f"{register.name}: varje partner ska ha namn, kontakt och uses")
    uses = tuple(str(each).removeprefix("/") for each in told["uses"])
    return Partner(str(told["namn"]), str(told["kontakt"]), uses)


def affected(partners: Iterable[Partner], there: set[str]) -> Iterator[str]:
    """A line for each thing that a partner uses and that would not be there."""
    for partner in partners:
        for address in partner.uses:
            plain = address.partition("?")[0].partition("#")[0]
            if plain not in there:
                yield (
                    f"denna ändring påverkar {partner.name}: {address} finns inte längre "
                    f"(kontakt: {partner.contact})"
                )


def addresses(content: Path, schemas: Path, overrides: Path) -> set[str]:
    """Every address that a build of these would have."""
    today = build_day()
    library = compile_library(content, schemas, today).library
    site = Site("Kunskapsbanken", "", "https://kunskapsbanken.example/", today)
    planned = pages(library, today)
    assets = {
        path.relative_to(overrides).as_posix()
        for path in overrides.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    # The search's own files need lunr.js, which MkDocs has; no partner builds on them.
    files = chain.from_iterable(make() for make in publish(library, planned, site, "").values())
    names = {name for name, _ in files}
    return {page.url for page in planned} | names | assets | set(library.media)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Say whom a change affects.")
    parser.add_argument("--register", type=Path, default=REGISTER)
    options = parser.parse_args(argv)
    there = addresses(ROOT / "content", ROOT / "hooks/schemas", ROOT / "overrides")
    lines = list(affected(read(options.register), there))
    print("\n".join(lines) if lines else "Inget som någon partner använder försvinner.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

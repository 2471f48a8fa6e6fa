"""Check content/ without building the site: every problem at once, in Swedish."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from knowledge.compile import compile_library  # noqa: E402
from knowledge.today import build_day  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Kontrollera innehållet utan att bygga webbplatsen."
    )
    parser.add_argument(
        "--content", type=Path, default=ROOT / "content", help="mappen med innehåll"
    )
    parser.add_argument(
        "--schemas", type=Path, default=ROOT / "hooks/schemas", help="mappen med scheman"
    )
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, default=build_day(), help="dagens datum, ÅÅÅÅ-MM-DD"
    )
    arguments = parser.parse_args()
    verdict = compile_library(
        arguments.content,
        arguments.schemas,
        arguments.today,
        drafts=True,
        shown_as=arguments.content.name,
    )
    for problem in verdict.problems:
        print(problem)
    counts = Counter(entry.type.name for entry in verdict.library.entries.values())
    for entry_type in verdict.library.types.values():
        print(f"{counts[entry_type.name]:6}  {entry_type.site.heading} ({entry_type.name})")
    print(f"{sum(counts.values()):6}  poster i allt")
    if verdict.problems:
        print(f"\n{len(verdict.problems)} fel. Rätta dem och kör make check igen.", file=sys.stderr)
        return 1
    print("\nInga fel.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

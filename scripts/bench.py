"""Measure our build against stock Material for MkDocs, on the same made-up entries.

Both builds are given the same Markdown files and take turns: stock with its search plugin on and
entries out of the navigation, ours with all that it publishes. Each first builds a small library
that does not count, so that both find what they keep compiled, as pip has compiled stock. What is
judged are ratios, turn by turn, since seconds differ between machines and from minute to minute.

Every build finds an empty place, nothing is removed before all are measured (with the defaults some
five gigabytes), and the first build waits until the disk has forgotten what was removed before it:
see machine.py. Ours writes eight files where stock writes one, and would wait longest.

Usage: python scripts/bench.py [--sizes 1000 10000] [--repeat 3] [--keep FOLDER]

Exit status: 1 when a limit does not hold.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from machine import settle, watched_memory
from synthetic import ROOT, TODAY, write_library

SIZES = (1_000, 10_000)
WARM_UP = 150
"""Entries of the build that does not count."""
SLOWEST = 1.0
"""Our seconds over stock's: at most."""
GROWTH = 1.2
"""Our seconds per entry in the largest library over those in the smallest: at most."""
MEMORY = 1_000_000_000
"""Bytes in memory at the peak: fewer."""
PUBLISHING = 0.4
"""The part of our processor seconds that goes to files which are not pages: at most."""

STOCK = """\
site_name: Stock
site_url: https://kunskapsbanken.example/
docs_dir: content
theme: {name: material, language: sv, font: false}
plugins: [search: {lang: sv}]
nav: [index.md]
not_in_nav: /*/
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, sane_lists, tables, toc]
"""


@dataclass(frozen=True)
class Output:
    """How many files there are of a kind, and their bytes."""

    files: int
    size: int


@dataclass(frozen=True)
class Run:
    """What one build took: seconds by the clock, of the processor, and those of them that were
    the system's; bytes of memory; and what came of it."""

    seconds: float
    processor: float
    system: float
    memory: int
    outputs: Mapping[str, Output]
    published: Mapping[str, float]
    """What our build publishes → processor seconds, as it tells itself."""

    @property
    def files(self) -> int:
        return sum(each.files for each in self.outputs.values())

    @property
    def size(self) -> int:
        return sum(each.size for each in self.outputs.values())


@dataclass(frozen=True)
class Verdict:
    """A measured figure, and the limit that it is held against."""

    what: str
    figure: float
    limit: float
    unit: str = ""

    @property
    def holds(self) -> bool:
        return self.figure <= self.limit

    def __str__(self) -> str:
        told = "holds" if self.holds else "does not hold"
        return f"{self.what:<52}{self.figure:8.2f}{self.unit} (at most {self.limit:g}{self.unit})  {told}"


# The contenders: each lays out a folder to build, where content/ stands already


def _ours(folder: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)


def _stock(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")


BUILDS: Mapping[str, Callable[[Path], None]] = {"stock": _stock, "ours": _ours}


def build(folder: Path) -> Run:
    """Build what is laid out in `folder` in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--verbose"]
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    start = time.perf_counter()
    with (folder / "build.log").open("w") as told:
        process = subprocess.Popen(command, cwd=folder, env=environment, stderr=told)
        with watched_memory(process.pid) as peak:
            _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"The build in {folder} failed.")
    memory = max(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), *peak)
    processor = usage.ru_utime + usage.ru_stime
    published = _published((folder / "build.log").read_text(encoding="utf-8"))
    return Run(seconds, processor, usage.ru_stime, memory, outputs(folder / "site"), published)


def outputs(site: Path) -> dict[str, Output]:
    """What lies in a site, by kind, the largest first."""
    found: dict[str, list[int]] = {}
    for path in site.rglob("*"):
        if path.is_file():
            kind = _kind(path.relative_to(site))
            found.setdefault(kind, []).append(path.stat().st_size)
    made = {kind: Output(len(sizes), sum(sizes)) for kind, sizes in found.items()}
    return dict(sorted(made.items(), key=lambda each: -each[1].size))


def _kind(path: Path) -> str:
    """Pages by their suffix; what has a folder of its own by that; the rest by what it is."""
    suffix = "".join(path.suffixes)
    if suffix in (".html", ".ics"):
        return suffix
    if suffix in (".bib", ".ris", ".csl.json"):
        return "citations"
    return f"{path.parts[0]}/" if len(path.parts) > 1 else "other"


_TOLD = re.compile(r"DEBUG +- +(\w+): (\d+\.\d+) s$", re.MULTILINE)


def _published(log: str) -> dict[str, float]:
    """What the hook tells of each job: kind and processor seconds."""
    found: dict[str, float] = {}
    for kind, seconds in _TOLD.findall(log):
        found[kind] = found.get(kind, 0) + float(seconds)
    return found


Runs = Mapping[str, Sequence[Run]]
"""Each build's runs, turn by turn."""


def measure(workshop: Path, size: int, repeat: int) -> Runs:
    """Build a library of `size` entries with each, `repeat` times."""
    content = workshop / f"content-{size}"
    write_library(content, size)
    runs: dict[str, list[Run]] = {name: [] for name in BUILDS}
    for turn in range(repeat):
        for name, lay_out in BUILDS.items():
            folder = workshop / f"{name}-{size}-{turn}"
            folder.mkdir()
            (folder / "content").symlink_to(content, target_is_directory=True)
            lay_out(folder)
            runs[name].append(build(folder))
    return runs


def _typical(runs: Sequence[Run]) -> Run:
    """The median of each figure; what came of them is the same."""
    return Run(
        median(run.seconds for run in runs),
        median(run.processor for run in runs),
        median(run.system for run in runs),
        int(median(run.memory for run in runs)),
        runs[0].outputs,
        {kind: median(run.published[kind] for run in runs) for kind in runs[0].published},
    )


def verdicts(found: Mapping[int, Runs]) -> Iterator[Verdict]:
    """The limits that the builds are held against, smallest library first."""
    for size, runs in found.items():
        turns = zip(runs["ours"], runs["stock"], strict=True)
        ratio = median(ours.seconds / stock.seconds for ours, stock in turns)
        yield Verdict(f"Our seconds over stock's, {size:,} entries", ratio, SLOWEST)
    ours = {size: _typical(runs["ours"]) for size, runs in found.items()}
    small, large = min(found), max(found)
    if small < large:
        per_entry = {size: run.seconds / size for size, run in ours.items()}
        what = f"Our seconds per entry, {large:,} over {small:,} entries"
        yield Verdict(what, per_entry[large] / per_entry[small], GROWTH)
        files = {size: run.files / size for size, run in ours.items()}
        what = f"Our files per entry, {large:,} over {small:,} entries"
        yield Verdict(what, files[large] / files[small], 1.0)
    last = ours[large]
    publishing = sum(seconds for kind, seconds in last.published.items() if kind != "pages")
    what = f"Publishing's part of our processor time, {large:,} entries"
    yield Verdict(what, publishing / last.processor, PUBLISHING)
    peak = max(run.memory for runs in found.values() for run in runs["ours"])
    yield Verdict("Our memory at the peak", peak / 1e6, MEMORY / 1e6, " MB")


def table(found: Mapping[int, Runs]) -> Iterator[str]:
    """One line for each build and size: the median of each figure."""
    times = f"{'seconds':>9}{'cpu':>9}{'system':>9}{'ms/entry':>10}"
    yield f"{'entries':>8}  {'build':<6}{times}{'memory':>10}{'files':>9}{'output':>11}"
    for size, runs in found.items():
        for name, run in ((name, _typical(each)) for name, each in runs.items()):
            yield (
                f"{size:>8,}  {name:<6}{run.seconds:9.2f}{run.processor:9.2f}{run.system:9.2f}{run.seconds / size * 1000:10.2f}"
                f"{run.memory / 1e6:7.0f} MB{run.files:>9,}{run.size / 1e6:8.1f} MB"
            )


def details(run: Run) -> Iterator[str]:
    """What our build published, and what each part of it took."""
    yield f"{'output':<12}{'files':>9}{'size':>11}"
    for kind, each in run.outputs.items():
        yield f"{kind:<12}{each.files:>9,}{each.size / 1e6:>8.1f} MB"
    yield f"\n{'job':<12}{'cpu':>9}"
    for kind, seconds in run.published.items():
        yield f"{kind:<12}{seconds:>8.2f} s"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure our build against stock Material.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of entries")
    parser.add_argument("--repeat", type=int, default=3, help="builds of each; the median counts")
    parser.add_argument("--keep", type=Path, help="work in this new folder, and leave it there")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        workshop = options.keep or Path(temporary)
        workshop.mkdir(parents=True, exist_ok=True)
        warm_up = workshop.resolve() / "warm-up"
        warm_up.mkdir()
        measure(warm_up, WARM_UP, 1)
        settle(workshop.resolve() / "settled")
        found = {
            size: measure(workshop.resolve(), size, options.repeat)
            for size in sorted(options.sizes)
        }
    print("\n".join(table(found)), end="\n\n")
    print("\n".join(details(_typical(found[max(found)]["ours"]))), end="\n\n")
    judged = list(verdicts(found))
    print("\n".join(map(str, judged)))
    return 0 if all(each.holds for each in judged) else 1


if __name__ == "__main__":
    sys.exit(main())

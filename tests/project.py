"""A whole project in a folder of its own, built by the real MkDocs as an editor would."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from world import EXAMPLES, ROOT, TODAY, draw


def epoch(day: dt.date) -> str:
    """The day's first second in UTC, as SOURCE_DATE_EPOCH."""
    return str(int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()))


EPOCH = epoch(TODAY)


def project(folder: Path, files: Mapping[str, str | bytes] = {}) -> Path:
    """The project's own code and templates with the small library, and `files` over them."""
    for name in ("hooks", "overrides", "scripts"):
        ignored = shutil.ignore_patterns("__pycache__", ".cache")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(EXAMPLES / "library", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return draw(folder, files)


def environment(**more: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


def build(folder: Path, site: str = "site", **more: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict`, its output and its errors together."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site]
    return run(command, folder, **more)


def run(command: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**more),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=170,
        check=False,
    )


def tree(site: Path) -> dict[str, bytes]:
    """Every file by its name, to compare two builds."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}

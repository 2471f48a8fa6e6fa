"""Build the whole site beside the last one, then swap them in one step.

MkDocs empties its target before it writes, so a build that fails or is killed halfway would
leave visitors with half a site. Here each build gets a fresh directory of its own, and `site`
is a symbolic link to the last one that succeeded::

    site -> .site/3f9c0a…      what visitors see
    .site/3f9c0a…/             the build it points at
    .site/77b1d2…/             a build under way, or the remains of a killed one
    .site/lock                 held while a build is under way

Renaming a new link over the old one is atomic, so at every moment `site` is one whole build,
whatever happens to this process. What a killed build left behind, the next one removes.

Usage: python scripts/build_site.py [--config mkdocs.yml] [--site site]

Exit status: that of `mkdocs build`.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Bygg webbplatsen och byt ut den i ett steg.")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="mkdocs.yml")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="länken som byts ut")
    options = parser.parse_args(argv)
    site = Path(os.path.abspath(options.site))  # noqa: PTH100  # resolve() would follow the link
    try:
        return build(options.config.resolve(), site)
    except KeyboardInterrupt:
        print("Bygget avbröts. Webbplatsen är oförändrad.", file=sys.stderr)
        return 130


def build(config: Path, site: Path) -> int:
    """Build the site that `config` describes, and let `site` point at it if that succeeds."""
    store = site.with_name(f".{site.name}")
    store.mkdir(parents=True, exist_ok=True)
    with locked(store / "lock") as lock:
        put_back(store / "aside", site)
        sweep(store, site)
        target = store / uuid.uuid4().hex
        try:
            status = run_mkdocs(config, target, lock)
            if status == 0:
                swap(target, site, store)
        finally:
            sweep(store, site)
    if status == 0:
        print(f"Klart: {site}")
    else:
        print("Bygget misslyckades. Webbplatsen är oförändrad.", file=sys.stderr)
    return status


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the lock file `path`; wait for it, aloud, while another build holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Ett annat bygge pågår. Väntar tills det är klart …", file=sys.stderr)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def run_mkdocs(config: Path, target: Path, lock: int) -> int:
    """Build into `target`; return the exit status, in the shell's way if a signal ended it.

    MkDocs inherits the lock: should this process be killed and MkDocs live on, the next build
    waits for it instead of removing the directory it is writing to.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(config), "--site-dir", str(target)]
    status = subprocess.run(command, cwd=config.parent, pass_fds=[lock], check=False).returncode
    return status if status >= 0 else 128 - status


def swap(target: Path, site: Path, store: Path) -> None:
    """Point `site` at `target` in one atomic step."""
    link = store / "link"
    link.symlink_to(target.relative_to(site.parent), target_is_directory=True)
    if site.is_dir() and not site.is_symlink():
        site.rename(store / "aside")  # a site from before there was a link; put_back() knows it
    os.replace(link, site)  # noqa: PTH105  # the step that all else here is about


def put_back(aside: Path, site: Path) -> None:
    """Undo a swap that was killed after it had moved a real directory out of the way."""
    if aside.is_dir() and not os.path.lexists(site):
        aside.rename(site)


def sweep(store: Path, site: Path) -> None:
    """Remove everything in `store` but the lock and the build that `site` points at."""
    keep = {"lock"}
    if site.resolve().parent == store.resolve():
        keep.add(site.resolve().name)
    for path in store.iterdir():
        if path.name in keep:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())

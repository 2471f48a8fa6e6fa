"""Install what the tests use beside Python: Node, Java, libical and what tests/package.json names.

Programs come from Debian's packages where that can be done (root and apt-get); those already on
PATH are used as they are. npm's packages are installed as the lock says, with its hashes and
without running scripts of theirs, and only when the lock has changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

from ensure_browser import run

TESTS = Path(__file__).resolve().parent.parent / "tests"
PROGRAMS = {
    "node": "nodejs",
    "npm": "npm",
    "java": "default-jre-headless",
    "jing": "jing",
    "xmllint": "libxml2-utils",
}
"""Program → the Debian package that has it."""
LIBRARIES = {"ical": "libical3"}
"""Shared library → the Debian package that has it."""


def main() -> int:
    missing = {name: package for name, package in PROGRAMS.items() if not shutil.which(name)}
    missing |= {name: package for name, package in LIBRARIES.items() if not find_library(name)}
    if missing and not install(list(missing.values())):
        print(
            f"Testerna behöver {', '.join(missing)}. Installera dem och kör make test igen.",
            file=sys.stderr,
        )
        return 1
    return 0 if npm_packages() else 1


def install(packages: list[str]) -> bool:
    """Install Debian packages; return whether that could be done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt_get = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    print(f"Installerar {', '.join(packages)} …", file=sys.stderr)
    return run([*apt_get, "update"], quiet) and run(
        [*apt_get, "install", "-y", "--no-install-recommends", *packages], quiet
    )


def npm_packages() -> bool:
    """Bring tests/node_modules in line with tests/package-lock.json."""
    lock, stamp = TESTS / "package-lock.json", TESTS / "node_modules/.stamp"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return True
    command = ["npm", "ci", "--prefix", str(TESTS), "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        print("npm kunde inte installera det som testerna behöver.", file=sys.stderr)
        return False
    stamp.write_bytes(lock.read_bytes())
    return True


if __name__ == "__main__":
    sys.exit(main())

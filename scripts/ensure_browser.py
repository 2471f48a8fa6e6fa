"""Print the path of a Chromium for the browser tests; install one if there is none.

Looked for in this order: the variable CHROMIUM, the usual names on PATH, the one that
Playwright keeps for itself. Installed from Debian's packages where that is possible (root and
apt-get), otherwise by Playwright. Only the path goes to standard output.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    wanted = os.environ.get("CHROMIUM")
    path = shutil.which(wanted) if wanted else find()
    if path is None and not wanted:
        print("Ingen Chromium hittades; installerar en …", file=sys.stderr)
        install()
        path = find()
    if path is None:
        found = f"CHROMIUM={wanted} går inte att köra." if wanted else "Ingen gick att installera."
        print(
            f"Webbläsartesterna behöver Chromium. {found} "
            "Installera den, eller ange var den finns: make test CHROMIUM=/sökväg/till/chromium",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


def find() -> str | None:
    """Return the path of an installed Chromium, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None) or playwrights_own()


def playwrights_own() -> str | None:
    """Return the path of the Chromium that Playwright has downloaded, if it has."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install a Chromium, by apt-get if that can be done here, otherwise by Playwright."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        apt_get = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
        run([*apt_get, "update"], quiet)
        # A page without a font is a page of boxes; Debian only recommends one.
        packages = ["chromium", "fonts-liberation"]
        if run([*apt_get, "install", "-y", "--no-install-recommends", *packages], quiet):
            return
    run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run `command` with its output on standard error; return whether it succeeded."""
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

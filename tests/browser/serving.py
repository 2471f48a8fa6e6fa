"""Building a site and serving it on this machine."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def build(target: Path, **settings: str) -> None:
    """Build the real content, as `make build` does; settings are environment variables."""
    build_in(ROOT, target, **settings)


def build_in(project: Path, target: Path, **settings: str) -> None:
    """Build the content of a project that lies elsewhere."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    subprocess.run([*command, str(target)], cwd=project, env=environment, check=True)


@dataclass(frozen=True)
class Served:
    """A folder and the address that shows it."""

    folder: Path
    url: str


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files; an unknown address gets the site's own 404 page, as hosts do."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


def serve(folder: Path) -> Iterator[Served]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()

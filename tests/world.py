"""Small worlds for tests: a few files in a folder, and what the core says of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.compile import Verdict, compile_content
from knowledge.load import load_schemas
from knowledge.load.schemas import Schemas
from knowledge.model import Library

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
EXAMPLES = ROOT / "tests/examples"
SCHEMAS = ROOT / "hooks/schemas"
TODAY = dt.date(2026, 11, 22)

_DAYS = re.compile(r"^(?:published|updated|checked): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


@cache
def content_day() -> dt.date:
    """The first day when all of the real content is there, and none of its days lies ahead."""
    texts = (path.read_text("utf-8") for path in CONTENT.rglob("*.md"))
    days = (dt.date.fromisoformat(day) for text in texts for day in _DAYS.findall(text))
    return max(TODAY, *days)


@cache
def real(day: dt.date = TODAY) -> Library:
    """The real content, as of `day` or the first day when all of it is there."""
    verdict = compiled(CONTENT, max(day, content_day()))
    assert not verdict.problems
    return verdict.library


_read: dict[Path, Schemas] = {}


def schemas(folder: Path = SCHEMAS) -> Schemas:
    """The real schemas, read once: that takes longer than all else together."""
    if folder not in _read:
        _read[folder] = load_schemas(folder)
    return _read[folder]


def draw(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write path → text below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def compiled(root: Path, today: dt.date = TODAY, drafts: bool = False) -> Verdict:
    return compile_content(root, schemas(), today, drafts, "content")


def problems(root: Path, today: dt.date = TODAY) -> list[str]:
    return [str(problem) for problem in compiled(root, today).problems]


_OWN = {
    "report": "publisher: SCB\nkind: rapport",
    "research-summary": "kind: artikel",
    "authority": "kind: statlig myndighet",
    "focus-area": 'kind: fokusområde\norder: 1\nicon: "##. #.. ###"',
    "news": "date: 2024-06",
    "event": "starts: 2026-12-01",
    "grant": "giver: boverket\npurpose: Stöd till lokalt arbete.\ndeadline: {kind: löpande}",
    "page": "order: 1",
}


def entry(type_name: str, extra: str = "", body: str = "En text.", *, title: str = "Titel") -> str:
    """The smallest entry of a type that holds, with more fields (YAML) and a body."""
    lines = [
        "---",
        f"title: {title}",
        "summary: En sammanfattning som är lång nog för att stå för sig själv.",
    ]
    if "published:" not in extra:
        lines.append("published: 2026-01-15")
    if type_name != "page":
        lines += ["checked: 2026-02-01", "sources: [{title: SCB, url: https://www.scb.se/}]"]
    lines.append(_OWN[type_name])
    lines += [extra.strip("\n")] if extra else []
    return "\n".join([*lines, "---", "", body, ""])

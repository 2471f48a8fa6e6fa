"""A page's head as a real build writes it: what Zotero, Google Scholar and others read there."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from project import build, project
from test_feeds import NAUGHTY
from world import compiled, draw, entry

SHOWN = 350
"""Of the naughty strings so many, at least, that the check takes as a title."""


class Head(HTMLParser):
    """The meta tags and the title that a browser makes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str | None, list[str | None]] = {}
        self.title = ""
        self._open = ""
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        told = dict(attrs)
        if tag == "meta":
            self.meta.setdefault(told.get("name") or told.get("property"), []).append(
                told.get("content")
            )

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self.title += data


def report(words: str) -> str:
    """A report with the words as its title, and in its summary."""
    title, summary = (
        json.dumps(text, ensure_ascii=False) for text in (words, f"{words} är en sammanfattning")
    )
    return entry("report", title=title).replace(
        "summary: En sammanfattning", f"summary: {summary} #"
    )


def test_naughty_strings_come_through_the_head_unchanged(tmp_path: Path) -> None:
    """Each as title and summary of a report; and no page has a tag more or less than another."""
    files = {
        f"rapporter/n{number:03}.md": report(words)
        for number, words in enumerate(NAUGHTY)
        if words.isprintable()
    }
    refused = {
        each.path.removeprefix("content/")
        for each in compiled(draw(tmp_path / "tried", files)).problems
    }
    taken = {name: text for name, text in files.items() if name not in refused}
    assert len(taken) >= SHOWN
    folder = project(
        tmp_path / "project", {f"content/{name}": text for name, text in taken.items()}
    )
    done = build(folder)
    assert done.returncode == 0, done.stdout
    kinds = set()
    for key, each in compiled(folder / "content").library.entries.items():
        if f"{key}.md" in taken:
            head = Head((folder / "site" / key / "index.html").read_text(encoding="utf-8"))
            kinds.add(tuple(sorted(map(str, head.meta))))
            for name in ("citation_title", "DC.title", "og:title"):
                assert head.meta[name] == [each.title]
            for name in ("description", "DC.description", "og:description"):
                assert head.meta[name] == [each.summary]
            assert head.title.startswith(each.title)
    assert len(kinds) == 1

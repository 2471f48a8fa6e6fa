"""The Content-Security-Policy is in every page, and nothing in use violates it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from kinds import KINDS
from playwright.sync_api import ConsoleMessage, Page
from serving import Served

from knowledge.publish import content_security_policy

pytestmark = pytest.mark.browser


class _Inline(HTMLParser):
    """Finds what a strict policy forbids, and the policy itself."""

    def __init__(self) -> None:
        super().__init__()
        self.policy = ""
        self.inline: list[str] = []
        self.data: list[str] = []
        self.in_data = False
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == "meta" and own.get("http-equiv") == "Content-Security-Policy":
            self.policy = own.get("content") or ""
        data = self.in_data = own.get("type") == "application/ld+json"
        if tag == "style" or (tag == "script" and not own.get("src") and not data):
            self.inline.append(tag)
        self.inline += [name for name in own if name == "style" or name.startswith("on")]
        loads = own.get("src") or (
            own.get("href")
            if tag == "link"
            and own.get("rel") in ("stylesheet", "icon", "preload", "modulepreload")
            else None
        )
        if loads and re.match(r"(https?:)?//", loads):
            self.foreign.append(loads)

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.data.append(f"<script>{data}</script>")
            self.in_data = False


def test_every_page_has_the_policy_and_nothing_inline(site: Served) -> None:
    for file in sorted(Path(site.folder).rglob("*.html")):
        found = _Inline()
        found.feed(file.read_text())
        assert found.policy == content_security_policy(*found.data), file
        assert (found.inline, found.foreign) == ([], []), file


def test_the_policy_allows_nothing_unsafe() -> None:
    assert "unsafe" not in content_security_policy()
    assert "*" not in content_security_policy()
    assert content_security_policy().startswith("default-src 'none'")


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_violates_it_or_asks_another_host(kind: str, site: Served, page: Page) -> None:
    told: list[str] = []
    asked: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
            told.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "request",
        lambda request: asked.append(request.url) if not request.url.startswith(site.url) else None,
    )
    page.goto(site.url + KINDS[kind], wait_until="networkidle")
    assert (told, asked) == ([], [])
    assert page.context.cookies() == []


def test_the_header_files_carry_the_same_policy(site: Served) -> None:
    for name in ("_headers", "headers-nginx.conf"):
        text = (Path(site.folder) / name).read_text()
        assert content_security_policy() in text
        for header in (
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Permissions-Policy",
            "Strict-Transport-Security",
            "frame-ancestors",
        ):
            assert header in text, f"{header} in {name}"

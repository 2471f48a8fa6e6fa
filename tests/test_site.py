"""The real site, built once: every page is walked, and every link followed as far as it is ours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from project import epoch, run
from world import ROOT, content_day

HOST = "https://kunskapsbanken.example/"
FETCHES = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("iframe", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("input", "src"),
    ("use", "href"),
    ("image", "href"),
    ("form", "action"),
}
LINK_RELATIONS = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "preconnect"}


@dataclass
class Walked(HTMLParser):
    """What one page says of itself."""

    address: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    headings: int = 0
    lang: str = ""
    title: str = ""
    robots: str = ""
    in_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids += [told["id"]] if "id" in told else []
        self.headings += tag == "h1"
        self.in_title = tag == "title" and not self.title
        if tag == "html":
            self.lang = told.get("lang", "")
        if tag == "meta" and told.get("http-equiv", "").lower() == "refresh":
            self.links.append(told["content"].partition("url=")[2])
        if tag in ("a", "area") and "href" in told:
            self.links.append(told["href"])
        if tag == "link" and LINK_RELATIONS & set(told.get("rel", "").split()):
            self.fetched.append(told["href"])
        self.fetched += [told[name] for of, name in FETCHES if of == tag and name in told]

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
            self.in_title = False


@dataclass(frozen=True)
class Site:
    folder: Path
    pages: dict[str, Walked]
    """Address → what the page says of itself; https://…/rapporter/ and so on."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("real") / "site"
    command = ["python", "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    settings = {"SITE_URL": HOST, "SOURCE_DATE_EPOCH": epoch(content_day())}
    done = run([str(ROOT / ".venv/bin/python"), *command[1:]], ROOT, **settings)
    assert done.returncode == 0, done.stdout
    pages = {}
    for file in sorted(folder.rglob("*.html")):
        address = HOST + file.relative_to(folder).as_posix().removesuffix("index.html")
        pages[address] = Walked(address)
        pages[address].feed(file.read_text("utf-8"))
        pages[address].close()
    return Site(folder, pages)


def test_there_is_a_page_for_each_entry(site: Site) -> None:
    assert len(site.pages) > 230


def test_every_link_leads_somewhere(site: Site) -> None:
    broken = []
    for page in site.pages.values():
        for link in page.links:
            target = urljoin(page.address, link)
            path, _, anchor = target.partition("#")
            if not path.startswith(HOST):
                continue
            known = site.pages.get(path.partition("?")[0])
            file = site.folder / unquote(urlsplit(path).path).lstrip("/")
            if (known is None and not file.is_file()) or (
                known and anchor and unquote(anchor) not in known.ids
            ):
                broken.append((page.address, link))
    assert broken == []


def test_what_a_page_fetches_is_there_and_is_ours(site: Site) -> None:
    wrong = []
    for page in site.pages.values():
        for address in page.fetched:
            target = urlsplit(urljoin(page.address, address))
            ours = f"{target.scheme}://{target.netloc}/" == HOST
            at = target.path.lstrip("/")
            if not ours or not ((site.folder / at).is_file() or f"{HOST}{at}" in site.pages):
                wrong.append((page.address, address))
    assert wrong == []


def test_no_stylesheet_or_script_fetches_from_another_host(site: Site) -> None:
    for file in [*site.folder.rglob("*.css"), *site.folder.rglob("*.js")]:
        text = file.read_text("utf-8")
        for start in (
            "url(http",
            "url('http",
            'url("http',
            "url(//",
            '@import "http',
            "from 'http",
        ):
            assert start not in text, file
        assert 'fetch("http' not in text, file


def test_each_page_has_one_main_heading(site: Site) -> None:
    assert {page.address: page.headings for page in site.pages.values() if page.headings != 1} == {}


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    for page in site.pages.values():
        assert [each for each, count in Counter(page.ids).items() if count > 1] == [], page.address


def test_each_page_says_that_it_is_in_swedish(site: Site) -> None:
    assert {page.lang for page in site.pages.values()} == {"sv"}


def test_each_page_has_a_title_of_its_own(site: Site) -> None:
    titles = Counter(page.title.strip() for page in site.pages.values())
    assert "" not in titles
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_page_is_dated_by_the_build(site: Site) -> None:
    """What depends on today is right without a rebuild, or is not said at all."""
    for page in ("om/om-kunskapsbanken/", "myndigheter/boverket/"):
        file = site.folder / page / "index.html"
        if file.exists():
            assert "dagar kvar" not in file.read_text("utf-8")

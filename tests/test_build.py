"""`mkdocs build` as an editor meets it: mistakes told apart, and the old site whole."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from project import EPOCH, build, environment, project, run, tree
from world import entry

BUILD_SITE = [sys.executable, "scripts/build_site.py"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built once by scripts/build_site.py."""
    folder = project(tmp_path_factory.mktemp("built"))
    done = run(BUILD_SITE, folder)
    assert done.returncode == 0, done.stdout
    return folder


def test_each_entry_and_listing_is_a_page(built: Path) -> None:
    pages = {name for name in tree(built / "site") if name.endswith("index.html")}
    assert {
        "index.html",
        "rapporter/index.html",
        "rapporter/segregation-i-sverige/index.html",
        "a-o/index.html",
        "om/felmeddelanden/index.html",
    } <= pages


def test_drafts_and_coming_entries_are_not_built(built: Path) -> None:
    site = tree(built / "site")
    assert not [
        name for name in site if name.startswith(("rapporter/utkast", "rapporter/kommande"))
    ]
    assert not [name for name, file in site.items() if b"Kommande rapport" in file]


@pytest.mark.parametrize("command", [BUILD_SITE, ["mkdocs"]], ids=["build_site", "mkdocs"])
def test_a_mistake_in_content_stops_the_build_and_the_old_site_stays(
    command: list[str], tmp_path: Path
) -> None:
    folder = project(tmp_path, {"content/om/a.md": entry("page", "fel: fel")})
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("den gamla")
    done = build(folder) if command == ["mkdocs"] else run(command, folder)
    assert done.returncode != 0
    assert (
        "content/om/a.md:6:1: fel: fältet finns inte här; ta bort det eller rätta namnet "
        "[okant-falt]" in done.stdout
    )
    assert "1 fel i innehållet. Webbplatsen är inte ändrad." in done.stdout
    assert "Traceback" not in done.stdout
    assert tree(folder / "site") == {"index.html": b"den gamla"}


def test_a_mistake_in_a_schema_is_told_as_one(tmp_path: Path) -> None:
    folder = project(tmp_path)
    schema = folder / "hooks/schemas/news.yml"
    schema.write_text(schema.read_text().replace("format: partial-date", "format: datum"))
    done = build(folder)
    assert done.returncode == 1
    line = schema.read_text()[: schema.read_text().index("format: datum")].count("\n") + 1
    assert f"hooks/schemas/news.yml:{line}:5: properties.date.format: " in done.stdout
    assert "1 fel i hooks/schemas, inte i innehållet" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        ("{% if %}", 2),
        ("{{ finns.inte }}", 2),
        ("{{ 'a' | filter_som_saknas }}", 2),
        ('{% include "saknas.html" %}', 2),
    ],
)
def test_a_mistake_in_a_template_is_told_as_one(mistake: str, line: int, tmp_path: Path) -> None:
    folder = project(tmp_path, {"overrides/entry.html": f"\n{mistake}\n"})
    build(folder, PYTHONDONTWRITEBYTECODE="")
    done = build(folder, PYTHONDONTWRITEBYTECODE="")
    assert done.returncode == 1
    assert "Mallfel, inte ett fel i innehållet" in done.stdout
    assert f"overrides/entry.html:{line}" in done.stdout
    assert "Traceback" not in done.stdout


def test_templates_lie_compiled_and_are_used_as_long_as_they_are_whole(tmp_path: Path) -> None:
    folder = project(tmp_path)
    kept = folder / ".cache/templates"

    def site() -> dict[str, bytes]:
        done = build(folder, PYTHONDONTWRITEBYTECODE="")
        assert done.returncode == 0, done.stdout
        return tree(folder / "site")

    def written() -> dict[str, int]:
        return {file.name: file.stat().st_mtime_ns for file in kept.iterdir()}

    first, compiled = site(), written()
    assert site() == first
    assert written() == compiled != {}
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:20])
    assert site() == first, "damaged ones are compiled anew"
    template = folder / "overrides/main.html"
    template.write_text(template.read_text("utf-8").replace("</body>", "Nytt.</body>"), "utf-8")
    assert b"Nytt.</body>" in site()["index.html"]
    hook = folder / "hooks/knowledge/text.py"
    hook.write_text(hook.read_text("utf-8") + "\n# Ny.\n", "utf-8")
    site()
    assert not written().keys() & compiled.keys(), "those of older code are gone"


@pytest.mark.parametrize("where", [".cache", ".cache/templates"])
def test_a_build_needs_no_place_for_compiled_templates(where: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {where: "en fil"})
    done = build(folder, PYTHONDONTWRITEBYTECODE="")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("page", "name", "current"),
    [
        ("index.html", "Kunskapsbanken", "page"),
        ("kunskap/index.html", "Kunskap", "page"),
        ("rapporter/index.html", "Kunskap", "true"),
        ("rapporter/segregation-i-sverige/index.html", "Kunskap", "true"),
        ("kalender/index.html", "Kalender", "page"),
        ("kalender/2026/index.html", "Kalender", "true"),
        ("404.html", "", ""),
    ],
)
def test_the_menu_tells_where_one_is(built: Path, page: str, name: str, current: str) -> None:
    header = re.search(r"<header.*?</header>", (built / "site" / page).read_text("utf-8"), re.S)
    assert header
    told = re.findall(r'aria-current="(\w+)">(?:<svg.*?</svg>)?\s*([^<]+)</a>', header[0], re.S)
    assert [each for each, _ in told] == ([current] if current else [])
    assert not name or name in told[0][1]
    assert ("search-small" in header[0]) == (page not in ("index.html", "404.html"))


def test_two_builds_are_the_same_to_the_byte(built: Path) -> None:
    again = build(built, "again", TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="7")
    assert again.returncode == 0, again.stdout
    first, second = tree(built / "site"), tree(built / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_another_clock_changes_nothing_when_nothing_depends_on_it(tmp_path: Path) -> None:
    folder = project(tmp_path, {"content/index.md": entry("page", title="Start")})
    for dated in ("kalender", "bidrag", "rapporter/kommande.md"):
        run(["rm", "-r", f"content/{dated}"], folder)
    assert build(folder).returncode == 0
    later = build(folder, "later", SOURCE_DATE_EPOCH=str(int(EPOCH) + 40 * 86_400))
    assert later.returncode == 0, later.stdout
    first, second = tree(folder / "site"), tree(folder / "later")
    # The start page and the calendar say what is to come, seen from the day of the build.
    dated = ("index.html", "sitemap.xml", "kalender/")
    undated = [name for name in first if not name.startswith(dated)]
    assert len(undated) > 30
    assert [name for name in undated if first[name] != second.get(name)] == []


def test_a_killed_build_leaves_the_old_site_whole(built: Path) -> None:
    before, target = tree(built / "site"), (built / "site").readlink()
    hook = built / "hooks/build.py"
    code = hook.read_text()
    hook.write_text(f"{code}\n\ndef on_post_build(**_):\n    import time\n    time.sleep(120)\n")
    process = subprocess.Popen(
        BUILD_SITE, cwd=built, env=environment(), start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        assert _within(60, lambda: _written_beside(built / ".site", target.name))
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        hook.write_text(code)
    assert (built / "site").readlink() == target
    assert tree(built / "site") == before
    done = run(BUILD_SITE, built)
    assert done.returncode == 0, done.stdout
    assert tree(built / "site") == before
    kept = {path.name for path in (built / ".site").iterdir()}
    assert kept == {"lock", (built / "site").readlink().name}


def _written_beside(store: Path, old: str) -> bool:
    return any(old not in path.parts for path in store.glob("*/index.html"))


def _within(seconds: int, condition: object) -> bool:
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_drafts_are_seen_in_the_preview(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-livereload"]
    process = subprocess.Popen(
        [*command, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder,
        env=environment(SITE_URL=f"http://127.0.0.1:{port}/"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for name, title in (("utkast", "Ett utkast"), ("kommande", "Kommande rapport")):
            address = f"http://127.0.0.1:{port}/rapporter/{name}/"
            assert _within(90, lambda address=address, title=title: title in _fetched(address))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, OSError):
        return ""

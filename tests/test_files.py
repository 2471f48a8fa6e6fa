"""Mistakes in files as files: names, links, sizes and bytes. Drawn here, not kept in git:

a checkout on another machine would fold two of the names into one, or follow the link.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knowledge.load.content import load_content
from knowledge.model import Position
from world import compiled, draw, entry, problems

PAGE = entry("page")
NEWS = entry("news")


@dataclass(frozen=True)
class Drawn:
    """Files, links (name → what it points at) and what is said of them."""

    name: str
    files: dict[str, str | bytes]
    expected: list[str]
    links: dict[str, str] = field(default_factory=dict)


FOLDERS = "bidrag, fokusomraden, forskning, kalender, myndigheter, nyheter, om, rapporter"

DRAWN = [
    Drawn(
        "file-over-one-megabyte",
        {"om/a.md": PAGE + "ord " * 260_000},
        [
            "content/om/a.md:1:1: filen: filen får vara högst 1 MB; korta den, eller dela upp den; "
            "den är 1,1 MB [stor-fil]"
        ],
    ),
    Drawn(
        "image-over-one-megabyte",
        {"om/a.md": PAGE, "om/karta.png": bytes(1_000_001)},
        [
            "content/om/karta.png:1:1: filen: filen får vara högst 1 MB; gör den mindre, eller "
            "länka till den där den finns; den är 1,1 MB [stor-fil]"
        ],
    ),
    Drawn(
        "front-matter-over-64-kilobytes",
        {"om/a.md": PAGE.replace("order: 1", "order: 1\nx: " + "[" * 64_000)},
        [
            "content/om/a.md:2:1: huvudet: huvudet får vara högst 64 kB; flytta text till "
            "brödtexten [stor-fil]"
        ],
    ),
    Drawn(
        "front-matter-with-thousands-of-values",
        {"om/a.md": PAGE.replace("order: 1", f"order: 1\naliases: [{'a, ' * 2500}]")},
        [
            "content/om/a.md:6:5978: aliases[1990]: huvudet får ha högst 2000 värden; flytta text "
            "till brödtexten [stor-fil]"
        ],
    ),
    Drawn(
        "body-over-100-000-characters",
        {"om/a.md": PAGE + "ett stycke\n\n" * 20_000},
        [
            "content/om/a.md:7:1: texten: texten får ha högst 100 000 tecken; dela upp den "
            "[stor-fil]"
        ],
    ),
    Drawn(
        "paragraph-over-20-000-characters",
        {"om/a.md": PAGE + "ord " * 6_000},
        [
            "content/om/a.md:8:1: texten: ett stycke får ha högst 20 000 tecken; dela upp det med "
            "tomma rader [for-lang]"
        ],
    ),
    Drawn(
        "list-300-deep",
        {"om/a.md": PAGE + "\n" + "\n".join(f"{' ' * 4 * n}- nivå" for n in range(300))},
        [
            "content/om/a.md:31:1: texten: texten får ha högst 20 nivåer av listor, citat och "
            "parenteser; ta bort några [for-djupt]"
        ],
    ),
    Drawn(
        "list-of-lists-300-deep-in-the-front-matter",
        {"om/a.md": PAGE.replace("order: 1", f"order: 1\nx: {'[' * 300}{']' * 300}")},
        [
            "content/om/a.md:6:23: x: högst 20 nivåer av listor och fält är tillåtna; gör "
            "strukturen plattare [for-djupt]"
        ],
    ),
    Drawn(
        "hundreds-of-footnotes",
        {"om/a.md": PAGE + "[^1] " * 500 + "\n\n[^1]: En not.\n"},
        ["content/om/a.md:9:1: texten: texten får ha högst 500 fotnoter [for-lang]"],
    ),
    Drawn(
        "thousands-of-abbreviations",
        {"om/a.md": PAGE + "".join(f"*[a{n}]: ord\n" for n in range(201))},
        ["content/om/a.md:9:1: texten: texten får ha högst 200 förkortningar (*[…]: …) [for-lang]"],
    ),
    Drawn(
        "hundreds-of-blocks-of-code",
        {"om/a.md": PAGE + "```\nkod\n```\n\n" * 101},
        ["content/om/a.md:409:1: texten: texten får ha högst 100 kodblock (```) [for-lang]"],
    ),
    Drawn(
        "symlink-out-of-content",
        {"om/a.md": PAGE},
        [
            "content/om/hemligt.md:1:1: filen: lägg själva filen här i stället för en länk till "
            "den [symbolisk-lank]",
            "content/rapporter:1:1: filen: lägg själva filen här i stället för en länk till den "
            "[symbolisk-lank]",
        ],
        {"om/hemligt.md": "/etc/passwd", "rapporter": "/etc"},
    ),
    Drawn(
        "dangling-symlink",
        {"om/a.md": PAGE},
        [
            "content/om/b.md:1:1: filen: lägg själva filen här i stället för en länk till den "
            "[symbolisk-lank]"
        ],
        {"om/b.md": "saknas.md"},
    ),
    Drawn(
        "capitals-in-a-name",
        {"om/Om-Oss.md": PAGE},
        [
            "content/om/Om-Oss.md:1:1: filen: filnamnet får bara ha a-z, 0-9 och bindestreck "
            "mellan orden; här står Om-Oss; menade du om-oss? [filnamn]"
        ],
    ),
    Drawn(
        "swedish-letters-and-spaces-in-a-name",
        {"nyheter/Ny lag på väg.md": NEWS},
        [
            "content/nyheter/Ny lag på väg.md:1:1: filen: filnamnet får bara ha a-z, 0-9 och "
            "bindestreck mellan orden; här står Ny lag på väg; menade du ny-lag-pa-vag? [filnamn]"
        ],
    ),
    Drawn(
        "line-feed-in-a-name",
        {"nyheter/a\nb.md": NEWS},
        [
            "content/nyheter/a b.md:1:1: filen: filnamnet får bara ha a-z, 0-9 och bindestreck "
            "mellan orden; här står a b; menade du a-b? [filnamn]"
        ],
    ),
    Drawn(
        "folder-that-is-not-a-slug",
        {"nyheter/Ny_lag/index.md": NEWS},
        [
            "content/nyheter/Ny_lag/index.md:1:1: filen: filnamnet får bara ha a-z, 0-9 och "
            "bindestreck mellan orden; här står Ny_lag; menade du ny-lag? [filnamn]"
        ],
    ),
    Drawn(
        "too-deep-in-folders",
        {"nyheter/2026/ny-lag.md": NEWS, "nyheter/index.md": NEWS},
        [
            "content/nyheter/2026/ny-lag.md:1:1: filen: en post ligger i mapp/namn.md eller "
            "mapp/namn/index.md; här står nyheter/2026/ny-lag.md [filnamn]",
            "content/nyheter/index.md:1:1: filen: en post ligger i mapp/namn.md eller "
            "mapp/namn/index.md; här står nyheter/index.md [filnamn]",
        ],
    ),
    Drawn(
        "name-and-name-index",
        {"om/a.md": PAGE, "om/a/index.md": PAGE},
        [
            "content/om/a/index.md:1:1: filen: två filer får inte ha samma adress; behåll en av "
            "dem; den andra är content/om/a.md [dubbel-adress]"
        ],
    ),
    Drawn(
        "name-that-the-site-has-itself",
        {"om/felmeddelanden.md": PAGE},
        [
            "content/om/felmeddelanden.md:1:1: filen: byt namn på filen; webbplatsen har själv en "
            "sida på adressen; /om/felmeddelanden/ är sidan om felmeddelanden [dubbel-adress]"
        ],
    ),
    Drawn(
        "twins-in-upper-and-lower-case",
        {"om/om-oss.md": PAGE, "om/Om-oss.md": PAGE},
        [
            "content/om/Om-oss.md:1:1: filen: två filnamn får inte vara lika så när som på stora "
            "bokstäver och accenter; den andra är content/om/om-oss.md [tvillingnamn]"
        ],
    ),
    Drawn(
        "twins-composed-and-decomposed",
        {"om/ga\u030a.png": b"x", "om/g\u00e5.png": b"x", "om/a.md": PAGE},
        [
            "content/om/ga\u030a.png:1:1: filen: två filnamn får inte vara lika så när som på "
            "stora bokstäver och accenter; den andra är content/om/g\u00e5.png [tvillingnamn]",
            "content/om/g\u00e5.png:1:1: filen: filnamnet får bara ha a-z, 0-9 och bindestreck "
            "mellan orden; här står g\u00e5; menade du ga? [filnamn]",
        ],
    ),
    Drawn(
        "unknown-folder",
        {"raporter/a.md": NEWS},
        [
            f"content/raporter/a.md:1:1: mappen: mappen ska vara en av {FOLDERS}; här står "
            "raporter; menade du rapporter? [okand-mapp]"
        ],
    ),
    Drawn(
        "directly-in-content",
        {"a.md": NEWS},
        [f"content/a.md:1:1: filen: lägg filen i en av mapparna {FOLDERS} [okand-mapp]"],
    ),
    Drawn(
        "kinds-of-files-that-have-no-place",
        {"om/skript.js": "x", "om/sida.html": "x", "om/rapport.MD": PAGE, "om/utan": "x"},
        [
            f"content/om/{name}:1:1: filen: filen ska vara Markdown (.md) eller något av .avif, "
            f".csv, .gif, .jpeg, .jpg, .pdf, .png, .webp; här står {shown} [filtyp]"
            for name, shown in (
                ("rapport.MD", ".MD; menade du .md?"),
                ("sida.html", ".html"),
                ("skript.js", ".js"),
                ("utan", "utan"),
            )
        ],
    ),
    Drawn(
        "one-redirect-in-two-files",
        {
            "om/a.md": entry("page", "redirect_from: [/gammal/]"),
            "om/b.md": entry("page", "redirect_from: [/gammal/]"),
        },
        [
            "content/om/b.md:6:17: redirect_from[1]: en gammal adress kan bara leda till en post; "
            "ta bort raden i en av dem; /gammal/ står också i content/om/a.md [adresskrock]"
        ],
    ),
    Drawn(
        "redirects-in-a-ring",
        {
            "om/a.md": entry("page", "redirect_from: [/om/b/]"),
            "om/b.md": entry("page", "redirect_from: [/om/a/]"),
        },
        [
            "content/om/a.md:6:17: redirect_from[1]: en gammal adress får inte vara en sida som "
            "finns; ta bort raden; /om/b/ är content/om/b.md [adresskrock]",
            "content/om/b.md:6:17: redirect_from[1]: en gammal adress får inte vara en sida som "
            "finns; ta bort raden; /om/a/ är content/om/a.md [adresskrock]",
        ],
    ),
]


@pytest.mark.parametrize("case", DRAWN, ids=lambda case: case.name)
def test_drawn_files_give_exactly_their_problems(case: Drawn, tmp_path: Path) -> None:
    root = draw(tmp_path, case.files)
    for name, target in case.links.items():
        (root / name).symlink_to(target)
    assert problems(root) == case.expected


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": PAGE})
    os.mkfifo(tmp_path / "om/b.md")
    assert problems(tmp_path) == [
        "content/om/b.md:1:1: filen: lägg själva filen här i stället för en länk till den [filtyp]"
    ]


def test_a_name_of_bytes_that_are_no_text_can_be_printed(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": PAGE})
    (tmp_path / os.fsdecode(b"om/\xff.md")).write_text(PAGE)
    (line,) = problems(tmp_path)
    assert line.encode("utf-8").startswith(b"content/om/")


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": PAGE, "om/.DS_Store": b"\0", ".obsidian/x.json": "{}"})
    assert problems(tmp_path) == []


def test_an_entry_may_have_a_folder_of_its_own_with_images(tmp_path: Path) -> None:
    body = "![En karta](karta.png) och [siffror](siffror.csv)"
    draw(
        tmp_path,
        {
            "om/a/index.md": entry("page", body=body),
            "om/a/karta.png": b"x",
            "om/a/siffror.csv": "a,b",
        },
    )
    verdict = compiled(tmp_path)
    assert verdict.problems == ()
    assert verdict.library.media == ("om/a/karta.png", "om/a/siffror.csv")
    assert verdict.library.entries["om/a"].url == "om/a/"
    assert 'src="../../om/a/karta.png"' in verdict.library.bodies["om/a"].html


def test_positions_are_those_of_the_file_with_bom_and_crlf(tmp_path: Path) -> None:
    text = "\ufeff" + PAGE.replace("order: 1", "order: 1\nfärg: röd").replace("\n", "\r\n")
    draw(tmp_path, {"om/a.md": text})
    (problem,) = compiled(tmp_path).problems
    assert (problem.field, problem.position) == ("färg", Position(6, 1))


def test_one_unreadable_file_does_not_hide_the_mistakes_of_another(tmp_path: Path) -> None:
    draw(
        tmp_path,
        {
            "om/a.md": b"\xff\xfe\x00",
            "om/b.md": PAGE.replace("order: 1", "order: x"),
            "om/c.md": entry("page", body="[a](a.md) [b](b.md) [d](d.md)"),
        },
    )
    assert [line.split(": ")[0] for line in problems(tmp_path)] == [
        "content/om/a.md:1:1",
        "content/om/b.md:5:8",
        "content/om/c.md:8:25",
    ]


def test_what_is_read_is_composed(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": entry("page", title="Ga\u030ard", body="Go\u0308k")})
    types = compiled(tmp_path).library.types.values()
    (document,) = load_content(tmp_path, types).documents
    assert document.fields["title"] == "G\u00e5rd"
    assert "G\u00f6k" in document.body

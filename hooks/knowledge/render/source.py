"""Where things stand in a body's Markdown, and whether it is too much to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from knowledge.model import Document, Position
from knowledge.problems import Code

_FENCED = re.compile(r"^(?P<fence>~{3,}|`{3,})[^\n]*\n.*?^(?P=fence)[ ]*$", re.M | re.S)
_FENCE = re.compile(r"^(?:~~~|```)", re.M)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\n]|\n(?!\s*\n))+\1(?!`)")
_POINT_OR_TEXT = re.compile(
    r"^(?:(?P<indent>[ ]*)(?P<mark>[-*+]|\d\d?\.)[ ]+\S|(?P<text>\S))", re.MULTILINE
)
"""A point in a list, or a line that begins at the margin and is none."""
_INDENT = re.compile(r"^[ \t>]+", re.MULTILINE)
_NEXT_INDENT = re.compile(r"(?<=\n)[ \t>]+")
"""The same within a fragment, whose first line may begin anywhere."""
_POINT = re.compile(r"(?:[-*+]|\d\d?\.) ")
_UNDERLINE = re.compile(r"(=+|-+) *")

MAX_BODY = 100_000
"""Some forty printed pages; the longest true body has a tenth of that."""
MAX_PARAGRAPH = 20_000
MAX_NESTING = 20
MAX_ABBREVIATIONS = 200
MAX_FOOTNOTES = 500
MAX_FENCES = 200
LIST_INDENT = 4
"""So many blanks make a list part of the point above."""


class Source:
    """The Markdown of one body. Code is blanked, so that nothing is looked for in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = without_code(document.body)
        self.told: dict[str, int] = defaultdict(int)
        self.found: dict[str, list[int]] = {}

    def position(self, at: int) -> Position:
        """The place in the file of a place in the body."""
        line = self.document.body_line + self.text.count("\n", 0, at)
        return Position(line, at - self.text.rfind("\n", 0, at))

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line."""
        return self.text.split("\n")

    def begins(self, at: Position, sign: str) -> bool:
        """Whether a line begins with a sign."""
        return self.lines[at.line - self.document.body_line].startswith(sign)

    @cached_property
    def _margins(self) -> tuple[str, list[int]]:
        """The text without indents and marks of quotes, as a block has it; the length of each line's."""
        margins = [_INDENT.match(line) for line in self.lines]
        widths = [len(margin[0]) if margin else 0 for margin in margins]
        return _INDENT.sub("", self.text), widths

    def place(self, before: str, written: str, after: str) -> Position:
        """Where something stands in a block, told from others like it by what is around it."""
        plain, margins = self._margins
        before, after = (_NEXT_INDENT.sub("", each) for each in (before, after))
        for sought in (before + written + after, written + after, before + written, written):
            ahead = len(before) if sought.startswith(before + written) else 0
            places = [at + ahead for at in _all(sought, plain)]
            if places:
                at = next(filter(self._is_below_text, places), places[0])
                line = plain.count("\n", 0, at)
                column = at - plain.rfind("\n", 0, at) + margins[line]
                return Position(self.document.body_line + line, column)
        return self.position(0)

    def _is_below_text(self, at: int) -> bool:
        """Whether a line begins there, and the one above is neither empty nor a point in a list."""
        plain = self._margins[0]
        if at == 0 or plain[at - 1] != "\n":
            return False
        above = plain[plain.rfind("\n", 0, at - 1) + 1 : at - 1]
        return bool(above.strip()) and not _POINT.match(above)

    def next_place(self, written: str, openings: Sequence[str]) -> Position:
        """The place of `written`, after one of `openings`; the next one for each time asked.

        Elements come in the order in which they stand in the text.
        """
        number = self.told[written]
        self.told[written] += 1
        if written not in self.found:
            self.found[written] = self._places(written, openings)
        places = self.found[written]
        return self.position(places[min(number, len(places) - 1)])

    def _places(self, written: str, openings: Sequence[str]) -> list[int]:
        found = sorted(
            at + len(opening) for opening in openings for at in _all(opening + written, self.text)
        )
        return found or [max(self.text.find(written), 0)]

    @cached_property
    def headings(self) -> list[Position]:
        """Where each heading stands, whether marked with # or underlined."""
        lines = ["", *self.lines, ""]
        first = self.document.body_line - 1
        return [
            Position(first + number)
            for number, line in enumerate(lines[1:-1], 1)
            if re.match("#{1,6}", line)
            or (
                line.strip()
                and not lines[number - 1].strip()
                and _UNDERLINE.fullmatch(lines[number + 1])
            )
        ]

    def too_much(self) -> tuple[Code, int, str] | None:
        """(code, place, what must be true) of what Markdown would take minutes to read, or never end.

        Python-Markdown looks for the end of each bracket in all of its
        paragraph, for that of each block of code in all of the text, and calls
        itself once for each level of quotes and lists.
        """
        if self.text.count("\n*[") > MAX_ABBREVIATIONS:
            must = f"texten får ha högst {MAX_ABBREVIATIONS} förkortningar (*[…]: …)"
            return Code.TOO_LONG, self.text.find("\n*[") + 1, must
        if self.text.count("[^") > MAX_FOOTNOTES:
            must = f"texten får ha högst {MAX_FOOTNOTES} fotnoter"
            return Code.TOO_LONG, self.text.find("[^"), must
        fence = _one_too_many(self.document.body)
        if fence:
            must = f"texten får ha högst {MAX_FENCES // 2} kodblock (```)"
            return Code.TOO_LONG, fence.start(), must
        for at, paragraph in self._paragraphs():
            deep = _deepest(paragraph)
            if deep is not None:
                must = f"texten får ha högst {MAX_NESTING} nivåer av listor, citat och parenteser"
                return Code.TOO_DEEP, at + deep, f"{must}; ta bort några"
            if len(paragraph) > MAX_PARAGRAPH:
                must = f"ett stycke får ha högst {_thousands(MAX_PARAGRAPH)} tecken"
                return Code.TOO_LONG, at, f"{must}; dela upp det med tomma rader"
        if len(self.text) > MAX_BODY:
            must = f"texten får ha högst {_thousands(MAX_BODY)} tecken; dela upp den"
            return Code.FILE_TOO_LARGE, 0, must
        return None

    def flattened(self) -> Iterator[int]:
        """Where the first point of each list within a list stands, that is indented too little for one."""
        if "\n " not in self.text:
            return
        above: tuple[bool, int] | None = None
        for match in _POINT_OR_TEXT.finditer(self.text):
            if match["text"]:
                above = None
                continue
            numbered, indent = match["mark"][0].isdigit(), len(match["indent"])
            if above and above[0] == numbered and 0 < indent - above[1] < LIST_INDENT:
                yield match.start("mark")
            above = numbered, indent

    def _paragraphs(self) -> Iterator[tuple[int, str]]:
        for match in re.finditer(r"[^\n]+(\n[^\n]+)*", self.text):
            yield match.start(), match[0]


def without_code(text: str) -> str:
    """The text with blanks for code, each line as long as it was."""
    if ("`" not in text and "~~~" not in text) or _one_too_many(text):
        return text
    return _CODE.sub(_blank, _FENCED.sub(_blank, text))


def _one_too_many(text: str) -> re.Match[str] | None:
    """The first beginning or end of a block of code beyond what a body may have."""
    if "```" not in text and "~~~" not in text:
        return None
    return next(islice(_FENCE.finditer(text), MAX_FENCES, None), None)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _all(needle: str, text: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


_BRACKETS = {"[": 1, "]": -1, "(": 1, ")": -1, "<": 1, ">": -1}
_KINDS = {"[": "[", "]": "[", "(": "(", ")": "(", "<": "<", ">": "<"}


def _deepest(paragraph: str) -> int | None:
    """Where a paragraph becomes too deep."""
    at = 0
    for line in paragraph.split("\n"):
        marks = line[: len(line) - len(line.lstrip(" \t>"))]
        # Four blanks or one > begin a level.
        if marks.count(">") + marks.replace("\t", "    ").count("    ") > MAX_NESTING:
            return at
        at += len(line) + 1
    if sum(map(paragraph.count, "[(<")) <= MAX_NESTING:
        return None
    open_brackets = dict.fromkeys("[(<", 0)
    for match in re.finditer(r"[][()<>]", paragraph):
        kind = _KINDS[match[0]]
        open_brackets[kind] = max(open_brackets[kind] + _BRACKETS[match[0]], 0)
        if open_brackets[kind] > MAX_NESTING:
            return match.start()
    return None


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")

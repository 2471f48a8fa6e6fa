"""Bytes → text that the rest may trust: UTF-8, NFC, line feeds, no controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from knowledge.model import Position, Problem
from knowledge.problems import Code
from knowledge.text import INVISIBLE

MAX_BYTES = 1_000_000
MOST_TOLD = 10
"""A file of another kind can hold thousands of controls; so many are told of."""
_SPOILT = re.compile(
    "(?P<letters>Ã[\u00a0-\u00bf\u2013\u201e\u2026]|Â[\u00a0-\u00bf]|â€.|\ufffd)|^(?P<marks><{7}|>{7})(?: |$)",
    re.MULTILINE,
)
"""UTF-8 that was read as Windows-1252, or what took the place of letters that were lost; and the
marks that git leaves."""
_NEEDS = ("Ã", "Â", "â€", "\ufffd", "<<<<<<<", ">>>>>>>")
"""One of these is in every such text."""


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, and what is wrong with its bytes.

    A BOM and CRLF are accepted and dropped. Text is composed (NFC), so that
    an å typed on one machine equals an å typed on another. With a problem the
    text is empty: nothing that follows would be told rightly.
    """
    if len(raw) > MAX_BYTES:
        must = f"filen får vara högst {MAX_BYTES // 1_000_000} MB; korta den, eller dela upp den"
        found = f"den är {megabytes(len(raw))}"
        return "", [Problem(Code.FILE_TOO_LARGE, path, Position(), "filen", must, found)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(error, path)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = list(islice(_controls(text, path), MOST_TOLD)) or _spoilt(text, path)
    return ("" if problems else text), problems


def megabytes(size: int) -> str:
    """1,2 MB; rounded up, so that what is too large never looks as if it were not."""
    return f"{-(-size // 100_000) / 10:.1f} MB".replace(".", ",")


def _not_utf8(error: UnicodeDecodeError, path: str) -> Problem:
    raw: bytes = error.object.removeprefix(b"\xef\xbb\xbf")
    start = error.start if raw is error.object else error.start - len(error.object) + len(raw)
    before = raw[: max(start, 0)].decode("utf-8", "replace")
    position = _position(before, len(before))
    must = "filen ska vara sparad som UTF-8; spara om den med den teckenkodningen"
    found = f"här står byten 0x{error.object[error.start]:02X}"
    return Problem(Code.NOT_UTF8, path, position, "filen", must, found)


def _spoilt(text: str, path: str) -> list[Problem]:
    """What has gone wrong with the whole file: the first place of it."""
    match = _SPOILT.search(text) if any(each in text for each in _NEEDS) else None
    if not match:
        return []
    position = _position(text, match.start())
    if match["marks"]:
        must = "behåll den ena versionen, och ta bort raderna som börjar med <<<<<<<, ======= och >>>>>>>"
        found = "två versioner har inte förts samman"
        return [Problem(Code.UNMERGED, path, position, "filen", must, found)]
    letters = match["letters"]
    must = "skriv å, ä och ö på nytt, eller hämta filen som den var och spara den som UTF-8"
    found = f"här står {letters} i stället för {_meant(letters)}"
    return [Problem(Code.BROKEN_LETTERS, path, position, "filen", must, found)]


def _meant(letters: str) -> str:
    try:
        return f"”{letters.encode('cp1252').decode()}”"
    except UnicodeError:
        return "det som ska stå där"


def _position(text: str, at: int) -> Position:
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _controls(text: str, path: str) -> Iterator[Problem]:
    must = "ta bort det osynliga tecknet; skriv om ordet för hand i stället för att klistra in det"
    for match in INVISIBLE.finditer(text):
        position = _position(text, match.start())
        found = f"här står U+{ord(match[0]):04X}"
        yield Problem(Code.CONTROL_CHARACTER, path, position, "filen", must, found)

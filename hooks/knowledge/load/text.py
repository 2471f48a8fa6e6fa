"""Bytes → text that the rest may trust: UTF-8, NFC, line feeds, no controls."""

from __future__ import annotations

import re
import unicodedata

from knowledge.model import Position, Problem
from knowledge.problems import Code

MAX_BYTES = 1_000_000

# C0 and C1 controls but tab and line feed; line and paragraph separators;
# bidirectional overrides and isolates, which can make text read otherwise
# than it is (CVE-2021-42574); zero-width space and BOM inside the text;
# non-characters.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, and what is wrong with its bytes.

    A BOM and CRLF are accepted and dropped. Text is composed (NFC), so that
    an å typed on one machine equals an å typed on another. With a problem the
    text is empty: nothing that follows would be told rightly.
    """
    if len(raw) > MAX_BYTES:
        must = f"filen får vara högst {MAX_BYTES // 1_000_000} MB; korta den, eller dela upp den"
        found = f"den är {len(raw) / 1_000_000:.1f} MB".replace(".", ",")
        return "", [Problem(Code.FILE_TOO_LARGE, path, Position(), "filen", must, found)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - before.rfind(b"\n")
        must = "filen ska vara sparad som UTF-8; spara om den med den teckenkodningen"
        found = f"tecknet har byten 0x{raw[error.start]:02X}"
        return "", [Problem(Code.NOT_UTF8, path, Position(line, column), "filen", must, found)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = [_control(match, text, path) for match in _CONTROLS.finditer(text)]
    return ("" if problems else text), problems


def _control(match: re.Match[str], text: str, path: str) -> Problem:
    at = match.start()
    position = Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    must = "ta bort det osynliga tecknet; skriv om ordet för hand i stället för att klistra in det"
    return Problem(
        Code.CONTROL_CHARACTER, path, position, "filen", must, f"här står U+{ord(match[0]):04X}"
    )

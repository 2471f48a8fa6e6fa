"""What YAML misreads or chokes on, in words for an editor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from knowledge.problems import Code

_LONGEST = 40
"""No value longer than this is taken for a number by anyone."""

_NAME = re.compile(r"\s*(?:- +)?[\w-]+")
"""All that may stand before the colon of a field."""
_WORD = re.compile(r"(?i:(y|yes|on)|n|no|off)")
_BEGINS_NUMBERS = "+-.0123456789"
_LEADING_ZERO = re.compile(r"[-+]?0[\d_]+")
_OTHER_BASE = re.compile(r"[-+]?0[xob][\da-fA-F_]+")
_UNDERSCORED = re.compile(r"[-+]?\d[\d_]*_[\d_]*")
_BASE_60 = re.compile(r"[-+]?[1-9][\d_]*(:[0-5]?\d)+(\.\d*)?")
_EXPONENT = re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def misread(text: str) -> tuple[str, str] | None:
    """(what must be true, what was found) of a plain value that YAML 1.1 reads as another."""
    if len(text) > _LONGEST:
        return None
    quoted = f'sätt värdet inom citattecken: "{text}"'
    word = _WORD.fullmatch(text)
    if word:
        other = "sant" if word[1] else "falskt"
        return quoted, f"utan dem läses {text} som {other}"
    if text[:1] not in _BEGINS_NUMBERS:
        return None
    if _LEADING_ZERO.fullmatch(text):
        must = f"{quoted}, eller ta bort nollan i början om det är ett tal"
        return must, f"{text} kan läsas som {_octal(text)}"
    if _BASE_60.fullmatch(text):
        return quoted, f"utan dem kan {text} läsas som {_base_60(text)}"
    if _UNDERSCORED.fullmatch(text):
        return f"{quoted}, eller skriv talet utan understreck", f"här står {text}"
    if any(each.fullmatch(text) for each in (_OTHER_BASE, _EXPONENT, _NOT_FINITE)):
        return f"{quoted}, eller skriv talet med vanliga siffror", f"här står {text}"
    return None


def _octal(text: str) -> str:
    digits = text.replace("_", "")
    return str(int(digits, 8)) if re.fullmatch(r"[-+]?[0-7]+", digits) else "ett annat tal"


def _base_60(text: str) -> str:
    total = 0
    for part in text.replace("_", "").lstrip("-+").split("."):
        for digits in part.split(":"):
            total = total * 60 + int(digits)
        break
    return str(total)


_Place = tuple[int, int]
"""Line and column, from 0 as libyaml counts."""
_Explained = tuple[Code, str, _Place]


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> _Explained:
    """What libyaml said, as a thing to do, and where to do it."""
    said = f"{error.context or ''} {error.problem or ''}"
    at = _place(error.problem_mark or error.context_mark)
    start = _place(error.context_mark or error.problem_mark)
    line = lines[at[0]] if at[0] < len(lines) else ""
    if re.match(r" *\t", line) and "quoted scalar" not in said:
        return Code.TAB, "gör indrag med blanksteg; byt tabben mot två blanksteg", at
    if "quoted scalar" in said:
        return (*_ESCAPE, at) if "escape" in (error.problem or "") else (*_QUOTE, start)
    if "document start" in said:
        return Code.BROKEN_YAML, "ta bort raden, den avslutar huvudet", _marker(lines, at)
    if "mapping values" in said and _NAME.fullmatch(line[: at[1]]):
        return Code.BROKEN_YAML, _INDENT, (at[0], len(line) - len(line.lstrip()))
    for part, code, must, from_start in _SAID:
        if part in said:
            return code, must, start if from_start else at
    value = re.match(r"[^:]*:\s+(\S)", line)
    if value and value[1] in "\"'":
        return Code.OPEN_QUOTE, _ENDED_EARLY, (at[0], value.start(1))
    if value and value[1] in "[{]},?|>":
        return Code.BROKEN_YAML, _RESERVED, (at[0], value.start(1))
    return Code.BROKEN_YAML, _CHECK, at


def _place(mark: Any) -> _Place:
    return (mark.line, mark.column) if mark else (0, 0)


def _marker(lines: Sequence[str], at: _Place) -> _Place:
    """The line of the ... or % that ends or begins a YAML document."""
    for number, line in enumerate(lines[: at[0] + 1]):
        if re.match(r"\.\.\.(\s|$)|%|---(\s|$)", line):
            return number, 0
    return at


_COLON = "sätt värdet inom citattecken, det innehåller kolon och mellanslag"
_INDENT = (
    "raden ska börja lika långt in som fälten den hör ihop med; "
    "hör den till texten ovanför ska hela den texten stå inom citattecken"
)
_RESERVED = "sätt värdet inom citattecken, det börjar med ett tecken som är reserverat"
_CHECK = "kontrollera raden och raden ovanför: indrag, kolon, hakparenteser och citattecken"
_DASH = "börja listan på en egen rad; är strecket en del av värdet ska det stå inom citattecken"
_NO_COLON = "varje fält står på egen rad som namn: värde; sätt kolon och mellanslag efter namnet"
_QUOTE = (Code.OPEN_QUOTE, "avsluta värdet med samma citattecken som det börjar med")
_ESCAPE = (
    Code.BROKEN_YAML,
    "skriv \\\\ för ett omvänt snedstreck, eller sätt enkla citattecken runt värdet",
)
_ENDED_EARLY = (
    "värdet slutar vid sitt andra citattecken; sätt den andra sortens citattecken runt det"
)
_LIST = "avsluta listan med ] och sätt komma mellan värdena"
_FIELDS = "avsluta fälten med } och sätt komma mellan dem"

# What libyaml says → what to do, and whether its beginning is the place to do it.
_SAID = (
    ("mapping values are not allowed", Code.COLON_IN_VALUE, _COLON, False),
    ("cannot start any token", Code.BROKEN_YAML, _RESERVED, False),
    ("undefined tag handle", Code.TAG, "ta bort taggen och skriv bara värdet", False),
    ("scanning a tag", Code.TAG, _RESERVED, True),
    ("scanning an anchor", Code.ALIAS, _RESERVED, True),
    ("scanning an alias", Code.ALIAS, _RESERVED, True),
    ("sequence entries are not allowed", Code.BROKEN_YAML, _DASH, False),
    ("flow sequence", Code.BROKEN_YAML, _LIST, True),
    ("flow mapping", Code.BROKEN_YAML, _FIELDS, True),
    ("could not find expected ':'", Code.BROKEN_YAML, _NO_COLON, True),
)

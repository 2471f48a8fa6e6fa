"""YAML → plain values and the place of each, from libyaml's events.

Built from events and not from nodes or constructors, because PyYAML's own
ways accept duplicate keys, expand aliases without end, recurse as deep as the
document goes, and turn `no` into False, `010` into 8 and `1:30` into 90. Here
a value is text unless it is plainly a number, true, false or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge.model import FieldPath, Position, Problem
from knowledge.problems import Code

MAX_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9]\d*)\.\d+")
# What YAML 1.1 reads as a boolean, an octal, hexadecimal, binary or base-60
# number, a number with underscores, or an infinity.
_AMBIGUOUS = re.compile(
    r"(?i:y|n|yes|no|on|off)|[-+]?0\d[\d_]*|[-+]?0[xob][\da-f_]+|[-+]?\d[\d_]*_[\d_]*"
    r"|[-+]?[1-9][\d_]*(:[0-5]?\d)+(\.\d*)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|[-+]?\d+(\.\d*)?[eE][-+]?\d+"
)


@dataclass
class Parsed:
    """Values, places and problems of one YAML text."""

    value: Any = None
    positions: dict[FieldPath, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Open:
    """A list or mapping that has begun and not ended."""

    value: Any
    path: FieldPath
    key: str | None = None
    expects_key: bool = False


def parse(text: str, path: str, first_line: int = 1) -> Parsed:
    """Read one YAML document; `first_line` is the line of the file it starts on."""
    return _Reader(text, path, first_line).read()


class _Reader:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.out = Parsed()
        self.stack: list[_Open] = []

    def read(self) -> Parsed:
        try:
            for event in self._events():
                if not self._take(event):
                    break
        except yaml.MarkedYAMLError as error:
            self.out.problems.append(self._broken(error))
        except yaml.YAMLError:
            self._problem(Code.BROKEN_YAML, Position(self.first_line), "kontrollera tecken och indrag")
        return self.out

    def _events(self) -> Iterator[Any]:
        return iter(yaml.parse(self.text, Loader=_Loader))

    def _take(self, event: Any) -> bool:
        """Use one event; False when reading cannot go on."""
        if isinstance(event, yaml.AliasEvent):
            self._problem(
                Code.ALIAS, self._at(event), "skriv ut värdet i stället för ett alias", f"*{event.anchor}"
            )
            self._place(None, event)
            return False
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            return self._begin(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._close()
        return True

    def _begin(self, event: Any) -> bool:
        if event.anchor:
            self._problem(
                Code.ALIAS, self._at(event), "ta bort ankaret och skriv ut värdet", f"&{event.anchor}"
            )
            return False
        if event.tag and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(Code.TAG, self._at(event), "ta bort taggen och skriv bara värdet", tag)
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
            return True
        if len(self.stack) >= MAX_DEPTH:
            must = f"högst {MAX_DEPTH} nivåer av listor och fält är tillåtna; gör strukturen plattare"
            self._problem(Code.TOO_DEEP, self._at(event), must)
            return False
        mapping = isinstance(event, yaml.MappingStartEvent)
        value: Any = {} if mapping else []
        path = self._place(value, event)
        self.stack.append(_Open(value, path, expects_key=mapping))
        return True

    def _close(self) -> None:
        self.stack.pop()
        self._after_value()

    def _after_value(self) -> None:
        if self.stack and isinstance(self.stack[-1].value, dict):
            self.stack[-1].expects_key = True

    def _scalar(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top and top.expects_key:
            self._key(top, event)
            return
        value = self._resolve(event) if event.implicit[0] and not event.style else event.value
        self._place(value, event)
        self._after_value()

    def _key(self, top: _Open, event: Any) -> None:
        key = event.value
        if key in top.value:
            first = self.out.positions[(*top.path, key, "@key")]
            self._problem(
                Code.DUPLICATE_FIELD,
                self._at(event),
                "fältet får stå en gång; behåll en av raderna",
                f"det står också på rad {first.line}",
                field_name=key,
            )
            # The second value has nowhere to go: it is read and left aside.
            top.key = None
        else:
            top.key = key
            top.value[key] = None
            self.out.positions[(*top.path, key, "@key")] = self._at(event)
        top.expects_key = False

    def _place(self, value: Any, event: Any) -> FieldPath:
        """Put a value where it belongs, note where it stands; its path."""
        if not self.stack:
            self.out.value = value
            path: FieldPath = ()
        else:
            top = self.stack[-1]
            if isinstance(top.value, list):
                path = (*top.path, len(top.value))
                top.value.append(value)
            elif top.expects_key:
                path = top.path
                self._problem(Code.NOT_A_MAPPING, self._at(event), "fältnamnet ska vara ett ord")
                top.key, top.expects_key = None, False
                return (*path, "@other")
            elif top.key is None:
                return (*top.path, "@other")
            else:
                path = (*top.path, top.key)
                top.value[top.key] = value
        self.out.positions[path] = self._at(event)
        return path

    def _resolve(self, event: Any) -> Any:
        """The value of a plain scalar."""
        text: str = event.value
        self._check_comment(event)
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
        if _AMBIGUOUS.fullmatch(text):
            self._problem(
                Code.AMBIGUOUS,
                self._at(event),
                f'sätt värdet inom citattecken: "{text}"',
                f"utan dem läses {text} som något annat",
            )
            return text
        if _INTEGER.fullmatch(text):
            # Longer than any true number here; Python refuses 4,300 digits.
            return int(text) if len(text) < 20 else text
        return float(text) if _FLOAT.fullmatch(text) else text

    def _check_comment(self, event: Any) -> None:
        """A plain value followed by " #" loses the rest of its line in silence."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        comment = re.match(r"\s+#.*", rest)
        if event.value and comment:
            whole = f"{event.value}{comment[0]}".replace('"', "'")
            must = f'sätt hela värdet inom citattecken: "{whole}"; är det en kommentar får den en egen rad'
            self._problem(Code.HASH_IN_VALUE, self._at(event), must, "allt efter # skulle försvinna")

    def _at(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(mark.line + self.first_line, mark.column + 1)

    def _problem(
        self, code: Code, position: Position, must: str, found: str = "", field_name: str = ""
    ) -> None:
        name = field_name or self._here()
        found = f"här står {found}" if found[:1] in "*&!" and found else found
        self.out.problems.append(Problem(code, self.path, position, name, must, found))

    def _here(self) -> str:
        for level in reversed(self.stack):
            if level.key:
                return level.key
        return "huvudet"

    def _broken(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, len(self.lines) - 1) if mark else 0
        position = Position(line + self.first_line, (mark.column if mark else 0) + 1)
        said = f"{error.context or ''} {error.problem or ''}"
        code, must = _explain(said, self.lines[line] if self.lines else "")
        return Problem(code, self.path, position, self._here(), must)


def _explain(said: str, line: str) -> tuple[Code, str]:
    """What libyaml said, as a thing to do."""
    if "mapping values are not allowed" in said:
        return Code.COLON_IN_VALUE, "sätt värdet inom citattecken, det innehåller kolon och mellanslag"
    if "\t" in line and "cannot start any token" in said:
        return Code.TAB, "byt tabben mot blanksteg"
    if "quoted scalar" in said:
        return Code.OPEN_QUOTE, "avsluta värdet med samma citattecken som det börjar med"
    if "undefined alias" in said:
        return Code.ALIAS, "skriv ut värdet i stället för ett alias"
    if "cannot start any token" in said:
        return Code.BROKEN_YAML, "sätt värdet inom citattecken, det börjar med ett tecken som är reserverat"
    if "undefined tag handle" in said or "tag" in said.split():
        return Code.TAG, "ta bort taggen och skriv bara värdet"
    if "expected <block end>" in said or "expected key" in said or "expected ':'" in said:
        return Code.BROKEN_YAML, "kontrollera indrag och kolon; varje fält står på egen rad som namn: värde"
    return Code.BROKEN_YAML, "kontrollera raden och raden ovanför: indrag, kolon, hakparenteser och citattecken"

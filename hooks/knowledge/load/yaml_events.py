"""YAML → plain values and the place of each, from libyaml's events.

Built from events and not from nodes or constructors, because PyYAML's own
ways accept duplicate keys, expand aliases without end, recurse as deep as the
document goes, and turn `no` into False, `010` into 8 and `1:30` into 90. Here
a value is text unless it is plainly a number, true, false or nothing.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge.load.yaml_words import explain, misread
from knowledge.model import FieldPath, Position, Problem, field_name
from knowledge.problems import Code
from knowledge.text import INVISIBLE, on_one_line

MAX_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9]\d*)\.\d+")
_LONGEST_NUMBER = 20
"""Longer than any true number here; Python refuses 4,300 digits."""
_NAME = 40
"""The longest name of a field or word out of a list, in letters."""
_BEGINNING = re.compile(r"[\s-]*(?:[\w-]+:\s*)?")
"""What comes before a value on its line."""
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass
class Parsed:
    """Values, places and problems of one YAML text.

    `wrong` names the places that have a problem; () when reading had to stop.
    """

    value: Any = None
    positions: dict[FieldPath, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    wrong: set[FieldPath] = field(default_factory=set)


@dataclass
class _Open:
    """A list or mapping that has begun and not ended."""

    value: Any
    path: FieldPath
    key: str | None = None
    expects_key: bool = False

    @property
    def next_path(self) -> FieldPath:
        """Where the next value goes."""
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return self.path if self.key is None else (*self.path, self.key)


class _StopError(Exception):
    """Reading cannot go on: what follows would be told wrongly."""


def parse(text: str, path: str, first_line: int = 1, most: int | None = None) -> Parsed:
    """Read one YAML document; `first_line` is the line of the file it starts on.

    `most` is how many values it may hold.
    """
    return _Reader(text, path, first_line, most).read()


class _Reader:
    def __init__(self, text: str, path: str, first_line: int, most: int | None) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.most = most
        self.out = Parsed()
        self.stack: list[_Open] = []
        self.values = 0
        self.documents = 0

    def read(self) -> Parsed:
        try:
            self._check_spaces()
            for event in yaml.parse(self.text, Loader=_Loader):
                self._take(event)
        except _StopError:
            self.out.wrong.add(())
        except yaml.MarkedYAMLError as error:
            self._broken(error)
        except (yaml.YAMLError, UnicodeError):
            must = "kontrollera tecken och indrag"
            self._problem(Code.BROKEN_YAML, Position(self.first_line), (), must)
        return self.out

    def _check_spaces(self) -> None:
        """A hard space looks like a space, and is a letter to YAML."""
        if "\u00a0" not in self.text:
            return
        for number, line in enumerate(self.lines):
            column = _BEGINNING.match(line)[0].find("\u00a0")  # type: ignore[index]  # always matches
            if column < 0 and line.rstrip(" ").endswith("\u00a0"):
                column = len(line.rstrip(" ")) - 1
            if column >= 0:
                must = "byt det hårda mellanslaget, som ofta kommer från Word, mot ett vanligt"
                position = Position(number + self.first_line, column + 1)
                self._problem(Code.BROKEN_YAML, position, self._named_on(number), must)
                raise _StopError

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            must = "skriv ut värdet i stället för ett alias; börjar det med * ska det stå inom citattecken"
            self._stop(Code.ALIAS, event, must, f"här står *{event.anchor}")
        elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self._after_value()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(Code.BROKEN_YAML, event, "ta bort raden, den avslutar huvudet")

    def _begin(self, event: Any) -> None:
        self.values += 1
        if self.most is not None and self.values > self.most:
            must = f"huvudet får ha högst {self.most} värden; flytta text till brödtexten"
            self._stop(Code.FILE_TOO_LARGE, event, must)
        if event.anchor:
            must = "ta bort ankaret; börjar värdet med & ska det stå inom citattecken"
            self._stop(Code.ALIAS, event, must, f"här står &{event.anchor}")
        if event.tag and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            must = "ta bort taggen; börjar värdet med ! ska det stå inom citattecken"
            self._stop(Code.TAG, event, must, f"här står {on_one_line(tag)}")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._open(event)

    def _open(self, event: Any) -> None:
        if self.stack and self.stack[-1].expects_key:
            must = "ett fältnamn ska vara ett ord; börjar värdet med [, { eller ? ska det stå inom citattecken"
            self._stop(Code.NOT_A_MAPPING, event, must)
        if len(self.stack) >= MAX_DEPTH:
            must = (
                f"högst {MAX_DEPTH} nivåer av listor och fält är tillåtna; gör strukturen plattare"
            )
            self._problem(Code.TOO_DEEP, self._at(event), self._outermost(), must)
            raise _StopError
        mapping = isinstance(event, yaml.MappingStartEvent)
        value: Any = {} if mapping else []
        path = self._place(value, event)
        self.stack.append(_Open(value, path, expects_key=mapping))

    def _after_value(self) -> None:
        if self.stack and isinstance(self.stack[-1].value, dict):
            self.stack[-1].key = None
            self.stack[-1].expects_key = True

    def _scalar(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top and top.expects_key:
            self._key(top, event)
            return
        path = top.next_path if top else ()
        self._check_quote(event)
        value = self._resolve(event, path) if self._is_plain(event) else self._text(event, path)
        self._place(value, event)
        self._after_value()

    @staticmethod
    def _is_plain(event: Any) -> bool:
        return bool(event.implicit[0]) and not event.style

    def _key(self, top: _Open, event: Any) -> None:
        key = self._text(event, top.path)
        path = (*top.path, key)
        if key in top.value:
            first = self.out.positions[(*path, "@key")]
            must = "fältet får stå en gång; behåll en av raderna"
            if any(isinstance(part, int) for part in path):
                must += ", eller sätt ett bindestreck framför det som börjar en ny punkt i listan"
            found = f"det står också på rad {first.line}"
            self._problem(Code.DUPLICATE_FIELD, self._at(event), path, must, found)
        else:
            top.value[key] = None
            self.out.positions[(*path, "@key")] = self._at(event)
        top.key = key
        top.expects_key = False

    def _place(self, value: Any, event: Any) -> FieldPath:
        """Put a value where it belongs, note where it stands; its path.

        Of two fields with one name the last is kept; nothing is built on it.
        """
        if not self.stack:
            self.out.value = value
            path: FieldPath = ()
        else:
            top = self.stack[-1]
            path = top.next_path
            if isinstance(top.value, list):
                top.value.append(value)
            else:
                top.value[top.key] = value
        self.out.positions[path] = self._at(event)
        return path

    def _text(self, event: Any, path: FieldPath) -> str:
        """Text as it was meant: escapes ("\\u202e") may bring in what the file itself may not."""
        text = unicodedata.normalize("NFC", event.value)
        hidden = INVISIBLE.search(text)
        if hidden:
            must = "ta bort det osynliga tecknet"
            found = f"här står U+{ord(hidden[0]):04X}"
            self._problem(Code.CONTROL_CHARACTER, self._at(event), path, must, found)
        # Names of fields and words out of lists stand in every entry: one of each is enough.
        return sys.intern(text) if len(text) <= _NAME else text

    def _resolve(self, event: Any, path: FieldPath) -> Any:
        """The value of a plain scalar."""
        text = self._text(event, path)
        self._check_comment(event, path)
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        other = misread(text)
        if other:
            must, found = other
            self._problem(Code.AMBIGUOUS, self._at(event), path, must, found)
            return text
        if len(text) < _LONGEST_NUMBER:
            if _INTEGER.fullmatch(text):
                return int(text)
            if _FLOAT.fullmatch(text):
                return float(text)
        return text

    def _check_quote(self, event: Any) -> None:
        """A quote left open takes in the fields below, up to the next quote."""
        first, last = event.start_mark.line, event.end_mark.line
        if event.style and event.style in "\"'":
            for line in self.lines[first + 1 : last + 1]:
                if re.match(r"\s*(- )?[\w-]+:(\s|$)", line):
                    must = "avsluta värdet med samma citattecken som det börjar med"
                    self._stop(Code.OPEN_QUOTE, event, must)

    def _check_comment(self, event: Any, path: FieldPath) -> None:
        """A plain value followed by " #" loses the rest of its line in silence."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        comment = re.match(r"\s*#.*", rest)
        if comment:
            whole = f"{event.value}{comment[0]}".strip().replace('"', "'")
            must = (
                f'sätt hela värdet inom citattecken: "{on_one_line(whole)}"; '
                "är det en kommentar får den en egen rad"
            )
            found = "allt efter # skulle försvinna"
            self._problem(Code.HASH_IN_VALUE, self._at(event), path, must, found)

    def _at(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(mark.line + self.first_line, mark.column + 1)

    def _problem(
        self, code: Code, position: Position, path: FieldPath, must: str, found: str = ""
    ) -> None:
        self.out.wrong.add(path)
        name = field_name(path)
        self.out.problems.append(Problem(code, self.path, position, name, must, found))

    def _stop(self, code: Code, event: Any, must: str, found: str = "") -> None:
        self._problem(code, self._at(event), self._here(), must, found)
        raise _StopError

    def _here(self) -> FieldPath:
        return self.stack[-1].next_path if self.stack else ()

    def _outermost(self) -> FieldPath:
        """The field of the front matter that is being read."""
        key = self.stack[0].key if self.stack else None
        return () if key is None else (key,)

    def _broken(self, error: yaml.MarkedYAMLError) -> None:
        code, must, (line, column) = explain(error, self.lines)
        position = Position(line + self.first_line, column + 1)
        within = bool(re.match(r"\s", self.lines[line])) if line < len(self.lines) else False
        named = self._named_on(line) or (self._outermost() if within else ())
        self._problem(code, position, named, must)
        self.out.wrong.add(())

    def _named_on(self, line: int) -> FieldPath:
        """The field that a line names, when what is wrong with it hid its name."""
        text = self.lines[line] if line < len(self.lines) else ""
        name = re.match(r"([\w-]+):(\s|$)", text)
        return (name[1],) if name else ()

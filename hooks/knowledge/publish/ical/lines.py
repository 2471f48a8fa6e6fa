"""Properties as content lines (RFC 5545 §3.1), with the values and escapes of `icalendar`.

The components of the library fold letter by letter and keep nothing: a third of a build's
publishing went into that. Here a line is folded octet by octet, and one that has been
written is not written again. The bytes are the library's own; tests hold them to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from icalendar import Component
from icalendar.parser import Contentline
from icalendar.prop import vText

Property = tuple[str, Any]
"""A name and a value: text, or a value of icalendar's own types."""

_OCTETS = 74
"""In a line; those after the first have a space as well."""


def component(
    kind: type[Component], properties: Iterable[Property], within: Sequence[bytes] = ()
) -> bytes:
    """A component with its properties in the library's order, then those within it."""
    rank = _rank(kind)
    found = sorted(properties, key=lambda each: (rank.get(each[0], len(rank)), each[0]))
    lines = [line(name, value) for name, value in found]
    begin, end = f"BEGIN:{kind.name}\r\n".encode(), f"END:{kind.name}\r\n".encode()
    return b"".join([begin, *lines, *within, end])


@cache
def _rank(kind: type[Component]) -> dict[str, int]:
    order: Any = kind.canonical_order
    return {name: number for number, name in enumerate(order or ())}


def line(name: str, value: Any) -> bytes:
    """One property, folded."""
    return _text(name, value) if type(value) is str else _line(name, value)


@lru_cache(maxsize=2048)
def _text(name: str, text: str) -> bytes:
    return fold(f"{name}:{vText(text).to_ical().decode()}".encode())


def _line(name: str, value: Any) -> bytes:
    return fold(Contentline.from_parts(name, value.params, value).encode())


def fold(text: bytes) -> bytes:
    """Lines of at most 75 octets, with no letter and no escape cut in two."""
    lines = []
    while len(text) > _OCTETS:
        cut = _OCTETS
        while text[cut] & 0xC0 == 0x80:  # within a letter
            cut -= 1
        if text[cut - 1] in b"\\^":
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return b"\r\n ".join([*lines, text]) + b"\r\n"

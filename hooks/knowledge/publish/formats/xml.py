"""XML by the standard library: what it needs to be told to be right for any text."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring


def text(parent: Element, name: str, words: str) -> Element:
    """A new element within `parent` that holds the words."""
    element = SubElement(parent, name)
    element.text = words
    return element


def line(element: Element) -> str:
    """One child of a document, on a line of its own, so that a change is seen as one."""
    return f"{tostring(element, encoding='unicode')}\n"


def document(root: Element, parts: Iterable[str] = (), holder: str = "") -> str:
    """A whole document, a line for each child of the root.

    `parts`, written already, are the last children of the root or of the `holder` within it.
    """
    root.text = root.text or "\n"
    for child in root:
        child.tail = "\n"
    start, end, rest = tostring(root, encoding="unicode").rpartition(f"</{holder or root.tag}>")
    return "".join(['<?xml version="1.0" encoding="UTF-8"?>\n', start, *parts, end, rest, "\n"])

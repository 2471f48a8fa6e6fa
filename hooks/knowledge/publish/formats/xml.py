"""XML by the standard library: what it needs to be told to be right for any text."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring


def text(parent: Element, name: str, words: str) -> Element:
    """A new element within `parent` that holds the words."""
    element = SubElement(parent, name)
    element.text = words
    return element


def document(root: Element) -> str:
    """A whole document. A line for each child of the root, so that a change is seen as one."""
    root.text = root.text or "\n"
    for child in root:
        child.tail = "\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'

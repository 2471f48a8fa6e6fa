"""The way from the start page to a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way from the start page."""

    title: str
    url: str


HOME = Crumb("Start", "")

"""What partners build on and that is to go: told a year before in the API and in the feeds themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fnmatch import fnmatchcase

WARNING = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Leaving:
    """`what` is an address from the root, where * stands for anything; `instead` a whole address.

    It was told on one day and is gone on another, a year later at the least.
    """

    what: str
    told: dt.date
    gone: dt.date
    instead: str

    def __post_init__(self) -> None:
        if self.gone - self.told < WARNING:
            raise ValueError(f"{self.what}: partners are to be told a year before")

    def __str__(self) -> str:
        return f"Upphör {self.gone.isoformat()}. Använd {self.instead} i stället."


LEAVING: tuple[Leaving, ...] = ()
"""Nothing yet."""


def leaving() -> list[dict[str, str]]:
    """As the API's index tells it."""
    return [
        {
            "what": each.what,
            "told": each.told.isoformat(),
            "from": each.gone.isoformat(),
            "instead": each.instead,
        }
        for each in LEAVING
    ]


def notice(address: str) -> str:
    """What the file at an address says of its own end; nothing when it stays."""
    return " ".join(str(each) for each in LEAVING if fnmatchcase(address, each.what))

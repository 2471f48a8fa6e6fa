"""Columns of whole numbers, and rows of unequal length that lie end to end in one.

What the index counts in: a library of ten thousand entries has three million words, and an
object for each is what makes an index slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""One column."""


class Numbered(dict[str, int]):
    """Gives each text that it is asked for a number: 0, 1, 2 … as they come."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


@dataclass(frozen=True)
class Rows:
    """Row n has lengths[n] of the values; the rows follow upon each other."""

    values: Numbers
    lengths: Numbers

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Rows:
        """The same rows in one column."""
        return cls(column(chain.from_iterable(rows)), column(map(len, rows)))

    @cached_property
    def starts(self) -> Numbers:
        """Where each row begins, and at last where all end."""
        return np.concatenate([[0], np.cumsum(self.lengths)])

    @cached_property
    def row(self) -> Numbers:
        """By value: the row that it is in."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def take(self, rows: Numbers) -> Rows:
        """These rows, in this order, as often as they are named."""
        lengths = self.lengths[rows]
        moved = self.starts[rows] - (np.cumsum(lengths) - lengths)
        return Rows(self.values[np.arange(lengths.sum()) + np.repeat(moved, lengths)], lengths)

    def steps(self) -> Rows:
        """Each row as its first number and how much greater each is than the one before it."""
        found = np.diff(self.values, prepend=0)
        first = self.starts[:-1][self.lengths > 0]
        found[first] = self.values[first]
        return Rows(found, self.lengths)

    def lists(self, first: int, last: int) -> list[list[int]]:
        """The rows from the first to before the last."""
        starts = self.starts[first : last + 1]
        values = self.values[starts[0] : starts[-1]].tolist()
        return [values[low:high] for low, high in pairwise((starts - starts[0]).tolist())]


def column(numbers: Iterable[int]) -> Numbers:
    """A column of numbers."""
    return np.fromiter(numbers, np.int64)


def distinct(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The different numbers (none below 0), ascending, and how often each stands there."""
    ordered = np.sort(numbers)
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[first], np.diff(first, append=len(ordered))

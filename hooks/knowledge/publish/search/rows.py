"""Columns of whole numbers, and rows of unequal length that lie end to end in one.

What the index counts in: a library of ten thousand entries has three million words, and an
object for each is what makes an index slow.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
"""One column. Half as wide as numpy's own, which are all that the memory holds."""
Keys = NDArray[np.int64]
"""Several numbers in one."""


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
    def of(cls, rows: Iterable[Sequence[int]]) -> Rows:
        """The same rows in one column; looks at each but once."""
        values, lengths = array("i"), array("i")
        for row in rows:
            values.extend(row)
            lengths.append(len(row))
        return cls(np.array(values, np.int32), np.array(lengths, np.int32))

    @cached_property
    def starts(self) -> Numbers:
        """Where each row begins, and at last where all end."""
        return np.concatenate([[0], np.cumsum(self.lengths)]).astype(np.int32)

    @cached_property
    def row(self) -> Numbers:
        """By value: the row that it is in."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    def take(self, rows: Numbers) -> Rows:
        """These rows, in this order, as often as they are named."""
        lengths = self.lengths[rows]
        moved = self.starts[rows] - (np.cumsum(lengths) - lengths)
        places = np.repeat(moved.astype(np.int32), lengths)
        places += np.arange(len(places), dtype=np.int32)
        return Rows(self.values[places], lengths)

    def steps(self) -> Rows:
        """Each row as its first number and how much greater each is than the one before it."""
        found = np.diff(self.values, prepend=np.int32(0))
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
    return np.fromiter(numbers, np.int32)


def distinct(keys: Keys) -> tuple[Keys, Numbers]:
    """The different keys, ascending, and how often each stands there. Sorts what it is given."""
    keys.sort()
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    first = np.flatnonzero(new)
    return keys[first], np.diff(first, append=len(keys)).astype(np.int32)


def apart(keys: Keys, width: int) -> tuple[Numbers, Numbers]:
    """The two numbers of first * width + second, in columns as narrow as they fit in."""
    first, second = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32)
    np.floor_divide(keys, width, out=first, casting="unsafe")
    np.remainder(keys, width, out=second, casting="unsafe")
    return first, second

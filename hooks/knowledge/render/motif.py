"""The bank's picture: a grid of cells, sorted on the left and mixed on the right.

The five tones stand for the five area types of Segregationsbarometern. Marks
of entry types and focus areas are the same grid, three by three.
"""

from __future__ import annotations

import hashlib
from functools import cache

from markupsafe import Markup

COLUMNS, ROWS = 18, 15
CELL, GAP = 18, 3
TONES = 5


@cache
def mark(pattern: str) -> Markup:
    """A 3 × 3 mark as inline SVG; decoration, as its name always stands beside it."""
    cells = [
        Markup('<rect class="{}" x="{}" y="{}" width="9" height="9" rx="1"/>').format(
            "on" if cell == "#" else "off", column * 10, row * 10
        )
        for row, line in enumerate(pattern.split())
        for column, cell in enumerate(line)
    ]
    return Markup(
        '<svg class="mark" viewBox="0 0 29 29" aria-hidden="true" focusable="false">{}</svg>'
    ).format(Markup("").join(cells))


def motif(columns: int = COLUMNS, rows: int = ROWS) -> Markup:
    """The large grid: bands of one tone to the left, any tone to the right."""
    step = CELL + GAP
    cells = [
        Markup('<rect class="tone-{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
            _tone(column / (columns - 1), row * TONES // rows, column, row),
            column * step,
            row * step,
            CELL,
            CELL,
        )
        for row in range(rows)
        for column in range(columns)
    ]
    size = f"0 0 {columns * step - GAP} {rows * step - GAP}"
    return Markup(
        '<svg class="motif" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>'
    ).format(size, Markup("").join(cells))


def _tone(along: float, band: int, column: int, row: int) -> int:
    """The band's own tone near the left edge (0), and the less often the further right (1).

    Chance comes from a hash of the cell's place: the same picture every time.
    """
    chance = hashlib.sha256(f"{column},{row}".encode()).digest()
    mixed = chance[0] / 255 < along**1.6
    return chance[1] % TONES + 1 if mixed else band + 1

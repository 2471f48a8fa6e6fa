"""Tables as Python-Markdown makes them, and a word about what it would drop."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.extensions.tables import TableProcessor

from knowledge.problems import Code
from knowledge.render.draft import Draft
from knowledge.render.source import without_code


class Tables(TableProcessor):
    """Cells beyond those of the first row are left out in silence: here they are told of."""

    draft: Draft

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the table whose lines are the first of the blocks."""
        most = len(self.separator)
        for row in (line.strip() for line in blocks[0].split("\n")[2:]):
            cells = self._split_row(row)  # type: ignore[attr-defined]  # not in its stubs
            if any(cell.strip() for cell in cells[most:]):
                must = (
                    f"raden får ha högst {most} {'cell' if most == 1 else 'celler'}, som tabellens "
                    "första rad; ta bort ett |, eller skriv \\| om tecknet ska synas"
                )
                at = self.draft.source.next_place(without_code(row), [""])
                self.draft.problem(Code.WIDE_ROW, at, must, f"den har {len(cells)}")
        super().run(parent, blocks)

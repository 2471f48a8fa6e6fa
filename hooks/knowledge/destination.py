"""Where the files of a site go."""

from __future__ import annotations

from pathlib import Path


class Destination:
    """A folder that files are put in, and what folders within it are known to be there.

    A site has some nine files for each entry: to ask about each one's folders costs as much
    as to write it.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._there: set[str] = set()

    def write(self, name: str, content: str | bytes) -> None:
        """Put a file in its place; `name` is relative, with slashes."""
        path = f"{self._folder}/{name}"
        folder = path.rpartition("/")[0]
        if folder not in self._there:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._there.add(folder)
        # A buffer would be one more copy, and a Path for each costs as much as to open it.
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(content if isinstance(content, bytes) else content.encode())

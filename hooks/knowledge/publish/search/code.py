"""lunr.js as a module: the file that MkDocs carries, untouched but for its comments."""

from __future__ import annotations

import re

# lunr.js writes its comments on lines of their own; /*! is a licence and stays.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?!!).*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
_HEADER = re.compile(r"^/\*\*.*?\*/", re.DOTALL)


def as_module(source: str) -> str:
    """A script that looks for CommonJS (UMD) → an ES module with the same default export."""
    header = _HEADER.match(source)
    notice = header[0] if header else ""
    body = _COMMENT.sub("", source[len(notice) :]).strip("\n")
    return f"{notice}\nconst module = {{exports: {{}}}}, exports = module.exports;\n{body}\nexport default module.exports;\n"

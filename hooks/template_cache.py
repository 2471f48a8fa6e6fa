"""Templates as Jinja has compiled them, kept from build to build as Python keeps modules."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

HERE = Path(__file__).resolve().parent

CODE = sha256(
    jinja2.__version__.encode() + b"".join(file.read_bytes() for file in sorted(HERE.rglob("*.py")))
).hexdigest()[:12]
"""The code that runs, and not what a save may make of it meanwhile: settings and filters decide
what a template is compiled to."""


class _Cache(FileSystemBytecodeCache):
    """What is damaged or cannot be kept is compiled anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # pickle may raise any
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def template_cache() -> FileSystemBytecodeCache | None:
    """In .cache/templates, without what older code left there; None where nothing can be kept."""
    if sys.dont_write_bytecode:
        return None
    folder = HERE.parent / ".cache/templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if not old.name.startswith(CODE):
                old.unlink(missing_ok=True)
    except OSError:
        return None
    return _Cache(str(folder), f"{CODE}-%s")

"""The search of the real content, published to a folder, and Node to ask it with."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mkdocs
import pytest

from knowledge.model import Library
from knowledge.publish.search.files import search_files
from world import ROOT, real

LUNR = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"

Ask = Callable[[str, Any], Any]


@pytest.fixture(scope="session")
def library() -> Library:
    return real()


@pytest.fixture(scope="session")
def published(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(library, tmp_path_factory.mktemp("search"))


def publish(library: Library, folder: Path) -> Path:
    """What a site has of the search, in `folder`, which says that its scripts are modules."""
    for name, text in search_files(library, LUNR.read_text(encoding="utf-8")).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "overrides/assets/search", folder / "assets/search")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


@pytest.fixture(scope="session")
def ask(published: Path) -> Ask:
    """ask(task, input): what the browser's own modules answer, see node.mjs."""
    return lambda task, given: run_node(published, task, given)


def run_node(folder: Path, task: str, given: Any) -> Any:
    node = shutil.which("node")
    if node is None:
        pytest.fail(
            "Node behövs för sökningens tester: det är webbläsarens egna moduler som provas."
        )
    script = Path(__file__).with_name("node.mjs")
    command = [node, str(script), str(folder), task]
    done = subprocess.run(
        command,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

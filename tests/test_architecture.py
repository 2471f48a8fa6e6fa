"""The rules that keep the house simple: who may import whom, and that every word is explained."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.load.rules import FIELD_WORDS, FORMATS, STANDARD_WORDS, TYPE_WORDS, fields_within
from knowledge.load.schemas import _X_SITE
from knowledge.problems import Code
from knowledge.validate.formats import FORMATS as READERS
from world import ROOT, SCHEMAS, TODAY, schemas

HOOKS = ROOT / "hooks"
CORE = HOOKS / "knowledge"
STAGES = {"load", "validate", "relate", "render", "publish"}
MODULES = sorted(CORE.rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(module: Path) -> str:
    return module.relative_to(HOOKS).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_stage_imports_no_other_stage(module: Path) -> None:
    own = module.relative_to(CORE).parts[0]
    others = {
        parts[1]
        for parts in (each.split(".") for each in imported(module))
        if parts[0] == "knowledge" and len(parts) > 1 and parts[1] in STAGES
    }
    if own in STAGES:
        assert others <= {own}
    elif own != "compile.py":
        assert others == set(), "what all stages share stands on no stage"


def test_what_one_job_needs_is_not_loaded_for_all() -> None:
    asked = "import sys, build; print({'numpy', 'icalendar', 'rdflib'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=HOOKS, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_the_core_knows_nothing_of_mkdocs_or_templates(module: Path) -> None:
    tops = {each.split(".")[0] for each in imported(module)}
    assert not tops & {"mkdocs", "material", "jinja2", "build", "template_cache"}


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_the_core_reads_no_clock_and_no_network(module: Path) -> None:
    if module.name == "today.py":
        return
    text = module.read_text("utf-8")
    assert not re.search(r"\b(datetime|dt|date)\.(now|today|utcnow)\(|\btime\.time\(", text)
    tops = {each.split(".")[0] for each in imported(module)}
    assert not tops & {"socket", "requests", "http", "httpx"}
    assert "urllib.request" not in set(imported(module))


def test_the_core_runs_where_there_is_no_mkdocs() -> None:
    code = f"""
import sys
for name in ("mkdocs", "material", "jinja2"):
    sys.modules[name] = None
sys.path.insert(0, {str(HOOKS)!r})
import datetime
from pathlib import Path
from knowledge.compile import compile_library
from knowledge.render import pages
today = datetime.date({TODAY.year}, {TODAY.month}, {TODAY.day})
content = Path({str(ROOT / "tests/examples/library")!r})
verdict = compile_library(content, Path({str(SCHEMAS)!r}), today)
assert not verdict.problems, verdict.problems
made = list(pages(verdict.library, today))
for page in made:
    page.context()
print(len(made))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_nothing_beside_the_hook_is_named_like_a_standard_module() -> None:
    """MkDocs puts hooks/ first on sys.path while it loads the hook."""
    names = {path.stem for path in HOOKS.iterdir()}
    assert not names & set(sys.stdlib_module_names)


def test_every_name_that_mkdocs_takes_for_an_event_is_one() -> None:
    tree = ast.parse((HOOKS / "build.py").read_text("utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    events = {each for each in defined if each.startswith("on_")}
    from mkdocs.plugins import EVENTS

    assert {each.removeprefix("on_") for each in events} <= set(EVENTS)
    assert not [each for each in imported(HOOKS / "build.py") if ".on_" in each]


@pytest.mark.parametrize("entry_type", schemas()[0].values(), ids=lambda each: each.name)
def test_every_field_has_a_title_and_a_description(entry_type: object) -> None:
    for at, field in fields_within(entry_type.schema):
        for word in ("title", "description"):
            assert re.search(r"\w", field.get(word, "")), (at, word)
        assert field["description"].endswith((".", '"')), at


def test_every_word_of_our_own_is_explained() -> None:
    text = (SCHEMAS / "_entry.yml").read_text("utf-8")
    comment = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    explained = set(re.findall(r"^#   ([\w-]+) +\((?:field|type|object)\)", comment, re.M))
    assert explained - {"title", "description", "format"} == (FIELD_WORDS | TYPE_WORDS) - {
        "$schema"
    }
    for format_name in FORMATS:
        assert re.search(rf"\b{format_name}\b", comment), format_name


def test_every_word_of_x_site_is_explained() -> None:
    text = (SCHEMAS / "report.yml").read_text("utf-8")
    comment = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    for word in _X_SITE["properties"]:
        assert re.search(rf"^#   (.*, )?{word}\b", comment, re.M), word


def test_the_schemas_use_no_other_words() -> None:
    known = STANDARD_WORDS | FIELD_WORDS
    for file in SCHEMAS.glob("*.yml"):
        schema = yaml.safe_load(file.read_text("utf-8"))
        used = {word for _, field in fields_within(schema) for word in field}
        assert used <= known, file.name
        assert set(schema) <= known | TYPE_WORDS, file.name


def test_each_format_has_one_reader() -> None:
    assert set(FORMATS) == set(READERS)


def test_each_code_is_explained_and_is_an_address() -> None:
    assert len({str(code) for code in Code}) == len(Code)
    for code in Code:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(code))
        assert re.fullmatch(r"[A-ZÅÄÖ].{20,}\.", code.explanation)

"""The scripts of the search as they are published: lunr.js as a module, and ours in few files.

We write many small modules, but a browser that asks for a file each needs longer for the asking
than for all that is in them.

    page.js ─▶ results.js, address.js …         page.js with what only it needs
                        ╲                  ═▶
    combobox.js ─▶ suggest.js ─▶ engine.js …    combobox.js with what only it needs
                                                common.js with what several need

A module becomes a function that gives what it exports. It may import names from files beside
it and export functions, classes and constants where they are declared, each on a line of its
own: that is all that is understood, and the rest is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

ENTRIES = ("box", "page", "combobox", "follow")
"""The modules that a page or another module loads when it needs them; none of the rest is."""
SCRIPTS = "assets/search"
"""The folder of our modules, as they are written and as they are published."""
COMMON = "common"
"""The file of modules that several entries need."""

# Comments stand on lines of their own; /*! is a licence and stays.
_COMMENT = re.compile(
    r"^[ \t]*(?:/\*(?!!)(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE
)
_HEADER = re.compile(r"^/\*\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^[ \t]*(?:import(?![.(])|export)\b.*$", re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./(\w+)\.js"\)')


def as_module(source: str) -> str:
    """A script that looks for CommonJS (UMD) → an ES module with the same default export."""
    header = _HEADER.match(source)
    notice = header[0] if header else ""
    body = _without_comments(source[len(notice) :]).strip("\n")
    return f"{notice}\nconst module = {{exports: {{}}}}, exports = module.exports;\n{body}\nexport default module.exports;\n"


def _without_comments(source: str) -> str:
    return _COMMENT.sub("", source)


def script_files(sources: Mapping[str, str]) -> dict[str, str]:
    """Name → source of each module as it is written → path → text of what is published of them.

    ValueError for what is not understood: see above.
    """
    modules = {name: _without_comments(source) for name, source in sources.items()}
    needs = {entry: _needed(entry, modules) for entry in ENTRIES}
    every = [name for entry in ENTRIES for name in needs[entry]]
    common = [name for name in dict.fromkeys(every) if every.count(name) > 1]
    files = {COMMON: "".join(f"export {_wrapped(name, modules)}" for name in common)}
    for entry in ENTRIES:
        own = [name for name in needs[entry] if name not in common]
        used = {name for each in (*own, entry) for _, name in _IMPORT.findall(modules[each])}
        shared = ", ".join(_as_value(name) for name in common if name in used)
        beside = f'import {{ {shared} }} from "./{COMMON}.js";\n' if shared else ""
        last = _linked(entry, modules)
        files[entry] = "".join([beside, *(_wrapped(name, modules) for name in own), last])
    return {f"{SCRIPTS}/{name}.js": text for name, text in files.items()}


def _needed(entry: str, modules: Mapping[str, str]) -> Sequence[str]:
    """The modules that an entry cannot do without, each after those that it needs itself."""
    found: dict[str, None] = {}

    def follow(name: str, above: tuple[str, ...]) -> None:
        for _, needed in _IMPORT.findall(modules[name]):
            if needed in (*above, *ENTRIES) or needed not in modules:
                raise _refused(
                    name, f"{needed}.js saknas, läses in för sig eller behöver {name}.js"
                )
            if needed not in found:
                follow(needed, (*above, needed))
                found[needed] = None

    follow(entry, ())
    return list(found)


def _linked(name: str, modules: Mapping[str, str]) -> str:
    """A module's source when what it imports is there already."""
    source = modules[name]
    if other := _OTHER.search(_EXPORT.sub("", _IMPORT.sub("", source))):
        raise _refused(name, other[0])
    for later in _LATER.findall(source):
        if later not in ENTRIES:
            raise _refused(name, f"{later}.js läses inte in för sig")
    for names, needed in _IMPORT.findall(source):
        for each in names.split(","):
            if each.split(" as ")[0].strip() not in _exported(modules[needed]):
                raise _refused(name, f"{needed}.js har inget {each.strip()}")
    return _IMPORT.sub(
        lambda found: f"const {{ {found[1].replace(' as ', ': ')} }} = {_as_value(found[2])};\n",
        source,
    )


def _exported(source: str) -> list[str]:
    return [found[2] for found in _EXPORT.finditer(source)]


def _wrapped(name: str, modules: Mapping[str, str]) -> str:
    body = _EXPORT.sub(r"\1 \2", _linked(name, modules))
    exported = ", ".join(_exported(modules[name]))
    return f"const {_as_value(name)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _as_value(name: str) -> str:
    return f"${name}"


def _refused(name: str, why: str) -> ValueError:
    return ValueError(f"{name}.js: kan inte läggas ihop med andra moduler: {why}")

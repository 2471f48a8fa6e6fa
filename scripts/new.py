"""Start an entry: a file in its right folder with every field that must be filled in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from knowledge.load import load_schemas  # noqa: E402
from knowledge.model import EntryType  # noqa: E402
from knowledge.text import slugify  # noqa: E402
from knowledge.today import build_day  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description="Börja på en ny post.")
    parser.add_argument("--type", help="vilken sorts post: namnet på ett schema eller en mapp")
    parser.add_argument("--title", help="postens titel")
    parser.add_argument(
        "--content", type=Path, default=ROOT / "content", help="mappen med innehåll"
    )
    arguments = parser.parse_args()
    types, _, problems = load_schemas(ROOT / "hooks/schemas")
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    entry_type = _choose(types, arguments.type)
    title = (arguments.title or _ask("Titel: ")).strip()
    if not entry_type or not slugify(title):
        print("Ange en sort och en titel med minst en bokstav eller siffra.", file=sys.stderr)
        return 2
    path = arguments.content / entry_type.site.folder / f"{slugify(title)[:60].strip('-')}.md"
    if path.exists():
        print(f"{path} finns redan. Välj en annan titel, eller ändra i den filen.", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(starter(entry_type, title)) + "\n", encoding="utf-8")
    print(f"{path} är skapad. Fyll i fälten, skriv texten och kör make check.")
    return 0


def _choose(types: Mapping[str, EntryType], wanted: str | None) -> EntryType | None:
    if wanted is None:
        for number, each in enumerate(types.values(), 1):
            print(f"{number}  {each.site.singular} ({each.name})")
        wanted = _ask("Sort: ")
    by_word = dict(types)
    for number, each in enumerate(types.values(), 1):
        by_word |= {str(number): each, each.site.folder: each, each.site.singular.casefold(): each}
    return by_word.get(wanted.strip().casefold())


def _ask(question: str) -> str:
    return input(question) if sys.stdin.isatty() else ""


def starter(entry_type: EntryType, title: str) -> Iterator[str]:
    """The lines of a new file: fields that must be there, the rest as comments.

    Each field has its description above it, so the file teaches the format.
    """
    required = entry_type.schema["required"]
    yield "---"
    yield f"# {entry_type.schema['title']}: {entry_type.schema['description']}"
    for name in sorted(
        entry_type.properties, key=lambda each: (each != "title", each not in required)
    ):
        field = entry_type.properties[name]
        known = {"title": _quoted(title), "published": build_day(), "checked": build_day()}
        yield f"# {field['title']}. {field['description']}"
        yield from (f"# {choices}" for choices in _choices(field))
        lines = list(_field(name, field, known.get(name)))
        yield from lines if name in required else (f"# {line}" for line in lines)
    yield "---"
    yield ""
    yield "Skriv texten här. Det viktigaste först. Rubriker börjar med ##."


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _field(name: str, field: Mapping[str, Any], value: Any, indent: str = "") -> Iterator[str]:
    """A field with what is known of it; `indent` is the YAML around it."""
    if value is not None:
        yield f"{indent}{name}: {value}"
    elif field.get("type") == "array" and field.get("items", {}).get("type") == "object":
        yield f"{indent}{name}:"
        for number, (key, _) in enumerate(_needed(field["items"])):
            yield f"{indent}  {'- ' if number == 0 else '  '}{key}:"
    elif field.get("type") == "array":
        yield f"{indent}{name}: []"
    elif field.get("type") == "object":
        yield f"{indent}{name}:"
        for key, within in _needed(field):
            yield from (f"{indent}  # {choices}" for choices in _choices(within))
            yield from _field(key, within, None, f"{indent}  ")
    else:
        yield f"{indent}{name}: {field.get('default', '')}".rstrip()


def _choices(field: Mapping[str, Any]) -> Iterator[str]:
    """The values to choose from, on a line of its own: after a value # would cut it short."""
    if "enum" in field and len(field["enum"]) <= 20:
        yield f"Ett av: {', '.join(field['enum'])}"


def _needed(field: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    names = field.get("required") or list(field["properties"])
    extra = [branch["required"][0] for branch in field.get("anyOf", ())][:1]
    for name in [*names, *extra]:
        yield name, field["properties"][name]


if __name__ == "__main__":
    sys.exit(main())

"""Small modules become few files, and what cannot be put together is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from knowledge.publish.search.code import ENTRIES, script_files

ROOT = Path(__file__).resolve().parent.parent.parent
EMPTY = dict.fromkeys(ENTRIES, "")


def _run(files: dict[str, str], folder: Path) -> str:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}')
    command = ["node", str(folder / "assets/search/page.js")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_modules_do_together_what_they_did_alone(tmp_path: Path) -> None:
    modules = EMPTY | {
        "words": 'let made = 0;\nexport const next = () => ++made;\nexport class Word { say() { return "ord"; } }\n',
        "both": '// As it is written.\nimport { next, Word } from "./words.js";\n'
        "export async function both() { return [next(), new Word().say()]; }\n",
        "page": 'import { both } from "./both.js";\nimport { next as more } from "./words.js";\n'
        'console.log(await both(), more(), (await import("./follow.js")).third());\n',
        "follow": 'import { next } from "./words.js";\nexport function third() { return next(); }\n',
    }
    files = script_files(modules)
    # words.js is needed by page.js and by follow.js, and there is one of it.
    assert "class Word" in files["assets/search/common.js"]
    assert "async function both" in files["assets/search/page.js"]
    assert _run(files, tmp_path) == "[ 1, 'ord' ] 2 3\n"


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export default function (a) {}",
        "export let changing = 1;",
        "const a = 1;\nexport { a };",
        'export * from "./other.js";',
        'import other from "./other.js";',
        'import * as other from "./other.js";',
        'import "./other.js";',
        'import {\n  a,\n} from "./other.js";',
        'import { b } from "./other.js";',
        'import { a } from "./nowhere.js";',
        'import { attach } from "./combobox.js";',
        'const later = await import("./other.js");',
        "{\n  export const a = 1;\n}",
    ],
)
def test_another_shape_is_refused(line: str) -> None:
    modules = EMPTY | {
        "page": f"{line}\n",
        "other": "// export const b = 2;\nexport const a = 1;\n",
        "combobox": "export const attach = 1;\n",
    }
    with pytest.raises(ValueError, match=r"^page\.js: "):
        script_files(modules)


def test_modules_that_need_each_other_are_refused() -> None:
    modules = EMPTY | {
        "page": 'import { a } from "./one.js";\n',
        "one": 'import { b } from "./other.js";\nexport const a = 1;\n',
        "other": 'import { a } from "./one.js";\nexport const b = 1;\n',
    }
    with pytest.raises(ValueError, match=r"^other\.js: .* one\.js"):
        script_files(modules)


def test_code_behind_a_comment_stays(tmp_path: Path) -> None:
    page = "/** @type {number} */ const one = 1;\n/** More. */\n// And more.\nconsole.log(one);\n"
    assert _run(script_files(EMPTY | {"page": page}), tmp_path) == "1\n"


def test_every_module_of_ours_is_published_and_can_be_read(tmp_path: Path) -> None:
    folder = ROOT / "overrides/assets/search"
    files = script_files({file.stem: file.read_text("utf-8") for file in folder.glob("*.js")})
    told = "".join(files.values())
    names = {file.stem for file in folder.glob("*.js")} - set(ENTRIES)
    assert {name for name in names if f"const ${name} = " not in told} == set()
    page = "import * as common from './common.js'; console.log('$engine' in common);"
    assert _run(files | {"assets/search/page.js": page}, tmp_path) == "true\n"
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
        subprocess.run(["node", "--check", tmp_path / name], check=True)

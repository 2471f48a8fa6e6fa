"""The build, event by event, from top to bottom.

    content/ + schemas ── compile_library ──▶ Library ── pages ──▶ templates ──▶ site/

MkDocs reads the settings, finds files and templates, and serves; what an entry is, whether it
holds and what its page shows is decided in `knowledge`. This is the only file
that knows of MkDocs: MkDocs 1.x rests, and the core is to outlive it.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import urlsplit

import mkdocs
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.files import Files

# MkDocs puts hooks/ on sys.path only while it loads this file.
HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from knowledge.citation import citation, harvard, vancouver  # noqa: E402
from knowledge.compile import compile_library  # noqa: E402
from knowledge.destination import Destination  # noqa: E402
from knowledge.feeds import feeds  # noqa: E402
from knowledge.model import Page, Site  # noqa: E402
from knowledge.parallel import do_all  # noqa: E402
from knowledge.publish import (  # noqa: E402
    content_security_policy,
    integrity,
    json_ld,
    meta_tags,
    publish,
    signposts,
)
from knowledge.publish.search.code import SCRIPTS, script_files  # noqa: E402
from knowledge.render import count, dated, mark, motif, pages  # noqa: E402
from knowledge.span import days_after, instant, local  # noqa: E402
from knowledge.states import turns  # noqa: E402
from knowledge.text import unbroken  # noqa: E402
from knowledge.today import build_day  # noqa: E402
from template_cache import template_cache  # noqa: E402

log = logging.getLogger("mkdocs.hooks.build")

LUNR = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
"""MkDocs carries lunr.js with it; our search ranks with that."""

FORESIGHT = 30
"""So many days ahead the build tells which states will turn."""

SHARE = 25
"""So many pages are one job: few, so that nobody waits long for the last of them."""

# What every template may call, each in a file of its name and before those that call it. A template
# that imported them would pay for it on every page.
KEPT = ("row", "header", "footer", "feed_links")
"""The macros whose outcome is kept: it is the same on many pages."""
MACROS = ("rows", "group", "value", "source", "cite_links", "follow", "calendar_links")
"""The others."""

serving = False
"""Whether drafts are to be seen. The one thing that only the start-up knows."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is a preview."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Compile the library. This is before MkDocs empties the site's folder:

    a mistake in content or schema stops the build and the last site stays."""
    today = build_day()
    docs = Path(config.docs_dir)
    verdict = compile_library(docs, HERE / "schemas", today, drafts=serving, shown_as=docs.name)
    if verdict.problems:
        for problem in verdict.problems:
            print(problem, file=sys.stderr)
        raise PluginError(verdict.summary)
    config.site_url = (config.site_url or "/").rstrip("/") + "/"
    config.extra["site"] = Site(
        config.site_name, config.site_description or "", config.site_url, today
    )
    config.extra["library"] = verdict.library
    config.extra["pages"] = pages(verdict.library, today)
    # Nothing of the theme's own is used: only to list its ten thousand icons takes time.
    # Links are followed, so that who builds through one finds the templates compiled.
    config.theme.dirs[:] = [os.path.realpath(config.theme.dirs[0])]
    # MkDocs' own sitemap carries the day of the build; ours that of each entry.
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """No Markdown files, which MkDocs would make pages of, nor the modules of the search,

    which are put together: see `_jobs`."""
    media = config.extra["library"].media
    kept = [
        file
        for file in files
        if (file.src_dir != config.docs_dir and not file.src_uri.startswith(f"{SCRIPTS}/"))
        or file.src_uri in media
    ]
    return Files(kept)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """What the templates may call, and then every page and everything else that is published.

    Values are escaped unless the core made them safe."""
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.undefined = StrictUndefined
    # MkDocs makes an environment for each build: no template changes while it lives.
    env.auto_reload = False
    env.bytecode_cache = template_cache()
    library = config.extra["library"]
    env.globals.update(
        site=config.extra["site"],
        json_ld=lambda entry: json_ld(entry, library, config.extra["site"]),
        feeds=feeds(library),
        citation=lambda entry: citation(entry, library),
        harvard=harvard,
        vancouver=vancouver,
        meta_tags=lambda entry: meta_tags(entry, library, config.extra["site"]),
        signposts=lambda entry: signposts(entry, library, config.extra["site"]),
        integrity=lambda name: integrity(Path(config.theme.dirs[0], name).read_bytes()),
        dated=dated,
        mark=mark,
        motif=motif,
        types=[each.site for each in library.types.values()],
        # MkDocs' live reload is an inline script: the policy would stop it.
        policy=None if serving else content_security_policy,
    )
    env.filters["counted"] = count
    env.filters["unbroken"] = unbroken
    env.filters["safe_body"] = lambda body: Markup(unbroken(body.html))
    for name in KEPT:
        env.globals[name] = cache(_macro(name, env))
    for name in MACROS:
        env.globals[name] = _macro(name, env)
    # MkDocs would write one file at a time, and hold them all until the end.
    do_all(list(_jobs(env, config)))
    return env


def _jobs(env: Environment, config: MkDocsConfig) -> Iterator[Callable[[], None]]:
    """Everything that is written: what `publish` gives, the longest first; then pages in shares."""
    library, planned, site = (config.extra[name] for name in ("library", "pages", "site"))
    folder = Destination(config.site_dir)
    kinds = {
        **publish(library, planned, site, LUNR.read_text("utf-8")),
        "scripts": lambda: script_files(_modules(config)).items(),
    }
    for kind, make in kinds.items():
        yield partial(_timed, kind, partial(_write_files, make, folder))
    for at in range(0, len(planned), SHARE):
        share = planned[at : at + SHARE]
        yield partial(_timed, "pages", partial(_write_pages, share, env, config, folder))


def _modules(config: MkDocsConfig) -> dict[str, str]:
    """The modules of the search, as they are written."""
    files = sorted(Path(config.theme.dirs[0], SCRIPTS).glob("*.js"))
    return {file.stem: file.read_text("utf-8") for file in files}


def _macro(name: str, env: Environment) -> Callable[..., Markup]:
    """A macro that pages share: it sees what it is given and nothing of the page."""
    macro: Callable[..., Markup] = getattr(env.get_template(f"macros/{name}.html").module, name)
    return macro


def _timed(kind: str, job: Callable[[], None]) -> None:
    """Do a job, and tell who asks for it (--verbose) what processor time it took."""
    start = process_time()
    job()
    log.debug("%s: %.2f s", kind, process_time() - start)


def _write_files(
    make: Callable[[], Iterable[tuple[str, str | bytes]]], folder: Destination
) -> None:
    for name, content in make():
        folder.write(name, content)


def _write_pages(
    share: Sequence[Page], env: Environment, config: MkDocsConfig, folder: Destination
) -> None:
    for page in share:
        folder.write(f"{page.url}index.html", _html(page, env, config))


def _html(planned: Page, env: Environment, config: MkDocsConfig) -> str:
    """What a page says. Its context is made at the last moment, since it is large."""
    depth = planned.url.count("/")
    try:
        return env.get_template(planned.template).render(
            planned.context(),
            root="../" * depth or "./",
            view=planned,
            suggest_url=_suggest_url(planned, config),
        )
    except Exception as error:
        error.add_note(f"Sidan är /{planned.url}.")
        raise


def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """404.html is shown at any address, so its links start at the site's own root."""
    root = urlsplit(config.extra["site"].url).path
    view = Page("404.html", template_name, "Sidan finns inte", "", dict)
    context.update(root=root, view=view, suggest_url="")
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    """Tell what the pages will say differently before long, though nobody builds them anew."""
    library, today = config.extra["library"], config.extra["site"].today
    until = instant(days_after(today, FORESIGHT))
    for turn, entry in turns(library.entries.values(), instant(today), until):
        log.info(
            "Ändras av sig självt %s: %s: %s → %s",
            f"{local(turn.at):%Y-%m-%d kl. %H.%M}",
            entry.document.path,
            turn.before.name,
            turn.after.name,
        )


def on_shutdown() -> None:
    """Let Python end without a last look for garbage, which among all this takes long."""
    gc.freeze()


def _suggest_url(planned: Page, config: MkDocsConfig) -> str:
    """Where a reader can suggest a change: the file itself, if we know where it lives."""
    if planned.edit_path and config.repo_url:
        return f"{config.repo_url.rstrip('/')}/edit/main/{planned.edit_path}"
    return ""


def on_build_error(error: Exception) -> None:
    """Tell a mistake in template or code from one in content: the editor has nothing to mend."""
    if isinstance(error, MkDocsException):
        return
    kind = "Mallfel" if isinstance(error, TemplateError) else "Programfel"
    log.debug("Traceback:", exc_info=error)
    page = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
    raise PluginError(
        f"{kind}, inte ett fel i innehållet: {_place(error)}: {error}.{page} "
        "Anmäl felet; mkdocs build --verbose visar mer."
    ) from error


def _place(error: Exception) -> str:
    """The innermost line of ours that the error passed, templates among them."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(HERE.parent) and ".venv" not in frame.filename
    ]
    if not ours:
        return type(error).__name__
    return f"{Path(ours[-1].filename).relative_to(HERE.parent)}:{ours[-1].lineno}"

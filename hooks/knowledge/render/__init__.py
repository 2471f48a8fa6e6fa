"""Stage 4: bodies → safe HTML, once; then every page's context for the templates."""

from knowledge.render.body import Shelf, render_bodies
from knowledge.render.motif import mark, motif
from knowledge.render.pages import pages
from knowledge.render.rows import dated
from knowledge.render.words import count

__all__ = ["Shelf", "count", "dated", "mark", "motif", "pages", "render_bodies"]

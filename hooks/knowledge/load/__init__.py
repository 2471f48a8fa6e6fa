"""Stage 1: read schemas and Markdown, and know each value's line."""

from knowledge.load.content import Content, load_content
from knowledge.load.rules import fields_within
from knowledge.load.schemas import Schemas, load_schemas

__all__ = ["Content", "Schemas", "fields_within", "load_content", "load_schemas"]

"""The static API, version 1: JSON files at addresses that do not change. See /api/."""

from knowledge.publish.api.files import DUMP, api_files

__all__ = ["DUMP", "api_files"]

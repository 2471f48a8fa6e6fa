"""The core of the knowledge bank: Markdown and schemas in, safe pages out.

Pure: no mkdocs, no clock, no network. `compile.py` is the way in.
"""

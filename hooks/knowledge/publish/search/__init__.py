"""The search: an index of the library in small files that real lunr.js ranks with.

    Library ─ records ─▶ Record ─ build_index ─▶ Index ─ pieces ─▶ sok/…

What a query does with them is in overrides/assets/search/.
"""

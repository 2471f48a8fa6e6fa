"""Stage 5: what other software reads. One module per format."""

from knowledge.publish.sitemap import sitemap

__all__ = ["sitemap"]

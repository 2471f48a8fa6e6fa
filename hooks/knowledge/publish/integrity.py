"""Subresource Integrity: what a partner's page holds our script against (W3C SRI)."""

from __future__ import annotations

import base64
import hashlib


def integrity(content: bytes) -> str:
    """sha384-…, for the attribute `integrity`."""
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"

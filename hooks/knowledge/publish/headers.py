"""The headers of a careful site, as files that a host can use.

One table serves three ends: the policy in every page's <meta>, `_headers` for
hosts of static files (the format of Netlify and Cloudflare Pages), and a
snippet for nginx. No page has a script or style of its own in the HTML, so the
policy needs neither 'unsafe-inline' nor hashes (Content Security Policy
Level 3); a test holds that.
"""

from __future__ import annotations

from collections.abc import Mapping

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}

# Browsers heed frame-ancestors in a header only (CSP 3 §6.4.2).
_HEADER_ONLY = {"frame-ancestors": "'none'"}

_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)


def _written(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def content_security_policy() -> str:
    """The policy that stands in every page."""
    return _written(_POLICY)


def headers() -> dict[str, str]:
    """The headers that every answer should have."""
    return {
        "Content-Security-Policy": _written(_POLICY | _HEADER_ONLY),
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def header_files() -> dict[str, str]:
    """File name → text: the same headers in the words of each host."""
    lines = [f"  {name}: {value}" for name, value in headers().items()]
    nginx = [f'add_header {name} "{value}" always;' for name, value in headers().items()]
    return {
        "_headers": "\n".join(["/*", *lines]) + "\n",
        "headers-nginx.conf": "\n".join(["# include in the server block", *nginx]) + "\n",
    }

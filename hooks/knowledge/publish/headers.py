"""The headers of a careful site, as files that a host can use.

One table serves three ends: the policy in every page's <meta>, `_headers` for
hosts of static files (the format of Netlify and Cloudflare Pages), and a
snippet for nginx. No page has a script or style of its own in the HTML, so the
policy needs no 'unsafe-inline' (Content Security Policy Level 3); a test holds
that. Data for search engines stands in a script element that never runs; its
hash is in the page's own policy, for checkers that do not know the difference.
"""

from __future__ import annotations

import base64
import hashlib
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


def content_security_policy(*scripts: str) -> str:
    """The policy that stands in a page; `scripts` are the script elements in its HTML."""
    hashes = (f"'sha256-{_hash(script)}'" for script in scripts if script)
    return _written(_POLICY | {"script-src": " ".join([_POLICY["script-src"], *hashes])})


def _hash(script: str) -> str:
    """What CSP 3 §6.7.3.3 asks for: of the element's text, without its tags."""
    text = script.partition(">")[2].rpartition("</script>")[0]
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


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


OPEN = ("api/v1", "listor", "katalog", "oai", "oembed", "widget")
"""What programs and pages elsewhere may fetch (Fetch Standard, CORS)."""
FRAMES = "widget/ram"
"""What may stand in a frame on any page."""
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=900, must-revalidate",
}
RELEASED = "widget/1.0"
"""Never changed, so kept as long as may be."""
_FOR_EVER = "public, max-age=31536000, immutable"


def framed() -> dict[str, str]:
    """The headers of a page that may stand in any other: the same but for who may frame it."""
    found = {**headers(), "Content-Security-Policy": _written(_POLICY | {"frame-ancestors": "*"})}
    del found["X-Frame-Options"], found["Cross-Origin-Opener-Policy"]
    return {**found, **_OPEN}


def header_files(media_types: Mapping[str, str]) -> dict[str, str]:
    """File name → text: the same headers in the words of each host.

    `media_types` says what our formats are, by suffix. Both kinds of host send ETags by themselves.
    """
    return {"_headers": _for_static_hosts(media_types), "headers-nginx.conf": _nginx(media_types)}


def _for_static_hosts(media_types: Mapping[str, str]) -> str:
    """The format of Cloudflare Pages, where `! Name` takes back what a wider rule said."""
    rules = {"/*": [f"{name}: {value}" for name, value in headers().items()]}
    for folder in OPEN:
        rules[f"/{folder}/*"] = [f"{name}: {value}" for name, value in _OPEN.items()]
    for suffix, media_type in sorted(media_types.items(), key=lambda each: len(each[0])):
        # What else ends in .json is JSON and no more.
        folder = "/listor" if suffix == ".json" else ""
        wider = any(suffix.endswith(each) for each in media_types if each != suffix)
        rules[f"{folder}/*{suffix}"] = [
            *(["! Content-Type"] if wider else []),
            f"Content-Type: {media_type}; charset=utf-8",
        ]
    rules[f"/{RELEASED}/*"] = ["! Cache-Control", f"Cache-Control: {_FOR_EVER}"]
    policy = framed()["Content-Security-Policy"]
    rules[f"/{FRAMES}/*"] = [
        *("! X-Frame-Options", "! Cross-Origin-Opener-Policy", "! Content-Security-Policy"),
        f"Content-Security-Policy: {policy}",
    ]
    return (
        "\n".join(
            line
            for rule, lines in rules.items()
            for line in [rule, *(f"  {each}" for each in lines)]
        )
        + "\n"
    )


def _nginx(media_types: Mapping[str, str]) -> str:
    """A location has its own headers only, so each says all of them."""
    lines = ["# include in the server block", "etag on;", *_added(headers())]
    everywhere = {suffix: own for suffix, own in media_types.items() if suffix != ".json"}
    lines += _typed(everywhere)
    for folder, own in (
        *((folder, headers() | _OPEN) for folder in OPEN),
        (FRAMES, framed()),
        (RELEASED, headers() | _OPEN | {"Cache-Control": _FOR_EVER}),
    ):
        lines += [f"location ^~ /{folder}/ {{", "  charset utf-8;"]
        lines += [f"  {line}" for line in _added(own)]
        lines += _typed(media_types if folder == "listor" else everywhere)
        lines.append("}")
    return "\n".join(lines) + "\n"


def _typed(media_types: Mapping[str, str]) -> list[str]:
    """The longest suffix first: nginx takes the first that fits."""
    return [
        f"  location ~ {suffix.replace('.', chr(92) + '.')}$ {{ types {{}} default_type {media_type}; }}"
        for suffix, media_type in sorted(media_types.items(), key=lambda each: -len(each[0]))
    ]


def _added(values: Mapping[str, str]) -> list[str]:
    return [f'add_header {name} "{value}" always;' for name, value in values.items()]

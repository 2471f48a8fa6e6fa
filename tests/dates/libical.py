"""libical, the reference library in C, by its shared object: does it accept a calendar?"""

from __future__ import annotations

import ctypes
import re
from ctypes.util import find_library


def _load() -> ctypes.CDLL:
    name = find_library("ical")
    assert name, "libical saknas: python scripts/ensure_tools.py"
    found = ctypes.CDLL(name)
    found.icalparser_parse_string.restype = ctypes.c_void_p
    found.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    return found


_LIBICAL = _load()


def complaints(data: bytes) -> list[str]:
    """What libical has against the calendar, by its parser and by its table of RFC 5546."""
    found = _LIBICAL.icalparser_parse_string(data)
    if not found:
        return ["libical kan inte läsa filen"]
    component = ctypes.c_void_p(found)
    good = _LIBICAL.icalrestriction_check(component)
    errors = _LIBICAL.icalcomponent_count_errors(component)
    written = _LIBICAL.icalcomponent_as_ical_string(component).decode()
    _LIBICAL.icalcomponent_free(component)
    told = re.findall(r"^X-LIC-ERROR[^:]*:(.*(?:\r?\n .*)*)", written, re.MULTILINE)
    told = [re.sub(r"\r?\n ", "", each).strip() for each in told]
    assert errors == len(told)
    return told if good else [*told, "not as RFC 5546 §3.2.1 has it"]

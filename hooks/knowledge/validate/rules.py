"""JSON Schema 2020-12 with our formats, and with a bound on what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from knowledge.validate.formats import FORMATS, Unfit
from knowledge.validate.quick import check_for


class Validator(Protocol):
    """What we use of a jsonschema validator."""

    def iter_errors(self, instance: Any) -> Iterable[ValidationError]:
        """Every way in which `instance` breaks the schema."""
        ...


def validator_for(schema: Mapping[str, Any]) -> Validator:
    """A validator that knows our formats."""
    return _Validator(schema)


class _Validator:
    """Asks jsonschema only of what does not plainly hold."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.holds = check_for(schema)
        self.thorough: Validator = _Bounded(schema, format_checker=_CHECKER)

    def iter_errors(self, instance: Any) -> Iterable[ValidationError]:
        return () if self.holds(instance) else self.thorough.iter_errors(instance)


def _unique(
    validator: Any, wanted: Any, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """jsonschema compares every pair of a mixed list: 2,000 values take two million steps."""
    if wanted and isinstance(instance, list) and len(set(map(repr, instance))) < len(instance):
        yield ValidationError("repeated")


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, known in FORMATS.items():

        def fits(value: Any, known: Any = known) -> bool:
            # A year alone (2018) is an integer in YAML and a date to us.
            if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
                known.read(str(value))
            return True

        checker.checks(name, raises=Unfit)(fits)
    return checker


_CHECKER = _checker()
_Bounded = extend(Draft202012Validator, {"uniqueItems": _unique})  # type: ignore[no-untyped-call]

"""The quick check never says yes to what jsonschema would refuse, and asks seldom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.load import load_content, load_schemas
from knowledge.validate.quick import check_for
from knowledge.validate.rules import validator_for

ROOT = Path(__file__).resolve().parent.parent
TYPES, _, _ = load_schemas(ROOT / "hooks/schemas")
DOCUMENTS = load_content(ROOT / "content", TYPES.values()).documents

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(allow_nan=False),
    st.sampled_from(
        [
            "",
            "x",
            "utkast",
            "tillbakadragen",
            "årligen",
            "2020",
            "2020-13-01",
            "http://a.b/",
            "10.1234/x",
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "url", "kind", "date", "from", "other"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def test_every_entry_that_holds_is_told_at_once():
    checks = {name: check_for(each.schema) for name, each in TYPES.items()}
    slow = [each.path for each in DOCUMENTS if not checks[each.type_name](each.fields)]
    assert not slow


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_yes_is_a_yes_of_jsonschema(data):
    document = data.draw(st.sampled_from(DOCUMENTS))
    fields = dict(document.fields)
    for _ in range(data.draw(st.integers(0, 3))):
        name = data.draw(st.sampled_from([*sorted(fields), "withdrawn", "status", "other"]))
        if data.draw(st.booleans()):
            fields[name] = data.draw(VALUES)
        else:
            fields.pop(name, None)
    validator = validator_for(TYPES[document.type_name].schema)
    refused = any(True for _ in validator.thorough.iter_errors(fields))
    assert not (validator.holds(fields) and refused)
    assert validator.holds(fields) or refused


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer"}, True),
        ({"type": "string"}, None),
        ({"enum": ["no"]}, False),
        ({"uniqueItems": True}, ["a", "a"]),
        ({"uniqueItems": True}, [1, True]),
        ({"minLength": 2}, "a"),
        ({"required": ["a"]}, {}),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"b": 1}),
        ({"additionalProperties": {"type": "string"}}, {"b": 1}),
        ({"if": {"properties": {"a": {"const": "x"}}}, "then": {"required": ["b"]}}, {"a": "x"}),
        ({"if": {}, "else": {"required": ["b"]}}, {}),
        ({"not": {}}, "anything"),
    ],
)  # fmt: skip
def test_what_does_not_plainly_hold_is_asked_about(schema: dict[str, Any], value: Any):
    assert not check_for(schema)(value)

"""The accessibility statement says what the last test and the register of faults say."""

from __future__ import annotations

from accessibility_statement import PAGE, SUITES, load_faults, load_record, statement


def test_the_page_is_made_from_the_record_and_the_register() -> None:
    assert PAGE.read_text("utf-8") == statement(load_record(), load_faults())


def test_every_suite_was_run() -> None:
    record = load_record()
    assert all(record["tests"][name]["held"] + record["tests"][name]["failed"] for name in SUITES)


def test_a_failure_is_told() -> None:
    record = load_record()
    record["tests"]["test_axe_finds_no_violation"] = {"held": 3, "failed": 2}
    text = statement(record, [])
    assert "håller i 3 av 5 prov" in text
    assert "**Alla prov höll inte.**" in text


def test_each_known_fault_stands_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert all(fault["what"] in text and fault["plan"] in text for fault in load_faults())

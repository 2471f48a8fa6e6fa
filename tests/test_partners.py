"""What partners have told us that they use is there, and a change that takes it away is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from partners import REGISTER, Partner, addresses, affected, read
from world import ROOT


@pytest.fixture(scope="module")
def there() -> set[str]:
    return addresses(ROOT / "content", ROOT / "hooks/schemas", ROOT / "overrides")


def test_nothing_that_a_partner_uses_is_gone(there: set[str]) -> None:
    assert list(affected(read(REGISTER), there)) == []


def test_a_loss_is_told_with_the_partners_name(there: set[str]) -> None:
    partner = Partner(
        "Exempelkommunen",
        "https://kommun.example/",
        ("listor/rapporter.atom", "listor/borta.atom", "widget/ram/post/?post=rapporter/x"),
    )
    assert list(affected([partner], there)) == [
        "denna ändring påverkar Exempelkommunen: listor/borta.atom finns inte längre "
        "(kontakt: https://kommun.example/)"
    ]


def test_a_line_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    register = tmp_path / "register.yml"
    register.write_text("- namn: Någon\n", "utf-8")
    with pytest.raises(SystemExit, match="varje partner ska ha"):
        read(register)


def test_every_address_that_the_partner_pages_name_is_there(there: set[str]) -> None:
    """The documentation is an example of its own: what it says exists."""
    text = (ROOT / "overrides/api.html").read_text("utf-8")
    for address in ("api/v1/index.json", "katalog/katalog.rdf", "oai/repository.xml"):
        assert address in text
        assert address in there

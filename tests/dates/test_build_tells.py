"""A build says which states will turn before long without anyone building again."""

from __future__ import annotations

from pathlib import Path

from making import document, whole

from project import build, project


def test_what_will_turn_within_30_days_is_told_line_by_line(tmp_path: Path) -> None:
    """The build day is 22 November 2026."""
    checked = {"published": "2026-11-01", "checked": "2026-11-01"}
    soon = {"starts": "2026-12-01T10:00", "ends": "2026-12-01T12:00", **checked}
    late = {"starts": "2026-12-23", **checked}
    closing = {"deadline": {"kind": "datum", "date": "2026-12-10"}, **checked}
    folder = project(
        tmp_path / "projekt",
        {
            "content/kalender/snart.md": document(whole(soon)),
            "content/kalender/sent.md": document(whole(late)),
            "content/bidrag/stanger.md": document(whole(closing)),
        },
    )
    done = build(folder)
    assert done.returncode == 0, done.stdout
    told = [line.partition("Ändras av sig självt ")[2] for line in done.stdout.splitlines()]
    ours = [
        line
        for line in told
        if line.partition(": ")[2].startswith(("content/kalender/s", "content/bidrag/s"))
    ]
    assert ours == [
        "2026-11-26 kl. 00.00: content/bidrag/stanger.md: öppen → stänger",
        "2026-12-01 kl. 10.00: content/kalender/snart.md: kommande → pågår",
        "2026-12-01 kl. 12.00: content/kalender/snart.md: pågår → har varit",
        "2026-12-11 kl. 00.00: content/bidrag/stanger.md: stänger → stängd",
    ]

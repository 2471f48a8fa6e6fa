"""The one place that looks at a clock, for those who start a build or a check."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def build_day() -> dt.date:
    """Today in Sweden, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.fromtimestamp(int(epoch), STOCKHOLM) if epoch else dt.datetime.now(STOCKHOLM)
    return now.date()

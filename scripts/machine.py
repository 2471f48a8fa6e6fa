"""What a measure depends on and the measured do not tell: their forks' memory, and a disk at rest.

For minutes after many files have been removed, ext4 looks at each of them again for every new one
(`recently_deleted` in the kernel's fs/ext4/ialloc.c). Whoever writes thousands of files then stands
in the kernel for seconds, for what somebody else removed.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

SLOW = 5
"""To make a file and to open it take about as long; so many times as long when it looks at others."""
PATIENCE = 420
"""Seconds to wait for that to pass: ext4 forgets a removed file after six minutes."""


def settle(folder: Path) -> None:
    """Wait until files are made in `folder` without a look at those that have been removed."""
    until = time.monotonic() + PATIENCE
    for attempt in count():
        if _slowness(folder / str(attempt)) < SLOW:
            return
        if time.monotonic() > until:
            print(
                "New files are still made slowly: who writes the most loses the most by it.",
                file=sys.stderr,
            )
            return
        print("Many files were removed of late. Waiting for the disk …", file=sys.stderr)
        time.sleep(30)


def _slowness(folder: Path) -> float:
    """How many times as long it takes to make files, in many folders, as to open them again."""
    files = [folder / str(number // 4) / str(number) for number in range(1_000)]
    for file in files[::4]:
        file.parent.mkdir(parents=True)

    def seconds() -> float:
        start = time.perf_counter()
        for file in files:
            file.write_bytes(b"")
        return time.perf_counter() - start

    made, opened = seconds(), seconds()
    return made / opened


@contextmanager
def watched_memory(pid: int) -> Iterator[list[int]]:
    """The most memory, in bytes, that a process and its forks were seen to hold together.

    The operating system remembers the peak of each process alone. A page that forks share is
    counted once (PSS). Where there is no /proc, zero.
    """
    peak = [0, 0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.25):
            peak[0] = max(peak[0], sum(map(memory, [pid, *_children(pid)])))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def memory(pid: int) -> int:
    """Bytes, as of now; zero when the process has ended."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) * 1024

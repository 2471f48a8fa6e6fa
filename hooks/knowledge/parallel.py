"""Work spread over the processor's cores: the same for many items, or jobs of every kind."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], list[Result]]
"""Makes one result of each item, in their order, and knows of no other items."""

Job = Callable[[], object]
"""Something to be done whose outcome lies in files: what it returns is let go."""

FEWEST = 200
"""Items that are worth a process of their own."""
MOST = 4
"""Processes at once: each may come to need as much memory as the first."""

_taken_up = False
"""Whether every core has jobs already: what a job would share out, it does itself."""


def do_all(jobs: Sequence[Job]) -> None:
    """Do every job once, here and in forks of this process: each takes the next that is left.

    The longest should come first. What a fork failed to do is done again here, where whoever
    waits for it can see why.
    """
    global _taken_up
    context = get_context("fork") if _cores() > 1 else get_context()
    taken = context.Value("i", 0)
    done = context.Array("b", len(jobs), lock=False)

    def work() -> None:
        while (number := _next(taken)) < len(jobs):
            jobs[number]()
            done[number] = True
            # What the job has made is young; what is older was looked at after the job before.
            gc.collect(0)

    forks = [
        context.Process(target=_silently, args=(work,), daemon=True)
        for _ in range(min(_cores(), MOST, len(jobs)) - 1)
    ]
    _taken_up = True
    try:
        with no_garbage():
            for fork in forks:
                fork.start()
            try:
                work()
            finally:
                # Where a job failed too: nobody takes another, and none is left at work behind us.
                taken.value = len(jobs)
                for fork in forks:
                    fork.join()
            for number, job in enumerate(jobs):
                if not done[number]:
                    job()
    finally:
        _taken_up = False


@contextmanager
def no_garbage() -> Iterator[None]:
    """What is there now is needed to the end, and what is made until the work is done:

    nobody looks for garbage among it, least of all a fork, which would copy all that it sees.
    Within such work that is so already.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


def _next(taken: Synchronized[int]) -> int:
    with taken.get_lock():
        taken.value += 1
        return taken.value - 1


def _silently(work: Callable[[], None]) -> None:
    try:
        work()
    except BaseException:
        os._exit(1)  # told by the one who does it again


def share_out(work: Work[Item, Result], items: Sequence[Item]) -> list[Result]:
    """The results of all items, whoever made them.

    One share is done here and the others in forks of this process, which see all that it
    knows and send back their results. A share that fails is done again here, where whoever
    waits for it can see why.
    """
    count = max(1, min(_cores(), MOST, len(items) // FEWEST))
    shares = [items[number::count] for number in range(count)]
    with no_garbage():
        forks = [_fork(work, share) for share in shares[1:]]
        done = [work(shares[0])]
        for fork, share in zip(forks, shares[1:], strict=True):
            result = _result(fork)
            done.append(work(share) if result is None else result)
    results = list[Result | None]([None]) * len(items)
    for number, share_done in enumerate(done):
        results[number::count] = share_done
    return results  # type: ignore[return-value]  # every place has been filled


def _cores() -> int:
    """The cores that this process may use; one where they are in use or a fork is not safe."""
    if _taken_up or sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _fork(work: Work[Item, Result], share: Sequence[Item]) -> Connection[Any, list[Result]]:
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    context.Process(target=_do, args=(work, share, theirs), daemon=True).start()
    theirs.close()
    return ours


def _do(
    work: Work[Item, Result], share: Sequence[Item], answer: Connection[list[Result], Any]
) -> None:
    try:
        answer.send(work(share))
    except BaseException:
        os._exit(1)  # told by the one who does it again


def _result(answer: Connection[Any, list[Result]]) -> list[Result] | None:
    """What the fork made; None if it ended without an answer."""
    try:
        return answer.recv()
    except EOFError:
        return None

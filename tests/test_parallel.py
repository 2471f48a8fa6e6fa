"""Work spread over the cores: all of it is done, once, and a mistake is told by who waits."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from knowledge.parallel import do_all, share_out


def _marking(folder: Path) -> list[Callable[[], object]]:
    return [partial(_mark, folder / str(number)) for number in range(200)]


def _mark(file: Path) -> None:
    with file.open("a") as opened:
        opened.write("done ")


def test_every_job_is_done_once(tmp_path: Path) -> None:
    do_all(_marking(tmp_path))
    assert [(tmp_path / str(number)).read_text() for number in range(200)] == ["done "] * 200


def test_a_mistake_in_any_job_reaches_the_one_who_waits(tmp_path: Path) -> None:
    for place in (0, 100, 200):
        jobs = _marking(tmp_path)
        jobs.insert(place, partial(int, "not a number"))
        with pytest.raises(ValueError, match="not a number"):
            do_all(jobs)


def test_nobody_is_left_at_work_after_a_mistake(tmp_path: Path) -> None:
    here = os.getpid()

    def job() -> None:
        sleep(0.2)  # both are at work
        if os.getpid() == here:
            raise ValueError("a mistake")
        sleep(0.2)
        (tmp_path / "done").touch()

    with pytest.raises(ValueError, match="a mistake"):
        do_all([job] * 4)
    before = list(tmp_path.iterdir())
    sleep(0.5)
    assert list(tmp_path.iterdir()) == before


def test_a_job_may_share_out_work_of_its_own(tmp_path: Path) -> None:
    def job(number: int) -> None:
        squares = share_out(lambda share: [each * each for each in share], range(3_000))
        (tmp_path / str(number)).write_text(str(squares == [each * each for each in range(3_000)]))

    do_all([partial(job, number) for number in range(4)])
    assert [(tmp_path / str(number)).read_text() for number in range(4)] == ["True"] * 4


def test_results_come_in_the_order_of_their_items() -> None:
    assert share_out(lambda share: [str(each) for each in share], range(2_345)) == [
        str(each) for each in range(2_345)
    ]

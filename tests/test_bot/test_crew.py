"""A crew does a thing once in each of its threads, and goes on with its tasks meanwhile."""

import threading
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from bot.crew import Crew

WORKERS = 3


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew(WORKERS, "test")
    yield crew
    crew.shutdown()


def test_each_thread_does_it_once(crew: Crew) -> None:
    threads: list[int] = []
    for some in crew.each(lambda: threads.append(threading.get_ident())):
        wait(some, 5)
    assert len(threads) == len(set(threads)) == WORKERS


def test_tasks_are_done_while_one_thread_is_at_it(crew: Crew) -> None:
    over, answered = threading.Event(), list[str]()
    for some in crew.each(lambda: over.wait(5)):
        answered.append(crew.submit(lambda: "answer").result(5))
        over.set()
        wait(some, 5)
    assert answered == ["answer"] * WORKERS


def test_a_thread_that_is_busy_is_passed_over(crew: Crew) -> None:
    over, threads = threading.Event(), list[int]()
    busy = crew.submit(over.wait, 5)
    for some in crew.each(lambda: threads.append(threading.get_ident())):
        assert not wait(some, 5).not_done
    over.set()
    assert busy.result(5)
    assert len(threads) == len(set(threads)) == WORKERS - 1

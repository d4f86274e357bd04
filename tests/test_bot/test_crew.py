"""A crew does a thing once in each of its threads, and goes on with its tasks meanwhile."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait

import pytest

from bot import crew as crews
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


def test_a_thread_that_has_done_it_makes_way_until_another_has_begun(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the first task of the second round, all others being busy; the one that comes then takes the next."""
    monkeypatch.setattr(crews, "MAKES_WAY", 60)
    free, over, threads = [threading.Event() for _ in range(WORKERS - 1)], threading.Event(), list[int]()
    busy = [crew.submit(one.wait, 60) for one in free]

    def do() -> None:
        threads.append(threading.get_ident())
        over.wait(60)

    rounds = crew.each(do)
    over.set()
    assert not wait(next(rounds), 5).not_done
    over.clear()
    makes_way, *others = next(rounds)
    until(makes_way.running)
    free[0].set()
    until(lambda: len(threads) == 2)
    makes_way.result(5)  # while the other one is still at it
    assert not over.is_set()
    for event in (over, *free):
        event.set()
    assert not wait([*others, *busy], 5).not_done
    assert len(set(threads)) == 2


def until(is_so: Callable[[], bool]) -> None:
    """Wait for it, five seconds at most."""
    end = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)

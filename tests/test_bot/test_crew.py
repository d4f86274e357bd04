"""The crew: tasks are done one by one as long as they are quick, and a slow one holds up nobody."""

import threading
import time
from concurrent.futures import wait

from bot.crew import Crew


def test_a_task_that_waits_for_a_later_one_is_not_waited_for_in_vain() -> None:
    """The first ends only once the second was done: it has to begin while the first goes on."""
    crew, done = Crew(2, "test", patience=0.01), threading.Event()
    first = crew.submit(done.wait, 10)
    second = crew.submit(done.set)
    assert second.result(10) is None
    assert first.result(10)
    crew.shutdown()


def test_quick_tasks_are_done_one_by_one() -> None:
    crew, lock, at_once = Crew(4, "test", patience=10.0), threading.Lock(), list[bool]()

    def task() -> None:
        free = lock.acquire(blocking=False)
        at_once.append(not free)
        time.sleep(0.001)
        if free:
            lock.release()

    wait([crew.submit(task) for _ in range(50)])
    crew.shutdown()
    assert at_once == [False] * 50


def test_a_task_that_fails_leaves_its_turn_to_the_next() -> None:
    crew = Crew(1, "test", patience=10.0)
    failed = crew.submit(lambda: 1 // 0)
    assert isinstance(failed.exception(10), ZeroDivisionError)
    assert crew.submit(lambda: 2).result(10) == 2
    crew.shutdown()

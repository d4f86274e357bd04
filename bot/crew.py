"""Crew: threads for work that must not hold up the event loop, nor the end of the program."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MAKES_WAY = 0.01
"""Seconds for which a thread leaves a task that is meant for another one."""
Task = tuple[Future[Any], Callable[[], Any]]


class Crew(Executor):
    """An Executor of daemon threads.

    The standard library's own joins its threads at the end of the program, so that one answer that
    hangs would keep it from stopping.
    """

    def __init__(self, workers: int, name: str) -> None:
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._workers = workers
        self._own = threading.local()
        for number in range(workers):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it in one of the threads; in the order in which it is asked for."""
        future: Future[T] = Future()
        self._tasks.put((future, lambda: fn(*args, **kwargs)))
        return future

    def each(self, do: Callable[[], object]) -> Iterator[list[Future[None]]]:
        """Do it once in each of the threads, one after another; the others go on with their tasks.

        For what is done once in the life of a crew: a thread that has done it does no other so.

        What is given is to be awaited before the next is asked for. A thread that has done it makes way for
        the next, for MAKES_WAY seconds at most; one that is busy all the while is passed over.
        """
        for done in range(self._workers):
            begun = threading.Event()
            yield [self.submit(self._once, do, begun) for _ in range(done + 1)]

    def _once(self, do: Callable[[], object], begun: threading.Event) -> None:
        """Do it, in a thread that has not yet; one that has makes way for one that has not."""
        if getattr(self._own, "done", False):
            begun.wait(MAKES_WAY)
            return
        self._own.done = True
        begun.set()
        do()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End each thread after the task in its hands. Never waits, whatever is asked."""
        while cancel_futures:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                break
            if task:
                task[0].cancel()
        for _ in range(self._workers):
            self._tasks.put(None)

    def _work(self) -> None:
        while task := self._tasks.get():
            future, do = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = do()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            del task, future, do  # an idle thread holds on to nothing

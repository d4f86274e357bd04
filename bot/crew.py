"""Crew: threads for work that must not hold up the event loop, nor the end of the program."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Task = tuple[Future[Any], Callable[[], Any]]


class Crew(Executor):
    """An Executor of daemon threads.

    The standard library's own joins its threads at the end of the program, so that one answer that
    hangs would keep it from stopping.
    """

    def __init__(self, workers: int, name: str, patience: float = 0.0) -> None:
        """With `patience`, a task begins when no other is being done, or so many seconds later all the same.

        Threads that compute at once only take the interpreter from each other; one that is slow, or
        waits for the disk, must still not hold up the others.
        """
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._patience = patience
        self._turn = threading.Semaphore()
        self._workers = workers
        for number in range(workers):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it in one of the threads; in the order in which it is asked for."""
        future: Future[T] = Future()
        self._tasks.put((future, lambda: fn(*args, **kwargs)))
        return future

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
            in_turn = self._turn.acquire(timeout=self._patience)
            try:
                result = do()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            finally:
                if in_turn:
                    self._turn.release()
            del task, future, do  # an idle thread holds on to nothing

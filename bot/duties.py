"""Duties: what is done by the clock, each in its own time, none held up or stopped by another."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.crew import Crew
from data.errors import BadStore
from handlers.desk import Desk
from handlers.ticking import Tick

log = logging.getLogger(__name__)


class Duties:
    """Does each tick at the start and at its interval, off the event loop; `done` is called after each."""

    def __init__(
        self, desk: Desk, ticks: Sequence[Tick], clock: Callable[[], datetime], done: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._done = done
        self._crew = Crew(len(ticks), "tick")
        self._tasks = [asyncio.create_task(self._keep_doing(tick)) for tick in ticks]

    async def _keep_doing(self, tick: Tick) -> None:
        while True:
            try:
                await asyncio.wrap_future(self._crew.submit(tick.run, self._desk, self._clock()))
            except BadStore as error:
                log.error("tick %s waits: %s", tick.name, error)
            except Exception as error:
                log.error("tick %s failed", tick.name, exc_info=error)
            self._done()
            await asyncio.sleep(tick.every.total_seconds())

    def stop(self) -> None:
        """Begin nothing more. What is being done ends by itself, or with the program."""
        for task in self._tasks:
            task.cancel()
        self._crew.shutdown(cancel_futures=True)

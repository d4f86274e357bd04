"""Outage: when it is not known what became of a message, none leaves until Telegram replies again.

A call that ends in a broken connection or a 502 may have been carried out, so it is not repeated. Whatever
left after it into the same outage would be lost one by one: so a question that changes nothing is asked
instead, until it is answered.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.pacing import Pacer
from bot.wire import Unsent

log = logging.getLogger(__name__)

FIRST_SECONDS, LONGEST_SECONDS = 0.5, 15.0
"""Until Telegram is asked for the second time after the first, and the most between two times."""


class Outage:
    """Halts the pacer after a doubtful failure and lets it go on; `ask` asks for what changes nothing."""

    def __init__(
        self,
        pacer: Pacer,
        ask: Callable[[], Awaitable[object]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pacer = pacer
        self._ask = ask
        self._sleep = sleep
        self._failures = 0
        self._looking: asyncio.Task[None] | None = None
        self._ended = False

    def hear(self, error: TelegramError | None) -> None:
        """What came of a message: None when it arrived."""
        if self._looking is not None or self._ended:
            return
        if _is_doubtful(error):
            self._pacer.halt()
            # After one late reply Telegram may only be slow; what fails otherwise, or again, goes one by one.
            alone = self._failures > 0 or not isinstance(error, TimedOut)
            self._looking = asyncio.create_task(self._look(alone))
        elif not isinstance(error, Unsent):
            self._failures = 0
            self._pacer.resume()

    async def _look(self, alone: bool) -> None:
        """Ask until there is a reply, then let messages leave: if `alone`, one, and all once it arrives."""
        try:
            replied = False
            while not replied:
                if self._failures:
                    await self._sleep(min(FIRST_SECONDS * 2 ** min(self._failures - 1, 10), LONGEST_SECONDS))
                self._failures += 1
                replied = await self._replies()
        finally:
            self._looking = None
        self._pacer.resume(alone)

    async def _replies(self) -> bool:
        """Whether Telegram itself replies, be it with a refusal."""
        try:
            await self._ask()
        except TelegramError as error:
            if _is_doubtful(error) or isinstance(error, Unsent):
                log.info("Telegram does not reply: %s", error)
                return False
        except Exception as error:  # the library makes an account of whatever replies
            log.info("what replies is not Telegram: %s", type(error).__name__)
            return False
        return True

    def end(self) -> None:
        """Ask no more."""
        self._ended = True
        if self._looking is not None:
            self._looking.cancel()


def _is_doubtful(error: TelegramError | None) -> bool:
    """Whether a call may have been carried out, as nobody said that it was not."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest | Unsent)

"""Receiving: updates fetched by long polling or taken by webhook, until told to stop or finally refused."""

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import Application

from bot.inbox import Inbox
from bot.webhook import listen
from bot.wire import Wire, encodable, read
from data.errors import BadStore
from handlers.settings import Settings

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

ALLOWED = [
    UpdateType.MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.CHAT_MEMBER,
    UpdateType.INLINE_QUERY,
]
"""The kinds of update we answer; Telegram sends no others."""
POLL_SECONDS = 25
"""How long Telegram holds a question for updates open."""
LONGEST_WAIT = 30.0
"""Seconds between two tries to reach Telegram, at most."""
SLICE = 10
"""Updates that are read and kept at once."""
PATIENCE_SECONDS = SLICE / 30
"""How long, at most, no more are read because many are unanswered: what comes is then read as fast as
answers may leave, thirty in a second, whatever it is that the others wait for."""
BAD_TOKEN = (
    "Telegram does not accept the bot token. Take the right one from @BotFather (/mybots, then API Token) "
    "and set BRIEFING_TOKEN to it."
)
NOT_ALONE = (
    "Another program receives this bot's messages, by polling or through a webhook. "
    "Stop that one first, then start this one again."
)
FATAL = {401: BAD_TOKEN, 404: BAD_TOKEN, 409: NOT_ALONE}
"""The HTTP statuses of getUpdates after which asking again is of no use."""
NO_UPDATES = 200, b'{"ok":true,"result":[]}'
Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class Polling(Wire):
    """The connection for getUpdates, which keeps what it fetches before anybody else sees it.

    The library acknowledges updates by its next question, whatever has become of them by then. A refusal
    that is final ends the program instead of being repeated.
    """

    def __init__(self, end: Callable[[str], None], take: Take) -> None:
        super().__init__(connections=2)
        self._end = end
        self._take = take
        self._ended = False

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Ask Telegram, until a refusal was final: from then on there are no updates.

        Asking once more after a 409 would end the other program's turn too. Raises NetworkError when
        the updates cannot be kept: then they are asked for again.
        """
        if not self._ended:
            code, payload = await super().do_request(*args, **kwargs)
            if code not in FATAL:
                return code, await self._stored(payload) if code == 200 else payload
            self._ended = True
            self._end(FATAL[code])
        await asyncio.sleep(0.1)
        return NO_UPDATES

    async def _stored(self, payload: bytes) -> bytes:
        """Take the updates in; gives the reply with their last number alone, which is acknowledged."""
        try:
            updates = list(json.loads(encodable(payload))["result"])
            last = max((int(update["update_id"]) for update in updates), default=None)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise NetworkError("Telegram's reply cannot be read") from error
        if last is None:
            return payload
        try:
            await self._take(updates)
        except BadStore as error:
            raise NetworkError(str(error)) from error
        return json.dumps({"ok": True, "result": [{"update_id": last}]}).encode()


async def take_in(application: App, inbox: Inbox, bodies: Sequence[dict[str, Any]]) -> None:
    """Keep updates as they came and have them answered; those that cannot be read are passed over.

    A few at a time, and no more while enough are unanswered: in a burst the first are answered before the
    others are read, which are safe with Telegram so long. Raises BadStore when some could not be kept and
    must come again; those that were are known by their keys then.
    """
    for first in range(0, len(bodies), SLICE):
        await _take_some(application, inbox, bodies[first : first + SLICE])
        await inbox.calm(PATIENCE_SECONDS)


async def _take_some(application: App, inbox: Inbox, bodies: Sequence[dict[str, Any]]) -> None:
    taken = [(body, update) for body in bodies if (update := read(body, application.bot)) is not None]
    if len(taken) < len(bodies):
        known = {update.update_id for _, update in taken}
        passed = [body["update_id"] for body in bodies if body["update_id"] not in known]
        log.error("updates that cannot be read are passed over: %s", passed)
    if taken:
        await inbox.keep([body for body, _ in taken])
    for _, update in taken:
        application.update_queue.put_nowait(update)


async def insist(step: Callable[[], Awaitable[object]], where: str, stop: asyncio.Event) -> None:
    """Do a step that needs Telegram; while it cannot be reached, say so and try again until told to stop."""
    wait = 1.0
    while not stop.is_set():
        try:
            await step()
            return
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            log.warning("%s cannot be reached (%s); next try in %.0f s", where, error, wait)
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(2 * wait, LONGEST_WAIT)


async def poll(application: App, settings: Settings, stop: asyncio.Event, stack: AsyncExitStack) -> None:
    """Fetch updates until the stack is unwound; a webhook that is set is removed first."""
    updater = application.updater
    assert updater is not None, "polling needs the updater that build() leaves in"
    start = partial(
        updater.start_polling,
        timeout=POLL_SECONDS,
        allowed_updates=ALLOWED,
        bootstrap_retries=0,
        error_callback=lambda error: log.warning("asking for updates failed: %s", error),
    )
    await insist(start, settings.api_url, stop)
    if updater.running:
        stack.push_async_callback(updater.stop)


async def replay(application: App, inbox: Inbox) -> None:
    """Answer what an earlier run received and did not answer."""
    left = inbox.left_over()
    for body in left:
        try:
            await application.update_queue.put(Update.de_json(body, application.bot))
        except Exception as error:  # one that cannot be read must not keep us from starting
            log.error("a kept update cannot be read: %s", type(error).__name__)
            inbox.discard(int(body["update_id"]))
    if left:
        log.info("%s updates of the run before are answered now", len(left))


async def take_calls(
    application: App, inbox: Inbox, settings: Settings, stop: asyncio.Event, stack: AsyncExitStack
) -> None:
    """Take updates by webhook until the stack is unwound; Telegram keeps what comes after that.

    Raises BadRequest when Telegram will not have the address, OSError when it cannot be listened on.
    """
    secret = settings.webhook_secret.get_secret_value() or secrets.token_urlsafe(32)

    async def take(body: dict[str, Any], update: Update) -> None:
        await inbox.keep([body])
        application.update_queue.put_nowait(update)

    server = listen(settings.webhook_listen, settings.webhook_url, application.bot, secret, take)
    stack.push_async_callback(server.close_all_connections)
    stack.callback(server.stop)
    register = partial(
        application.bot.set_webhook, settings.webhook_url, allowed_updates=ALLOWED, secret_token=secret
    )
    await insist(register, settings.api_url, stop)

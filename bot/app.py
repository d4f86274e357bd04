"""The application: the library's parts put together, started, and stopped again."""

import asyncio
import logging
import os
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import Any, Protocol

from pydantic import SecretStr
from telegram import BotCommand
from telegram.constants import UpdateType
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.conversation import Answer, Conversation, RoleOf
from bot.keys import Keeper, Table
from bot.redaction import redacted_logs
from bot.sending import Sender
from bot.webhook import listen

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Menu = Sequence[tuple[str, str]]
"""Pairs of command name and description."""

ALLOWED = [UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY]
"""The kinds of update we answer; Telegram sends no others."""
AT_ONCE = 256
"""Updates in hand at once. Most of them wait for Telegram, so that one slow chat holds up nobody."""
CONNECTIONS = 16
"""To Telegram, beside the one for updates. More are slower: the HTTP library looks at all for each request
(500 answers on loopback took 2.3 s with 16 connections and 12.6 s with 256, on 2 cores)."""
POOL_SECONDS = 30.0
"""How long a message may wait for a free connection."""
WORKERS = 4
"""Threads that make answers."""
POLL_SECONDS = 25
FAREWELL_SECONDS = 20
"""How long answers in hand may take to finish when we are told to stop."""
LONGEST_WAIT = 30.0

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


class Settings(Protocol):
    """What this room needs to know of the settings."""

    @property
    def token(self) -> SecretStr:
        """The bot token."""
        ...

    @property
    def api_url(self) -> str:
        """The Bot API's base address, without a slash at its end."""
        ...

    @property
    def webhook_url(self) -> str:
        """The public address that Telegram calls; '' for polling."""
        ...

    @property
    def webhook_secret(self) -> SecretStr:
        """What Telegram proves itself with; when '' one is made at each start."""
        ...

    @property
    def webhook_listen(self) -> str:
        """'host:port' to listen on for the webhook."""
        ...


class Polling(HTTPXRequest):
    """The connection for getUpdates. A refusal that is final ends the program instead of being repeated."""

    def __init__(self, end: Callable[[str], None]) -> None:
        super().__init__(connection_pool_size=2)
        self._end = end
        self._ended = False

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Ask Telegram, until a refusal was final: from then on there are no updates.

        Asking once more after a 409 would end the other program's turn too.
        """
        if not self._ended:
            code, payload = await super().do_request(*args, **kwargs)
            if code not in FATAL:
                return code, payload
            self._ended = True
            self._end(FATAL[code])
        await asyncio.sleep(0.1)
        return NO_UPDATES


def serve(
    settings: Settings, answer: Answer, role_of: RoleOf, menu: Menu, keeper: Keeper | None = None
) -> int:
    """Answer on Telegram until SIGTERM or Ctrl-C, then finish what is in hand.

    Returns 0 after a stop, 1 when it could not go on; then one sentence on stderr says why.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    reason = asyncio.run(_until_told(settings, answer, role_of, menu, keeper or Table()))
    if reason:
        print(reason, file=sys.stderr)
    return 1 if reason else 0


async def _until_told(settings: Settings, answer: Answer, role_of: RoleOf, menu: Menu, keeper: Keeper) -> str:
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # where there are no signals, Ctrl-C still ends the loop
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return await run(settings, answer, role_of, menu, stop, keeper)


async def run(
    settings: Settings,
    answer: Answer,
    role_of: RoleOf,
    menu: Menu,
    stop: asyncio.Event,
    keeper: Keeper,
) -> str:
    """Answer on Telegram until `stop` is set. Gives '' then, or the sentence why it could not go on."""
    reasons: list[str] = []

    def end(reason: str) -> None:
        reasons.append(reason)
        stop.set()

    with redacted_logs(settings.token.get_secret_value(), settings.webhook_secret.get_secret_value()):
        try:
            async with AsyncExitStack() as stack:
                application = build(settings, answer, role_of, keeper, end, stack)
                await _insist(application.bot.initialize, settings.api_url, stop)
                if not stop.is_set():
                    await _open(application, settings, menu, stop, stack)
                await stop.wait()
        except InvalidToken:
            return BAD_TOKEN
        except BadRequest as error:
            return f"Telegram refuses the webhook: {error.message}."
        except OSError as error:
            why = (error.strerror or str(error)).partition(" (")[0]
            return f"Cannot listen on {settings.webhook_listen}: {why}."
    return reasons[0] if reasons else ""


def build(
    settings: Settings,
    answer: Answer,
    role_of: RoleOf,
    keeper: Keeper,
    end: Callable[[str], None],
    stack: AsyncExitStack,
) -> App:
    """The application with its handlers, not yet started. Raises InvalidToken for an empty token."""
    # Telegram's waits as timedelta, as the library will have them; else it warns at each of them.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    builder = Application.builder().token(settings.token.get_secret_value())
    builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    builder = builder.request(HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=POOL_SECONDS))
    builder = builder.get_updates_request(Polling(end)).concurrent_updates(AT_ONCE).job_queue(None)  # type: ignore[arg-type]  # its manual allows None
    application: App = (builder.updater(None) if settings.webhook_url else builder).build()
    stack.push_async_callback(_shut_down, application)
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="answer")
    stack.callback(pool.shutdown, wait=False, cancel_futures=True)
    conversation = Conversation(Sender(application.bot), answer, role_of, keeper, pool)
    _listen_to(application, conversation, end)
    return application


def _listen_to(application: App, conversation: Conversation, end: Callable[[str], None]) -> None:
    """Only new messages and taps: an edited message must not run its command again."""

    async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        log.error("an update could not be handled", exc_info=context.error)
        if isinstance(context.error, InvalidToken):
            end(BAD_TOKEN)

    application.add_handler(
        MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, conversation.on_message)
    )
    application.add_handler(CallbackQueryHandler(conversation.on_tap))
    application.add_error_handler(failed)


async def _insist(step: Callable[[], Awaitable[object]], where: str, stop: asyncio.Event) -> None:
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


async def _open(
    application: App, settings: Settings, menu: Menu, stop: asyncio.Event, stack: AsyncExitStack
) -> None:
    """Start answering; what has to be undone at the end goes onto the stack."""
    await application.initialize()
    await application.start()
    stack.push_async_callback(_stop, application)
    if settings.webhook_url:
        await _take_calls(application, settings, stop, stack)
    else:
        await _poll(application, stack)
    log.info("@%s answers", application.bot.username)
    try:
        await application.bot.set_my_commands([BotCommand(name, about) for name, about in menu])
    except TelegramError as error:
        log.warning("the command menu was not set: %s", error)


async def _poll(application: App, stack: AsyncExitStack) -> None:
    updater = application.updater
    assert updater is not None, "polling needs the updater that build() leaves in"
    await updater.start_polling(
        timeout=POLL_SECONDS,
        allowed_updates=ALLOWED,
        bootstrap_retries=-1,
        error_callback=lambda error: log.warning("asking for updates failed: %s", error),
    )
    stack.push_async_callback(updater.stop)


async def _take_calls(
    application: App, settings: Settings, stop: asyncio.Event, stack: AsyncExitStack
) -> None:
    secret = settings.webhook_secret.get_secret_value() or secrets.token_urlsafe(32)
    bot, take = application.bot, application.update_queue.put_nowait
    server = listen(settings.webhook_listen, settings.webhook_url, bot, secret, take)
    stack.push_async_callback(server.close_all_connections)
    stack.callback(server.stop)
    register = partial(bot.set_webhook, settings.webhook_url, allowed_updates=ALLOWED, secret_token=secret)
    await _insist(register, settings.api_url, stop)


async def _stop(application: App) -> None:
    """Finish what is in hand, but not for ever."""
    try:
        await asyncio.wait_for(application.stop(), FAREWELL_SECONDS)
    except TimeoutError:
        log.error("stopped with answers still in hand")


async def _shut_down(application: App) -> None:
    await application.shutdown()
    await application.bot.shutdown()

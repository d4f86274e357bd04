"""The application: the library's parts put together, started, and stopped again."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress

from telegram import BotCommand
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.conversation import Answer, Conversation, RoleOf
from bot.keys import Keeper, Table
from bot.needs import Settings
from bot.receiving import BAD_TOKEN, App, Polling, insist, poll, take_calls
from bot.redaction import redacted_logs
from bot.sending import Sender

log = logging.getLogger(__name__)

Menu = Sequence[tuple[str, str]]
"""Pairs of command name and description."""

AT_ONCE = 256
"""Updates in hand at once. Most of them wait for Telegram, so that one slow chat holds up nobody."""
CONNECTIONS = 16
"""To Telegram, beside the one for updates. More are slower: the HTTP library looks at all for each request
(500 answers on loopback took 2.3 s with 16 connections and 12.6 s with 256, on 2 cores)."""
POOL_SECONDS = 30.0
"""How long a message may wait for a free connection."""
WORKERS = 4
"""Threads that make answers."""
FAREWELL_SECONDS = 20
"""How long answers in hand may take to finish when we are told to stop."""


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
                await insist(application.bot.initialize, settings.api_url, stop)
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


async def _open(
    application: App, settings: Settings, menu: Menu, stop: asyncio.Event, stack: AsyncExitStack
) -> None:
    """Start answering; what has to be undone at the end goes onto the stack."""
    await application.initialize()
    await application.start()
    stack.push_async_callback(_stop, application)
    if settings.webhook_url:
        await take_calls(application, settings, stop, stack)
    else:
        await poll(application, settings, stop, stack)
    log.info("@%s answers", application.bot.username)
    try:
        await application.bot.set_my_commands([BotCommand(name, about) for name, about in menu])
    except TelegramError as error:
        log.warning("the command menu was not set: %s", error)


async def _stop(application: App) -> None:
    """Finish what is in hand, but not for ever."""
    try:
        await asyncio.wait_for(application.stop(), FAREWELL_SECONDS)
    except TimeoutError:
        log.error("stopped with answers still in hand")


async def _shut_down(application: App) -> None:
    await application.shutdown()
    await application.bot.shutdown()

"""Updates a second: the whole way of ours, with everything it writes down, beside the library's bare handler.

Both answer the same messages on the same fake server over loopback, without any pace, in turn.
"""

import asyncio
import contextlib
import os
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.app import CONNECTIONS, Means
from tests.fake_telegram import FakeTelegram
from tests.test_bot.desk import UNPACED, Library, at_work, shelves

UPDATES, CHATS, ROUNDS = 500, 100, 3


@contextlib.asynccontextmanager
async def bare(server: FakeTelegram) -> AsyncIterator[None]:
    """The library with one handler that replies."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")

    async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await context.bot.send_message(update.message.chat.id, "No record", parse_mode="HTML")

    builder = Application.builder().token(server.token).base_url(f"{server.url}/bot")
    builder = builder.request(HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=30))
    application = builder.concurrent_updates(256).job_queue(None).build()  # type: ignore[arg-type]
    application.add_handler(MessageHandler(filters.TEXT, reply))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=25)
        yield
        await application.updater.stop()
        await application.stop()


async def rate(server: FakeTelegram) -> float:
    """Updates a second, from the first that is asked to the last that is answered."""
    chats = [server.private(f"P{n}") for n in range(CHATS)]
    await asyncio.sleep(0.5)
    began = time.monotonic()
    for number in range(UPDATES):
        chats[number % CHATS].says(f"/x {number}")
    await server.until(lambda: len(server.made("sendMessage")) >= UPDATES, 120)
    return UPDATES / (time.monotonic() - began)


async def measure() -> tuple[float, float]:
    """Ours and the bare one, once."""
    with tempfile.TemporaryDirectory() as folder, FakeTelegram() as server:
        over = shelves(server, Path(folder) / "a.db")
        async with at_work(server, Library(), over, Means(ticks=(), limits=UNPACED)):
            ours = await rate(server)
        over.store.close()
    with FakeTelegram() as server:
        async with bare(server):
            plain = await rate(server)
    return ours, plain


def main() -> None:
    """Print the rates of each round and their ratio."""
    rounds = [asyncio.run(measure()) for _ in range(ROUNDS)]
    for ours, plain in rounds:
        print(f"ours {ours:.0f}/s, bare {plain:.0f}/s: {100 * ours / plain:.0f} %")
    ratio = sum(ours for ours, _ in rounds) / sum(plain for _, plain in rounds)
    print(f"together {100 * ratio:.0f} % (at least 50 % is promised)")


if __name__ == "__main__":
    main()

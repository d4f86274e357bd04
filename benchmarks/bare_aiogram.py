"""A bare aiogram handler, for comparison, in an environment of its own: `bare_aiogram.py URL TOKEN`."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message

CONNECTIONS, AT_ONCE = 16, 256
ANSWER = "<b>Somebody</b>\nA title, as of its report [1]\n" + "• A fact as the source words it. [1]\n" * 6
dispatcher = Dispatcher()


@dispatcher.message(Command("actor"))
async def answer(message: Message) -> None:
    """Send the same words to everybody."""
    await message.answer(ANSWER, parse_mode="HTML")


async def main() -> None:
    """Answer until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]), limit=CONNECTIONS)
    await dispatcher.start_polling(Bot(sys.argv[2], session=session), tasks_concurrency_limit=AT_ONCE)


if __name__ == "__main__":
    asyncio.run(main())

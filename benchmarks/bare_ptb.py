"""A bare python-telegram-bot handler, for comparison: `python benchmarks/bare_ptb.py URL TOKEN`."""

import sys

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

CONNECTIONS, AT_ONCE = 16, 256
ANSWER = "<b>Somebody</b>\nA title, as of its report [1]\n" + "• A fact as the source words it. [1]\n" * 6


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the same words to everybody."""
    assert update.message is not None
    await update.message.reply_html(ANSWER)


def main() -> None:
    """Answer until stopped."""
    builder = (
        Application.builder().token(sys.argv[2]).base_url(f"{sys.argv[1]}/bot").concurrent_updates(AT_ONCE)
    )
    builder = builder.request(HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=60))
    application = builder.get_updates_request(HTTPXRequest()).build()
    application.add_handler(CommandHandler("actor", answer))
    application.run_polling()


if __name__ == "__main__":
    main()

"""A bot with a small answerer as a program of its own: `python served.py API_URL TOKEN [DATABASE]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from bot.app import serve
from data.store.store import Store
from handlers.desk import Desk
from handlers.settings import Settings

if __name__ == "__main__":
    settings = Settings(access="open", api_url=sys.argv[1], token=SecretStr(sys.argv[2]))
    store = Store(Path(sys.argv[3]) if len(sys.argv) > 3 else None)
    sys.exit(serve(Desk(store, settings)))

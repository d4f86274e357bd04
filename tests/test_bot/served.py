"""A bot with a small answerer as a program of its own: `python served.py API_URL TOKEN`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from bot.app import serve
from tests.test_bot.desk import MENU, Library, Told

if __name__ == "__main__":
    library = Library()
    settings = Told(api_url=sys.argv[1], token=SecretStr(sys.argv[2]))
    sys.exit(serve(settings, library.answer, library.role_of, MENU))

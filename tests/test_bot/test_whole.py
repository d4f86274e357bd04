"""The whole program on Telegram: `run_bot.py` as a process of its own, over the sample articles."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from briefs.page import Page
from data.store.store import Store
from handlers.desk import Desk
from handlers.settings import Settings
from tests.conversation import page
from tests.fake_telegram import FakeTelegram

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = (
    "/start",
    "/actor Naqvi",
    "/project GLO.ACT",
    "/quote Brunner",
    "نقوی",
    "/actor Nobody Atall",
    "/actor",
)


def words(text: str) -> list[str]:
    """The words of an answer, without marks that only direct or fold."""
    return re.findall(r"[\w%€.]+", text.replace("\u2068", "").replace("\u2069", ""))


def said(found: Page) -> list[str]:
    lines = [f"{line.text} {' '.join(map(str, line.cites))}" for line in found.lines]
    sources = ["Sources", *(f"{s.number} {s.label}" for s in found.sources)] if found.sources else []
    return words(" ".join([found.title, *lines, *sources]))


def test_the_same_questions_get_the_same_content_as_in_the_terminal(
    server: FakeTelegram, tmp_path: Path
) -> None:
    anna = server.private("Anna", user_id=41)
    stranger = server.private("Stranger", user_id=42)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFING_")}
    environment |= {
        "BRIEFING_TOKEN": server.token,
        "BRIEFING_API_URL": server.url,
        "BRIEFING_DATABASE": str(tmp_path / "a.db"),
        "BRIEFING_ARTICLES": str(ROOT / "data" / "articles"),
        "BRIEFING_ADMINS": "41",
    }
    program = [sys.executable, str(ROOT / "run_bot.py")]
    with subprocess.Popen(
        program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as bot:
        try:
            server.wait(lambda: server.made("setMyCommands"), 90)
            desk = Desk(Store(tmp_path / "a.db"), Settings())
            for question in QUESTIONS:
                before = len(anna.answers)
                anna.says(question)
                server.wait(lambda before=before: len(anna.answers) > before)
                told = [word for answer in anna.answers[before:] for word in words(answer.text)]
                assert told == said(page(desk, question, role="admin")), question
            stranger.says("/actor Naqvi")
            server.wait(lambda: stranger.answers)
            assert "42" in stranger.last.text
            assert "Naqvi" not in stranger.last.text
            desk.store.close()
            bot.send_signal(signal.SIGTERM)
            _, errors = bot.communicate(timeout=20)
        finally:
            if bot.poll() is None:
                bot.kill()
    assert bot.returncode == 0, errors
    assert not server.refusals
    assert not server.blunders
    assert server.token not in errors

"""The bench on which the program is broken: a bot as a process, a fake Telegram, people, and what came of it."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.fake_telegram import Chat, FakeTelegram

ROOT = Path(__file__).resolve().parents[2]
ADMIN = 41
ARTICLES = 8
"""Sample articles in the store of a bench: enough for some eighty facts to be edited."""
START_SECONDS = 60.0
"""How long a start may take on a machine that does much else."""


@dataclass
class Bench:
    """One bot, with its store in a folder of its own, and the people who talk to it."""

    server: FakeTelegram
    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    program: Path = ROOT / "run_bot.py"
    bot: subprocess.Popen[bytes] | None = None
    asked: dict[str, Chat] = field(default_factory=dict)
    """Every question that was asked, each unlike all others, and by whom."""
    admin: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.admin = self.server.private("Admin", user_id=ADMIN)

    @property
    def database(self) -> Path:
        """The store of this bench."""
        return self.folder / "briefing.db"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of this bot, and none of the caller's."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
        return clean | {
            "BRIEFING_TOKEN": self.server.token,
            "BRIEFING_API_URL": self.server.url,
            "BRIEFING_DATABASE": str(self.database),
            "BRIEFING_ARTICLES": str(ROOT / "data" / "articles"),
            "BRIEFING_ADMINS": str(ADMIN),
            "BRIEFING_ACCESS": "open",
            "BRIEFING_HEALTH_LISTEN": "off",
            **self.more,
        }

    def start(self, wait: bool = True) -> None:
        """Start the bot; with `wait`, until it asks for updates."""
        before = len(self.server.calls)
        log = (self.folder / "log").open("ab")
        self.bot = subprocess.Popen(
            [sys.executable, str(self.program)], env=self.environment, cwd=ROOT, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        log.close()
        if wait:
            self.server.wait(lambda: self._asked_since(before), START_SECONDS)

    def _asked_since(self, call: int) -> bool:
        """Whether it asked for updates after so many calls; the calls before are not looked at again."""
        return any(call.method.lower() == "getupdates" for call in self.server.calls[call:])

    def kill(self, all_of_it: bool = False) -> None:
        """kill -9: no goodbye. With `all_of_it`, of the processes that it started, too."""
        assert self.bot is not None
        if all_of_it:
            os.killpg(self.bot.pid, signal.SIGKILL)
        else:
            self.bot.kill()
        self.bot.wait(10)

    def stop(self) -> int:
        """SIGTERM; gives the exit code. Raises TimeoutExpired when it takes more than 15 s."""
        assert self.bot is not None
        if self.bot.poll() is None:
            self.bot.send_signal(signal.SIGTERM)
        return self.bot.wait(15)

    def ask(self, who: Chat, number: int) -> None:
        """A question that no other is like: the answer says its words back."""
        words = f"Nemo{number:06}"
        self.asked[words] = who
        who.says(f"/actor {words}")

    def answers(self) -> Counter[str]:
        """How often each question was answered."""
        found: Counter[str] = Counter()
        for chat in {id(chat): chat for chat in self.asked.values()}.values():
            for message in chat.answers:
                found.update(set(re.findall(r"Nemo\d{6}", message.text)))
        return found

    def quiet(self, seconds: float = 60.0) -> float:
        """Wait until nothing is owed and nothing unanswered; gives how long that took."""
        began = time.monotonic()
        self.server.wait(lambda: not self.open(), seconds)
        return time.monotonic() - began

    def open(self) -> int:
        """How many messages and answers are still to come."""
        rows = self.rows(
            "SELECT (SELECT count(*) FROM outbox WHERE state IN ('due', 'sending') AND not_before <= "
            "strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')) + "
            "(SELECT count(*) FROM received WHERE state <> 'answered') + "
            "(SELECT count(*) FROM delivery WHERE state IN ('due', 'composing'))"
        )
        return int(rows[0][0]) + (not self._fetched())

    def _fetched(self) -> bool:
        """Whether the bot has taken every update there is."""
        return not self.server.world.updates

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the store holds, read from outside."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(sql).fetchall()

    def integrity(self) -> str:
        """What SQLite says of the whole file; 'ok' when nothing is wrong."""
        return str(self.rows("PRAGMA integrity_check")[0][0])

    def log(self) -> str:
        """All that the bot logged."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def bench(folder: Path, /, **more: str) -> Iterator[Bench]:
    """A bench whose store holds the sample articles; at the end nothing of it runs any more."""
    folder.mkdir(parents=True)
    settings = {f"BRIEFING_{name.upper()}": value for name, value in more.items()}
    with FakeTelegram() as server:
        made = Bench(server, folder, settings)
        shutil.copy(sample(folder.parent), made.database)
        try:
            yield made
        finally:
            if made.bot is not None:
                with suppress(ProcessLookupError):  # of what it started, too
                    os.killpg(made.bot.pid, signal.SIGKILL)
                made.bot.wait(10)


def sample(folder: Path) -> Path:
    """A store of a few of the sample articles, made once for all benches of a run."""
    path, few = folder / "sample.db", folder / "few"
    if not path.exists():
        few.mkdir(exist_ok=True)
        for article in sorted((ROOT / "data" / "articles").glob("*.txt"))[:ARTICLES]:
            shutil.copy(article, few)
        settings = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
        settings |= {"BRIEFING_DATABASE": str(path), "BRIEFING_ARTICLES": str(few)}
        program = [sys.executable, str(ROOT / "run_bot.py"), "ask", "/about"]
        subprocess.run(program, env=settings, cwd=ROOT, check=True, capture_output=True, timeout=300)
    return path

"""Killed in the middle and started again: nothing durable is lost, and nothing is sent twice.

The usual run is short; BRIEFING_LONG=1 makes it as large as what is promised.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefs.page import Line, Page
from data.store import outbox
from data.store.store import Store
from handlers.outgoing import owe
from tests.fake_telegram import Chat, FakeTelegram, slow

LONG = bool(os.environ.get("BRIEFING_LONG"))
OWED, ASKED, KILLS = (600, 200, 8) if LONG else (60, 20, 2)
ON_THE_WAY = 16
"""The most that can be between us and Telegram at one moment: one for each connection."""


@contextmanager
def started(server: FakeTelegram, database: Path) -> Iterator[subprocess.Popen[str]]:
    """A bot of its own; whatever a test finds, it does not run on."""
    program = [sys.executable, str(Path(__file__).with_name("served.py")), server.url, server.token]
    with subprocess.Popen(
        [*program, str(database)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as bot:
        try:
            yield bot
        except BaseException:
            bot.kill()
            raise


def owe_briefs(store: Store, people: list[Chat]) -> None:
    """One brief each, every fifth of them in three messages."""
    long = tuple(Line(text=f"Part {n} " + "word " * 700, role="plain") for n in range(3))
    with store.writing() as db:
        for number, person in enumerate(people):
            page = Page(title=f"Brief {number}", lines=long if number % 5 == 0 else ())
            owe(db, f"brief:{number}", person.id, page, datetime.now(UTC), sort="brief")


def fates(store: Store, count: int) -> list[outbox.Owed]:
    found = [outbox.get(store.shelf(), f"brief:{number}") for number in range(count)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("seed", range(3 if LONG else 1))
def test_killed_at_random_moments_it_loses_and_repeats_nothing(
    server: FakeTelegram, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    server.faults = [slow("sendMessage", 0.03, times=100_000)]
    people = [server.private(f"P{n}") for n in range(OWED)]
    askers = [server.private(f"Q{n}") for n in range(ASKED)]
    store = Store(tmp_path / "a.db")
    owe_briefs(store, people)
    for kill in range(KILLS + 1):
        with started(server, tmp_path / "a.db") as bot:
            assert bot.stderr
            done = len(server.made("getUpdates"))
            server.wait(lambda done=done: len(server.made("getUpdates")) > done, 60)
            for asker in askers[kill :: KILLS + 1]:
                asker.says(f"/actor Nobody {asker.id}")
            if kill < KILLS:
                time.sleep(chance.uniform(0.05, OWED / 27 / (KILLS + 1)))
                bot.kill()
                continue
            server.wait(lambda: not store.shelf().row(OPEN), 300)
            bot.terminate()
            errors = bot.stderr.read()
    assert "Traceback" not in errors
    left = fates(store, OWED)
    assert Counter(one.state for one in left).keys() <= {"sent", "uncertain"}
    for one, person in zip(left, people, strict=True):
        certain = [number for number in one.messages if number]
        arrived = [message.id for message in person.answers]
        assert set(certain) <= set(arrived), "what is noted as sent has arrived"
        assert len({message.text for message in person.answers}) == len(arrived), "nothing came twice"
        assert len(arrived) <= len(one.messages)
    assert sum(one.state == "uncertain" for one in left) <= KILLS * ON_THE_WAY
    answered = Counter(len(asker.answers) for asker in askers)
    assert answered.keys() <= {0, 1}
    assert answered[0] <= KILLS * ON_THE_WAY
    assert not server.refusals
    store.close()


OPEN = """SELECT 1 FROM outbox WHERE state IN ('due', 'sending')
UNION SELECT 1 FROM received WHERE state <> 'answered'"""


def test_a_second_bot_on_one_database_refuses_before_it_disturbs_the_first(
    server: FakeTelegram, tmp_path: Path
) -> None:
    anna = server.private("Anna")
    with started(server, tmp_path / "a.db") as first:
        server.wait(lambda: server.made("getUpdates"), 60)
        with started(server, tmp_path / "a.db") as second:
            _, said = second.communicate(timeout=60)
            assert second.returncode == 1
        assert "is served by another running bot" in said.strip().splitlines()[-1]
        assert "Traceback" not in said
        anna.says("/actor Nobody")
        server.wait(lambda: anna.answers, 60)
        first.terminate()
        first.communicate(timeout=60)
    assert first.returncode == 0
    assert not server.refusals

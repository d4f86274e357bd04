"""A burst of questions while a brief goes out: each is answered once, in time, and Telegram's limits hold.

The usual run is short; BRIEFING_LONG=1 makes it as large as what is promised.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from briefs.page import Page
from data.store.store import Store
from handlers.outgoing import owe
from tests.fake_telegram import FakeTelegram

ROOT = Path(__file__).resolve().parents[2]
LONG = bool(os.environ.get("BRIEFING_LONG"))
ASKERS, QUESTIONS, BRIEFED = (200, 500, 1000) if LONG else (24, 60, 60)
ASKED = (
    "/actor Naqvi", "/project GLO.ACT", "/quote Brunner", "/actor Nobody Atall", "FIA", "/timeline ICMPD",
    "/country Pakistan", "/org UNODC", "/who DG FIA in 2017", "/figure 47%", "/project PROTECT", "/latest",
    "who is Spindelegger", "/search border management", "/related ICMPD", "/actor Sharif", "/country Italy",
    "how many smugglers were arrested", "/event Warsaw conference", "/quote Naqvi", "/timeline Pakistan",
    "what did Naqvi say", "/compare GLO.ACT, PROTECT", "/find Silk Routes", "/country Afghanistan", "/org EU",
    "/upcoming", "/about", "/source 3", "/why 47%", "/org FIA", "/country Iraq", "latest on ICMPD",
)  # fmt: skip
"""What 200 people ask in one minute: much of it the same."""
HANDLED_MS = 250.0
READY = re.compile(r"request (\S+): ready after (\d+) ms")


def most_within(times: list[float], seconds: float) -> int:
    """The most events in any such stretch of time."""
    most, first = 0, 0
    for last, moment in enumerate(times):
        while moment - times[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def test_a_burst_of_questions_during_a_brief_is_answered_once_each_in_time(
    server: FakeTelegram, tmp_path: Path
) -> None:
    askers = [server.private(f"A{n}") for n in range(ASKERS)]
    briefed = [server.private(f"B{n}") for n in range(BRIEFED)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFING_")} | {
        "BRIEFING_TOKEN": server.token,
        "BRIEFING_API_URL": server.url,
        "BRIEFING_DATABASE": str(tmp_path / "a.db"),
        "BRIEFING_ARTICLES": str(ROOT / "data" / "articles"),
        "BRIEFING_ACCESS": "open",
    }
    log = tmp_path / "log"
    with (
        log.open("w") as told,
        subprocess.Popen(
            [sys.executable, str(ROOT / "run_bot.py")], env=environment, stdout=told, stderr=told
        ) as bot,
    ):
        try:
            server.wait(lambda: server.made("setMyShortDescription"), 120)
            store = Store(tmp_path / "a.db")
            with store.writing() as db:
                for person in briefed:
                    owe(db, f"b:{person.id}", person.id, Page(title="Brief"), datetime.now(UTC), sort="brief")
            server.wait(lambda: len(server.made("sendMessage")) > 5, 30)
            began = time.monotonic()
            asked: dict[str, list[float]] = {}
            for number in range(QUESTIONS):
                asked.setdefault(str(askers[number % ASKERS].id), []).append(time.monotonic())
                askers[number % ASKERS].says(f"{ASKED[number % len(ASKED)]}")
            expected = Counter(number % ASKERS for number in range(QUESTIONS))
            server.wait(lambda: sum(len(a.answers) for a in askers) >= QUESTIONS, 60 + QUESTIONS / 5)
            answered = time.monotonic() - began
            server.wait(lambda: all(p.answers for p in briefed), 60 + BRIEFED / 10)
            bot.send_signal(signal.SIGTERM)
            bot.wait(10)
        finally:
            if bot.poll() is None:
                bot.kill()
    store.close()
    assert [len(a.answers) for a in askers] == [expected[n] for n in range(ASKERS)]
    assert {len(p.answers) for p in briefed} == {1}
    times = sorted(call.at for call in server.made("sendMessage"))
    assert most_within(times, 1.0) <= 30
    late = sorted(lateness(server, asked))
    ready = sorted(float(found[2]) for found in READY.finditer(log.read_text(encoding="utf-8")))
    assert len(late) == len(ready) == QUESTIONS
    print(
        f"\n{QUESTIONS} questions of {ASKERS} chats in {answered:.1f} s beside {BRIEFED} briefs, at most "
        f"{most_within(times, 1.0)} messages in a second. Late for its turn: {percents(late)}. "
        f"Ready after it was begun: {percents(ready)}."
    )
    assert not server.refusals
    if LONG:
        assert late[int(0.99 * len(late))] < HANDLED_MS


def lateness(server: FakeTelegram, asked: dict[str, list[float]]) -> list[float]:
    """By how many ms each answer came after its turn.

    Its turn is when it was asked (the nth answer in a chat is that to its nth question), or, when that is
    later, when thirty messages a second had left room for it: a second after the thirtieth before it came.
    So the time counts to receive and store the question, to wait for a thread, to make the answer, to send
    it and to have it arrive here; the pace that Telegram asks for does not, nor does anything that an
    answer had to wait for because of it.
    """
    calls = sorted(server.made("sendMessage"), key=lambda call: call.at)
    free = [calls[n - 30].at + 1.0 if n >= 30 else 0.0 for n in range(len(calls))]
    questions = {chat: iter(moments) for chat, moments in asked.items()}
    return [
        1000 * (call.at - max(next(questions[call.params["chat_id"]]), turn))
        for call, turn in zip(calls, free, strict=True)
        if call.params["chat_id"] in questions
    ]


def percents(sorted_ms: list[float]) -> str:
    return ", ".join(f"p{p} {sorted_ms[int(p / 100 * len(sorted_ms))]:.0f} ms" for p in (50, 99))

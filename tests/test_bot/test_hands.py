"""Processes that make answers beside the bot: the same pages, the same refusals, and none is left behind."""

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.hands import AFTER, WITHIN_SECONDS, Hand, Hands, done
from briefs.page import Page
from data.errors import Ambiguous, BriefingError, NotFound
from data.ingest import gather, ingest_files
from data.store.store import Store
from handlers.answer import answer
from handlers.desk import Desk
from handlers.job import Job
from handlers.remembering import Memory
from handlers.settings import Settings
from tests.conftest import SAMPLE
from tests.conversation import NOW, said

ASKED = [
    "/actor Naqvi", "/org UNODC", "/country Pakistan", "/quote Naqvi", "/figure 47%", "/timeline ICMPD",
    "/actor Qqqxz", "/actor Khan", "/who DG FIA in 2017", "/actor",
]  # fmt: skip


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a file with the sample articles, that remembers nothing."""
    store = Store(tmp_path_factory.mktemp("store") / "briefing.db")
    assert all(not one.refused for one in ingest_files(store, gather([SAMPLE]), lambda: None, lambda: NOW))
    yield Desk(store, Settings(), memory=Memory(0))
    store.close()


@pytest.fixture
def hand(shelves: Desk) -> Iterator[Hand]:
    assert shelves.store.path
    hand = Hand(shelves.store.path, shelves.settings)
    yield hand
    hand.close()


def job(words: str = "Naqvi", command: str = "actor") -> Job:
    day = NOW.replace(hour=0)
    return Job(command, words, day, "9999", 3, f"/{command} {words}", 1, "en", "")


def jobs_of(desk: Desk, asked: list[str]) -> list[Job]:
    """The jobs that commands come down to."""
    found: list[Job] = []

    def note(job: Job, make) -> Page:
        found.append(job)
        return make()

    for text in asked:
        answer(replace(desk, compose=note), said(text))
    return found


def test_a_hand_says_what_the_bot_would_say(shelves: Desk, hand: Hand) -> None:
    jobs = jobs_of(shelves, ASKED)
    assert len(jobs) == len(ASKED)
    for one in jobs:
        by_hand, here = hand.do(one), done(shelves, one)
        if isinstance(here, BriefingError):
            assert type(by_hand) is type(here)
            assert (str(by_hand), by_hand.__dict__) == (str(here), here.__dict__)
        else:
            assert by_hand == here
    kinds = {type(done(shelves, one)) for one in jobs}
    assert {Page, NotFound, Ambiguous} <= kinds


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_hand_speaks_the_language_that_was_asked_for(shelves: Desk, hand: Hand, language: str) -> None:
    one = replace(job(), language=language, numbers="urdu" if language == "ur" else "")
    found = hand.do(one)
    assert found == done(shelves, one)
    assert isinstance(found, Page)
    assert any("\u0600" <= letter <= "\u06ff" for letter in str(found.lines)) == (language == "ur")


def test_a_hand_sees_what_was_written_a_moment_ago(shelves: Desk, hand: Hand) -> None:
    before = hand.do(job("Amna Rehan", "find"))
    assert isinstance(before, NotFound)
    with shelves.store.writing() as db:
        db.execute("UPDATE article SET title = 'Zugspitze' WHERE id = 3")
    found = hand.do(job("3", "source"))
    assert isinstance(found, Page)
    assert found.title == "Zugspitze"


def test_what_a_hand_cannot_do_is_done_by_the_bot(shelves: Desk, hand: Hand) -> None:
    assert hand.do(job(command="no such command")) is None
    assert hand.do(job()) == done(shelves, job())


def test_hands_are_hired_for_a_crowd_and_dismissed_at_the_end(shelves: Desk) -> None:
    assert shelves.store.path
    path = shelves.store.path
    hands = Hands(lambda: Hand(path, shelves.settings), 2, after=1)
    made_here: list[str] = []

    def make() -> Page:
        made_here.append(threading.current_thread().name)
        return done(shelves, job())

    assert hands(job(), make) == done(shelves, job())
    assert (hands.held, len(made_here)) == (0, 1), "one answer at a time needs no hand"
    with ThreadPoolExecutor(6) as crowd:
        until = time.monotonic() + 60
        while hands.held < 2 and time.monotonic() < until:
            pages = list(crowd.map(lambda _: hands(job(), make), range(12)))
            assert all(page == done(shelves, job()) for page in pages)
        assert hands.held == 2
        before = len(made_here)
        list(crowd.map(lambda _: hands(job(), make), range(60)))
        assert len(made_here) - before < 60, "hands take part"
        processes = [one._process for one in hands._held]
        for process in processes:
            process.kill()
        pages = list(crowd.map(lambda _: hands(job(), make), range(12)))
        assert all(page == done(shelves, job()) for page in pages), "a dead hand loses no answer"
    hands.close()
    assert all(process.poll() is not None for process in processes)
    assert hands.held == 0
    assert hands(job(), make) == done(shelves, job())


def test_a_refusal_comes_from_a_hand_as_it_would_from_here() -> None:
    class Refusing:
        def do(self, job: Job) -> BriefingError:
            return Ambiguous("Which?", [("A", "/actor A")])

        def close(self) -> None:
            pass

    hands = Hands(Refusing, 1, after=1)  # type: ignore[arg-type]
    begun, stopped = threading.Barrier(2, timeout=20), threading.Event()

    def hanging() -> Page:
        begun.wait()
        stopped.wait(20)
        return Page(title="here")

    with ThreadPoolExecutor(1) as crowd:
        waiting = crowd.submit(hands, job(), hanging)
        begun.wait()
        with contextlib.suppress(Ambiguous):  # the second: a hand is hired, perhaps at once
            assert hands(job(), lambda: Page(title="here")).title == "here"
        until = time.monotonic() + 20
        while not hands.held and time.monotonic() < until:
            time.sleep(0.01)
        with pytest.raises(Ambiguous, match="Which"):
            hands(job(), lambda: Page(title="here"))
        stopped.set()
        assert waiting.result(20).title == "here"
    hands.close()


def test_hands_are_hired_when_crowds_come_one_after_another_and_not_for_some_in_a_day() -> None:
    """A hand is asked for at the hundredth crowd of a minute."""
    now, hired = [0.0], []

    def hire() -> Hand:
        hired.append(now[0])
        raise OSError("no more")

    hands = Hands(hire, 1, clock=lambda: now[0])

    def second() -> Page:
        return Page(title="second")

    def crowds(number: int, seconds: float) -> None:
        for _ in range(number):
            hands(job(), lambda: hands(job(), second))
            now[0] += seconds

    crowds(3 * AFTER, 1.0)
    assert not hired
    crowds(2 * AFTER, WITHIN_SECONDS / AFTER / 2)
    until = time.perf_counter() + 20
    while not hired and time.perf_counter() < until:
        time.sleep(0.01)
    assert len(hired) == 1


BOT = """
import sys, time
from pathlib import Path
from bot.hands import Hand
from handlers.settings import Settings
hand = Hand(Path(sys.argv[1]), Settings())
print(hand._process.pid, flush=True)
time.sleep(60)
"""


def test_no_hand_is_left_when_the_bot_is_killed(shelves: Desk) -> None:
    bot = subprocess.Popen(
        [sys.executable, "-c", BOT, str(shelves.store.path)], stdout=subprocess.PIPE, text=True
    )
    assert bot.stdout
    hand = int(bot.stdout.readline())
    assert alive(hand)
    bot.kill()
    bot.wait()
    bot.stdout.close()
    until = time.monotonic() + 20
    while alive(hand) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(hand)


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and whom nobody has asked about does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_hand_is_told_no_secret(shelves: Desk) -> None:
    from pydantic import SecretStr

    class Listening(Hand):
        told = b""

        def _say(self, frame: bytes, seconds: float) -> bytes:
            self.told += frame
            return super()._say(frame, seconds)

    secret = shelves.settings.model_copy(update={"token": SecretStr("123:verysecret")})
    assert shelves.store.path
    hand = Listening(shelves.store.path, secret)
    hand.close()
    assert hand.told
    assert b"verysecret" not in hand.told

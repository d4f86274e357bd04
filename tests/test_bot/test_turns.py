"""Answers that this process makes: one after another, and none waits long for another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from bot.turns import Turns
from briefs.page import Page
from data.errors import NotFound
from handlers.job import Job
from tests.conversation import NOW

JOB = Job("about", "", NOW, "9999", 3, "", 1, "en", "")
PAGE = Page(title="T")


def test_short_answers_are_made_one_at_a_time() -> None:
    turns, counting, now, most = Turns(patience=60), Lock(), 0, 0

    def make() -> Page:
        nonlocal now, most
        with counting:
            now += 1
            most = max(most, now)
        Event().wait(0.002)
        with counting:
            now -= 1
        return PAGE

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: turns(JOB, make), range(40))) == [PAGE] * 40
    assert most == 1


def test_one_that_takes_long_holds_up_nobody_and_then_there_is_one_at_a_time_again() -> None:
    turns, begun, go = Turns(patience=0.01), Event(), Event()

    def slow() -> Page:
        begun.set()
        assert go.wait(60)
        return PAGE

    with ThreadPoolExecutor(1) as pool:
        long = pool.submit(turns, JOB, slow)
        assert begun.wait(60)
        assert [turns(JOB, lambda: PAGE) for _ in range(3)] == [PAGE] * 3
        assert not long.done()
        go.set()
        assert long.result(60) == PAGE
    assert is_free(turns)


def test_a_refusal_ends_a_turn() -> None:
    turns = Turns(patience=60)

    def refuse() -> Page:
        assert not is_free(turns)
        raise NotFound("nobody")

    with pytest.raises(NotFound):
        turns(JOB, refuse)
    assert is_free(turns)


def is_free(turns: Turns) -> bool:
    """Whether whoever comes next has the turn."""
    return not turns._turn.locked()

"""Pace: no window ever holds more than Telegram takes, whoever waits, and answers come first."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import TELEGRAM, Closed, Limits, Pace, Pacer

CHATS = st.sampled_from([1, 2, 3, -1, -2])
WANTED = st.lists(st.tuples(CHATS, st.integers(0, 2), st.floats(0, 0.5)), min_size=1, max_size=150)


def departures(wanted: list[tuple[int, int, float]]) -> list[tuple[float, int, int]]:
    """(moment, chat, urgency) of each, when everybody waits as told."""
    pace, now, left = Pace(), 0.0, []
    for chat, urgency, later in wanted:
        now += later
        now += pace.wait(chat, urgency, now) + 1e-9
        assert pace.wait(chat, urgency, now) == 0
        pace.note(chat, urgency, now)
        pace.done(chat, now)
        left.append((now, chat, urgency))
    return left


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= t < start + seconds for t in times) for start in times)


@settings(deadline=None, max_examples=60)
@given(wanted=WANTED)
def test_no_window_holds_more_than_telegram_takes(wanted: list[tuple[int, int, float]]) -> None:
    left = departures(wanted)
    assert most_within([t for t, _, _ in left], 1.0) <= 30
    for chat in {c for _, c, _ in left}:
        times = [t for t, c, _ in left if c == chat]
        assert len(times) <= TELEGRAM.burst + (times[-1] - times[0]) * TELEGRAM.chat + 1e-3
        if chat < 0:
            assert most_within(times, 60.0) <= 20


def test_a_broadcast_to_many_chats_is_even_and_leaves_room_for_answers() -> None:
    left = [t for t, _, _ in departures([(chat, 2, 0.0) for chat in range(1, 300)])]
    gaps = [after - before for before, after in pairwise(left)]
    assert min(gaps) == pytest.approx(1 / 27, abs=1e-3)
    assert most_within(left, 1.0) <= 28


def test_a_chat_that_was_quiet_may_have_a_short_burst() -> None:
    left = [t for t, _, _ in departures([(1, 0, 0.0)] * 8)]
    assert left[4] < 0.001
    assert left[5] == pytest.approx(1.0, abs=1e-3)
    assert left[7] == pytest.approx(3.0, abs=1e-3)


def test_a_chat_on_hold_waits_alone() -> None:
    pace = Pace()
    pace.hold(1, 10.0)
    assert pace.wait(1, 0, 4.0) == 6.0
    assert pace.wait(2, 0, 4.0) == 0
    assert pace.held(4.0) == [1]
    assert pace.held(11.0) == []


def test_chats_that_restrain_nothing_are_forgotten() -> None:
    pace = Pace(Limits(overall=10**6, broadcast=10**6))
    for chat in range(1, 5000):
        pace.note(chat, 2, chat * 1.0)
        pace.done(chat, chat * 1.0)
    assert len(pace._chats) <= 1001


async def test_answers_leave_before_what_waited_longer() -> None:
    clock = [0.0]
    pacer = Pacer(Pace(Limits(overall=1, overall_seconds=0.02)), lambda: clock[0])
    order: list[str] = []

    async def leave(name: str, urgency: int) -> None:
        async with pacer.turn(hash(name), urgency):
            order.append(name)

    tasks = [asyncio.create_task(leave(f"brief {n}", 2)) for n in range(3)]
    await asyncio.sleep(0)
    tasks += [asyncio.create_task(leave("notice", 1)), asyncio.create_task(leave("answer", 0))]
    await asyncio.sleep(0)
    while len(order) < 5:
        clock[0] += 0.05
        await asyncio.sleep(0.02)
    await asyncio.gather(*tasks)
    assert order == ["brief 0", "answer", "notice", "brief 1", "brief 2"]


async def test_whoever_gives_up_waiting_takes_no_turn_and_a_closed_pacer_tells_everybody() -> None:
    pacer = Pacer(Pace(Limits(overall=1, overall_seconds=60)))

    async def leave(chat: int) -> None:
        async with pacer.turn(chat):
            pass

    await leave(1)
    waiting, given_up = asyncio.create_task(leave(2)), asyncio.create_task(leave(3))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.sleep(0)
    pacer.close()
    with pytest.raises(Closed):
        await waiting
    with pytest.raises(Closed):
        await leave(4)


async def test_what_is_still_on_its_way_counts_until_its_reply() -> None:
    """However late the replies come, no second at Telegram holds more than may leave."""
    pacer = Pacer(Pace(Limits(overall=2, overall_seconds=0.05)))
    release, gone = asyncio.Event(), []

    async def leave(chat: int) -> None:
        async with pacer.turn(chat):
            gone.append(chat)
            await release.wait()

    tasks = [asyncio.create_task(leave(chat)) for chat in (1, 2, 3)]
    await asyncio.sleep(0.2)
    assert gone == [1, 2]
    release.set()
    await asyncio.gather(*tasks)
    assert gone == [1, 2, 3]

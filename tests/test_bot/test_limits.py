"""How much may be asked: never more than the rate, one clear line, and then silence until it is free."""

from hypothesis import given
from hypothesis import strategies as st

from bot.limits import GROUP, PERSON, Limits, Rate, spend


@given(
    waits=st.lists(st.floats(0, 10), max_size=200),
    rate=st.builds(Rate, st.integers(1, 30), st.floats(0.1, 10)),
)
def test_no_stretch_of_time_holds_more_than_the_burst_and_what_came_free(
    waits: list[float], rate: Rate
) -> None:
    bucket, now, free = None, 0.0, []
    for wait in waits:
        now += wait
        bucket, verdict = spend(bucket, rate, now)
        if verdict == "free":
            free.append(now)
    for first, start in enumerate(free):
        for last in range(first, len(free)):
            assert last - first + 1 <= rate.burst + (free[last] - start) / rate.seconds + 1e-6


@given(st.lists(st.floats(0, 10), max_size=200))
def test_whoever_is_silenced_was_told_before(waits: list[float]) -> None:
    bucket, now, told = None, 0.0, False
    for wait in waits:
        now += wait
        bucket, verdict = spend(bucket, Rate(4, 2.0), now)
        assert verdict != "silent" or told
        told = told or verdict == "told"


def test_a_flood_is_told_once_and_answered_again_when_it_is_over() -> None:
    limits = Limits()
    heard = [limits.ask(5, 5, 0.0) for _ in range(200)]
    assert heard.count("free") == PERSON.burst
    assert heard.count("told") == 1
    assert limits.wait(5, 5) <= PERSON.seconds + 1
    assert limits.ask(5, 5, 3600.0) == "free"


def test_a_steady_flood_is_not_told_again_and_again() -> None:
    limits = Limits()
    heard = [limits.ask(5, 5, at / 2) for at in range(1000)]
    assert heard.count("told") == 1


def test_a_clock_that_is_set_back_stops_nobody() -> None:
    limits = Limits()
    assert limits.ask(5, 5, 100.0) == limits.ask(5, 5, 10.0) == "free"


def test_a_group_as_a_whole_may_ask_what_telegram_lets_us_answer() -> None:
    limits = Limits()
    heard = [limits.ask(person, -9, 0.0) for person in range(100)]
    assert heard.count("free") == GROUP.burst
    assert heard.count("told") == 1
    assert limits.ask(1, -8, 0.0) == "free"
    assert limits.ask(1, 1, 0.0) == "free"

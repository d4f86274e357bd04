"""The schedule: which briefs are owed by the clock of their readers, around gaps, folds, changes and absences."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schedule import Plan, following, instant, latest, local, owed, quiet_until

ZONES = (
    "Asia/Karachi", "Europe/Brussels", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC",
    "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Africa/Casablanca", "Asia/Tehran",
)  # fmt: skip
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
DATES = st.dates(date(2011, 1, 1), date(2035, 12, 31))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        ("2026-03-02", "07:00", "Asia/Karachi", "2026-03-02 02:00"),
        ("2026-03-29", "02:30", "Europe/Brussels", "2026-03-29 01:00"),  # clocks skip 2:00 to 3:00
        ("2026-03-29", "03:00", "Europe/Brussels", "2026-03-29 01:00"),
        ("2026-10-25", "02:30", "Europe/Brussels", "2026-10-25 00:30"),  # clocks show 2:30 twice
        ("2026-03-08", "02:00", "America/New_York", "2026-03-08 07:00"),
        ("2026-11-01", "01:59", "America/New_York", "2026-11-01 05:59"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03 15:30"),  # a gap of half an hour
    ],
)
def test_a_local_time_that_is_skipped_is_the_end_of_the_gap_and_one_shown_twice_is_the_first(
    day: str, at: str, zone: str, expected: str
) -> None:
    assert instant(date.fromisoformat(day), time.fromisoformat(at), zone) == utc(expected)


@given(DATES, TIMES, st.sampled_from(ZONES))
def test_clocks_never_show_less_than_the_time_asked_for_and_show_it_when_they_can(
    day: date, at: time, zone: str
) -> None:
    shown = local(instant(day, at, zone), zone).replace(tzinfo=None)
    assert shown >= datetime.combine(day, at)
    assert shown - datetime.combine(day, at) <= timedelta(hours=24)


@given(st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1)), TIMES, st.sampled_from(ZONES))
def test_whenever_one_looks_each_local_day_is_owed_exactly_once(begin: datetime, at: time, zone: str) -> None:
    """Ticks at odd moments, each with the last day of the ledger, make every day once."""
    plan, now, last = Plan(at=f"{at:%H:%M}", zone=zone), begin.replace(tzinfo=UTC), None
    days: list[date] = []
    since = now
    for hours in (1, 5, 7, 11, 26, 3, 49, 1, 24, 24, 2, 100):
        now += timedelta(hours=hours)
        turns = owed(plan, since, last, now)
        days += [turn.day for turn in turns]
        last = days[-1] if days else None
        assert all(since < turn.due <= now for turn in turns)
    assert days == sorted(set(days))
    if days and zone != "Pacific/Apia":
        assert len(days) == (days[-1] - days[0]).days + 1


def test_nothing_is_owed_from_before_the_subscription() -> None:
    plan = Plan(at="07:00", zone="Asia/Karachi")
    assert owed(plan, utc("2026-03-02 02:00"), None, utc("2026-03-02 09:00")) == []
    assert [turn.day for turn in owed(plan, utc("2026-03-02 01:59"), None, utc("2026-03-02 09:00"))] == [
        date(2026, 3, 2)
    ]


def test_weekdays_leave_out_the_weekend_and_a_week_has_one_day() -> None:
    since, now = utc("2026-03-01 00:00"), utc("2026-03-15 23:00")
    weekdays = owed(Plan(at="07:00", zone="UTC", days="weekdays"), since, None, now)
    fridays = owed(Plan(at="07:00", zone="UTC", days="fri"), since, None, now)
    assert [turn.day.day for turn in weekdays] == [2, 3, 4, 5, 6, 9, 10, 11, 12, 13]
    assert [turn.day.day for turn in fridays] == [6, 13]


def test_a_day_that_a_zone_left_out_has_no_brief() -> None:
    """Samoa went from 29 to 31 December 2011."""
    plan = Plan(at="07:00", zone="Pacific/Apia")
    turns = owed(plan, utc("2011-12-28 00:00"), None, utc("2012-01-02 00:00"))
    assert [turn.day.day for turn in turns] == [28, 29, 31, 1, 2]


def test_the_latest_and_the_following_turn_stand_on_either_side_of_now() -> None:
    plan, now = Plan(at="07:00", zone="UTC", days="mon"), utc("2026-03-05 12:00")
    before = latest(plan, now)
    assert before is not None
    assert before.day == date(2026, 3, 2)
    assert following(plan, now).day == date(2026, 3, 9)
    assert following(plan, now, date(2026, 3, 9)).day == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        ("22:00-07:00", "2026-03-02 23:30", "2026-03-03 07:00"),
        ("22:00-07:00", "2026-03-02 06:59", "2026-03-02 07:00"),
        ("22:00-07:00", "2026-03-02 07:00", None),
        ("13:00-14:00", "2026-03-02 13:30", "2026-03-02 14:00"),
        ("13:00-14:00", "2026-03-02 12:59", None),
        ("22-7", "2026-03-02 03:00", "2026-03-02 07:00"),
        ("", "2026-03-02 03:00", None),
        ("off", "2026-03-02 03:00", None),
    ],
)
def test_quiet_hours_go_over_midnight_and_unreadable_ones_are_none(
    hours: str, at: str, until: str | None
) -> None:
    assert quiet_until(hours, utc(at), "UTC") == (utc(until) if until else None)

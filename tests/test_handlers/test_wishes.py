"""What is written behind /subscribe is understood however people write times, zones and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadUsage
from data.zones import is_zone, zone_of
from handlers.wishes import wish


@pytest.mark.parametrize(
    ("words", "at", "zone", "days", "about"),
    [
        ("8:30 Brussels GLO.ACT, Naqvi", "08:30", "Europe/Brussels", "", ("GLO.ACT", "Naqvi")),
        ("daily at 7", "07:00", "", "daily", ()),
        ("weekdays 7am Karachi", "07:00", "Asia/Karachi", "weekdays", ()),
        ("every monday at 9 in Karachi time about smuggling", "09:00", "Asia/Karachi", "mon", ("smuggling",)),
        ("08.30", "08:30", "", "", ()),
        ("8h30 UTC+5", "08:30", "Etc/GMT-5", "", ()),
        ("noon New York", "12:00", "America/New_York", "", ()),
        ("at 7 pm in Islamabad", "19:00", "Asia/Karachi", "", ()),
        ("GLO.ACT and Naqvi", "", "", "", ("GLO.ACT", "Naqvi")),
        ("Pakistan", "", "", "", ("Pakistan",)),
        ("0730 hrs London", "07:30", "Europe/London", "", ()),
        ("18:00 Europe/Brussels weekdays only topics: border, visas", "18:00", "Europe/Brussels", "weekdays",
         ("border", "visas")),
        ("Brussels time 8:30 Naqvi", "08:30", "Europe/Brussels", "", ("Naqvi",)),
        ("7:00, Geneva, UNODC", "07:00", "Europe/Zurich", "", ("UNODC",)),
        ("weekly on Friday at 16:00 the hague", "16:00", "Europe/Amsterdam", "fri", ()),
        ("8:30 پاکستان", "08:30", "Asia/Karachi", "", ()),
        ("", "", "", "", ()),
    ],
)  # fmt: skip
def test_a_wish_is_read_generously(words: str, at: str, zone: str, days: str, about: tuple[str, ...]) -> None:
    found = wish(words)
    assert (found.at, found.zone, found.days, found.about) == (at, zone, days, about)


@pytest.mark.parametrize("words", ["25:00", "8:75", "13pm", "at 31"])
def test_a_time_that_does_not_exist_is_refused_in_one_sentence(words: str) -> None:
    with pytest.raises(BadUsage, match="is not a time"):
        wish(words)


def test_an_unknown_zone_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadUsage, match="not a time zone I know"):
        wish("8:30 Mars/Phobos")


@given(st.text(max_size=200))
def test_any_text_is_a_wish_or_a_usage_error(text: str) -> None:
    try:
        found = wish(text)
    except BadUsage:
        return
    assert not found.zone or is_zone(found.zone)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Karachi", "Asia/Karachi"), ("Pakistan", "Asia/Karachi"), ("Lahore", "Asia/Karachi"),
        ("europe/brussels", "Europe/Brussels"), ("GMT", "UTC"), ("utc-3", "Etc/GMT+3"), ("UTC+15", ""),
        ("CET", "Europe/Brussels"), ("United States", ""), ("Sao Paulo", "America/Sao_Paulo"), ("Atlantis", ""),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_city_country_of_one_zone_abbreviation_and_offset(words: str, zone: str) -> None:
    assert zone_of(words) == zone

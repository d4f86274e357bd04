"""Around a name: what a sentence says is never called absent only because no fact was read from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

PROJECTS = """title: HARBOURLIGHT and MILLWHEEL begin
publisher: Port Gazette
published: 2024-05-06

VARNA, 6 May 2024 - The European Union opened the second stage of HARBOURLIGHT, a project for sailors. The grant \
agreement is worth EUR 6.5 million and covers the years 2024 to 2027. The first stage, which closed in October \
2022, helped 310 crews.

The MILLWHEEL project, worth EUR 3 million, runs from 2023 to 2025 in Norway. It aims to mend old quays.

HARBOURLIGHT was launched in June 2017 in Varna.

The Crew Observatory of the Adriatic (COTA) met the Sailors Bureau (SAIB). From the foreword by Ivo Brandt, \
Executive Director of the COTA: Ships count.

Interior Minister Anna Lindqvist of SAIB spoke of a patrol by Norway and Malta. Its first meeting is to be held in \
Oslo in April.
"""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "port.txt").write_text(PROJECTS)
    desk = filled(tmp_path)
    yield desk
    desk.store.close()


def test_what_goes_on_after_a_name_is_not_called_unstated(port: Desk) -> None:
    told = plain(page(port, "/compare HARBOURLIGHT, MILLWHEEL"))
    assert "HARBOURLIGHT: not stated" not in told.split("Objective")[0]
    assert told.count("worth EUR 6.5 million") >= 1


def test_what_no_sentence_near_the_name_says_is_not_stated(port: Desk) -> None:
    assert "HARBOURLIGHT: not stated" in plain(page(port, "/compare HARBOURLIGHT, MILLWHEEL"))


def test_an_office_in_a_sentence_that_names_the_body_is_shown(port: Desk) -> None:
    told = plain(page(port, "/compare COTA, SAIB"))
    assert "COTA: not stated" not in told.split("Meetings")[0]


def test_a_gap_shows_the_dated_sentence_that_goes_on_after_the_name(port: Desk) -> None:
    told = plain(page(port, "/timeline HARBOURLIGHT"))
    assert "Oct 2022: Near the name: The first stage, which closed in October 2022" in told
    assert "Nothing held" not in told
    assert "No dated fact or sentence of the name was read between Jun 2017 and Oct 2022." in told


def test_where_no_announcement_was_read_sentences_of_what_is_to_come_are_shown(port: Desk) -> None:
    told = plain(page(port, "/upcoming Malta"))
    assert "was read as a fact; sentences that may hold one" in told
    assert "first meeting is to be held in Oslo in April" in told


def test_no_more_is_denied_than_was_looked_at(port: Desk) -> None:
    assert "No announcement on “Zubrowka” was read as a fact." in plain(page(port, "/upcoming Zubrowka"))


def test_what_a_report_on_an_operation_announces_is_told_as_that(tmp_path: Path) -> None:
    text = "title: Raids\npublisher: Port Gazette\npublished: 2024-05-06\n\nOperation Lantern ended.\n\n"
    (tmp_path / "raids.txt").write_text(
        f"{text}A second meeting will be hosted by Malta in Valletta in May 2025.\n"
    )
    desk = filled(tmp_path)
    told = plain(page(desk, "/upcoming Operation Lantern"))
    assert "On “Operation Lantern” itself no announcement was read; announced in a report on it:" in told
    assert "will be hosted by Malta in Valletta in May 2025" in told
    assert "was read as a fact" in plain(page(desk, "/upcoming Lindqvist"))
    desk.store.close()

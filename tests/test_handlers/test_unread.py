"""Unread: what no fact was read of is still shown in the sentences that say it, the one that answers first."""

from collections.abc import Iterator

import pytest

from handlers.desk import Desk
from handlers.offices import split
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

ARTICLE = """title: Ministry under fire
publisher: Harbour Post
date: 2 June 2025

"We are sending boats," said Undersecretary Matteo Velo-Ricci on Monday. Velo-Ricci will fly to Oslo in July.

The opposition called for Undersecretary Matteo Velo-Ricci to report to a committee. He has not resigned, his office \
said.

Moldova was admitted as a member. Georgia joined with a reservation. Armenia did not sign.

Landings fell by a fifth in 2024, the Quay Observatory said.

In Norway they rose by 6%.

## Rates of return

In the region 44% of those who landed went home.

The boat had left a beach near Varna. Frontex led Operation NIGHTFALL.

From 2012 to 2019 somebody served as liaison clerk in Tallinn.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("unread")
    (folder / "fire.txt").write_text(ARTICLE)
    desk = filled(folder)
    yield desk
    desk.store.close()


def test_the_sentence_that_answers_comes_first_with_the_one_that_names_him(desk: Desk) -> None:
    told = page(desk, "has Velo-Ricci resigned?")
    lines = [line.text for line in told.lines if line.cites]
    assert lines[0].startswith("The opposition called for Undersecretary Matteo Velo-Ricci")
    assert lines[1].startswith("He has not resigned")


def test_where_the_words_asked_are_not_beside_the_name_this_is_said(desk: Desk) -> None:
    asked = "The words that are asked about were not found beside the name; the sentences nearest to it:"
    assert asked in plain(page(desk, "was Velo-Ricci acquitted?"))
    assert asked not in plain(page(desk, "has Velo-Ricci resigned?"))


def test_the_sentence_that_names_the_country_comes_before_those_that_do_not(desk: Desk) -> None:
    lines = [line.text for line in page(desk, "did landings increase in Norway in 2024?").lines if line.cites]
    assert lines[0] == "In Norway they rose by 6%."


def test_below_a_heading_stands_what_it_announces(desk: Desk) -> None:
    assert "In the region 44% of those who landed went home." in plain(
        page(desk, "what was the rate of return?")
    )


def test_a_question_knows_other_forms_of_its_verb(desk: Desk) -> None:
    lines = [line.text for line in page(desk, "where did the boat depart from?").lines if line.cites]
    assert lines[0] == "The boat had left a beach near Varna."


def test_who_led_an_operation_is_told_so_on_the_card(desk: Desk) -> None:
    assert "- Led Operation NIGHTFALL" in plain(page(desk, "/org Frontex"))


def test_two_of_whom_no_fact_was_read_are_compared_by_their_sentences(desk: Desk) -> None:
    told = plain(page(desk, "/compare Moldova, Georgia"))
    assert "No fact was read by which they could be compared; the sentences that name them:" in told
    assert "Moldova was admitted as a member." in told
    assert "Georgia joined with a reservation." in told
    assert "Armenia" not in told


@pytest.mark.parametrize(
    ("words", "office", "day"),
    [
        ("liaison clerk in Tallinn in 2015", "liaison clerk in Tallinn", "2015"),
        ("head of mission at Oslo on 5 May 2025", "head of mission at Oslo", "2025-05-05"),
        ("director in Area 51 of the port", "director in Area 51 of the port", None),
        ("liaison clerk in Tallinn", "liaison clerk in Tallinn", None),
    ],
)
def test_the_date_asked_for_stands_behind_the_place_of_an_office(
    words: str, office: str, day: str | None
) -> None:
    told, when = split(words)
    assert (told, when.edtf if when else None) == (office, day)


def test_an_office_of_which_nobody_is_told_is_shown_in_its_sentence(desk: Desk) -> None:
    assert "served as liaison clerk in Tallinn" in plain(page(desk, "/who liaison clerk in Tallinn in 2015"))

"""An event is found by what its report says of it, and what is held of the kind is never denied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.values import FactKind
from handlers.desk import Desk
from handlers.occasions import happened, occasion
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page
from tests.world import World

ROUNDTABLE = "roundtable, 13 March 2027"


@pytest.fixture
def world() -> World:
    """A roundtable whose place no fact states, a conference whose place one does, and a deed in a third town."""
    made = World()
    made.entity(ROUNDTABLE, "event")
    made.entity("border conference", "event")
    made.entity("Zenda", "place")
    first = made.article("Aalborg roundtable seeks partners", "15 March 2027")
    second = made.article("Aalborg hails the conference", "2 April 2027")
    event = {"kind": FactKind.EVENT}
    made.fact(
        ROUNDTABLE, "Donors came to a roundtable on 13 March 2027", article=first, predicate="date", **event
    )
    made.fact(
        ROUNDTABLE, "The roundtable had guests of Ruritania", article=first, predicate="participant", **event
    )
    made.fact(
        ROUNDTABLE, "The Nets Foundation hosted the roundtable", article=first, predicate="host", **event
    )
    made.fact("border conference", "The conference met in Odense", article=second, predicate="place", **event)
    made.fact("border conference", "It ended", article=second, day="3 April 2027", predicate="date", **event)
    made.fact("Sanna Korpi", "a treaty in Zenda", article=second, place="Zenda")
    return made


def test_an_event_of_no_stated_place_is_found_by_the_title_of_its_report(world: World) -> None:
    found = occasion(world.desk, "Aalborg roundtable", said=False)
    assert found is not None
    assert found.entity.name == ROUNDTABLE
    assert "words of a report of it" in plain(page(world.desk, "/event Aalborg roundtable"))


def test_an_event_is_found_by_its_stated_place_in_running_words_and_in_a_command(world: World) -> None:
    for said in (True, False):
        found = occasion(world.desk, "Odense conference", said)
        assert found is not None
        assert found.entity.name == "border conference"
    assert "The conference met in Odense" in plain(page(world.desk, "/event Odense conference"))


def test_an_event_of_no_stated_place_is_found_by_what_tells_of_its_host(world: World) -> None:
    """No name, title, place or date has these words: the sentence of the host alone."""
    found = occasion(world.desk, "Nets Foundation roundtable", said=False)
    assert found is not None
    assert found.entity.name == ROUNDTABLE


@pytest.mark.parametrize(
    "words", ["Ruritania roundtable", "Aalborg conference", "Aalborg summit", "Zenda roundtable"]
)
def test_words_of_a_guest_or_of_another_place_find_no_event(world: World, words: str) -> None:
    """Who took part does not say where it was, and an event whose place is stated was not elsewhere.

    However many of its attributes were told after its place.
    """
    assert occasion(world.desk, words, said=False) is None


def test_a_question_in_running_words_is_answered_by_place_or_date_alone(world: World) -> None:
    assert occasion(world.desk, "Aalborg roundtable") is None


def test_what_happened_at_a_place_does_not_deny_the_events_that_are_held(world: World) -> None:
    told = happened(world.desk, "Zenda roundtable")
    assert told is not None
    assert "No event of that name" not in plain(told)
    assert any(choice.command == f"/event {ROUNDTABLE}" for choice in told.choices)
    none = happened(world.desk, "Zenda symposium")
    assert none is not None
    assert "No event of that name is held" in plain(none)


STRIKE = """title: Raids end a ring
publisher: Border Wire
published: 2026-09-14

Police in Velmark arrested 23 people on 9 September 2026 in Operation Night Tide, which was led by the Norland Border Police.
"""


@pytest.fixture
def strike(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "strike.txt").write_text(STRIKE, encoding="utf-8")
    desk = filled(tmp_path)
    yield desk
    desk.store.close()


def test_the_card_of_an_operation_has_its_figures_its_day_and_its_lead(strike: Desk) -> None:
    told = plain(page(strike, "/event Night Tide"))
    assert "Date: 9 Sep 2026 [1]" in told
    assert "Led by: Norland Border Police [1]" in told
    assert "arrested 23 people on 9 September 2026" in told
    assert "Led by: Norland Border Police [1]" in plain(page(strike, "who led Operation Night Tide"))


def test_two_words_that_name_the_same_one_are_one_name(strike: Desk) -> None:
    assert page(strike, "/timeline Night Tide").title == "Timeline of Operation Night Tide"

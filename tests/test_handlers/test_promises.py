"""Promises that are easily broken at the edges: lengths with buttons, days before the store, gaps, shared names."""

import re
from collections.abc import Iterator

import pytest

from briefs.page import Page
from data.dates import DateSpan
from data.store import entities
from handlers.desk import Desk
from handlers.terminal import plain
from tests.conversation import page, text
from tests.honesty import Held, held

BEFORE = "/asof 2020-01-01"


@pytest.fixture(scope="session", params=["sample", pytest.param("real", marks=pytest.mark.real)])
def store(request: pytest.FixtureRequest) -> Held:
    """The sample store, and that of the five originals where they are at hand."""
    return held(request.getfixturevalue("desk" if request.param == "sample" else "real_desk"))


def test_a_question_without_a_topic_shows_none(store: Held) -> None:
    told = [page(store.desk, f"what did {name} say") for name in store.names]
    assert not [line.text for one in told for line in one.lines if "None" in line.text]


def test_an_answer_fits_with_its_buttons(store: Held) -> None:
    long = {name: len(plain(page(store.desk, f"/find {name}"))) for name in store.names}
    assert {name: length for name, length in long.items() if length > 2_500} == {}


def test_a_fact_is_proved_by_its_whole_sentence(store: Held) -> None:
    for fact in store.facts:
        sentence = " ".join(fact.evidence.split())
        assert f"»{sentence}«" in plain(page(store.desk, f"/why #{fact.id}"))


@pytest.mark.parametrize(
    "asked",
    ["/actor Naqvi", "/find FIA", "/country Pakistan", "/event Warsaw conference", "/timeline ICMPD", "/latest",
     "/quote Naqvi", "/compare GLO.ACT, PROTECT", "/latest Pakistan", "who is Naqvi"],
)  # fmt: skip
def test_what_was_named_later_was_not_known_before(desk: Desk, asked: str) -> None:
    found = page(desk, f"{BEFORE} {asked}")
    assert found.verdict == "nothing"
    assert "No record" in found.title


def test_the_buttons_of_a_past_answer_stay_in_the_past(desk: Desk) -> None:
    found = page(desk, "/asof 2030-01-01 /actor Brunner")
    assert found.choices
    assert all(choice.command.startswith("/asof 2030-01-01 ") for choice in found.choices)


@pytest.mark.parametrize("day", ["3 Nov 2030", "2030-11-03", "Nov 2030"])
def test_a_past_day_is_written_as_any_date(desk: Desk, day: str) -> None:
    assert page(desk, f"/asof {day} /about").verdict == "answer"


def spans(found: Page) -> Iterator[tuple[DateSpan, DateSpan]]:
    """The years on both sides of each gap that a timeline names."""
    for line in found.lines:
        gap = re.fullmatch(
            r"No dated fact or sentence of the name was read between (.+) and (.+)\.", line.text
        )
        if gap:
            first, last = (re.findall(r"\d{4}", side) for side in gap.groups())
            yield DateSpan(edtf="/".join(first[-1:])), DateSpan(edtf=last[0])


def test_a_gap_has_years_in_it(store: Held) -> None:
    """'Nothing held between 2016-2020 and 2020' would deny what the line above it says."""
    for name in store.names:
        for before, after in spans(page(store.desk, f"/timeline {name}")):
            assert before.latest is not None
            assert after.earliest is not None
            assert after.earliest.year - before.latest.year > 1


def test_the_buttons_of_a_card_are_about_its_own_entity(desk: Desk) -> None:
    """Two entities may share a name; what one's card offers must not open the other's facts."""
    last = desk.shelf.row("SELECT max(id) FROM entity")[0]
    names: dict[str, list[int]] = {}
    for number in range(1, last + 1):
        one = entities.get(desk.shelf, number)
        if one is not None:
            names.setdefault(one.name, []).append(one.id)
    shared = [numbers for numbers in names.values() if len(set(numbers)) > 1]
    assert shared
    for numbers in shared:
        timelines = [
            [choice.command for choice in page(desk, f"/find #{n}").choices if choice.label == "Timeline"]
            for n in set(numbers)
        ]
        assert len({*map(tuple, timelines)}) == len(timelines)


def test_a_name_that_is_not_held_is_told_as_no_record_in_a_brief(desk: Desk) -> None:
    assert "No record of “Qwertzuiop”" in text(desk, "/brief Qwertzuiop")


def test_a_question_that_is_empty_gets_the_usage(desk: Desk) -> None:
    assert page(desk, "/ask").verdict == "usage"


def test_another_name_than_was_asked_for_is_explained(desk: Desk) -> None:
    """'What did Vienna say' may be answered with the words of a person only if the page says why."""
    told = text(desk, "what did Vienna say")
    assert "Vienna" in told


def test_words_are_not_doubled(store: Held) -> None:
    for name in store.names:
        told = [
            line.text for line in page(store.desk, f"/find {name}").lines if not line.text.startswith("…")
        ]
        assert not [one for one in told if re.search(r"\b(of|in|by|with|the) \1\b", one)]

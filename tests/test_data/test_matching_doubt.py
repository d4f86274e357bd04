"""Doubt: whom a near name hardly means, and how near a name must come where many stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.matching import NameIndex, Nothing, Sure, verdict
from data.matching.doubt import in_a_crowd
from data.matching.slips import odd_slip

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)


@pytest.mark.parametrize(
    ("typed", "held"),
    [("badelafi", "badelani"), ("milzom", "milpom"), ("hakomti", "hakorti")],
)
def test_a_letter_no_hand_and_no_ear_confuses_is_an_odd_slip(typed: str, held: str) -> None:
    assert odd_slip(typed, held)


@pytest.mark.parametrize(
    ("typed", "held"),
    [("milson", "milsom"), ("naqvo", "naqvi"), ("bruner", "brunner"), ("shmasi", "shamsi"), ("rizwi", "rizvi"),
     ("haqq", "haq"), ("same", "same"), ("gatan", "gadan")],
)  # fmt: skip
def test_a_slip_of_the_hand_or_the_ear_is_not_odd(typed: str, held: str) -> None:
    assert not odd_slip(typed, held)


@given(LETTERS, LETTERS)
def test_an_odd_slip_is_one_both_ways(one: str, other: str) -> None:
    assert odd_slip(one, other) == odd_slip(other, one)


@given(st.floats(0.5, 0.98), st.floats(0.5, 0.98), st.integers(0, 10_000_000))
def test_a_crowd_changes_no_order_and_raises_nothing(one: float, other: float, names: int) -> None:
    low, high = sorted((one, other))
    assert in_a_crowd(low, names) <= in_a_crowd(high, names) + 1e-9
    assert in_a_crowd(high, names) <= high + 1e-9


@given(st.floats(0.5, 0.98), st.integers(1, 1_000_000), st.integers(1, 1_000_000))
def test_a_greater_crowd_makes_no_name_likelier(score: float, few: int, more: int) -> None:
    few, more = sorted((few, more))
    assert in_a_crowd(score, more) <= in_a_crowd(score, few) + 1e-9


def test_a_name_that_others_bear_is_not_another_name() -> None:
    index = NameIndex.build(
        [(1, "Hussain Maryam Abbasi"), (2, "Hassan Lodhi"), (3, "Sami Brandt"), (4, "Samir Vale")]
    )
    for typed, near in (("Hassan Abbasi", 1), ("Samir Brandt", 3)):
        found = verdict(index.search(typed))
        assert isinstance(found, Nothing)
        assert near in [match.entity_id for match in found.near]


def test_a_name_without_the_first_or_last_name_that_was_typed_is_only_near() -> None:
    index = NameIndex.build([(1, "Wanda Ferreira"), (2, "Ivo Brandt"), (3, "Tariq Zahid Lodhi")])
    for typed in ("Kiran Wanda Ferreira", "Ivo Brandt Kessler", "Tariq Zaidi"):
        assert isinstance(verdict(index.search(typed)), Nothing)
    for typed in ("Wanda Luisa Ferreira", "Mr Ivo Brandt", "Tariq Lodhi"):
        assert isinstance(verdict(index.search(typed)), Sure)


def test_an_odd_slip_is_answered_among_few_and_asked_about_among_many() -> None:
    crowd = [(1_000 + id, f"{first}{last} {last}{first}") for id, (first, last) in enumerate(
        (a + b, c + d) for a in "bdfgklmnprstvz" for b in "aeiou" for c in "bdfgklmnprstvz" for d in "aeiou"
    )]  # fmt: skip
    few, many = (NameIndex.build([(1, "Tarik Quasmolin"), *crowd[:count]]) for count in (20, 4_900))
    assert isinstance(verdict(few.search("Quaspolin")), Sure)
    asked_about = verdict(many.search("Quaspolin"))
    assert isinstance(asked_about, Nothing)
    assert [match.entity_id for match in asked_about.near][:1] == [1]
    assert isinstance(verdict(many.search("Quasnolin")), Sure)


def test_a_first_name_left_out_loses_to_a_middle_name_left_out() -> None:
    index = NameIndex.build([(1, "Omar Hussein Najelawi"), (2, "Hussein Bandar Najelawi")])
    assert index.search("Hussein Najelawi")[0].entity_id == 2

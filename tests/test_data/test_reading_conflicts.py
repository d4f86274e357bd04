"""Conflicts: headline against body, and article against article; what agrees is no conflict."""

import pytest

from data.dates import DateSpan
from data.reading import conflicts, facts
from data.reading.document import Document
from tests.test_data.marked import document, read

MAY = DateSpan(edtf="2024-05-06", precision="day")

BODY = (
    "{L:OSLO=Oslo}: Harbour Minister {P:Mara Okell} held a key meeting with {O:Union} Commissioner for Ports "
    "{P:Ivo Brandt} in {L:Lisbon}.\nCommissioner {P:Brandt=Ivo Brandt} praised {L:Norway}, noting a 47% "
    "reduction in "
    "attempts to sail over the past year.\nMinister {P:Mara Okell} informed the {O:Union} side that 1,770 "
    "pirates and "
    "their crews have been arrested in {L:Norway} this year.\nBoth sides agreed to increase cooperation, "
    "including "
    "more information sharing.\n"
)


def whole(marked: str) -> Document:
    """The document with its facts."""
    found = document(marked)
    return found.model_copy(update={"facts": facts.find(found)})


def test_a_bullet_that_credits_somebody_else_or_counts_less_differs_from_the_body() -> None:
    top = (
        "- {P:Okell=Mara Okell} says 1,770 pirates arrested this year, highlighting 47% drop in sailing "
        "attempts\n"
        "- Stresses her role with both sides agree on deeper intelligence sharing, future cooperation\n"
    )
    found = conflicts.within(whole(top + BODY))
    assert {(c.kind, c.about) for c in found} == {
        ("counted", "1,770"),
        ("speaker", "47%"),
        ("wording", "intelligence / information sharing"),
    }
    speaker = next(c for c in found if c.kind == "speaker")
    assert (speaker.first.speaker, speaker.second.speaker) == ("Mara Okell", "Ivo Brandt")


def test_a_bullet_that_says_the_same_is_no_conflict() -> None:
    top = (
        "- {P:Okell=Mara Okell} says 1,770 pirates and their crews arrested this year\n"
        "- {P:Brandt=Ivo Brandt} notes 47% reduction in attempts\n"
        "- Both sides agree on information sharing\n"
    )
    assert conflicts.within(whole(top + BODY)) == ()


def test_sentences_of_the_body_are_not_held_against_one_another() -> None:
    text = BODY + "{P:Okell=Mara Okell} said 1,770 pirates were seen in {L:Malta}."
    assert conflicts.within(whole(text)) == ()


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("{J:Calm Sea} has a budget "
         "of EUR 9 million.", "{J:Calm Sea} has a budget of EUR 8 million.", "attribute"),
        ("The {J:Calm Sea} (2019-2021) grew.", "The {J:Calm Sea} (2019-2023) grew.", "attribute"),
        ("In 2023 the {O:Coast Bureau} "
         "stopped 90 boats.", "In 2023 the {O:Coast Bureau} stopped 80 boats.", "number"),
        (
            "{P:Mara Okell}, Director of the {O:Coast Bureau}, spoke.",
            "{P:Una Vale}, Director of the {O:Coast Bureau}, spoke.",
            "holder",
        ),
        (
            "The {J:Calm Sea} (2015-2019) is large.",
            "The {O:Union} hosted a conference under the {J:Calm Sea} on 3 May 2024.",
            "period",
        ),
    ],
)  # fmt: skip
def test_two_articles_contradict_each_other(one: str, two: str, kind: str) -> None:
    first, second = read(one, published=MAY), read(two, published=MAY)
    (conflict,) = conflicts.between(first, second)
    assert conflict.kind == kind
    assert conflict.why
    assert conflicts.between(first, first) == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("{J:Calm Sea} has a budget of EUR 9 million.", "{J:Calm Sea} has a budget of EUR 9,000,000."),
        ("{J:Calm Sea} has a budget of EUR 9 million.", "{J:Rough Sea} has a budget of EUR 8 million."),
        ("The {J:Calm Sea} is funded by {L:Malta}.", "The {J:Calm Sea} is funded by {L:Norway}."),
        ("In 2023 the {O:Coast Bureau} stopped 90 boats.", "In 2024 the {O:Coast Bureau} stopped 80 boats."),
        (
            "The {O:Coast Bureau} stopped 90 boats this year.",
            "The {O:Coast Bureau} stopped 80 boats this year.",
        ),
    ],
)
def test_what_can_both_be_true_is_no_conflict(one: str, two: str) -> None:
    assert conflicts.between(read(one), read(two)) == ()


def test_holders_in_reports_of_different_years_do_not_contradict() -> None:
    earlier = read(
        "{P:Mara Okell}, Director of the {O:Coast Bureau}, spoke.",
        published=DateSpan(edtf="2017-10-24", precision="day"),
    )
    later = read("{P:Una Vale}, Director of the {O:Coast Bureau}, spoke.", published=MAY)
    assert conflicts.between(earlier, later) == ()


def test_names_of_two_articles_are_compared_by_who_knows_them() -> None:
    one = read("{J:Calm Sea} has a budget of EUR 9 million.")
    two = read("{J:CASEA} has a budget of EUR 8 million.")
    assert conflicts.between(one, two) == ()
    (conflict,) = conflicts.between(one, two, lambda a, b: {a, b} <= {"Calm Sea", "CASEA"})
    assert conflict.kind == "attribute"

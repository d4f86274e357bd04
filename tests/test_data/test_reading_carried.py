"""Figures without a noun: what they count is carried over from what they are held against or given for."""

import pytest

from tests.test_data.marked import brief, read

TOLD = ("value", "counted", "subject", "predicate")


@pytest.mark.parametrize(
    ("text", "told", "time"),
    [
        (
            "{O:Coast Bureau} rescued 640 sailors in 2024, against 512 in 2023.",
            [("640", "sailors", "Coast Bureau", "rescued"), ("512", "sailors", "Coast Bureau", "rescued")],
            ["2024", "2023"],
        ),
        (
            "{O:Coast Bureau} trained 88 pilots in 2021/22, down from 97 the year before.",
            [("88", "pilots", "Coast Bureau", "trained"), ("97", "pilots", "Coast Bureau", "trained")],
            ["2021/2022", "2020/2021"],
        ),
        (
            "{O:Coast Bureau} heard 31 complaints; 19 had been filed in 2019.",
            [("31", "complaints", "Coast Bureau", "figure"), ("19", "complaints", "Coast Bureau", "filed")],
            ["", "2019"],
        ),
        (
            "{O:Coast Bureau} lists the number of rented boats: 214 were found in 2022. In 2021 there were 180.",
            [
                ("214", "rented boats", "Coast Bureau", "found"),
                ("180", "rented boats", "Coast Bureau", "figure"),
            ],
            ["2022", "2021"],
        ),
        (
            "{O:Coast Bureau} found 34 per cent of the divers in 2022, up from 21 per cent in 2020.",
            [
                ("34 per cent", "divers", "Coast Bureau", "figure"),
                ("21 per cent", "divers", "Coast Bureau", "figure"),
            ],
            ["2022", "2020"],
        ),
        (
            "In 2020 {O:Coast Bureau} hired Peruvians (61), Maltese (24) and Omanis (17).",
            [
                ("61", "Peruvians", "Coast Bureau", "figure"),
                ("24", "Maltese", "Coast Bureau", "figure"),
                ("17", "Omanis", "Coast Bureau", "figure"),
            ],
            ["2020", "2020", "2020"],
        ),
        (
            "{O:Coast Bureau} has counted the number of divers whom it hired in May 2020. The figure is 415.",
            [("415", "divers", "Coast Bureau", "figure")],
            ["2020-05"],
        ),
    ],
)
def test_what_a_figure_counts_is_carried_over_and_its_time_is_its_own(
    text: str, told: list[tuple[str, ...]], time: list[str]
) -> None:
    found = read(text, "figure")
    assert brief(found, *TOLD) == told
    assert [fact.when.edtf for fact in found] == time


def test_the_same_period_of_another_year_is_not_the_whole_of_that_year() -> None:
    text = "{O:Coast Bureau} rescued 640 sailors in all, against 512 in the same period of 2023."
    assert [(f.value, f.when.edtf) for f in read(text, "figure")] == [("640", ""), ("512", "")]


@pytest.mark.parametrize(
    "text",
    [
        "{O:Coast Bureau} called on Monday. The number is 415.",
        "Up from 512, {O:Coast Bureau} has many.",
        "{O:Coast Bureau} wrote of Peruvians (415) at length.",
        "{O:Coast Bureau} has a budget of EUR 3 million, compared with 512 in 2023.",
        "{O:Coast Bureau} lists the number of rented boats.\n\nThe mayor of the town spoke. There were 180.",
    ],
)
def test_a_number_that_nothing_near_it_explains_is_no_figure(text: str) -> None:
    assert [f.value for f in read(text, "figure") if f.unit == "count" and f.counted] == []
    assert not {"415", "512"} & {f.value for f in read(text, "figure")}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("In {L:Malta} 58 divers had been listed twice.", "listed twice"),
        (
            "In {L:Malta} 58 divers were released in error by {O:Coast Bureau}.",
            "released in error by Coast Bureau",
        ),
        ("In {L:Malta} 58 divers were erroneously enrolled.", "erroneously enrolled"),
        ("In {L:Malta} 58 divers had been double-counted.", "double-counted"),
        ("In {L:Malta} 58 divers were listed by {O:Coast Bureau}.", "listed by Coast Bureau"),
    ],
)
def test_what_was_done_by_mistake_is_told_with_these_words(text: str, fate: str) -> None:
    assert [fact.predicate for fact in read(text, "figure")] == [fate]


SCENE = "{L:Malta} keeps a school for pilots in {L:Malta}. {L:Malta} pays for it.\n\n"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("{O:Coast Bureau} has its own school. It trained 380 divers near {L:Tunisia}.", "Coast Bureau"),
        ("In May the town opened a school. It trained 380 divers near {L:Tunisia}.", ""),
        (
            "{P:Mara Okell} runs a school. {P:She=Mara Okell} trained 380 divers near {L:Tunisia}.",
            "Mara Okell",
        ),
        ("Their school trained 380 divers near {L:Tunisia}.", ""),
        ("{P:Mara Okell}: We had nobody.\n\nToday we have 380 divers in {L:Tunisia}.", ""),
        ("Q: How is the school?\n\nA: Fine, with 380 divers now.", ""),
        ("They left, and {O:Coast Bureau} trained 380 divers.", "Coast Bureau"),
        ("He said that 380 divers were trained in {L:Tunisia}.", "Tunisia"),
    ],
)
def test_a_figure_behind_a_pronoun_is_of_whoever_is_meant_or_of_nobody(text: str, subject: str) -> None:
    (fact,) = [one for one in read(SCENE + text, "figure") if one.value == "380"]
    assert (fact.subject if fact.confidence >= 0.5 else "") == subject


def test_who_shares_a_cost_has_the_share_and_not_the_whole() -> None:
    text = "{O:Coast Bureau} has a school. Its budget of EUR 9 million is shared by {L:Norway} (EUR 6 million) and others."
    assert brief(read(text, "figure"), "value", "subject") == [
        ("EUR 9 million", "Coast Bureau"),
        ("EUR 6 million", "Norway"),
    ]
    other = "The budget of EUR 9 million is shared by {L:Norway} (EUR 6 million) and {L:Malta}."
    told = [(f.value, f.subject) for f in read(SCENE + other, "figure") if f.confidence >= 0.5]
    assert ("EUR 9 million", "Norway") not in told
    assert ("EUR 6 million", "Norway") in told


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} is married and has three daughters.",
        "{P:Mara Okell}, a father of two boys, lives in {L:Malta}.",
        "{P:Mara Okell} did not say whether six guards had been dismissed in {L:Malta}.",
        "{O:Coast Bureau} was asked if 60 divers had left {L:Malta}.",
    ],
)
def test_a_family_and_what_is_left_open_are_no_figures(text: str) -> None:
    assert read(text, "figure") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In {L:Malta} three daughters of a fisherman drowned.", "three"),
        ("{P:Mara Okell} did not say whether the 60 divers had left {L:Malta}.", "60"),
        ("{P:Mara Okell} asked whether it would rain, and {O:Coast Bureau} rescued 60 divers.", "60"),
    ],
)
def test_children_of_an_event_and_a_number_that_is_given_are_figures(text: str, value: str) -> None:
    assert [fact.value for fact in read(text, "figure")] == [value]


def test_those_who_attended_are_of_the_event_and_not_of_its_place() -> None:
    scene = "{L:Malta} is warm. {L:Malta} is dry.\n\n"
    text = "Of the delegates, 22 were pilots and divers and 14 were cooks; 12 were women."
    found = read(scene + text, "figure")
    assert brief(found, "value", "counted") == [("22", "pilots and divers"), ("14", "cooks"), ("12", "women")]
    assert all(fact.confidence < 0.5 for fact in found)
    (other,) = read(scene + "Some 22 pilots were hired.", "figure")
    assert (other.subject, other.confidence >= 0.5) == ("Malta", True)
    event = "The {E:Harbour Conference} was held in {L:Malta}. " + text
    assert {(fact.subject, fact.confidence >= 0.5) for fact in read(event, "figure")} == {
        ("Harbour Conference", True)
    }


def test_money_that_was_cut_was_there_before() -> None:
    text = "The total budget of {O:Coast Bureau} was cut from EUR 7 million to EUR 5 million."
    assert [fact.value for fact in read(text, "figure")] == ["EUR 7 million", "EUR 5 million"]


def test_the_sentence_that_says_what_is_counted_is_evidence_too() -> None:
    first, second = "{O:Coast Bureau} looked at the number of divers.", "The total is 415."
    (fact,) = read(f"{first} {second}", "figure")
    assert (fact.start, fact.end) == (0, len(f"{first} {second}") - len("{O:}"))

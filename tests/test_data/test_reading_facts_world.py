"""Facts about the world: figures, projects, sheets, events, deals, launches, announcements, foundings."""

import pytest

from data.dates import DateSpan
from data.reading.reader import read_article
from data.values import Article
from tests.test_data.marked import brief, read

MARA = "Mara Okell"
MAY = DateSpan(edtf="2024-05-06", precision="day")


def test_a_figure_keeps_what_is_counted_its_qualifier_and_its_period_in_words() -> None:
    text = "The {O:Coast Bureau} stopped at least 1,770 human smugglers and their agents this year."
    (figure,) = read(text, "figure")
    assert (figure.subject, figure.value, figure.number, figure.unit) == (
        "Coast Bureau",
        "1,770",
        1770.0,
        "count",
    )
    assert (figure.qualifier, figure.counted) == ("at least", "human smugglers and their agents")
    assert (figure.when.edtf, figure.when.words) == ("", "this year")


@pytest.mark.parametrize(
    "text",
    [
        "Minister {P:Mara Okell} informed the {O:Union} side that 1,770 smugglers have been arrested in "
        "{L:Malta}.",
        "{P:Okell=Mara Okell} praised the port, noting 1,770 arrests in {L:Malta}.",
        "In {L:Malta} 1,770 smugglers were arrested, {P:Okell=Mara Okell} said.",
        "According to {P:Mara Okell}, 1,770 smugglers were arrested in {L:Malta}.",
        "“We arrested 1,770 smugglers in {L:Malta} and let nobody go,” said {P:Mara Okell}.",
        "Other figures {P:Mara Okell} gave: 1,770 smugglers arrested in {L:Malta}.",
    ],
)
def test_a_figure_is_attributed_to_whoever_gives_it(text: str) -> None:
    (figure,) = read(text, "figure")
    assert (figure.speaker, figure.number) == (MARA, 1770.0)
    assert figure.subject in {"Malta", MARA}


def test_a_body_whose_count_it_is_gives_the_figure() -> None:
    (figure,) = read("By {O:Coast Bureau}'s count, crews in {L:Malta} seized 365 boats.", "figure")
    assert figure.speaker == "Coast Bureau"


def test_a_funder_named_with_by_does_not_give_the_figure() -> None:
    text = "The {J:SAFE BOATS} project, run by the {O:Coast Bureau}, has a budget of EUR 4 million."
    assert {figure.speaker for figure in read(text, "figure")} == {""}


def test_a_date_in_another_clause_is_not_the_figures() -> None:
    text = "{P:Mara Okell} says 1,770 smugglers arrested this year, highlighting 47% drop in attempts."
    first, second = read(text, "figure")
    assert (first.when.words, second.when.words) == ("this year", "")


def test_durations_are_no_counts() -> None:
    assert read("{P:Mara Okell} spoke for two days in {L:Malta}.", "figure") == []


PROJECT = (
    "The {J:Sea Action to Prevent Drowning=SEA.ACT} ({J:SEA.ACT}) is a four-year (2015-2019), €11 million "
    "joint "
    "initiative by the {O:Union} and the {O:Coast Bureau}. The project is being implemented in "
    "partnership with the "
    "{O:Sailors' Fund} and the {O:Port League} ({O:PL=Port League}). {J:SEA.ACT} aims to provide help "
    "across 3 "
    "selected countries: {L:Malta}, {L:Norway} and {L:Peru}."
)


def test_a_project_has_its_attributes_one_fact_each() -> None:
    found = read(PROJECT, "project")
    assert {fact.subject for fact in found} == {"SEA.ACT"}
    told = {(fact.predicate, fact.object or fact.value) for fact in found}
    assert told >= {
        ("full name", "Sea Action to Prevent Drowning"),
        ("acronym", "SEA.ACT"),
        ("period", "2015-2019"),
        ("budget", "€11 million"),
        ("partner", "Sailors' Fund"),
        ("partner", "Port League"),
        ("target country", "Malta"),
        ("target country", "Norway"),
        ("target country", "Peru"),
    }
    assert not any(predicate == "funded by" for predicate, _ in told)


def test_target_countries_are_places_and_a_budget_is_a_number() -> None:
    found = read(PROJECT, "project")
    assert {f.object_kind for f in found if f.predicate == "target country"} == {"place"}
    assert [(f.number, f.unit) for f in found if f.predicate == "budget"] == [(11e6, "EUR")]


def test_a_conference_held_under_a_project_is_not_funded_by_its_funder() -> None:
    text = (
        "The {E:Port Conference}, held as part of the {J:PROMISE: Better Ports in Selected "
        "Countries=PROMISE} project, "
        "funded by the {O:Union}, and implemented in the framework of the {J:SEA.ACT}, will look at boats."
    )
    found = read(text, "project")
    assert {(f.subject, f.predicate, f.object or f.value) for f in found} == {
        ("PROMISE", "full name", "Better Ports in Selected Countries"),
        ("PROMISE", "acronym", "PROMISE"),
        ("PROMISE", "funded by", "Union"),
        ("PROMISE", "framework", "SEA.ACT"),
    }
    events = {(f.predicate, f.object) for f in read(text, "event")}
    assert events == {("part of", "PROMISE")}


def test_a_list_after_by_ends_where_the_main_clause_begins() -> None:
    text = (
        "Under the {J:Sea Programme}, which is co-funded by {L:Malta}, the {O:Union} has allocated €30 "
        "million."
    )
    assert brief(read(text, "project"), "predicate", "object") == [("funded by", "Malta")]


def test_bullets_of_one_country_each_are_target_countries() -> None:
    text = (
        "The {O:Port League} has unveiled the {J:Calm Sea} project funded by the {O:Union}.\n"
        "The project will be implemented across multiple countries, including:\n- {L:Malta}\n- "
        "{L:Norway}\n- {L:Peru}\n"
        "It starts soon."
    )
    found = read(text, "project")
    assert [f.object for f in found if f.predicate == "target country"] == ["Malta", "Norway", "Peru"]
    assert ("implemented by", "Port League") in {(f.predicate, f.object) for f in found}
    assert ("funded by", "Union") in {(f.predicate, f.object) for f in found}


SHEET = (
    "{J:CALM SEA=Calm Sea} – {J:Better Ports in the South=Calm Sea}\n\n"
    "%s: the {O:Port League} for part 1; the {O:Coast Bureau} for part 2.\n"
    "%s: EUR 9,000,000\n%s: 2023-2026\n%s: {O:Union}, {L:Malta} (Lead Partner) and the {L:Netherlands}\n"
    "%s: {L:Peru}, {L:Chile}\n%s: safer journeys for sailors.\n"
)


@pytest.mark.parametrize(
    "labels",
    [
        (
            "Who carries it out",
            "Budget in total",
            "Runs",
            "Paid for by",
            "Countries that benefit",
            "What it is for",
        ),
        (
            "Implementing partners",
            "Total budget",
            "Duration",
            "Donors",
            "Target countries",
            "Overall objective",
        ),
        ("Implemented by", "Overall cost", "Period", "Funded by", "Countries", "Purpose"),
    ],
)
def test_the_lines_of_a_project_sheet_are_read_by_their_labels(labels: tuple[str, ...]) -> None:
    found = read(SHEET % labels, "project")
    assert {(f.predicate, f.object or f.value) for f in found} == {
        ("full name", "Better Ports in the South"),
        ("acronym", "CALM SEA"),
        ("implemented by", "Port League"),
        ("implemented by", "Coast Bureau"),
        ("budget", "EUR 9,000,000"),
        ("period", "2023-2026"),
        ("funded by", "Union"),
        ("funded by", "Malta"),
        ("funded by", "Netherlands"),
        ("target country", "Peru"),
        ("target country", "Chile"),
        ("objective", "safer journeys for sailors"),
    }


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("SEALINE – Boats for Norway and Return", "Boats for Norway and Return"),
        ("United Nations Support to Sailors (UNSS)", "United Nations Support to Sailors"),
        ("Safe Harbours for All", "Safe Harbours for All"),
    ],
)
def test_a_sheet_belongs_to_the_project_of_its_title(heading: str, name: str) -> None:
    sheet = "Funded by: Norway\nCountries: Malta\nBudget: EUR 2 million"
    text = f"A first line on harbours stands here.\n\n{heading}\n{sheet}"
    found = read_article(Article(text=text, language="en")).facts
    said = {(f.predicate, f.object or f.value) for f in found if f.subject == name}
    assert {("funded by", "Norway"), ("target country", "Malta"), ("budget", "EUR 2 million")} <= said


def test_two_labels_are_no_sheet() -> None:
    text = "Safe Harbours for All\n\nFunded by: Norway\nCountries: Malta"
    assert not [f for f in read_article(Article(text=text, language="en")).facts if f.kind == "project"]


def test_lines_with_a_colon_outside_a_sheet_are_nothing() -> None:
    assert read("{P:Mara Okell} came.\nRuns: 2023-2026\nBudget: EUR 9", "project") == []


EVENT = (
    "The {O:Coast Bureau} and the {O:Ministry of Ports} are hosting a regional conference in "
    "collaboration with the "
    "{O:Port League} ({O:PL=Port League}) and the {O:Union} to discuss boats on 26-27 April 2024 at the "
    "Grand Hotel "
    "{L:Valletta}.\nParticipating countries included {L:Malta}, {L:Norway}, {L:Peru} and the "
    "{L:Netherlands}.\n"
    "Participants will discuss pilots and discuss the possibility of establishment of a regional task force."
)


def test_an_event_has_host_partner_date_place_and_participants() -> None:
    found = read(EVENT, "event")
    assert {fact.subject for fact in found} == {"regional conference, Valletta, 26-27 April 2024"}
    assert {(f.predicate, f.object or f.value) for f in found} == {
        ("host", "Coast Bureau"),
        ("host", "Ministry of Ports"),
        ("partner", "Port League"),
        ("partner", "Union"),
        ("date", "26-27 April 2024"),
        ("place", "Grand Hotel Valletta"),
        ("participant", "Malta"),
        ("participant", "Norway"),
        ("participant", "Peru"),
        ("participant", "Netherlands"),
        ("discussed", "the possibility of establishment of a regional task force"),
    }
    assert {f.when.edtf for f in found} == {"2024-04-26/2024-04-27"}


def test_a_possibility_is_discussed_and_neither_outcome_nor_founding() -> None:
    found = read(EVENT)
    about = [f for f in found if "task force" in f.value]
    assert [(f.kind.value, f.predicate) for f in about] == [("event", "discussed")]


def test_two_conferences_of_different_dates_are_two_events() -> None:
    text = (
        "The {O:Coast Bureau} hosted a regional conference on 3 May 2023 in {L:Valletta}. The {O:Union} "
        "hosted a "
        "regional conference on 4 June 2024 in {L:Oslo}."
    )
    assert {f.subject for f in read(text, "event")} == {
        "regional conference, Valletta, 3 May 2023",
        "regional conference, Oslo, 4 June 2024",
    }


def test_what_was_said_at_the_only_event_of_an_article_has_its_date() -> None:
    text = EVENT + "\n{P:Mara Okell} said: “The sea is calm for all of us.”"
    (quote,) = read(text, "quote")
    assert quote.when.edtf == "2024-04-26/2024-04-27"
    assert quote.when.why.startswith("the date of the event")


def test_a_visit_is_an_event_of_visitor_and_country() -> None:
    text = (
        "{O:Port League}’s Director General {P:Mara Okell} recently led a delegation to {L:Malta}, where "
        "they spoke.\n"
        "{P:Okell=Mara Okell} met with {P:Ivo Brandt} and {P:Una Vale}."
    )
    found = read(text, "event")
    assert {f.subject for f in found} == {"Mara Okell visit to Malta"}
    assert {(f.predicate, f.object) for f in found} == {
        ("visitor", MARA),
        ("place", "Malta"),
        ("meeting with", "Ivo Brandt"),
        ("meeting with", "Una Vale"),
    }


def test_a_visit_to_come_is_announced_and_not_an_event() -> None:
    text = "{P:Mara Okell} announced that {P:he=Mara Okell} would visit {L:Malta} soon to hold talks."
    assert read(text, "event") == []
    (announced,) = read(text, "announcement")
    assert (announced.predicate, announced.object) == ("announced", "Malta")
    assert announced.value == "visit Malta soon to hold talks"
    assert (announced.when.edtf, announced.when.words) == ("", "soon")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{O:Port League} will open an office in {L:Malta} next year.", "open an office in Malta next year"),
        ("{P:Mara Okell} came, welcoming the announcement "
         "of a new center in {L:Malta} in 2027.", "a new center in Malta in 2027"),
        ("{O:Port League} spoke. A new centre "
         "will be set up in {L:Malta}.", "A new centre will be set up in Malta"),
        ("{O:Port League} plans to establish a task force on boats.", "establish a task force on boats"),
    ],
)  # fmt: skip
def test_what_is_planned_is_announced_and_not_founded(text: str, value: str) -> None:
    found = read(text, "announcement", "founding", "launch")
    assert brief(found, "predicate", "value") == [("announced", value)]


def test_a_new_centre_is_opened_and_the_others_exist() -> None:
    text = (
        "To achieve this, {O:PL=Port League} is expanding its network by inaugurating a new {O:Sailors "
        "Resource Center} "
        "({O:SRC=Sailors Resource Center}) in {L:Gozo}, adding to the existing centers in {L:Valletta} "
        "and {L:Sliema}."
    )
    assert brief(read(text, "founding"), "subject", "predicate", "place") == [
        ("Port League", "opened", "Gozo"),
        ("Sailors Resource Center", "existing", "Valletta"),
        ("Sailors Resource Center", "existing", "Sliema"),
    ]


def test_it_was_opened_means_the_house_of_the_sentence_before() -> None:
    text = (
        "Sailors at {L:Valletta} will now be sent to a second port control office. The {O:Coast "
        "Bureau} opened it."
    )
    (opened,) = read(text, "founding")
    assert (opened.subject, opened.value, opened.place) == (
        "Coast Bureau",
        "a second port control office",
        "Valletta",
    )


def test_parties_sign_and_agree() -> None:
    text = (
        "{L:Malta} and the {O:Coast Bureau} ({O:CB=Coast Bureau}) signed a Country Programme worth EUR 70 "
        "million in "
        "{L:Oslo} on 2 May 2024.\nSince the signing of the 2020 Cooperation Agreement, {O:CB=Coast "
        "Bureau}'s work grew."
    )
    assert brief(read(text, "agreement"), "subject", "predicate", "object", "value") == [
        ("Malta", "signed", "Coast Bureau", "a Country Programme worth EUR 70 million"),
        ("Coast Bureau", "signed", "", "2020 Cooperation Agreement"),
    ]


def test_an_agreement_on_something_between_two_parties() -> None:
    text = (
        "Talks ended with agreement on something new: a broad dialogue between the {O:Union} and "
        "{L:Malta} on boats."
    )
    assert brief(read(text, "agreement"), "subject", "object", "value") == [
        ("Union", "Malta", "a broad dialogue between the Union and Malta on boats")
    ]


def test_a_launch_has_its_own_date_and_says_who_told_it() -> None:
    text = (
        "{P:Mara Okell} stressed: “The {O:Union} launched the {J:Sea Alliance to Stop Drowning} in "
        "November 2023, to "
        "help sailors. It is a start.”"
    )
    (launch,) = read(text, "launch")
    assert (launch.subject, launch.object, launch.when.edtf) == (
        "Union",
        "Sea Alliance to Stop Drowning",
        "2023-11",
    )
    assert launch.speaker == MARA


def test_reports_launched_at_an_event_are_launched_by_whose_they_are() -> None:
    text = (
        "The 2014/2015 {O:Coast Bureau} annual reports on boats along with {O:Port League}'s recent "
        "report on “Boats in "
        "Winter” were launched at the event."
    )
    found = read(text, "launch")
    assert [f.subject for f in found] == ["Coast Bureau", "Port League"]
    assert {f.when.edtf for f in found} == {""}


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article said that 57 smugglers were arrested.",
        "The {O:Coast Bureau} had wrongly said that 57 smugglers were arrested.",
        "The {O:Coast Bureau} retracted its claim that 57 smugglers were arrested.",
        "The {O:Coast Bureau} arrested 41 smugglers, not 57 smugglers.",
    ],
)
def test_a_figure_that_the_article_takes_back_is_no_fact(note: str) -> None:
    text = "The {O:Coast Bureau} arrested 57 smugglers and 12 owners, {P:Mara Okell} said.\n"
    numbers = {fact.number for fact in read(text, "figure")}
    assert numbers == {57.0, 12.0}
    left = read(text + note)
    assert 57.0 not in {fact.number for fact in left}
    assert 12.0 in {fact.number for fact in left}
    assert not any("57" in fact.value for fact in left)


def test_the_right_figure_of_a_correction_stays() -> None:
    text = (
        "An earlier version said 57 smugglers were held by the {O:Coast Bureau}; in fact 41 smugglers "
        "were held."
    )
    assert [fact.number for fact in read(text, "figure")] == [41.0]


def test_what_a_visit_included_is_its_fact() -> None:
    text = (
        "{P:Mara Okell} recently visited {L:Malta}.\n{P:Okell=Mara Okell}’s visit included a tour of the "
        "docks at the "
        "{O:Gozo Institute}."
    )
    (included,) = [f for f in read(text, "event") if f.predicate == "included"]
    assert (included.subject, included.object) == ("Mara Okell visit to Malta", "Gozo Institute")
    assert included.value == "a tour of the docks at the Gozo Institute"


def test_who_funds_and_runs_a_project_is_read_from_active_verbs_too() -> None:
    text = (
        "{L:Norway} and the {O:Union} fund the {J:Calm Sea}. {O:Port League} and {O:Coast Bureau} "
        "implement the "
        "programme.\nIts partners are the {O:Sailors' Fund} and {O:Dock Aid}. The money comes from "
        "{L:Malta}.\n"
        "The programme helps sailors in {L:Ghana}, {L:Togo} and {L:Benin}."
    )
    found = read(text, "project")
    assert {f.subject for f in found} == {"Calm Sea"}
    assert {(f.predicate, f.object) for f in found} == {
        ("funded by", "Norway"),
        ("funded by", "Union"),
        ("implemented by", "Port League"),
        ("implemented by", "Coast Bureau"),
        ("target country", "Ghana"),
        ("target country", "Togo"),
        ("target country", "Benin"),
        ("partner", "Sailors' Fund"),
        ("partner", "Dock Aid"),
        ("funded by", "Malta"),
    }


def test_a_payer_of_something_else_funds_no_project() -> None:
    text = (
        "The {J:Calm Sea} grew. {L:Norway} also pays for roads. {O:Port League} runs a shelter in {L:Malta}."
    )
    assert read(text, "project") == []


def test_money_in_a_sheet_is_the_projects() -> None:
    labels = ("Led by", "Envelope", "Timeline", "Who pays", "Where it works", "What for")
    (amount,) = read(SHEET % labels, "figure")
    assert (amount.subject, amount.number, amount.unit) == ("Calm Sea", 9e6, "EUR")

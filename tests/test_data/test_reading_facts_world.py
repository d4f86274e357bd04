"""Facts about the world: figures, projects, sheets, events, deals, launches, announcements, foundings."""

import pytest

from data.dates import DateSpan
from data.reading.reader import read_article
from data.values import Article
from tests.test_data.marked import brief, read

MARA = "Mara Okell"
MAY = DateSpan(edtf="2024-05-06", precision="day")


def test_those_who_were_on_board_are_told_with_these_words() -> None:
    text = "{P:Mara Okell} said 350 Gozitans were on board a boat that sank."
    (figure,) = read(text, "figure")
    assert (figure.counted, figure.predicate) == ("Gozitans were on board", "on board")


def test_those_on_board_the_rescued_and_the_dead_are_told_apart() -> None:
    text = (
        "Boat sinks off {L:Malta}\n\nOf the 86 people on board, 66 were Gozitans; 36 were rescued and 50 "
        "are feared "
        "dead. At least 12 children have not been found."
    )
    assert brief(read(text, "figure"), "value", "counted", "predicate") == [
        ("86", "people on board", "on board"),
        ("66", "Gozitans", "figure"),
        ("36", "rescued", "rescued"),
        ("50", "feared dead", "feared dead"),
        ("12", "children", "not been found"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,770 smugglers and their agents have been arrested in {L:Malta}.", ("1,770", "arrested")),
        ("Some 412 of them were deported from {L:Peru}.", ("412", "deported from Peru")),
        ("In {L:Malta} 120 of them by {O:Coast Bureau} were told.", ("120", "by Coast Bureau")),
        ("{O:Coast Bureau} rescued at least 14 sailors.", ("14", "rescued")),
        ("In {L:Malta} 300 guards will be trained.", ("300", "figure")),
        ("In {L:Malta} 58 house searches were carried out.", ("58", "carried out")),
        (
            "In {L:Malta} 58 boats were handed over to {O:Coast Bureau}.",
            ("58", "handed over to Coast Bureau"),
        ),
        ("In {L:Malta} 58 boats were intercepted off the coast.", ("58", "intercepted")),
        ("In {L:Malta} 300 guards attended the talks.", ("300", "figure")),
        ("In {L:Malta} eight men described as guides were seen.", ("eight", "figure")),
        ("In {L:Malta} eight men were described as guides.", ("eight", "figure")),
        ("In {L:Malta} 300 guides died or went missing last year.", ("300", "died or went missing")),
        ("In {L:Malta} 300 guides were held, fined or sent away.", ("300", "held, fined or sent away")),
        ("In {L:Malta} 300 guides were killed and injured.", ("300", "killed and injured")),
        ("In {L:Malta} 300 guides were killed and 12 injured.", ("300", "killed")),
        ("In {L:Malta} 300 guides were killed or, who knows, injured.", ("300", "figure")),
        ("Guards stopped or arrested 300 guides in {L:Malta}.", ("300", "stopped or arrested")),
        ("The {L:Malta} fund is a €4 million joint initiative by the {O:Union}.", ("€4 million", "figure")),
    ],
)
def test_a_figure_has_what_became_of_those_counted_as_its_predicate(text: str, told: tuple[str, str]) -> None:
    assert brief(read(text, "figure"), "value", "predicate") == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{O:Coast Bureau} acts\n\nIn total 41 guides were arrested (27 in {L:Malta}, 11 in {L:Peru} and 3 in "
            "{L:Cyprus}) and 58 searches were carried out.",
            [
                ("Coast Bureau", "41", "guides", "arrested", ""),
                ("Malta", "27", "guides", "arrested", "Malta"),
                ("Peru", "11", "guides", "arrested", "Peru"),
                ("Cyprus", "3", "guides", "arrested", "Cyprus"),
                ("Coast Bureau", "58", "searches", "carried out", ""),
            ],
        ),
        (
            "{O:Coast Bureau} acts\n\nIn total 41 guides were arrested, of whom 27 in {L:Malta} and 11 in {L:Peru}.",
            [
                ("Coast Bureau", "41", "guides", "arrested", ""),
                ("Malta", "27", "guides", "arrested", "Malta"),
                ("Peru", "11", "guides", "arrested", "Peru"),
            ],
        ),
        (
            "The {O:Coast Bureau} held 41 guides: 27 in {L:Malta}, 14 in {L:Peru}.",
            [
                ("Coast Bureau", "41", "guides", "figure", ""),
                ("Malta", "27", "guides", "figure", "Malta"),
                ("Peru", "14", "guides", "figure", "Peru"),
            ],
        ),
        (
            "The {O:Coast Bureau} saw 41 guides, including 27 in {L:Malta} and {L:Peru}.",
            [("Coast Bureau", "41", "guides", "figure", "")],
        ),
        (
            "The {O:Coast Bureau} arrested 41 guides, of whom 27 were released in {L:Malta}.",
            [
                ("Coast Bureau", "41", "guides", "arrested", ""),
                ("Coast Bureau", "27", "released", "released", "Malta"),
            ],
        ),
        (
            "The {O:Coast Bureau} rescued 3,000 sailors (1,200 off {L:Malta}; 800 off {L:Peru}).",
            [
                ("Coast Bureau", "3,000", "sailors", "rescued", ""),
                ("Malta", "1,200", "sailors", "rescued", "Malta"),
                ("Peru", "800", "sailors", "rescued", "Peru"),
            ],
        ),
        (
            "The {O:Coast Bureau} rescued 30 sailors (27 off {L:Malta}, 14 off {L:Peru}).",
            [("Coast Bureau", "30", "sailors", "rescued", "")],
        ),
        (
            "The {O:Coast Bureau} rescued 30 sailors (20 from {L:Malta}, 10 from {L:Peru}).",
            [("Coast Bureau", "30", "sailors", "rescued", "")],
        ),
    ],
    ids=[
        "by country",
        "behind 'of whom'",
        "behind a colon",
        "one share for two",
        "another fate",
        "large numbers",
        "more than the whole",
        "where they are from",
    ],
)
def test_the_places_in_brackets_behind_a_count_have_their_share_and_not_the_whole(
    text: str, told: list[tuple[str, ...]]
) -> None:
    assert brief(read(text, "figure"), "subject", "value", "counted", "predicate", "place") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The {L:Norway} envoy spoke.\n\nIn all 12 rafts were seized (9 in {L:Malta}, 3 in {L:Peru}).",
            [("Malta", "9", "seized"), ("Peru", "3", "seized")],
        ),
        (
            "{L:Norway} acts\n\nThe {O:Coast Bureau} spoke.\n\nIn all 12 rafts were seized (9 in {L:Malta}, 3 in "
            "{L:Peru}).",
            [("Coast Bureau", "12", "seized"), ("Malta", "9", "seized"), ("Peru", "3", "seized")],
        ),
        (
            "In {L:Norway} 12 rafts were seized (9 in {L:Oslo}, 3 in {L:Bergen}).",
            [("Norway", "12", "seized"), ("Oslo", "9", "seized"), ("Bergen", "3", "seized")],
        ),
    ],
    ids=["the article is about a country", "about a body", "the sentence names the country"],
)
def test_a_count_whose_shares_are_elsewhere_is_not_the_countrys_that_the_article_is_about(
    text: str, told: list[tuple[str, ...]]
) -> None:
    assert brief(read(text, "figure"), "subject", "value", "predicate") == told


@pytest.mark.parametrize(
    "deed",
    [
        "did not arrest 41 guides",
        "has never arrested 41 guides",
        "hasn't yet arrested 41 guides",
        "was unable to find 41 guides",
        "left without arresting 41 guides",
        "arrested none of the 41 guides",
    ],
)
def test_a_count_of_what_was_not_done_is_not_told_as_done(deed: str) -> None:
    text = f"The {{O:Coast Bureau}} {deed} (27 in {{L:Malta}}, 14 in {{L:Peru}})."
    assert brief(read(text, "figure"), "value", "predicate") == [("41", "figure")]


@pytest.mark.parametrize(
    "deed",
    [
        "not only arrested 41 guides",
        "did not hesitate and arrested 41 guides",
        "did not rest until it arrested 41 guides",
        "slept without a light and arrested 41 guides",
    ],
)
def test_a_negation_of_something_else_leaves_a_count_as_it_is(deed: str) -> None:
    text = f"The {{O:Coast Bureau}} {deed} (27 in {{L:Malta}}, 14 in {{L:Peru}})."
    told = [("41", "arrested"), ("27", "arrested"), ("14", "arrested")]
    assert brief(read(text, "figure"), "value", "predicate") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Guards in four ports have seized 60 boats, {O:Coast Bureau} said.", [("60", "seized")]),
        ("Crews of two agencies rescued at least 60 sailors in {L:Malta}.", [("60", "rescued")]),
        ("Officials of five ministries in {L:Malta} registered 812 cases.", [("812", "registered")]),
        ("Three officers arrested 60 smugglers in {L:Malta}.", [("60", "arrested")]),
        ("Three officers have arrested a smuggler in {L:Malta}.", []),
        ("Guards in 46 ports have seized 600 boats of {L:Malta}.", [("46", "figure"), ("600", "seized")]),
        ("He will leave {L:Malta}, two diplomats told {O:Coast Bureau}.", []),
        ("In {L:Malta} three witnesses with knowledge of it said that 60 boats sank.", [("60", "figure")]),
        ("According to two senior officials, 60 boats left {L:Malta}.", [("60", "figure")]),
        ("Four agents were arrested in {L:Malta}.", [("Four", "arrested")]),
        ("Four agents arrested a week ago in {L:Malta} were freed.", [("Four", "arrested")]),
        ("Four agents have been arrested in {L:Malta}.", [("Four", "arrested")]),
        ("Four sailors have died in {L:Malta}.", [("Four", "died")]),
        ("In {L:Malta} 60 sailors told of beatings.", [("60", "figure")]),
        ("In {L:Malta} 60 sailors had been registered twice.", [("60", "registered twice")]),
        ("In {L:Malta} 60 sailors were deported by mistake.", [("60", "deported by mistake")]),
        (
            "In {L:Malta} 60 sailors were deported; two were arrested twice.",
            [("60", "deported"), ("two", "arrested twice")],
        ),
    ],
)
def test_a_deed_is_of_those_it_is_done_to(text: str, told: list[tuple[str, str]]) -> None:
    assert brief(read(text, "figure"), "value", "predicate") == told


def test_a_figure_that_nobody_near_it_is_named_for_is_of_the_articles_own_subject() -> None:
    text = "Search goes on\n\nIt sank.\nIt rained.\nIt carried 86 people.\n\nThe {O:Coast Bureau} leads the search."
    (figure,) = read(text, "figure")
    assert (figure.subject, figure.confidence <= 0.6) == ("Coast Bureau", True)
    assert read("Search goes on\n\nIt carried 86 people.", "figure") == []


def test_a_figure_is_not_of_the_year_it_is_compared_with() -> None:
    text = "{L:Malta} saw a fall of 27 per cent compared with 2023 and 40 boats, fewer than in 2022."
    assert {figure.when.edtf for figure in read(text, "figure")} == {""}


def test_the_period_at_the_head_of_a_sentence_is_the_figures() -> None:
    text = "Between 1 January and 31 December 2024, 18,204 sailors landed in {L:Malta}."
    (figure,) = read(text, "figure")
    assert figure.when.edtf == "2024-01-01/2024-12-31"


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


@pytest.mark.parametrize(
    ("sentence", "budgets"),
    [
        ("{J:LUMO} has a budget, including every stage, of €14 million.", ["€14 million"]),
        ("The whole budget of {J:LUMO} including fees is €14 million.", ["€14 million"]),
        ("The budget of {J:LUMO}, which includes travel, is €14 million.", ["€14 million"]),
        ("Under {J:LUMO} the cost of this programme is €14 million.", ["€14 million"]),
        ("{J:LUMO} has a budget of €14 million, including up to €2 million of gifts.", ["€14 million"]),
        ("{J:LUMO} has a budget of €14 million, including a first grant of €2 million.", ["€14 million"]),
        ("{J:LUMO} has a budget of €14 million; of this amount, some €2 million is spent.", ["€14 million"]),
        ("{J:LUMO} has a budget of €14 million, which includes €2 million for ports.", ["€14 million"]),
    ],
)
def test_a_part_of_a_budget_is_no_budget_and_a_budget_that_includes_something_is(
    sentence: str, budgets: list[str]
) -> None:
    assert [fact.value for fact in read(sentence, "project") if fact.predicate == "budget"] == budgets


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


def test_a_share_of_an_amount_is_no_second_budget() -> None:
    text = (
        "{J:CALM SEA} is a programme.\n\nWith a budget of €14 million, of which some €12 million comes from "
        "the {O:Union}, the project will open ports."
    )
    assert [f.value for f in read(text, "project") if f.predicate == "budget"] == ["€14 million"]


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
    ("text", "told"),
    [
        (
            "{O:Port League} will open an office in {L:Malta} next year.",
            ("Port League", "will", "open an office in Malta next year"),
        ),
        (
            "{P:Mara Okell} came, welcoming the announcement of a new center in {L:Malta} in 2027.",
            ("Malta", "to come", "a new center in Malta in 2027"),
        ),
        (
            "{P:Mara Okell} hailed the announcement of a new center in {L:Malta}.",
            ("Malta", "to come", "a new center in Malta"),
        ),
        (
            "{O:Port League} spoke. A new centre will be set up in {L:Malta}.",
            ("Malta", "to come", "A new centre will be set up in Malta"),
        ),
        (
            "A new centre will be set up in {L:Malta}, {P:Mara Okell} said.",
            (MARA, "announced", "A new centre will be set up in Malta"),
        ),
        (
            "{O:Port League} plans to establish a task force on boats.",
            ("Port League", "plans to", "establish a task force on boats"),
        ),
        (
            "{O:Port League} announced plans for a desk in {L:Malta}.",
            ("Port League", "announced", "a desk in Malta"),
        ),
        (
            "{P:Mara Okell} announced that the {O:Port League} would open a desk.",
            (MARA, "announced", "the Port League would open a desk"),
        ),
        (
            "The {E:Boat Forum} is expected to be held in {L:Malta} in September 2024.",
            ("Boat Forum", "is expected to", "be held in Malta in September 2024"),
        ),
        (
            "The {O:Port League} would set up four desks by June 2024.",
            ("Port League", "would", "set up four desks by June 2024"),
        ),
        (
            "{P:Mara Okell} will meet {P:Tom Adeyi} on 12 January 2016.",
            (MARA, "will", "meet Tom Adeyi on 12 January 2016"),
        ),
        ("A workshop is planned in {L:Malta}.", ("Malta", "to come", "A workshop is planned in Malta")),
    ],
)
def test_what_is_planned_is_told_of_who_announces_or_is_to_do_it(
    text: str, told: tuple[str, str, str]
) -> None:
    found = read(text, "announcement", "founding", "launch", "meeting")
    assert brief(found, "subject", "predicate", "value") == [told]


@pytest.mark.parametrize(
    "text",
    [
        "The {O:Port League} would set up four desks if it had the money.",
        "The {O:Port League} will not open a desk in {L:Malta}.",
    ],
)
def test_what_might_be_or_will_not_be_is_no_announcement(text: str) -> None:
    assert read(text, "announcement") == []


def test_a_new_centre_is_opened_and_the_others_exist() -> None:
    text = (
        "To achieve this, {O:PL=Port League} is expanding its network by inaugurating a new {O:Sailors "
        "Resource Center} "
        "({O:SRC=Sailors Resource Center}) in {L:Gozo}, adding to the existing centers in {L:Valletta} "
        "and {L:Sliema}."
    )
    assert brief(read(text, "founding"), "subject", "predicate", "place") == [
        ("Port League", "opening", "Gozo"),
        ("Sailors Resource Center", "existing", "Valletta"),
        ("Sailors Resource Center", "existing", "Sliema"),
    ]


def test_whose_joint_initiative_a_project_is_need_not_implement_it() -> None:
    text = "The {J:SEA.ACT} is a joint initiative by the {O:Union} and the {O:Coast Bureau}."
    assert brief(read(text, "project"), "predicate", "object") == [
        ("initiated by", "Union"),
        ("initiated by", "Coast Bureau"),
    ]


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        (
            "Participants came from {L:Norway}, {L:Peru} (host) and {L:Chad}, and from host country "
            "{L:Malta}.",
            ["Norway", "Peru", "Chad", "Malta"],
        ),
        (
            "Among them were the ambassadors of {L:Norway} and {L:Spain} and officials of {L:Chad}, as "
            "well as "
            "experts from the {O:Port League}.",
            ["Norway", "Spain", "Chad", "Port League"],
        ),
        (
            "Participating countries were {L:Norway}, {L:Peru} and {L:Chad}, and {L:Malta} hosted them.",
            ["Norway", "Peru", "Chad"],
        ),
    ],
)
def test_a_list_of_participants_is_read_to_its_end_and_no_further(
    sentence: str, countries: list[str]
) -> None:
    found = read(f"The {{E:Boat Forum}} was held in {{L:Oslo}} on 3 May 2024. {sentence}", "event")
    assert [fact.object for fact in found if fact.predicate == "participant"] == countries


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


@pytest.mark.parametrize(
    "text",
    [
        "Correction: smugglers held\n\nIn an article published on 3 May 2024 we wrote that the {O:Coast "
        "Bureau} had "
        "arrested 57 smugglers. The correct number is 41.",
        "The {O:Coast Bureau} has a new chief. The number of 57 smugglers held by the {O:Coast Bureau} "
        "was wrong; "
        "the true figure is 41.",
        "Our report said that the {O:Coast Bureau} held 57 smugglers. That was wrong. The actual figure "
        "is 41.",
    ],
)
def test_the_right_value_takes_the_place_of_the_one_that_is_taken_back(text: str) -> None:
    (figure,) = read(text, "figure")
    assert (figure.number, figure.value, figure.counted) == (41.0, "41", "smugglers")
    assert (figure.subject, figure.when.edtf) == ("Coast Bureau", "")


def test_what_a_correction_says_was_reported_is_no_fact() -> None:
    text = (
        "Clarification\n\nThis newspaper reported that Minister {P:Mara Okell} met {P:Tom Adeyi} in "
        "{L:Malta}. "
        "{P:Okell=Mara Okell} did not meet {P:Adeyi=Tom Adeyi}, contrary to our report."
    )
    assert read(text) == []
    assert read(
        text.partition("\n\n")[2].partition("contrary")[0].replace("This newspaper reported that ", "")
    )


@pytest.mark.parametrize(
    "text",
    [
        "A report published on 3 May 2024 said that the {O:Coast Bureau} held 57 smugglers. It was long.",
        "The report said that the {O:Coast Bureau} held 57 smugglers. In fact, the port is full.",
        "The report said that 57 smugglers of the {O:Coast Bureau} case were false witnesses.",
    ],
)
def test_what_a_report_says_and_nobody_corrects_is_a_fact(text: str) -> None:
    assert [fact.number for fact in read(text, "figure")] == [57.0]


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


def test_of_a_number_put_right_only_the_right_one_is_a_figure() -> None:
    found = read("{O:Coast Bureau} said that not 40 but 60 guides were seen in {L:Malta}.", "figure")
    assert brief(found, "value", "counted") == [("60", "guides")]

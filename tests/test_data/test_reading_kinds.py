"""What comes in besides news: sheets under a short name, interviews, terms of office, denials, 'today'."""

import pytest

from data.dates import DateSpan
from data.reading.datelines import filed
from data.reading.passages import split
from data.reading.reader import read_article
from data.reading.states import named
from data.values import Article, Fact
from tests.test_data.marked import read

MAY = DateSpan(edtf="2024-05-06", precision="day")


def facts(text: str, kind: str, published: DateSpan = MAY) -> list[Fact]:
    """The facts of one kind that rules alone read in a text."""
    article = Article(text=text, published=published, language="en", publisher="The Harbour Post")
    return [fact for fact in read_article(article).facts if fact.kind == kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Envoy Mara Okell denied reports of 12 deaths in Malta.",
        "Envoy Mara Okell denied that 12 people had died in Malta.",
        "Nobody died, envoy Mara Okell told reporters, contradicting earlier media reports of 12 deaths.",
        "Envoy Mara Okell rejected the estimate of 900 boats held in Malta as “pure guesswork”.",
        "Envoy Mara Okell disputed the Coast Bureau's figure of 900 boats in Malta.",
        "Envoy Mara Okell dismissed as exaggerated the 900 boats lost off Malta.",
        "Envoy Mara Okell called the loss of 900 boats off Malta “a gross exaggeration”.",
        "The estimate of 900 boats lost off Malta was firmly rejected by envoy Mara Okell.",
        "Envoy Mara Okell spoke of an inflated number of 900 boats in Malta.",
        "Envoy Mara Okell denied 900 boats were held in Malta.",
        "Envoy Mara Okell denied having held 900 boats in Malta.",
        "Envoy Mara Okell said the claim that 900 boats were lost off Malta is a lie.",
        "Contrary to reports of 900 wrecks off Malta, no boat was lost, envoy Mara Okell said.",
        "It is not true that 900 boats were lost off Malta, envoy Mara Okell said.",
        "Reports that 900 boats were lost off Malta were denied by envoy Mara Okell.",
        "Claims by the Coast Bureau that 900 boats were lost off Malta are untrue, envoy Mara Okell said.",
        "False rumours of 900 wrecks off Malta were spread on Monday.",
        "Envoy Mara Okell dismissed rumours of 900 wrecks, 900 fires and 900 thefts in Malta.",
        "Envoy Mara Okell denied that, in the past year, 900 boats were lost off Malta.",
        "Envoy Mara Okell rejected the Coast Bureau's figures, which put the boats lost off Malta at 900.",
        "Envoy Mara Okell could neither confirm nor deny reports of 900 boats lost off Malta.",
    ],
)
def test_a_figure_that_is_denied_is_nobodys_figure(sentence: str) -> None:
    assert facts(sentence, "figure") == []


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Envoy Mara Okell denied reports of 12 deaths in Malta, saying 3 sailors had died.", "3"),
        ("The Coast Bureau rejected 900 claims in Malta.", "900"),
        ("The Coast Bureau denied entry to 900 sailors in Malta.", "900"),
        ("In Malta 900 claims were rejected by the Coast Bureau.", "900"),
        ("The Coast Bureau rejected a number of requests, 40 of them from sailors in Malta.", "40"),
        ("Envoy Mara Okell called on 900 sailors in Malta to go home.", "900"),
        ("Police ran an exercise called Lantern in Malta and held 900 sailors with fake tickets.", "900"),
        ("A search in Malta, described as the longest so far, ended when 900 fake visas were seized.", "900"),
        ("Police in Malta called for witnesses after 900 sailors were caught with false visas.", "900"),
        ("Police in Malta described 900 visas as fake.", "900"),
        ("Visas described as false were found on 900 sailors in Malta.", "900"),
        ("Police in Malta found fake licence numbers and held 900 sailors.", "900"),
        ("Police in Malta questioned several pilots on charges of smuggling 900 sailors.", "900"),
        ("Police in Malta questioned a great number of witnesses and held 900 sailors.", "900"),
        ("Police in Malta questioned several pilots over reports of 900 thefts.", "900"),
        ("Malta denied shore leave to 900 sailors.", "900"),
        ("Malta denied residence permits to 900 sailors.", "900"),
        ("Malta denied 900 sailors visas because they were late.", "900"),
        ("The disputed land claims in Malta left 900 sailors dead.", "900"),
        ("Malta rejected the protection claims of 900 sailors.", "900"),
        ("Malta rejected the claims of 900 sailors.", "900"),
        ("Envoy Mara Okell did not contest that 900 boats were lost off Malta.", "900"),
        ("No official disputed that 900 boats were lost off Malta.", "900"),
        ("It cannot be denied that 900 boats were lost off Malta.", "900"),
        ("The Coast Bureau, which denied claims of cruelty, saved 900 sailors in Malta.", "900"),
        ("The Coast Bureau rejected claims of cruelty and saved 900 sailors in Malta.", "900"),
        ("The Coast Bureau denied claims of cruelty in Malta, where 900 sailors live.", "900"),
        ("Reports that 900 requests were rejected in Malta came on Monday.", "900"),
    ],
)
def test_a_figure_given_beside_a_refusal_is_kept(sentence: str, value: str) -> None:
    assert [fact.value for fact in facts(sentence, "figure")] == [value]


def test_what_stands_before_told_reporters_is_what_was_told() -> None:
    text = "Nobody drowned at sea, envoy Mara Okell told reporters, contradicting earlier claims."
    assert [fact.value for fact in facts(text, "statement")] == ["Nobody drowned at sea"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Coast Bureau has dismissed 94 of its officials.", "94"),
        ("Arrests in Malta rose to 131 in 2023.", "131"),
        ("The number of cases in Malta fell from 397 in 2022 to 161 in 2023.", "161"),
    ],
)
def test_a_number_of_ones_own_and_one_that_was_risen_to_are_figures(text: str, number: str) -> None:
    assert number in [fact.value for fact in facts(text, "figure")]


@pytest.mark.parametrize(
    ("behind", "edtf"),
    [
        (", who headed the bureau from 2017 until 2021, resigned.", "2017/2021"),
        (", who has led the bureau since March 2022, resigned.", "2022-03/.."),
        (" resigned.", "2024-05-06"),
    ],
)
def test_the_time_in_office_is_the_date_of_the_office(behind: str, edtf: str) -> None:
    (office,) = facts(f"Director General of the Coast Bureau Mara Okell{behind}", "office")
    assert office.when.edtf == edtf


def test_an_officer_on_special_duty_holds_no_office() -> None:
    assert facts("Mara Okell was made officer on special duty (OSD) last week.", "office") == []


def test_the_office_before_a_name_is_no_second_party_of_a_meeting() -> None:
    text = "State Secretary of the Kingdom of Norlund, Ms. Mara Okell, called on Interior Minister Jonas Veld here."
    assert [(fact.subject, fact.object) for fact in facts(text, "meeting")] == [("Mara Okell", "Jonas Veld")]


def test_what_the_two_ministers_then_signed_is_theirs() -> None:
    text = "Minister Mara Okell met Minister Jonas Veld in Oslo. The two ministers signed a pact on visas."
    (pact,) = facts(text, "agreement")
    assert (pact.subject, pact.predicate, pact.object, pact.value) == (
        "Mara Okell", "signed", "Jonas Veld", "a pact on visas",
    )  # fmt: skip


SHEET = """HARBOUR – Fact sheet (status: March 2025)

Title: Safer Ports for Seafarers
Donor: Norlund Fund for Ports
Budget: EUR 3 million
Duration: 01/2022 - 12/2025
Countries: Malta, Cyprus and Greece

The project follows HARBOUR I, which ran from 2018 to 2021.
"""


def test_a_sheet_under_a_short_name_gives_its_lines_to_that_project() -> None:
    told = {(fact.subject, fact.predicate, fact.object or fact.value) for fact in facts(SHEET, "project")}
    assert {
        ("HARBOUR", "full name", "Safer Ports for Seafarers"),
        ("HARBOUR", "budget", "EUR 3 million"),
        ("HARBOUR", "period", "01/2022 - 12/2025"),
        ("HARBOUR", "target country", "Malta"),
    } <= told


def test_the_time_of_another_phase_is_not_the_projects() -> None:
    periods = [fact.when.edtf for fact in facts(SHEET, "project") if fact.predicate == "period"]
    assert periods == ["2022-01/2025-12"]


INTERVIEW = """The Harbour Post: How many were found?

Mara Okell: We identified 5,120 victims in the region last year. Most are women.

The Harbour Post: And now?

Mara Okell: We need more shelters for boys. Who else would help them?
"""


def test_an_answer_in_an_interview_is_reported_and_never_a_quotation() -> None:
    assert facts(INTERVIEW, "quote") == []
    told = [(fact.subject, fact.reported, fact.value) for fact in facts(INTERVIEW, "statement")]
    assert told == [
        ("Mara Okell", True, "We identified 5,120 victims in the region last year"),
        ("Mara Okell", True, "Most are women"),
        ("Mara Okell", True, "We need more shelters for boys"),
    ]


def test_a_label_is_no_interview() -> None:
    assert (
        facts("Contact: Mara Okell\nMara Okell: spokeswoman of the Coast Bureau in Malta", "statement") == []
    )


def test_those_who_sent_their_ministers_are_participants_and_those_who_stayed_away_are_not() -> None:
    text = (
        "The Second Harbour Conference was held in Malta on 2 May 2024. The conference was attended by the "
        "ministers of Greece, Italy and Spain. Libya had been invited but did not attend."
    )
    there = [fact.object for fact in facts(text, "event") if fact.predicate == "participant"]
    assert there == ["Greece", "Italy", "Spain"]


def test_a_forum_that_publishes_the_article_is_no_event() -> None:
    article = Article(
        text="Harbour Forum spoke to Mara Okell on Monday.", publisher="Harbour Forum", language="en"
    )
    assert [m.kind for m in read_article(article).mentions if m.text == "Harbour Forum"] != ["event"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Minister Mara Okell today received Minister Jonas Veld in Oslo.", "2024-05-06"),
        ("Minister Mara Okell met Minister Jonas Veld here today.", "2024-05-06"),
        ("Today boats are safe.", ""),
        ("The trade of today is safe.", ""),
    ],
)
def test_today_is_the_day_of_the_report_where_something_happened_on_it(text: str, edtf: str) -> None:
    article = Article(text=text, published=MAY, language="en")
    assert [dated.when.edtf for dated in read_article(article).dates] == [edtf]


@pytest.mark.parametrize(
    ("head", "edtf"),
    [
        ("Oslo, 15 March 2023\n\nThe envoy came to us.", "2023-03-15"),
        ("The fund grows\n\nOslo, Norlund, 15 March 2023\n\nThe envoy came to us.", "2023-03-15"),
        ("The envoy came to Oslo, 15 March 2023.\n\nHe left.", ""),
    ],
)
def test_a_place_and_a_day_alone_on_a_line_date_the_text(head: str, edtf: str) -> None:
    article = Article(text=head)
    assert filed(article, split(article)).edtf == edtf


def test_a_state_is_known_by_what_it_is_called_once() -> None:
    assert named("The Kingdom of Norlund paid. Norlund's envoy left.") == (("Norlund", "place", "Norlund"),)
    assert named("The Republic of Korea and the Democratic Republic of Congo paid.") == ()


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("The course is the third under the regional project {O:SEAWAY}, which covers", []),
        ("The project of the {O:Coast Fund} covers", ["Malta", "Cyprus"]),
        ("The project is part of the {O:Coast Fund}, which now covers", []),
        ("The course is the third of the {J:LUMO} project, which also covers", ["Malta", "Cyprus"]),
        ("The {J:LUMO} project (2021-2023), which covers", ["Malta", "Cyprus"]),
        ("The {J:LUMO} project, paid for by the {O:Union}, which covers", ["Malta", "Cyprus"]),
        ("The {J:LUMO} programme, begun in June, which covers", ["Malta", "Cyprus"]),
        ("{J:LUMO} is a two-year programme worth €3 million that covers", ["Malta", "Cyprus"]),
        ("{J:LUMO} is a scheme financed by the {O:Union} that covers", ["Malta", "Cyprus"]),
        ("{J:LUMO}, a scheme of the {O:Union}, which covers", ["Malta", "Cyprus"]),
        ("{J:LUMO} is a scheme to protect sailors that covers", ["Malta", "Cyprus"]),
        ("{J:LUMO} is a scheme with a budget of EUR 3 million, which covers", ["Malta", "Cyprus"]),
        ("{J:LUMO} is a scheme financed by the {O:Union}, which covers", []),
        ("{J:LUMO} is a scheme that helps the {O:Coast Fund}, which covers", []),
        ("{J:LUMO} builds on a survey that covers", []),
        ("{J:LUMO} was shown at the {E:Harbour Forum}, which covers", []),
    ],
)
def test_the_countries_of_a_relative_clause_are_those_of_the_name_before_it(
    sentence: str, countries: list[str]
) -> None:
    text = f"The {{O:Union}} launched {{J:LUMO}}.\n\n{sentence} {{L:Malta}} and {{L:Cyprus}}."
    found = read(text, "project")
    assert [fact.object for fact in found if fact.predicate == "target country"] == countries


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("A new desk is foreseen for July 2025 in Malta.", "2025-07"),
        ("A new desk is due by July 2025 in Malta.", "../2025-07"),
        ("Its second meeting is to be held in Malta in July 2025.", "2025-07"),
        ("The Coast Bureau will adopt a plan for Malta in July 2025.", "2025-07"),
        ("The first course, for 40 guards, will be held in Malta in July 2025.", "2025-07"),
        ("The Coast Bureau shall hold its first course in Malta in July 2025.", "2025-07"),
        ("Operation NIGHTFALL II is planned for July 2025 and shall be hosted by Malta.", "2025-07"),
        ("Senior guards will meet in Malta in July 2025.", "2025-07"),
        ("New desks are to open in Malta, from which the boats of 2023 had set out.", ""),
        ("New desks are to open in Malta, where 40 people landed in 2023, by July 2025.", "../2025-07"),
    ],
)
def test_what_is_to_come_has_a_day_that_is_still_to_come(sentence: str, when: str) -> None:
    """As of its report, of 6 May 2024."""
    (fact,) = facts(sentence, "announcement")
    assert fact.when.edtf == when

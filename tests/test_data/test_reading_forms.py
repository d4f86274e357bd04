"""Forms of texts beyond the news story: sheets, signed statements, terms of office, plans, lists."""

import pytest

from data.reading.reader import read_article
from data.values import Article, Fact
from tests.test_data.marked import brief, read

SHEET = (
    "FACT SHEET\n"
    "Calm Harbour: Countering Piracy along the Coast Road (CALHA)\n\n"
    "Duration: 1 July 2022 – 30 June 2026\n"
    "Budget: EUR 14.2 million\n"
    "Funded by: Norway and Malta\n"
    "Project Manager: Ms. Mara Okell\n\n"
    "CALHA helps sailors. It follows the pilot project Quiet Watch, which was funded by Denmark.\n"
    "1,240 sailors trained\n"
)
TITLE = "Calm Harbour: Countering Piracy along the Coast Road"


def told(text: str, *kinds: str) -> list[Fact]:
    """The facts of some kinds in a plain text, read with the rules alone."""
    return [fact for fact in read_article(Article(text=text, language="en")).facts if fact.kind in kinds]


def test_a_sheet_is_of_the_project_of_its_title_which_its_short_name_means() -> None:
    read_sheet = read_article(Article(text=SHEET, language="en"))
    short = [mention for mention in read_sheet.mentions if mention.text == "CALHA"]
    assert short
    assert {mention.entity for mention in short} == {TITLE}
    assert {(f.predicate, f.value) for f in read_sheet.facts if f.kind == "project"} >= {
        ("budget", "EUR 14.2 million"),
        ("funded by", "Norway"),
        ("funded by", "Malta"),
    }


ROWS = "Countries: Malta, Cyprus and Greece\nDuration: 36 months (May 2022 – April 2025)\nBudget: EUR 2,750,000\n"
LIGHT = "Action against Piracy in the Gulf of Norlund"


@pytest.mark.parametrize(
    ("head", "subject", "names"),
    [
        (f"Project title: SEALIGHT – {LIGHT}\n", LIGHT, {LIGHT, "SEALIGHT"}),
        (f"Factsheet: SEALIGHT – {LIGHT}\n\n", LIGHT, {LIGHT, "SEALIGHT"}),
        (
            f"Factsheet: SEALIGHT – {LIGHT}\n\nProject title: SEALIGHT – {LIGHT}\n",
            LIGHT,
            {LIGHT, "SEALIGHT"},
        ),
        (f"News of our work\n\nTitle: {LIGHT} (SEALIGHT)\n", LIGHT, {LIGHT, "SEALIGHT"}),
        ("News of our work\n\nName of the project: Safer Ports\n", "Safer Ports", {"Safer Ports"}),
    ],
)
def test_a_sheet_is_of_the_project_that_its_label_or_its_heading_names(
    head: str, subject: str, names: set[str]
) -> None:
    found = told(head + ROWS, "project")
    assert {f.subject for f in found} == {subject}
    assert {f.value for f in found if f.predicate in ("full name", "acronym")} == names
    assert {(f.predicate, f.value) for f in found} >= {
        ("target country", "Cyprus"),
        ("period", "May 2022 – April 2025"),
        ("budget", "EUR 2,750,000"),
    }


def test_the_payer_of_an_earlier_project_is_not_the_payer_of_the_sheets() -> None:
    payers = [(f.subject, f.object) for f in told(SHEET, "project") if f.predicate == "funded by"]
    assert (TITLE, "Denmark") not in payers


def test_a_post_in_a_sheet_is_an_office_in_its_project() -> None:
    (post,) = told(SHEET, "office")
    assert (post.subject, post.value, post.object) == ("Mara Okell", "Project Manager", TITLE)


def test_a_figure_in_a_sheet_is_its_projects() -> None:
    (trained,) = [fact for fact in told(SHEET, "figure") if fact.counted.startswith("sailors")]
    assert trained.subject == TITLE


SIGNED = (
    "Statement to the House on boats.\n\n"
    "On 20 September 2024 I met the Director of the Coast Bureau, Mr Tom Adeyi, in Valletta.\n\n"
    'A sailor told us: "I lost my boat."\n\n'
    "Mara Okell\nMinister for Ports and Harbours\n"
)


def test_who_signs_a_text_holds_the_office_below_the_name() -> None:
    assert ("Mara Okell", "Minister for Ports and Harbours") in brief(
        told(SIGNED, "office"), "subject", "value"
    )


def test_i_is_the_signatory_and_nobody_inside_quotation_marks() -> None:
    meant = [m.start for m in read_article(Article(text=SIGNED, language="en")).mentions if m.text == "I"]
    assert meant == [SIGNED.index("I met")]
    assert brief(told(SIGNED, "meeting"), "subject", "object") == [("Mara Okell", "Tom Adeyi")]


def test_a_text_that_nobody_signs_has_no_i() -> None:
    text = SIGNED.partition("Mara Okell")[0]
    assert [m for m in read_article(Article(text=text, language="en")).mentions if m.text == "I"] == []


def test_a_term_in_office_is_read_from_the_verb_and_its_years() -> None:
    (led,) = read("{P:Mara Okell} led the {O:Coast Bureau} from 2016 to 2019.", "office")
    assert (led.predicate, led.object, led.when.edtf) == ("held", "Coast Bureau", "2016/2019")
    assert read("{P:Mara Okell} led the {O:Coast Bureau} to victory.", "office") == []


def test_what_somebody_announced_would_be_done_is_a_plan() -> None:
    (plan,) = read(
        "{O:Coast Bureau} announced that a second course would be held in {L:Malta}.", "announcement"
    )
    assert (plan.subject, plan.value) == ("Coast Bureau", "a second course would be held in Malta")


def test_a_plan_without_an_article_before_it_is_read() -> None:
    (desks,) = read("Desks in {L:Malta} and {L:Togo} are planned for 2031.", "announcement")
    assert (desks.subject, desks.predicate, desks.when.edtf) == ("Malta", "to come", "2031")


def test_delegates_from_so_many_countries_are_participants() -> None:
    text = (
        "The {E:Tunis Dialogue} opened.\nIt brought together 140 delegates from three countries: {L:Malta}, "
        "{L:Togo} and {L:Ghana}."
    )
    assert [f.object for f in read(text, "event") if f.predicate == "participant"] == [
        "Malta",
        "Togo",
        "Ghana",
    ]


def test_the_day_on_which_an_event_ended_is_not_its_date() -> None:
    found = read("The {E:Tunis Dialogue} ended here on 3 May 2024.", "event")
    assert [fact for fact in found if fact.predicate == "date"] == []


def test_what_is_allocated_to_a_project_is_its_budget() -> None:
    (budget,) = read("{L:Malta} has allocated 46.5 million euros to the {J:Calm Sea} for ports.", "project")
    assert (budget.subject, budget.predicate, budget.value) == ("Calm Sea", "budget", "46.5 million euros")


def test_a_stored_body_of_a_common_name_is_not_another_lands() -> None:
    known = [
        ("Coast Guard", "organisation", "Coast Guard"),
        ("Ministry of Ports", "organisation", "Ministry of Ports"),
    ]
    text = "The Italian Coast Guard and the Ministry of Ports of Kenya met the Coast Guard."
    bodies = [m.entity for m in read_article(Article(text=text, language="en"), known).mentions]
    assert "Italian Coast Guard" in bodies
    assert "Ministry of Ports of Kenya" in bodies
    assert bodies.count("Coast Guard") == 1


def test_a_headlines_short_name_of_an_event_is_the_events() -> None:
    text = (
        "Coastal Dialogue on Harbour Safety concludes in Malta\n\n"
        "The 7th Coastal Dialogue on Harbour Safety was hosted by Togo."
    )
    mentions = read_article(Article(text=text, language="en")).mentions
    assert {m.entity for m in mentions if "Dialogue" in m.text} == {"7th Coastal Dialogue on Harbour Safety"}


@pytest.mark.parametrize(
    "label", ["Complaints to the director", "Minister who signed it", "Former Project Manager"]
)
def test_a_label_that_only_holds_the_word_of_an_office_is_no_post(label: str) -> None:
    assert brief(told(SHEET, "office"), "subject") == [("Mara Okell",)]
    assert told(SHEET.replace("Project Manager", label), "office") == []


@pytest.mark.parametrize("told_as", ["It succeeds", "It is the successor of", "It builds on", "It replaces"])
def test_what_is_told_of_the_project_is_not_of_the_one_before_it(told_as: str) -> None:
    text = (
        "Valletta, 3 May 2024 - The {O:Port League} launched a plan for safe ports. The project is funded by "
        f"{{L:Norway}} and will run for 24 months. {told_as} {{J:CALHA}}, which is funded by {{L:Denmark}}. "
        "The project will be implemented by the {O:Coast Bureau}."
    )
    of_it = [(f.predicate, f.object) for f in read(text, "project") if f.subject == "CALHA"]
    assert of_it == [("funded by", "Denmark")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The phase of the project Reintegration and Skills for Sailors (RESAIL), which is run by Norway, began.",
            "Reintegration and Skills for Sailors",
        ),
        (
            "It was paid by the Kingdom of Norway under the Better Justice on the Sea Route project (BJSR).",
            "Better Justice on the Sea Route",
        ),
        ("The project Reintegration and Skills for Sailors began.", ""),
    ],
)
def test_a_project_has_its_whole_title(text: str, name: str) -> None:
    found = {
        m.entity for m in read_article(Article(text=text, language="en")).mentions if m.kind == "project"
    }
    assert found == ({name} if name else set())


@pytest.mark.parametrize(
    ("text", "project", "period"),
    [
        (
            "The {J:Calm Sea} has a budget. It will run for 36 months, from 2025 to 2028.",
            "Calm Sea",
            "2025 to 2028",
        ),
        ("{J:Calm Sea} helps crews. It runs until June 2027.", "Calm Sea", "June 2027"),
        ("The project {J:Calm Sea} helps crews. It runs until June 2027.", "Calm Sea", "June 2027"),
        (
            "Crews came under the {J:Calm Sea} project, which runs from 2025 to 2028.",
            "Calm Sea",
            "2025 to 2028",
        ),
    ],
)
def test_how_long_a_project_runs_is_told_of_it(text: str, project: str, period: str) -> None:
    told = [(f.subject, f.value) for f in read(text, "project") if f.predicate == "period"]
    assert told == [(project, period)]


def test_a_time_of_something_else_is_no_projects() -> None:
    text = "{J:Calm Sea} helps crews. Norway has a coast guard. It runs until June 2027."
    assert [f for f in read(text, "project") if f.predicate == "period"] == []

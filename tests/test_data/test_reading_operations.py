"""Operations of police and border agencies are events, with who led them, when, and what came of them."""

import pytest

from data.dates import DateSpan
from data.reading.document import Document
from data.reading.reader import read_article
from data.values import Article, Fact


def document(text: str) -> Document:
    published = DateSpan(edtf="2026-09-14", precision="day")
    return read_article(Article(text=text, published=published, language="en", publisher="Border Wire"))


def events(text: str) -> set[str]:
    return {mention.entity for mention in document(text).mentions if mention.kind == "event"}


def told(text: str) -> set[tuple[str, str, str]]:
    """Subject, attribute and value of what is read of events."""
    return {_triple(fact) for fact in document(text).facts if fact.subject_kind == "event"}


def _triple(fact: Fact) -> tuple[str, str, str]:
    return fact.subject, fact.predicate, fact.object or fact.value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police held nine men in Operation Night Tide on Tuesday.", "Operation Night Tide"),
        ("Operation Harbour Light II ended on Monday.", "Operation Harbour Light II"),
        ("Under Operation Liberterra 3, police held nine men.", "Operation Liberterra 3"),
        ("Nine men were held in Operation “Lantern”, police said.", "Operation Lantern"),
        ("Police ran an operation codenamed “Night Tide” in Velmark.", "Operation Night Tide"),
        ("Police ran an operation dubbed Lantern in Velmark.", "Operation Lantern"),
        ("Nine men were held in Joint Operation Themis.", "Operation Themis"),
        ("Operation SAHEL's second phase began.", "Operation SAHEL"),
    ],
)
def test_an_operation_is_an_event_by_its_name(text: str, name: str) -> None:
    assert events(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "The operation Police began on Monday was stopped.",
        "Operation Commander Goran Petrovski spoke to Norland Radio.",
        "Operation Support Officer Goran Petrovski was there.",
        "He works in the Operation Room of the Norland Police.",
        "An operation called off on Monday will be repeated.",
        "Operation Centre staff were paid.",
        "Operation of the Harbour Bridge began.",
        "Operation “nobody knows what it was about” was mocked.",
        "Big Police Operation Nets Forty Smugglers\n\nPolice held forty men on Tuesday in Velmark.",
    ],
)
def test_a_post_a_room_or_a_headline_is_no_operation(text: str) -> None:
    assert events(text) == set()


def test_a_headline_names_an_operation_that_its_text_names() -> None:
    text = "Operation Night Tide Ends in Velmark\n\nPolice held nine men in Operation Night Tide.\n"
    named = [m for m in document(text).mentions if m.entity == "Operation Night Tide"]
    assert len(named) == 2


def test_who_led_coordinated_and_carried_out_an_operation_is_told_apart() -> None:
    found = told(
        "Operation Night Tide, coordinated by Europol, was led by the Norland Border Police and carried out "
        "by the Ostian Coast Guard. Frontex coordinated Operation Harbour Light."
    )
    assert found == {
        ("Operation Night Tide", "coordinated by", "Europol"),
        ("Operation Night Tide", "led by", "Norland Border Police"),
        ("Operation Night Tide", "carried out by", "Ostian Coast Guard"),
        ("Operation Harbour Light", "coordinated by", "Frontex"),
    }


@pytest.mark.parametrize("told_of", ["Operation Night Tide", "Operation Night Tide ended. The operation"])
def test_who_did_not_lead_an_operation_is_not_told_to_have(told_of: str) -> None:
    assert told(f"{told_of} was not led by Frontex.") == set()


def test_the_day_before_an_operation_in_its_sentence_is_its_date() -> None:
    text = "Police in Velmark arrested 23 people on 9 September 2026 in Operation Night Tide."
    assert ("Operation Night Tide", "date", "9 September 2026") in told(text)


def test_the_day_on_which_it_is_told_of_is_not_its_date() -> None:
    text = "Police in Velmark arrested 23 people during Operation Night Tide, Europol said on Monday."
    assert [fact for fact in told(text) if fact[1] == "date"] == []


def test_what_goes_on_elsewhere_is_surely_not_the_operations() -> None:
    text = "Operation Night Tide ended with 23 arrests.\n\nAt least 27 guides died, Frontex said. Another 140 people were saved."
    (other,) = [fact for fact in document(text).facts if fact.value == "140"]
    assert other.confidence < 0.5


def test_figures_are_of_the_operation_that_their_sentence_names_and_of_its_year() -> None:
    text = (
        "Operation Night Tide ended on Monday with 23 arrests.\n\n"
        "It follows Operation Harbour Light in 2024, in which 11 suspects were detained.\n"
    )
    figures = {fact.value: fact for fact in document(text).facts if fact.kind == "figure"}
    assert figures["11"].subject == "Operation Harbour Light"
    assert figures["11"].when.edtf == "2024"
    assert figures["23"].subject == "Operation Night Tide"
    assert figures["23"].when.edtf != "2024"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Operation NIGHTFALL ended. NIGHTFALL cost little.", ["Operation NIGHTFALL"] * 2),
        ("Operation NIGHTFALL II ended. NIGHTFALL cost little.", ["Operation NIGHTFALL II"] * 2),
        (
            "Operation NIGHTFALL ended. NIGHTFALL III is planned.",
            ["Operation NIGHTFALL", "Operation NIGHTFALL III"],
        ),
        (
            "Operation NIGHTFALL ended. It follows NIGHTFALL I, of May.",
            ["Operation NIGHTFALL", "Operation NIGHTFALL I"],
        ),
        ("Operation Night Tide ended. Night Tide cost little.", ["Operation Night Tide"] * 2),
        ("Operation Lantern ended. Lantern makers sold little.", ["Operation Lantern"]),
        ("Operation NIGHTFALL ended. NIGHTFALL Ltd sells tents.", ["Operation NIGHTFALL"]),
        ("Operation SOFIA ended. SOFIA is the capital.", ["Operation SOFIA"]),
    ],
)
def test_an_operation_is_known_by_its_bare_name(text: str, named: list[str]) -> None:
    assert [m.entity for m in document(text).mentions if m.kind == "event"] == named


def test_what_goes_on_about_the_operation_is_told_of_it() -> None:
    found = told(
        "Between 9 and 13 May, officers took part in Operation Night Tide.\n\nThe operation was led by Frontex, with "
        "the support of Europol. Slovenia, Malta and Austria also took part. Ghana took part in the search. The "
        "conference was led by Interpol."
    )
    assert found == {
        ("Operation Night Tide", "date", "9 and 13 May"),
        ("Operation Night Tide", "led by", "Frontex"),
        ("Operation Night Tide", "partner", "Europol"),
        ("Operation Night Tide", "participant", "Slovenia"),
        ("Operation Night Tide", "participant", "Malta"),
        ("Operation Night Tide", "participant", "Austria"),
    }

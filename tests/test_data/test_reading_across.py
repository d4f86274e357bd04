"""Resolution across articles: the merge guard. Persons and bodies are invented."""

import pytest

from data.reading.across import Found, Register, Stored, entities, resolve_across
from data.reading.document import Document
from data.values import Article, Fact, FactKind, Mention

MINISTER = Stored(
    id=1,
    kind="person",
    name="Daniyal Qorvi",
    forms=("Qorvi", "Syed Daniyal Raza Qorvi"),
    offices=("Federal Interior Minister",),
    bodies=("Ministry of Interior",),
)
AGENCY = Stored(id=2, kind="organisation", name="Federal Harbour Agency", forms=("FHA",))
INTERIOR = Stored(id=3, kind="organisation", name="Ministry of Interior and Boat Control")
CENTRE = Stored(id=4, kind="organisation", name="International Centre for Boat Organisation", forms=("ICBO",))
FIRST = Stored(id=5, kind="project", name="Global Action against Boat Theft", forms=("GLO.BOT",))
STORE = (MINISTER, AGENCY, INTERIOR, CENTRE, FIRST)


def decided(found: Found, *store: Stored) -> tuple[str, int | None]:
    (verdict,) = resolve_across([found], store or STORE)
    return verdict.decision, verdict.stored_id


def person(name: str, *offices: str, bodies: tuple[str, ...] = ()) -> Found:
    return Found(kind="person", name=name, forms=(name,), offices=offices, bodies=bodies)


def body(name: str, *forms: str) -> Found:
    return Found(kind="organisation", name=name, forms=(name, *forms))


@pytest.mark.parametrize(
    "found",
    [
        person("Daniyal Qorvi", "Minister for Interior"),
        person("Syed Daniyal Raza Qorvi", "Interior Minister"),
        person("Danyal Qurvi", "the interior minister"),
        person("Qorvi", "Interior Minister"),
        person("Daniyal Qorvi", "spokesman", bodies=("Interior Ministry",)),
    ],
)
def test_a_person_is_the_same_when_last_name_and_office_or_body_agree(found: Found) -> None:
    assert decided(found) == ("same", 1)


@pytest.mark.parametrize(
    "found",
    [
        person("Daniyal Qorvi"),
        person("Daniyal Qorvi", "Director General of the Fish Board"),
        person("Qorvi"),
        person("Daniyal Raza", "Interior Minister"),
    ],
)
def test_the_same_name_without_a_common_office_is_left_apart_and_asked_about(
    found: Found,
) -> None:
    assert decided(found) == ("doubtful", 1)


@pytest.mark.parametrize(
    "found",
    [
        person("Daniyal Hasan Dool", "Interior Minister"),
        person("Sana Qorvi", "Interior Minister"),
        person("Daniyal", "Interior Minister"),
        person("Bilal Dool", "Interior Minister"),
    ],
)
def test_a_common_first_name_or_another_first_name_makes_no_candidate(found: Found) -> None:
    assert decided(found) == ("new", None)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (body("International Center for Boat Organization"), ("same", 4)),
        (body("FHA"), ("same", 2)),
        (body("Federal Harbour Authority", "FHA"), ("same", 2)),
        (body("Harbour Agency, Federal"), ("same", 2)),
        (body("Ministry of Interior"), ("doubtful", 3)),
        (body("Fishers' Health Association", "FHA"), ("doubtful", 2)),
        (body("Ministry of Nets"), ("new", None)),
    ],
)
def test_bodies_are_one_by_their_name_or_an_acronym_with_a_compatible_expansion(
    found: Found, verdict: tuple[str, int | None]
) -> None:
    assert decided(found) == verdict


@pytest.mark.parametrize(
    ("name", "forms", "verdict"),
    [
        ("Global Action against Boat Theft", (), ("same", 5)),
        ("GLO.BOT", (), ("same", 5)),
        ("Global Action to Prevent and Address Boat Theft and Net Theft", ("GLO.BOT",), ("same", 5)),
        ("Global Agency of Bottle Trade", ("GLO.BOT",), ("doubtful", 5)),
        ("Global Alliance against Boat Theft", (), ("new", None)),
    ],
)
def test_long_names_of_one_acronym_are_one_only_when_one_holds_the_other(
    name: str, forms: tuple[str, ...], verdict: tuple[str, int | None]
) -> None:
    assert decided(Found(kind="project", name=name, forms=(name, *forms))) == verdict


def test_an_acronym_that_two_stored_bodies_have_is_asked_about() -> None:
    other = Stored(id=9, kind="organisation", name="Fishers' Health Association", forms=("FHA",))
    assert decided(body("FHA"), AGENCY, other) == ("doubtful", 2)


def test_a_numbered_event_is_itself_and_an_unnumbered_one_may_be_the_next() -> None:
    numbered = Stored(id=1, kind="event", name="66th Session of the Boat Commission")
    yearly = Stored(id=2, kind="event", name="Boat Ministers Conference")
    assert decided(Found(kind="event", name=numbered.name), numbered, yearly) == ("same", 1)
    assert decided(Found(kind="event", name=yearly.name), numbered, yearly) == ("doubtful", 2)


def test_kinds_are_never_mixed() -> None:
    assert decided(Found(kind="place", name="Daniyal Qorvi")) == ("new", None)


def test_a_register_knows_what_was_added_and_forgets_the_older_value() -> None:
    register = Register([MINISTER])
    register.add(MINISTER.model_copy(update={"offices": ("Chief Fisher",)}))
    assert register.verdict(person("Daniyal Qorvi", "Interior Minister")).decision == "doubtful"
    register.add(AGENCY)
    assert register.verdict(body("FHA")).stored_id == AGENCY.id


def test_the_entities_of_a_document_carry_their_forms_and_the_offices_read() -> None:
    text = "Minister Daniyal Qorvi of the FHA. Qorvi left. He sat."
    mentions = (
        Mention(start=9, end=22, text="Daniyal Qorvi", kind="person", entity="Daniyal Qorvi"),
        Mention(start=30, end=33, text="FHA", kind="organisation", entity="FHA", how="acronym"),
        Mention(start=35, end=40, text="Qorvi", kind="person", entity="Daniyal Qorvi", how="surname"),
        Mention(start=47, end=49, text="He", kind="person", entity="Daniyal Qorvi", how="pronoun"),
    )
    office = Fact(
        kind=FactKind.OFFICE,
        subject="Daniyal Qorvi",
        subject_kind="person",
        predicate="holds",
        object="FHA",
        value="Minister",
        start=0,
        end=34,
    )
    document = Document(article=Article(text=text), mentions=mentions, facts=(office,))
    assert entities(document) == (
        Found(
            kind="person",
            name="Daniyal Qorvi",
            forms=("Daniyal Qorvi", "Qorvi"),
            offices=("Minister",),
            bodies=("FHA",),
        ),
        Found(kind="organisation", name="FHA", forms=("FHA",)),
    )

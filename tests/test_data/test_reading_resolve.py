"""Resolution inside an article: which names, offices and pronouns mean the same one. Persons are invented."""

import pytest

from data.reading import mentions, spelling
from data.values import Article, Mention


def found(*lines: str) -> tuple[Mention, ...]:
    return mentions.find(Article(text="\n".join(lines)), ())


def entities(*lines: str) -> list[tuple[str, str, str]]:
    return [(m.text, m.entity, m.how) for m in found(*lines)]


def test_a_surname_means_the_person_named_in_full_before_or_after() -> None:
    assert entities("Qorvi says no", "Minister Daniyal Qorvi spoke.", "Qorvi added more.") == [
        ("Qorvi", "Daniyal Qorvi", "surname"),
        ("Daniyal Qorvi", "Daniyal Qorvi", "name"),
        ("Qorvi", "Daniyal Qorvi", "surname"),
    ]


def test_the_longest_name_is_the_canonical_one() -> None:
    found = entities("Syed Daniyal Raza Qorvi came.", "Daniyal Qorvi left.")
    assert {entity for _, entity, _ in found} == {"Syed Daniyal Raza Qorvi"}


@pytest.mark.parametrize("other", ["Bilal Hassan Dool", "Bilal Dool"])
def test_spellings_and_shorter_forms_of_one_person_are_one(other: str) -> None:
    assert {e for _, e, _ in entities("Mr. Bilal Hasan Dool came.", f"Mr. {other} left.")} == {
        max("Bilal Hasan Dool", other, key=len)
    }


def test_two_persons_with_one_surname_are_told_apart_by_nearness_or_not_at_all() -> None:
    text = ["Ali Korani and Sana Korani came.", "Korani smiled.", "Mr. Ali Korani sat.", "Korani spoke."]
    surnames = [(m.text, m.entity) for m in found(*text) if m.how == "surname"]
    assert surnames == [("Korani", "Ali Korani")]


def test_an_acronym_means_what_the_article_explains_and_its_plural_too() -> None:
    text = "A new Boat Help Center (BHC) opened; all BHCs and Boat Help Centres are free."
    assert {m.entity for m in found(text)} == {"Boat Help Center"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The Federal Harbour Agency met. HQC staff and FHA officers came.", "Federal Harbour Agency"),
        ("The Federal Harbour Agency and the Foreign House Authority met. FHA came.", "FHA"),
        ("The Harbour Agency met. The FHA came.", "FHA"),
        ("The Federal Harbour Agency met. The Free Harbour Academy (FHA) sat.", "Free Harbour Academy"),
        ("The Federal Harbour Agency (FEHA) met. FHA came.", "FHA"),
    ],
)
def test_an_acronym_means_the_one_body_whose_initials_it_has(text: str, meant: str) -> None:
    assert {m.entity for m in found(text) if m.text == "FHA"} == {meant}


@pytest.mark.parametrize(
    ("said", "kind"),
    [("RSP said it helps.", "organisation"), ("RSP staff came.", "organisation"), ("RSP began.", "project")],
)
def test_a_programme_that_speaks_or_has_staff_is_a_body(said: str, kind: str) -> None:
    read = found(f"The Return Support Programme (RSP) was there. {said}")
    assert {(m.entity, m.kind) for m in read} == {("Return Support Programme", kind)}


def test_an_acronym_that_the_article_does_not_explain_is_expanded_by_the_gazetteer() -> None:
    assert entities("UNODC came.") == [("UNODC", "United Nations Office on Drugs and Crime", "acronym")]
    assert entities("FHA came.") == [("FHA", "FHA", "acronym")]


def test_the_spelling_of_the_article_is_kept_in_its_canonical_names() -> None:
    assert entities("The International Center for Migration Policy Development came.")[0][1] == (
        "International Center for Migration Policy Development"
    )


def test_ministry_and_its_inverted_name_are_one_but_a_longer_ministry_is_another() -> None:
    text = (
        "The Interior Ministry and the Ministry of Interior; the Ministry of Interior and Narcotics Control."
    )
    assert {m.entity for m in found(text)} == {
        "Ministry of Interior",
        "Ministry of Interior and Narcotics Control",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Federal Interior Minister Daniyal Qorvi came.\nThe minister spoke.", "The minister"),
        (
            "Mr. Bilal Dool, the Foreign Secretary, came.\nThen the Foreign Secretary spoke.",
            "the Foreign Secretary",
        ),
        ("Prime Minister Sana Korani came.\nThe premier spoke.", "The premier"),
        ("ICMPD Director General Mika Spinda came.\nThe ICMPD director general spoke.", "director general"),
    ],
)
def test_an_office_means_the_one_person_who_holds_it(text: str, said: str) -> None:
    offices = [m for m in found(text) if m.how == "role" and m.kind == "person"]
    assert [m.text for m in offices] == [said]
    assert offices[0].entity == next(m.entity for m in found(text) if m.kind == "person")
    assert offices[0].confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "Minister Ali Korani and Minister Sana Dool came.\nThe minister spoke.",
        "Ambassador Ali Korani came.\nThe Ambassador of the United States spoke.",
        "The Foreign Secretary, Mr. Bilal Dool, came.",
        "Farmer Ali Korani came.\nThe minister spoke.",
    ],
)
def test_an_office_that_nobody_or_more_than_one_holds_means_nobody(text: str) -> None:
    assert [m for m in found(text) if m.how == "role" and m.kind == "person"] == []


def test_a_pronoun_means_the_one_person_of_the_sentence_before() -> None:
    one = [m for m in found("Mr. Ali Korani met the FHA.", "He left.") if m.how == "pronoun"]
    assert [(m.text, m.entity) for m in one] == [("He", "Ali Korani")]
    two = [m for m in found("Mr. Ali Korani met Mr. Bilal Dool.", "He left.") if m.how == "pronoun"]
    assert two == []


def test_the_ministry_means_the_one_that_was_just_named() -> None:
    text = (
        "The Ministry of Boats paid.",
        "Ali Korani of the Ministry of Nets came.",
        "He thanked the ministry.",
    )
    assert [m.entity for m in found(*text) if m.how == "role"] == ["Ministry of Nets"]


def test_a_project_has_one_name_for_its_short_form_and_its_title() -> None:
    text = "the HELP: Improving Boats and Nets project began. HELP grows. The HELP project ends."
    assert {m.entity for m in found(text) if m.kind == "project"} == {"Improving Boats and Nets"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jehangir", "Jahangir", True),
        ("Naqvi", "Nakvi", True),
        ("Hassan", "Hasan", True),
        ("Zulfiqar", "Zulfiquar", True),
        ("Ali", "Alia", False),
        ("Korani", "Kurtani", False),
        ("Butt", "Bhatti", False),
    ],
)
def test_spellings_of_one_name_are_told_from_other_names(one: str, other: str, same: bool) -> None:
    assert spelling.same_word(one, other) is same
    assert spelling.same_word(other, one) is same

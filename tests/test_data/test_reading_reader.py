"""The reader as a whole: from an article to facts and JSON, under other names, and on hostile input."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.dates import DateSpan
from data.reading import as_json, read_article, text
from data.reading.document import Document
from data.values import Article

ARTICLES = sorted((Path(__file__).parents[2] / "data" / "articles").glob("*.txt"))

STORY = """\
VALLETTA: Federal Minister for Ports and Coast Control Marek Tolland held a key meeting with European \
Union Commissioner for Home Affairs and Migration Ilse Varga in Lisbon, where both sides discussed ways \
to stop smuggling.

Commissioner Varga praised Malta’s efforts, noting a 47% reduction in attempts over the past year. She \
termed the work “exemplary” and left.

Minister Marek Tolland informed the EU side that 1,770 smugglers and their agents have been arrested in \
Malta this year.

“Recent incidents, including the night when 350 sailors were on board, are a stark reminder of the need \
to work together,” said Jonas Whitlock, UNODC Representative in Malta.

The SEAGATE project, funded by the European Union, will run from January 2023 to December 2026.
"""

NAMES = {
    "Marek Tolland": "Anders Bellweather",
    "Tolland": "Bellweather",
    "Ilse Varga": "Carmen Ruizalba",
    "Varga": "Ruizalba",
    "Jonas Whitlock": "Henrik Dahl",
    "SEAGATE": "BLUEPATH",
}


def facts_of(story: str) -> list[tuple[object, ...]]:
    """What the facts say, without offsets and confidence."""
    found = read_article(Article(text=story, language="en")).facts
    return [
        (
            f.kind.value,
            f.subject,
            f.predicate,
            f.object,
            f.value,
            f.number,
            f.counted,
            f.speaker,
            f.place,
            f.when.edtf,
        )
        for f in found
    ]


def renamed(words: object) -> object:
    """The words with every name of NAMES replaced."""
    pattern = re.compile("|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)))
    return pattern.sub(lambda m: NAMES[m[0]], words) if isinstance(words, str) else words


def test_renaming_every_person_and_project_gives_the_same_facts_under_the_new_names() -> None:
    before = facts_of(STORY)
    after = facts_of(str(renamed(STORY)))
    assert {kind for kind, *_ in before} >= {"office", "meeting", "statement", "quote", "figure", "project"}
    assert after == [tuple(renamed(field) for field in fact) for fact in before]


def test_the_story_gives_what_a_desk_officer_would_note() -> None:
    told = {fact[:5] for fact in facts_of(STORY)}
    assert told >= {
        ("office", "Marek Tolland", "holds", "", "Federal Minister for Ports and Coast Control"),
        ("office", "Jonas Whitlock", "holds", "United Nations Office on "
                                              "Drugs and Crime", "UNODC Representative in Malta"),
        ("meeting", "Marek Tolland", "met", "Ilse Varga", "ways to stop smuggling"),
        ("quote", "Ilse Varga", "used the words", "", "exemplary"),
    }  # fmt: skip
    speakers = {(fact[4], fact[7]) for fact in facts_of(STORY) if fact[0] == "figure"}
    assert speakers == {("47%", "Ilse Varga"), ("1,770", "Marek Tolland"), ("350", "Jonas Whitlock")}


def backed(read: Document) -> bool:
    """Whether every fact's evidence is whole passages and holds the value letter for letter."""
    starts = {passage.start: passage.role for passage in read.passages}
    ends = {passage.end for passage in read.passages}
    return all(
        fact.value in read.text[fact.start : fact.end]
        and starts.get(fact.start) not in (None, "suspect", "boilerplate")
        and fact.end in ends
        for fact in read.facts
    )


def test_every_fact_is_backed_by_whole_passages_that_hold_its_value() -> None:
    assert backed(read_article(Article(text=STORY, language="en")))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_fact_of_the_sample_is_backed_by_its_evidence(path: Path) -> None:
    assert backed(read_article(text.load(path.read_bytes(), path.name)))


def test_subjects_and_objects_are_names_of_mentions() -> None:
    read = read_article(Article(text=STORY, language="en"))
    named = {(mention.entity, mention.kind) for mention in read.mentions}
    assert all((fact.subject, fact.subject_kind) in named for fact in read.facts)
    assert all((fact.object, fact.object_kind) in named for fact in read.facts if fact.object)


def test_reading_is_a_function_of_the_article() -> None:
    article = Article(text=STORY, language="en")
    assert read_article(article) == read_article(article)


def test_nothing_is_read_from_a_generated_interview() -> None:
    interview = (
        "What can be done?\nTitle: Stopping Boats: An Interview with Ilse Varga\n"
        "Q1: Thank you for joining us. What did you discuss with Minister Marek Tolland in Lisbon?\n"
        "Ilse Varga: Thank you for having me. We met 900 officials and agreed to share data.\n"
        "Q2: What comes next?\nIlse Varga: We will open a centre in Oslo.\nConclusion:\n"
        "the talk between Ilse Varga and Marek Tolland highlights the challenge.\n"
    )
    read = read_article(Article(text=STORY + interview, language="en"))
    suspect = [passage for passage in read.passages if passage.role == "suspect"]
    assert suspect
    assert not any(fact.end > suspect[0].start for fact in read.facts)
    assert any("withheld" in warning for warning in read.warnings)


def test_a_language_that_is_not_read_is_kept_and_says_so() -> None:
    read = read_article(Article(text="وزیر داخلہ نے کہا کہ کشتی ڈوب گئی۔", language="ur"))
    assert read.passages
    assert read.facts == ()
    assert "not read yet" in read.warnings[0]


POST = """\
The International Centre for Migration Policy Development (ICMPD) has unveiled an initiative in Malta.
Happy to announce our new project on Safe Ports and Better Boats!
— SeaUnion (@SeaUnion) September 8, 2023
With our funding, @ICMPD will implement this initiative across Malta.
ICMPD delegation visits Malta
ICMPD’s Director General Jonas Whitlock recently led a delegation to Malta, where they met officials.
"""


def test_the_signature_of_a_post_dates_what_the_post_announces() -> None:
    read = read_article(Article(text=POST, language="en"))
    announced = {f.subject: f.when for f in read.facts if f.kind == "announcement"}
    body = "International Centre for Migration Policy Development"
    assert announced[body].edtf == "2023-09-08"
    assert announced[body].why == "the day of the post"


def test_an_undated_report_is_bounded_by_what_it_mentions() -> None:
    read = read_article(Article(text=POST, language="en"))
    (office,) = [f for f in read.facts if f.kind == "office"]
    assert (office.when.edtf, office.when.precision) == ("2023-09-08/..", "bounded")
    assert "mentions September 8, 2023" in office.when.why
    (visit,) = [f for f in read.facts if f.predicate == "visitor"]
    assert (visit.when.edtf, visit.when.words) == ("", "recently")


def test_a_handle_is_whom_the_article_names_so_elsewhere() -> None:
    read = read_article(Article(text=POST + "@nobody said so.", language="en"))
    handles = {m.text: m.entity for m in read.mentions if m.text.startswith("@")}
    assert handles == {"@ICMPD": "International Centre for Migration Policy Development"}


def test_a_sheet_whose_project_has_no_known_name_is_called_by_its_first_line() -> None:
    sheet = (
        "Steady Hands in the Fishing Ports\n\nWho pays: Norway and the European Union\nWorking with: UNODC\n"
        "Envelope: EUR 3.5 million\nTimeline: March 2021 – February 2024\n"
    )
    found = read_article(Article(text=sheet, language="en")).facts
    assert {f.subject for f in found} == {"Steady Hands in the Fishing Ports"}
    told = {(f.predicate, f.object or f.value) for f in found if f.kind == "project"}
    assert told >= {("funded by", "Norway"), ("funded by", "European Union"), ("budget", "EUR 3.5 million")}
    letter = "Steady Hands in the Fishing Ports\n\nFrom: Norway\nDear all, the sea is calm.\n"
    assert not read_article(Article(text=letter, language="en")).facts


def test_the_json_form_has_the_documented_keys() -> None:
    article = Article(
        text=STORY, title="T", publisher="P", language="en", published=DateSpan(edtf="2024-05-06")
    )
    form = json.loads(json.dumps(as_json(read_article(article)), ensure_ascii=False))
    assert form["article"] == {"title": "T", "publisher": "P", "published": "2024-05-06", "language": "en"}
    assert form["text"] == STORY
    assert set(form) >= {"article", "passages", "mentions", "facts", "text", "warnings"}
    assert set(form["passages"][0]) == {"start", "end", "role"}
    assert set(form["mentions"][0]) >= {"start", "end", "text", "kind", "entity"}
    documented = [
        "kind",
        "subject",
        "predicate",
        "object",
        "value",
        "unit",
        "when",
        "place",
        "speaker",
        "reported",
        "start",
        "end",
        "confidence",
    ]
    assert set(form["facts"][0]) >= set(documented)
    assert set(form["facts"][0]["when"]) >= {"edtf", "precision", "words"}


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "“" * 3000,
        "\"' " * 3000,
        "A " * 20000,
        "Minister " * 5000,
        "Minister of " * 5000,
        "John Smith met with " * 3000,
        "John Smith, Jane Roe and " * 3000,
        "said " * 10000,
        "John Smith said that " * 3000,
        ", and the " * 5000,
        "in Pakistan, Iran, Iraq, " * 3000,
        "The SAFE project (2019-2021) funded by the European Union " * 1000,
        "Budget: EUR 9\n" * 3000,
        "- Pakistan\n" * 3000,
        "a regional conference on boats " * 3000,
        "\u202eاسلام آباد \U0001f1f5\U0001f1f0 \x07" * 2000,
    ],
    ids=lambda junk: ascii(junk[:24]),
)
def test_junk_is_read_to_its_end(junk: str) -> None:
    assert backed(read_article(Article(text=junk, language="en")))


WORDS = st.sampled_from(
    [
        "Mara Okell",
        "Minister",
        "of",
        "the",
        "Interior",
        "met with",
        "said",
        ":",
        "“",
        "”",
        '"',
        "'",
        ",",
        ".",
        " and ",
        "in",
        "Pakistan",
        "European Union",
        "(FIA)",
        "FIA",
        "conference",
        "project",
        "funded by",
        "47%",
        "1,770",
        "this year",
        "on 26-27 April",
        "will",
        "launched",
        "signed",
        "agreement",
        "\n",
        "- ",
        "Q1:",
        "Budget:",
        "EUR 9 million",
        "who",
        "represents",
        "is tipped to be",
        "Director General",
        "both sides agreed to",
        "a",
        "centre",
        "opened",
        "he",
        "She",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_order_of_words_gives_facts_that_their_evidence_holds(words: list[str]) -> None:
    assert backed(read_article(Article(text=" ".join(words), language="en")))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(anything: str) -> None:
    assert backed(read_article(Article(text=anything, language="en")))

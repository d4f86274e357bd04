"""How dates, sources and long sentences are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import notices, sources
from briefs.dates import say
from briefs.private import HIDDEN, hide
from briefs.telling import names, tell
from briefs.trim import trim
from data.dates import UNDATED, DateSpan
from data.store.articles import Coverage, StoredArticle
from data.values import StoredFact


@pytest.mark.parametrize(
    ("edtf", "precision", "words"),
    [
        ("2017-10-24", "day", "24 Oct 2017"),
        ("2017-10-24/2017-10-25", "range", "24-25 Oct 2017"),
        ("2017-10-31/2017-11-02", "range", "31 Oct 2017 - 2 Nov 2017"),
        ("2023-11", "month", "Nov 2023"),
        ("2016-01/2018-10", "range", "Jan 2016 - Oct 2018"),
        ("2015/2019", "range", "2015-2019"),
        ("2014", "year", "2014"),
        ("2023-11/..", "bounded", "after Nov 2023"),
        ("2014/..", "range", "2014 or later"),
        ("../2025-01-30", "bounded", "by 30 Jan 2025"),
        ("", "none", "undated"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(edtf: str, precision, words: str) -> None:
    assert say(DateSpan(edtf=edtf, precision=precision)) == words


DAY = DateSpan(edtf="2024-07-30", precision="day")


def article(**fields: object) -> StoredArticle:
    return StoredArticle.model_validate(
        {"id": 1, "text": "- A first line\nand more", "file": "a.txt", **fields}
    )


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        (
            {"publisher": "The Courier", "title": "Ministers meet", "published": DAY},
            "The Courier, 30 Jul 2024, Ministers meet",
        ),
        ({"publisher": "The Courier", "title": "Ministers meet"}, "The Courier, undated, Ministers meet"),
        (
            {"publisher": "The Courier", "title": "Ministers meet", "retold": True},
            "retold from The Courier, undated, Ministers meet",
        ),
        ({"title": "Ministers meet"}, "publisher not stated, undated, Ministers meet"),
        ({}, "“A first line”, undated"),
        (
            {"publisher": "P", "title": "A title of far more than forty-five characters in all"},
            "P, undated, A title of far more than forty-five…",
        ),
    ],
)
def test_a_source_is_labelled_by_publisher_date_and_title(fields: dict[str, object], label: str) -> None:
    assert sources.label(article(**fields)) == label


@pytest.mark.parametrize(
    ("articles", "foot"),
    [
        ([article()], "1 source, undated · F6"),
        ([article(), article(id=2, grade="B")], "2 sources, both undated · B/F6"),
        ([article(), article(id=2, published=DAY)], "2 sources, 1 undated · F6"),
        ([article(published=DAY)], "1 source · F6"),
        (
            [article(published=DAY), article(id=2, published=DAY, copy_of=1)],
            "2 sources, 1 independent (near-copies count once) · F6",
        ),
    ],
)
def test_the_foot_counts_sources_and_says_which_are_undated(articles: list[StoredArticle], foot: str) -> None:
    assert sources.foot(articles) == foot


def test_what_the_store_covers_is_said_with_its_first_and_last_day() -> None:
    coverage = Coverage(articles=3, first="2015-11-23", last="2026-02", undated=1, added="")
    assert (
        notices.covers(coverage)
        == "The store covers 3 articles, published 23 Nov 2015 to Feb 2026, 1 of them undated."
    )


def test_an_empty_store_says_that_it_is_empty() -> None:
    coverage = Coverage(articles=0, first="", last="", undated=0, added="")
    assert "empty" in notices.covers(coverage)


def test_a_long_sentence_is_cut_after_a_clause_and_shows_it() -> None:
    sentence = "The two sides met in the capital, " * 6 + "and " + "agreed " * 40
    cut = trim(sentence)
    assert cut.endswith("capital …")
    assert len(cut) <= 242


def test_a_long_sentence_is_shown_around_the_words_that_were_asked_for() -> None:
    sentence = "The ministers met in the capital, " * 10 + "and thanked the Border Agency for its help"
    cut = trim(sentence, 120, ["Border Agency"])
    assert cut.startswith("… ")
    assert "Border Agency" in cut
    assert len(cut) <= 124


@given(st.text(alphabet="ab, ;.\n–", max_size=600), st.integers(20, 300))
def test_a_trimmed_sentence_is_a_beginning_of_the_sentence(sentence: str, longest: int) -> None:
    folded = " ".join(sentence.split())
    cut = trim(sentence, longest)
    assert len(cut) <= longest + 2
    assert folded.startswith(cut.removesuffix(" …"))
    assert (cut == folded) == (len(folded) <= longest)


@pytest.mark.parametrize(
    "text",
    ["Write to press.office@example.org today", "Call +41 22 555 01 23 now", "Call 0041 22 555 0123 now"],
)
def test_contact_details_are_taken_out_visibly(text: str) -> None:
    assert "example.org" not in hide(text)
    assert "555" not in hide(text)
    assert HIDDEN in hide(text)


@pytest.mark.parametrize(
    "text", ["1,770 smugglers in 2023-2026", "EUR 9,000,000 for 2015-2019", "@BorderAgency said"]
)
def test_figures_and_years_are_no_contact_details(text: str) -> None:
    assert hide(text) == text


@pytest.mark.parametrize(
    ("predicate", "value", "evidence", "line"),
    [
        ("told", "the northern side of 12 new posts", "Ms Oru told the northern side of 12 new posts.",
         "Oru told the northern side of 12 new posts"),
        ("told", "12 posts would open", "Ms Oru told the meeting that 12 posts would open.",
         "Oru said: 12 posts would open"),
        ("telling", "12 posts would open", "Telling the press that 12 posts would open, Oru left.",
         "Oru said: 12 posts would open"),
        ("thanked", "her hosts", "Oru thanked her hosts.", "Oru thanked her hosts"),
        ("says", "12 posts will open", "12 posts will open, says Oru.", "Oru said: 12 posts will open"),
        ("stressed", "the law counts", "Oru stressed that the law counts.", "Oru stressed: the law counts"),
    ],
)  # fmt: skip
def test_what_was_said_runs_on_from_its_verb_where_it_does_in_the_source(
    predicate: str, value: str, evidence: str, line: str
) -> None:
    """'Told' needs somebody it was told to: without them it was said."""
    assert tell([reported(predicate=predicate, value=value, evidence=evidence)]) == line
    alone = tell([reported(predicate=predicate, value=value, evidence=evidence)], about=1)
    assert alone.casefold() == line.removeprefix("Oru ").casefold()


def reported(**fields: object) -> StoredFact:
    return StoredFact.model_validate({
        "id": 1, "article_id": 1, "passage_id": 1, "kind": "statement", "subject": "Oru", "subject_kind": "person", "subject_id": 1,
        "when": UNDATED, "start": 0, "end": 1, "state": "current", "recorded_at": "2026-03-02T06:00:00+00:00",
        **fields,
    })  # fmt: skip


@pytest.mark.parametrize(("count", "named", "more"), [(12, 12, ""), (13, 13, ""), (14, 12, "and 2 more")])
def test_a_list_is_cut_only_where_that_saves_room(count: int, named: int, more: str) -> None:
    told = names([reported(predicate="target country", object=f"Land{number}") for number in range(count)])
    assert told.count("Land") == named
    assert told.endswith(more)

"""How dates, sources and long sentences are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import card, notices, relations, sources, timeline
from briefs.dates import say
from briefs.language import speaking, unmarked
from briefs.private import HIDDEN, hide
from briefs.telling import ROLES, names, tell, when
from briefs.trim import naming, shortened, trim
from data.dates import UNDATED, DateSpan
from data.store.articles import StoredArticle, StoredPassage
from data.store.coverage import Coverage
from data.store.entities import Seen
from data.values import Entity, StoredFact


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


@pytest.mark.parametrize(
    "predicate", [*ROLES, "funder", "host", "organiser", "target country", "opened", "existing"]
)
@pytest.mark.parametrize("about", [1, 2])
def test_what_ties_two_names_is_a_label_of_words_alone(predicate: str, about: int) -> None:
    """Seen from either side, in either language: no placeholder, and no English word in an Urdu label."""
    kind = "founding" if predicate in ("opened", "existing") else "event"
    fact = reported(kind=kind, predicate=predicate, subject="Sanna Korpi visit", subject_id=1, object="Sanna Korpi",
                    object_id=2, value="Sanna Korpi")  # fmt: skip
    for language in ("en", "ur"):
        with speaking(language):
            (line,) = relations.lines(about, [fact])
        label, _colon, named = unmarked(line.text).rpartition(": ")
        assert named == ("Sanna Korpi" if about == 1 else "Sanna Korpi visit")
        assert label
        assert "{" not in label
        assert label.isascii() == (language == "en")


def test_the_visits_of_a_person_are_told_as_visits() -> None:
    fact = reported(kind="event", predicate="visitor", subject="Sanna Korpi visit to Ruritania", subject_id=1,
                    object="Sanna Korpi", object_id=2)  # fmt: skip
    assert [line.text for line in relations.lines(2, [fact])] == [
        "Visits made: Sanna Korpi visit to Ruritania"
    ]


@pytest.mark.parametrize(
    ("words", "edtf", "why", "told"),
    [
        ("By mid-2025", "../2025", "by", "“By mid-2025”"),
        ("since late 2021", "2021/..", "since", "“since late 2021”"),
        ("by 2025", "../2025", "by", "by 2025"),
        ("since March 2021", "2021-03/..", "since", "since Mar 2021"),
        ("by 30 June", "../2025-06-30", "by; x", "“by 30 June”, year not stated; by 30 Jun 2025"),
        ("on 1,126 ships by May", "../2025-05", "by; x", "“on 1,126 ships by May”, year not stated; by May 2025"),
        ("this spring", "../2025-06", "by; x", "by Jun 2025"),
    ],
)  # fmt: skip
def test_only_of_a_date_whose_words_hold_no_year_is_the_year_not_stated(
    words: str, edtf: str, why: str, told: str
) -> None:
    assert when(DateSpan(edtf=edtf, precision="bounded", words=words, why=why)) == told


LATE = (
    "Ms Korpi, who led the delegation of Ruritania at the Northern Conference on Borders in Aalborg in May, "
    "thanked her hosts and announced that a plan for returns would be presented in Zenda on 18 December 2027, "
    "a holiday there, after which the posts along the river will be visited by the press."
)


def test_a_timeline_shows_the_part_of_a_sentence_that_is_dated() -> None:
    day = DateSpan(edtf="2027-12-18", precision="day", words="on 18 December 2027")
    (line,) = timeline.lines([timeline.Item(when=day, text=LATE, article=1)])
    assert "a plan for returns would be presented in Zenda on 18 December 2027" in line.text
    ((_entry, drawn),) = timeline.drawn([timeline.Item(when=day, text=LATE, article=1)], 4)
    assert "would be presented in Zenda on 18 December 2027" in drawn.text


def test_a_timeline_tells_a_fact_from_its_beginning() -> None:
    day = DateSpan(edtf="2027-12-18", precision="day", words="18 December 2027")
    (line,) = timeline.lines([timeline.Item(when=day, text=LATE, article=1, facts=(7,))])
    assert line.text.startswith("18 Dec 2027: Ms Korpi, who led")


@given(st.text(alphabet="ab, ;–", max_size=400), st.text(alphabet="ab, ", max_size=400), st.integers(60, 300))
def test_a_part_holds_the_words_that_were_asked_for(before: str, after: str, longest: int) -> None:
    cut = trim(f"{before} Border Agency {after}", longest, ["Border Agency"])
    assert "Border Agency" in cut
    assert len(cut) <= longest + 4


@pytest.mark.parametrize(
    ("end", "begins"),
    [
        ("the Border Agency said on Friday.", "Nineteen persons were taken"),
        (
            "and the Border Agency will now ask the courts of both countries to act.",
            "… and the Border Agency",
        ),
    ],
)
def test_a_sentence_that_names_is_shown_by_a_part_that_says_something(end: str, begins: str) -> None:
    told = f"Nineteen persons were taken from the river boats near the old bridge of Zenda before dawn, {end}"
    assert naming(told, ["Border Agency"], 100).startswith(begins)
    assert naming(told, ["Border Agency"]) == told


def test_a_card_names_another_article_by_a_sentence_that_says_something() -> None:
    told = "Nineteen persons were taken from river boats near the old bridge of Zenda before dawn on Monday, Oru said."
    passage = StoredPassage.model_validate(
        {"id": 1, "article_id": 1, "text": told, "start": 0, "end": len(told)}
    )
    oru = Entity.model_validate({"id": 1, "kind": "person", "name": "Oru"})
    dossier = card.Dossier(entity=oru, facts=(), seen=(Seen(passage=passage, text="Oru", how="name"),), conflicts=(),
                           quoted={}, margins=(), perhaps=(), withheld=(), articles={1: article()})  # fmt: skip
    (line,) = card.also(dossier, ())
    assert (
        line.text
        == "Named in: Nineteen persons were taken from river boats near the old bridge of Zenda before dawn on Monday …"
    )


@pytest.mark.parametrize(
    ("post", "line"),
    [
        ("📢 New: 12 posts open", "New: 12 posts open"),
        ("🎉 🧵 12 posts open 🎉", "12 posts open 🎉"),
        ("❌ 12 posts open", "❌ 12 posts open"),
        ("⚠️ 12 posts open", "⚠️ 12 posts open"),
        ("🧵", "🧵"),
        ("With 🇪🇺 funds across 🇫🇮, 🇪🇪,🇱🇻 and 🇱🇹.", "With European Union funds across Finland, Estonia, Latvia and Lithuania."),
        ("Boats for 🇫🇮🇪🇪", "Boats for Finland, Estonia"),
        ("🇫🇮 Finland opened 12 posts", "Finland opened 12 posts"),
        ("Posts in 🇫🇮 Finland opened", "Posts in Finland opened"),
        ("Posts in 🇽🇽", "Posts in 🇽🇽"),
        ("📢 🇬🇧 UK opens 12 posts", "UK opens 12 posts"),
        ("Posts on the 🇫🇮/🇪🇪 border", "Posts on the Finland/Estonia border"),
        ("🤥 12 posts open", "🤥 12 posts open"),
        ("👎 12 posts open", "👎 12 posts open"),
        ("‘All of 🇫🇮 watches’", "‘All of 🇫🇮 watches’"),
        ("“All of 🇫🇮 watches,” she wrote", "“All of 🇫🇮 watches,” she wrote"),
    ],
)  # fmt: skip
def test_the_signs_of_a_post_are_told_as_words_and_never_inside_a_quotation(post: str, line: str) -> None:
    assert trim(post) == line
    quote = reported(kind="quote", predicate="wrote", value=post, evidence=post)
    assert tell([quote]) == f"Oru wrote: “{post}”"


@given(st.text(alphabet="ab 🇫🇮🇪📢,“”", max_size=60))
def test_a_quotation_keeps_every_sign(post: str) -> None:
    assert shortened(post) == " ".join(post.split())

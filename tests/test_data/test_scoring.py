"""The scorer of the benchmarks: what counts as found, as right, and as neither."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks.agreement import Names, Score, normal, trimmed
from benchmarks.gold.check import (
    RETOLD,
    BadGold,
    article_path,
    compile_source,
    faults,
    read_stored,
    stored_text,
)
from benchmarks.measures import attribute, same_title, without_weekday
from benchmarks.reading import as_output, golds, measure, misses, table
from benchmarks.scoring import add_up, score
from data.dates import DateSpan
from data.reading.document import Dated, Document
from data.values import Article, Fact, FactKind, Mention

Row = dict[str, Any]
GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"

TEXT = """Harbour Minister Anna Berg met Tomas Lind of the Coast Relief Agency (CRA) in Oslo.
"We start on Monday," Berg said. At least 1,200 sailors were trained.
BEACON is funded by Norway; its budget is EUR 3 million for 2021-2023.
Q1: What does Lind think?
"""

SOURCE = """
file made-up.txt
split tune
zone suspect Q1 ... think?
person Anna Berg = Anna Berg | Berg
person Tomas Lind = Tomas Lind | Lind
organisation Coast Relief Agency = Coast Relief Agency | CRA
project BEACON
place Oslo
place? Norway
date 2021-2023 | 2021/2023
date? Monday |
office Anna Berg | Harbour Minister
office? Anna Berg | Minister
meeting Anna Berg | Tomas Lind | Oslo
figure 1,200 | 1200 | count | sailors | At least | Anna Berg
quote Anna Berg | We start ... Monday
attribute BEACON | funder | Norway | Norway
attribute BEACON | budget | EUR 3 million
figure EUR 3 million | 3000000 | EUR
"""


@pytest.fixture
def gold() -> Row:
    return compile_source(SOURCE, TEXT)


@pytest.fixture
def perfect(gold: Row) -> Row:
    return perfect_output(gold, TEXT)


def perfect_output(gold: Row, text: str) -> Row:
    """What a system prints that reads exactly what the gold holds."""
    rows = [{k: v for k, v in row.items() if k not in ("optional", "in")} for row in gold["facts"]]
    for row in rows:
        if row["kind"] in ("quote", "statement"):
            row["value"] = text[row["start"] : row["end"]]
    dates = [row | {"when": {"edtf": row["edtf"]}} for row in gold["dates"] if not row.get("optional")]
    return {"text": text, "mentions": list(gold["mentions"]), "dates": dates, "facts": rows}


def drop(output: Row, part: str, **wanted: object) -> Row:
    rows = [r for r in output[part] if any(r.get(k) != v for k, v in wanted.items())]
    assert len(rows) < len(output[part])
    return output | {part: rows}


def edit(output: Row, part: str, wanted: Row, **changes: object) -> Row:
    rows = [r | changes if all(r.get(k) == v for k, v in wanted.items()) else r for r in output[part]]
    assert rows != output[part]
    return output | {part: rows}


def test_the_gold_itself_scores_one_in_every_measure(gold: Row, perfect: Row) -> None:
    for key, value in score(gold, perfect).items():
        assert value.gold, key
        assert value.f1 == 1.0, key


def test_an_output_without_anything_finds_nothing_and_says_nothing_wrong(gold: Row) -> None:
    scores = score(gold, {"text": TEXT, "mentions": [], "facts": []})
    assert scores["person", "strict"] == Score(0, 3, 0, 0)
    assert scores["typed facts", "strict"].recall == 0.0
    assert scores["typed facts", "strict"].precision is None
    assert scores["person", "strict"].f1 == 0.0


def test_a_missing_mention_costs_recall_and_an_invented_one_precision(gold: Row, perfect: Row) -> None:
    less = score(gold, drop(perfect, "mentions", text="Oslo"))["place", "strict"]
    assert (less.found, less.gold, less.right, less.system) == (0, 1, 0, 0)
    at = TEXT.index("sailors")
    extra = {"start": at, "end": at + 7, "text": "sailors", "kind": "place", "entity": "sailors"}
    more = score(gold, perfect | {"mentions": [*perfect["mentions"], extra]})["place", "strict"]
    assert (more.found, more.gold, more.right, more.system) == (1, 1, 1, 2)


def test_half_a_name_is_an_overlap_but_not_strict(gold: Row, perfect: Row) -> None:
    start = TEXT.index("Relief Agency")
    half = edit(perfect, "mentions", {"text": "Coast Relief Agency"}, start=start, text="Relief Agency")
    scores = score(gold, half)
    assert scores["organisation", "strict"] == Score(1, 2, 1, 2)
    assert scores["organisation", "overlap"] == Score(2, 2, 2, 2)


def test_article_bracket_and_possessive_around_a_name_are_forgiven(gold: Row, perfect: Row) -> None:
    start = TEXT.index("the Coast Relief Agency")
    wide = edit(perfect, "mentions", {"text": "Coast Relief Agency"}, start=start)
    assert score(gold, wide)["organisation", "strict"].f1 == 1.0
    assert trimmed("the Navy's (", 0, 12) == (4, 8)
    assert trimmed("🇵🇰,", 0, 3) == (0, 2)


def test_a_long_name_with_its_acronym_in_one_span_counts_for_both(gold: Row, perfect: Row) -> None:
    start, end = TEXT.index("Coast Relief"), TEXT.index(" in Oslo")
    whole = {"start": start, "end": end, "text": TEXT[start:end], "kind": "organisation", "entity": "CRA"}
    others = [m for m in perfect["mentions"] if m["kind"] != "organisation"]
    scores = score(gold, perfect | {"mentions": [*others, whole]})
    assert scores["organisation", "strict"] == Score(2, 2, 1, 1)


def test_a_name_that_may_be_cut_in_two_ways_forgives_its_other_part() -> None:
    text = "The Navy Mission to Norway opened."
    gold = compile_source("organisation Navy Mission to Norway = Navy Mission to Norway ~ Navy Mission", text)
    parts = {"organisation": "Navy Mission", "place": "Norway"}
    rows = [
        {"start": text.index(t), "end": text.index(t) + len(t), "text": t, "kind": k}
        for k, t in parts.items()
    ]
    scores = score(gold, {"text": text, "mentions": rows})
    assert scores["organisation", "strict"] == Score(1, 1, 1, 1)
    assert scores["place", "strict"] == Score(0, 0, 0, 0)


def test_the_wrong_kind_is_a_miss_and_a_false_find(gold: Row, perfect: Row) -> None:
    scores = score(gold, edit(perfect, "mentions", {"text": "Oslo"}, kind="person"))
    assert scores["place", "strict"].found == 0
    assert scores["person", "strict"] == Score(3, 3, 3, 4)


def test_optional_gold_is_neither_asked_for_nor_held_against_anybody(gold: Row, perfect: Row) -> None:
    without = drop(perfect, "mentions", text="Norway")
    assert score(gold, without)["place", "strict"] == score(gold, perfect)["place", "strict"]
    only = drop(perfect, "facts", kind="office", value="Minister")
    assert (
        score(gold, only)["office", "strict"] == score(gold, perfect)["office", "strict"] == Score(1, 1, 1, 1)
    )


def test_mentions_in_a_suspect_zone_are_left_out_but_facts_from_it_are_wrong(gold: Row, perfect: Row) -> None:
    without = perfect | {"mentions": [m for m in perfect["mentions"] if "in" not in m]}
    assert score(gold, without)["person", "strict"] == score(gold, perfect)["person", "strict"]
    at = TEXT.index("Q1")
    figure = {"kind": "figure", "subject": "", "predicate": "", "value": "1", "number": 1.0, "unit": "count"}
    scores = score(gold, perfect | {"facts": [*perfect["facts"], figure | {"start": at, "end": at + 9}]})
    assert scores["figure", "strict"] == Score(2, 2, 2, 3)
    assert scores["typed facts", "strict"].right + 1 == scores["typed facts", "strict"].system


def test_pronoun_and_role_mentions_are_not_scored(gold: Row, perfect: Row) -> None:
    pronoun = {"start": 0, "end": 16, "text": "Harbour Minister", "kind": "person", "entity": "Anna Berg"}
    more = perfect | {"mentions": [*perfect["mentions"], pronoun | {"how": "role"}]}
    assert score(gold, more)["person", "strict"].f1 == 1.0
    more = perfect | {"mentions": [*perfect["mentions"], pronoun | {"how": "name"}]}
    assert score(gold, more)["person", "strict"].f1 != 1.0


def test_a_mention_tied_to_another_entity_is_told_apart_from_a_mention_not_found(
    gold: Row, perfect: Row
) -> None:
    scores = score(gold, edit(perfect, "mentions", {"text": "Berg"}, entity="Tomas Lind"))
    assert scores["person", "strict"].f1 == 1.0
    assert scores["entity of a mention", "strict"] == Score(6, 7, 6, 7)


def test_a_quote_needs_its_speaker(gold: Row, perfect: Row) -> None:
    wrong = edit(perfect, "facts", {"kind": "quote"}, speaker="Tomas Lind")
    assert score(gold, wrong)["quote with speaker", "overlap"] == Score(0, 1, 0, 1)


def test_a_quote_is_found_inside_the_sentence_that_is_its_evidence(gold: Row, perfect: Row) -> None:
    start = TEXT.index('"We')
    sentence = edit(
        perfect, "facts", {"kind": "quote"}, start=start, end=start + 33, value="We start on Monday,"
    )
    assert score(gold, sentence)["quote with speaker", "strict"].f1 == 1.0
    half = edit(perfect, "facts", {"kind": "quote"}, value="We start on")
    assert score(gold, half)["quote with speaker", "strict"].f1 == 0.0
    assert score(gold, half)["quote with speaker", "overlap"].f1 == 1.0


@pytest.mark.parametrize(
    ("changes", "figures", "counted", "speakers"),
    [
        ({}, 2, "2 of 2", "2 of 2"),
        ({"number": 12.0}, 1, "1 of 1", "1 of 1"),
        ({"unit": "EUR"}, 1, "2 of 2", "2 of 2"),
        ({"counted": "ships"}, 2, "1 of 2", "2 of 2"),
        ({"speaker": "Tomas Lind"}, 2, "2 of 2", "1 of 2"),
    ],
)
def test_a_figure_its_subject_and_its_speaker_are_counted_apart(
    gold: Row, perfect: Row, changes: Row, figures: int, counted: str, speakers: str
) -> None:
    if changes:
        perfect = edit(perfect, "facts", {"kind": "figure", "value": "1,200"}, **changes)
    scores = score(gold, perfect)
    assert scores["figure", "strict"].found == scores["figure", "strict"].right == figures
    said = [scores[f"figure: {detail}", "strict"] for detail in ("what is counted", "said by")]
    assert [f"{one.right} of {one.system}" for one in said] == [counted, speakers]


def test_a_meeting_holds_in_either_order_and_strictly_with_its_place(gold: Row, perfect: Row) -> None:
    turned = edit(perfect, "facts", {"kind": "meeting"}, subject="Tomas Lind", object="Anna Berg", place="")
    assert score(gold, turned)["meeting", "overlap"].f1 == 1.0
    assert score(gold, turned)["meeting", "strict"].f1 == 0.0


def test_part_of_a_title_is_an_overlap(gold: Row, perfect: Row) -> None:
    facts = drop(perfect, "facts", kind="office", value="Minister")
    longer = edit(facts, "facts", {"kind": "office"}, value="Federal Harbour Minister")
    assert score(gold, longer)["office", "strict"] == Score(0, 1, 0, 1)
    assert score(gold, longer)["office", "overlap"] == Score(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "said", "same"),
    [
        ("Director of the Coast Relief Agency", "Director", True),
        ("Director", "Director (D) of CRA", True),
        ("heads the CRA", "head", True),
        ("CRA Envoy in Oslo", "Envoy", True),
        ("Director", "Deputy Director", False),
        ("Director of the Coast Relief Agency", "Coast Relief Agency", False),
    ],
)
def test_a_title_may_leave_its_body_and_its_place_to_the_object(
    gold: Row, wanted: str, said: str, same: bool
) -> None:
    want = {"value": wanted, "object": "Coast Relief Agency"}
    assert same_title(want, {"value": said}, Names(gold)) is same


@pytest.mark.parametrize(
    ("predicate", "name"),
    [
        ("funded by", "funder"),
        ("implementing_partner", "implementer"),
        ("target countries", "target_country"),
    ],
)
def test_predicates_may_be_worded_differently(predicate: str, name: str) -> None:
    assert attribute(predicate) == name


def test_an_attribute_of_another_project_is_wrong(gold: Row, perfect: Row) -> None:
    other = edit(perfect, "facts", {"kind": "project", "predicate": "funder"}, subject="LANTERN")
    assert score(gold, other)["attribute", "overlap"] == Score(1, 2, 1, 2)


def test_a_date_needs_its_words_and_its_value(gold: Row, perfect: Row) -> None:
    wrong = edit(perfect, "dates", {"words": "2021-2023"}, when={"edtf": "2021"})
    assert score(gold, wrong)["date", "overlap"] == Score(0, 1, 0, 1)
    facts = [
        {"kind": "event", "start": 0, "end": len(TEXT), "when": {"edtf": "2021/2023", "words": "2021-2023"}}
    ]
    without = {"text": TEXT, "mentions": [], "facts": facts}
    assert score(gold, without)["date", "strict"] == Score(1, 1, 1, 1)


def test_the_name_of_a_weekday_before_a_date_may_stand_inside_or_outside() -> None:
    text = "Thu, 7 May 2020 and Friday"
    assert without_weekday(text, {"start": 0, "end": 15}) == (5, 15)
    assert without_weekday(text, {"start": 20, "end": 26}) == (20, 26)


def test_a_surname_is_no_name_for_a_person_with_a_full_one(gold: Row) -> None:
    names = Names(gold)
    assert names.same("Anna Berg", "Dr Anna Berg")
    assert not names.same("Anna Berg", "Berg")
    assert names.same("Coast Relief Agency", "the CRA")
    assert not names.same("Coast Relief Agency", "Coast Agency")


def test_names_are_compared_without_accents_dots_and_case() -> None:
    assert normal("The G.L.O. Act’s") == "glo act"
    assert normal("Türkiye") == "turkiye"


def test_scores_add_up_over_articles_before_they_are_divided(gold: Row, perfect: Row) -> None:
    silent = {"text": TEXT, "mentions": [], "facts": []}
    both = add_up([score(gold, perfect), score(gold, silent)])
    assert both["place", "strict"] == Score(1, 2, 1, 1)
    assert both["place", "strict"].f1 == pytest.approx(2 / 3)


def test_another_text_than_that_of_the_gold_is_refused(gold: Row, perfect: Row) -> None:
    with pytest.raises(ValueError, match="not the text of the gold"):
        score(gold, perfect | {"text": " " + TEXT})


def test_a_gold_source_that_does_not_fit_its_article_names_the_line() -> None:
    with pytest.raises(BadGold, match=r"line 2: person Nobody: 'Nobody' is not in the article"):
        compile_source("file x\nperson Nobody", TEXT)


def test_the_header_of_an_article_is_no_part_of_the_stored_text() -> None:
    assert stored_text("title: x\nlang: en\n\nBody: a\n\nb\n") == "Body: a\n\nb\n"
    assert stored_text("No header\n\nhere\n") == "No header\n\nhere\n"


@pytest.mark.parametrize("file", sorted(GOLD.glob("*.json")), ids=lambda file: file.stem)
def test_the_gold_fits_the_articles_and_scores_one_against_itself(file: Path) -> None:
    gold = json.loads(file.read_text(encoding="utf-8"))
    real = os.environ.get("BRIEFING_REAL_ARTICLES")
    path = article_path(gold["file"], Path(real) if real else None)
    if not path:
        pytest.skip("an original article, not in the repository; BRIEFING_REAL_ARTICLES may name its folder")
    text = read_stored(path)
    assert list(faults(gold, text)) == []
    source = (GOLD / "source" / f"{file.stem}.txt").read_text(encoding="utf-8")
    assert compile_source(source, text) == gold
    scores = score(gold, perfect_output(gold, text))
    assert {key: s for key, s in scores.items() if s.f1 not in (None, 1.0)} == {}


def test_a_document_of_ours_has_the_form_that_is_scored(gold: Row) -> None:
    start = TEXT.index("Anna")
    mention = Mention(start=start, end=start + 9, text="Anna Berg", kind="person", entity="Anna Berg")
    when = Dated(start=0, end=7, when=DateSpan(edtf="2020", precision="year", words="Harbour"))
    office = {
        "subject": "Anna Berg",
        "subject_kind": "person",
        "predicate": "holds",
        "value": "Harbour Minister",
    }
    fact = Fact(kind=FactKind.OFFICE, start=0, end=80, **office)
    document = Document(article=Article(text=TEXT), mentions=(mention,), dates=(when,), facts=(fact,))
    output = json.loads(json.dumps(as_output(document)))
    scores = score(gold, output)
    assert scores["person", "strict"] == Score(1, 3, 1, 1)
    assert scores["office", "strict"] == Score(1, 1, 1, 1)
    assert scores["date", "strict"] == Score(0, 1, 0, 1)


def test_a_reader_is_measured_split_by_split_and_shown_as_a_table() -> None:
    articles = [pair for pair in golds(None, None) if pair[0]["file"] in ("001.txt", "011.txt")]
    held, tuned = "011.txt", "001.txt"
    by_file = {gold["file"]: gold for gold, _ in articles}

    def read(path: Path) -> Row:
        output = perfect_output(by_file[path.name], read_stored(path))
        return output if path.name == held else output | {"mentions": []}

    scores, speed = measure(read, articles)
    assert speed > 0
    assert scores["held"]["person", "strict"].f1 == 1.0
    assert scores["tune"]["person", "strict"].f1 == 0.0
    assert "| person | 4 | 1.00 | 1.00 | 1.00 | 1.00 |" in table(scores["held"])
    assert "| person | 2 | - | 0.00 | 0.00 | 0.00 |" in table(scores["tune"])
    assert misses(by_file[tuned], read(RETOLD / tuned))[0] == "- person 'Mohsin Naqvi'"
    assert misses(by_file[held], read(RETOLD / held)) == []


def test_every_gold_source_is_compiled() -> None:
    sources = {file.stem for file in (GOLD / "source").glob("*.txt")}
    assert sources == {file.stem for file in GOLD.glob("*.json")}
    assert RETOLD.is_dir()

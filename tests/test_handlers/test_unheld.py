"""What is said where little is held claims no more than was looked at, on every day that is asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.values import FactKind
from handlers.desk import Desk
from handlers.occasions import happened, occasion
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page
from tests.world import World

VISIT = """title: Quarterly Zubrowka review
publisher: Adriatic Post
date: 2 June 2025

Dilyana Petkova, Minister of the Interior of Bulgaria, met Arben Lika of the Equality Now campaign in Tirana on 1 June 2025.
The Equality Commission saw Dilyana Petkova at a hearing, codenamed Heron, in Varna.
"""


@pytest.fixture
def coast(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "visit.txt").write_text(VISIT)
    (tmp_path / "copy.txt").write_text(VISIT.replace("Adriatic Post", "Varna Wire"))
    desk = filled(tmp_path)
    yield desk
    desk.store.close()


@pytest.mark.parametrize(
    "question",
    [
        "Did Petkova Visit The Harbour In Varna",
        "did Petkova visit There",
        "did Petkova go to Zubrowka",
        "did Petkova see the élan of Varna",
    ],
)
def test_a_word_is_called_strange_only_where_it_is_a_name_that_stands_nowhere(
    coast: Desk, question: str
) -> None:
    assert "No article has the word" not in plain(page(coast, question))


def test_a_name_of_another_alphabet_is_strange_as_well(coast: Desk) -> None:
    assert "No article has the word “Écriville”." in plain(page(coast, "did Petkova go to Écriville"))


@pytest.mark.parametrize("command", ["/event Heron", "/find Heron", "/quote met Arben Lika"])
def test_sentences_of_a_day_of_the_past_are_cited_to_articles_of_that_day(coast: Desk, command: str) -> None:
    with coast.store.writing() as db:
        db.execute("UPDATE article SET recorded_at = '2026-02-01T09:00:00+00:00'")
        db.execute("UPDATE passage SET article = article")
        db.execute("UPDATE article SET ended_at = '2026-02-15T09:00:00+00:00'")
    found = page(coast, f"/asof 2026-02-10 {command}")
    cited = {number for line in found.lines for number in line.cites}
    assert cited
    assert cited == {source.article_id for source in found.sources}


def test_sentences_of_near_copies_are_shown_once(coast: Desk) -> None:
    told = plain(page(coast, "/event Heron"))
    assert told.count("codenamed Heron") == 1


@pytest.mark.parametrize("question", ["who is Equality Now", "what is Equality Now?", "Equality Now"])
def test_a_name_that_ends_as_a_question_does_is_not_cut(coast: Desk, question: str) -> None:
    with coast.store.writing() as db:
        db.execute(
            "INSERT INTO entity (kind, name, recorded_at) VALUES ('organisation', 'Equality Now', '2025')"
        )
        number = db.execute("SELECT max(id) FROM entity").fetchone()[0]
    coast.store.shelf().names.add(number, "Equality Now")
    assert "Which" not in page(coast, question).title
    assert "Equality Now" in page(coast, question).title


@pytest.mark.parametrize("tail", [" now", " right now", " just now", " currently", ", please"])
def test_the_present_at_the_end_is_no_word_that_is_looked_for(coast: Desk, tail: str) -> None:
    short, long = (page(coast, f"where is Petkova{end}") for end in ("", tail))
    assert [line.text for line in long.lines] == [line.text for line in short.lines]


def test_somebody_who_is_not_known_by_a_name_is_not_denied_a_meeting(coast: Desk) -> None:
    told = plain(page(coast, "did Petkova meet Mr Zorgon"))
    assert "“Mr Zorgon” is not held under that name" in told
    assert "No meeting" not in told


def test_a_report_elsewhere_does_not_move_an_event_whose_name_says_where_it_was() -> None:
    world = World()
    world.entity("Paris conference", "event")
    report = world.article("Aalborg delegates hail Paris conference", "15 March 2027")
    world.fact(
        "Paris conference", "The Paris conference met on 13 March 2027", article=report, predicate="date",
        kind=FactKind.EVENT,
    )  # fmt: skip
    assert occasion(world.desk, "Aalborg conference", said=False) is None
    assert occasion(world.desk, "Paris conference", said=False) is not None


def test_events_that_were_elsewhere_are_not_offered() -> None:
    world = World()
    world.entity("Zenda", "place")
    world.fact(
        "Sanna Korpi", "a treaty in Zenda", article=world.article("Treaty", "1 May 2027"), place="Zenda"
    )
    for number in range(3):
        name = f"meeting number {number}"
        world.entity(name, "event")
        report = world.article(f"Report {number}", "2 May 2027")
        world.fact(
            name,
            f"The {name} was held in Town{number}",
            article=report,
            predicate="place",
            kind=FactKind.EVENT,
        )
    told = happened(world.desk, "Zenda meeting")
    assert told is not None
    assert "No event of that name is held" in plain(told)
    assert not [choice for choice in told.choices if choice.command.startswith("/event")]

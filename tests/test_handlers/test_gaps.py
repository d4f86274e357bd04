"""What is asked for and not held under that name: the sentences that have the words, never a denial of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import search
from data.store.shelf import Shelf
from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

RAID = """title: Boat builders held in Varna
publisher: Black Sea Monitor
date: 12 May 2025

On 10 May 2025 the Bulgarian Border Police raided two yards in Varna. The raid, codenamed Heron, began at dawn.
Seizures include 84,000 euros in cash and two boats, the Border Police said. Dilyana Petkova, Minister of the Interior,
said that 19 suspects were arrested. The Minister called the reports of a second yard "a fairy tale".
"""
ACCORD = """title: Minister in Tirana
publisher: Adriatic Post
date: 2 June 2025

Dilyana Petkova, Minister of the Interior of Bulgaria, met Arben Lika, Minister of the Interior of Albania, in Tirana
on 1 June 2025. Bulgaria and Albania agreed to prepare a Labour Pact, under which seasonal workers would be
registered. In all 12 boats were seized (9 in Romania, 3 in Turkey) in May. Bulgaria has signed other agreements on labour in the past.
"""


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("coast")
    for name, text in (
        ("raid", RAID),
        ("copy", RAID.replace("Black Sea Monitor", "Varna Wire")),
        ("accord", ACCORD),
    ):
        (folder / f"{name}.txt").write_text(text)
    desk = filled(folder)
    yield desk
    desk.store.close()


def test_a_name_without_a_card_is_shown_in_the_sentences_that_have_it(coast: Desk) -> None:
    found = page(coast, "/event Heron")
    assert found.title == "Nothing of that kind is held under “Heron”."
    assert "codenamed Heron, began at dawn" in plain(found)
    assert found.sources
    assert "No record" not in plain(found)


def test_words_that_stand_nowhere_together_are_not_held(coast: Desk) -> None:
    found = page(coast, "/event Heron Tirana")
    assert found.verdict == "nothing"
    assert "No record of “Heron Tirana”" in plain(found)


def test_what_is_held_as_another_kind_is_offered(coast: Desk) -> None:
    found = page(coast, "/project Petkova")
    assert found.title == "Nothing of that kind is held under “Petkova”."
    assert ("Dilyana Petkova", "/actor Dilyana Petkova") in [(c.label, c.command) for c in found.choices]


def test_words_that_nobody_is_quoted_with_are_shown_where_they_stand(coast: Desk) -> None:
    found = page(coast, "/quote began at dawn")
    assert "codenamed Heron, began at dawn" in plain(found)
    assert found.title == "Nothing of that kind is held under “began at dawn”."


def test_a_name_that_no_article_has_is_said_to_stand_nowhere(coast: Desk) -> None:
    told = plain(page(coast, "did Petkova visit Montenegro"))
    assert "No article has the word “Montenegro”." in told
    assert "No article has the word" not in plain(page(coast, "did Petkova visit Varna"))


def test_a_question_is_said_back_whole(coast: Desk) -> None:
    """Without its first words it would read as a claim."""
    found = page(coast, "how much money was seized in Varna")
    assert found.title == "On “how much money was seized in Varna”"
    assert "84,000 euros in cash" in plain(found)


def test_a_wording_that_several_articles_have_is_shown_once(coast: Desk) -> None:
    told = plain(page(coast, "when did the raid codenamed Heron begin"))
    assert told.count("codenamed Heron") == 1 + told.partition("\n")[0].count("codenamed Heron")


def test_sentences_that_name_all_that_is_asked_about_come_first(coast: Desk) -> None:
    found = page(coast, "did Bulgaria and Albania sign the labour agreements")
    lines = [line.text for line in found.lines if line.cites]
    assert "Labour Pact" in lines[0]
    assert "Labour Pact" not in lines[1]


def test_figures_that_hold_some_of_the_words_are_told_as_such(coast: Desk) -> None:
    told = plain(page(coast, "/figure wooden suspects"))
    assert "those that hold some of the words:" in told
    assert "19 suspects arrested" in told
    assert "some of the words" not in plain(page(coast, "/figure suspects"))


@pytest.mark.parametrize("tail", ["", " now", " currently?", ", please"])
def test_a_word_of_the_present_at_the_end_changes_nothing(coast: Desk, tail: str) -> None:
    assert "Dilyana Petkova, Minister of the Interior" in plain(
        page(coast, f"who is the minister of the interior{tail}")
    )


def test_a_meeting_with_somebody_unknown_is_said_not_to_be_held(coast: Desk) -> None:
    told = plain(page(coast, "did Petkova meet the prime minister of Croatia"))
    assert "“the prime minister of Croatia” is not held under that name" in told
    assert "No meeting" not in told


def test_a_share_of_a_count_is_told_with_its_place_and_first_where_that_is_asked_for(coast: Desk) -> None:
    told = plain(page(coast, "how many boats were seized in Turkey"))
    assert "- 3 boats seized, Türkiye" in told
    assert "12 boats seized" not in told.partition("- 3 boats")[0]
    assert "Romania (" not in told
    assert "9 boats seized, Romania" in plain(page(coast, "/figure boats seized"))


def test_a_word_of_a_hidden_article_is_as_strange_as_any_other(tmp_path: Path) -> None:
    """Else a reader could find out by asking what a marked article holds."""
    (tmp_path / "raid.txt").write_text(RAID)
    (tmp_path / "accord.txt").write_text(ACCORD)
    desk = filled(tmp_path)
    with desk.store.writing() as db:
        db.execute("UPDATE article SET tlp = 3 WHERE title LIKE 'Boat builders%'")
    shelf = desk.store.shelf()
    seen = Shelf(shelf.db, shelf.names, ceiling=0)
    assert search.strange(seen, ["Heron", "Tirana", "Zorgon"]) == ["Heron", "Zorgon"]
    assert search.strange(shelf, ["Heron", "Tirana", "Zorgon"]) == ["Zorgon"]
    assert search.strange(Shelf(shelf.db, shelf.names, "2020-01-01"), ["Tirana"]) == ["Tirana"]
    desk.store.close()

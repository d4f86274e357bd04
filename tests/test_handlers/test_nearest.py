"""Which sentences are shown where no fact answers: those of the articles and with the words that were asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

BOTH = """title: Two ministers at the quay
publisher: Adriatic Post
date: 2 June 2025

Dilyana Petkova, Minister of the Interior of Bulgaria, and Arben Lika, Minister of the Interior of Albania, saw wooden lanterns in Durres.
The harbour master then counted 40 wooden lanterns on the northern quay.
Arben Lika had ordered wooden lanterns before, he was told. A sign at the gate read "arben lorika welcomes you".
"""
NEITHER = """title: Lamps
publisher: Varna Wire
date: 3 June 2025

A stranger counted wooden lanterns on the northern quay in the rain. The raid, codenamed Heron, began at dawn.
"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("quay")
    (folder / "both.txt").write_text(BOTH)
    (folder / "neither.txt").write_text(NEITHER)
    desk = filled(folder)
    yield desk
    desk.store.close()


def shown(desk: Desk, question: str) -> list[str]:
    return [line.text for line in page(desk, question).lines if line.cites]


def test_a_sentence_that_names_nobody_is_shown_where_its_article_names_who_is_asked_about(quay: Desk) -> None:
    """And not where its article is about others, however many of the words it holds."""
    lines = shown(quay, "did Petkova count wooden lanterns on the northern quay")
    assert lines[0].startswith("The harbour master then counted")
    assert "Dilyana Petkova" in lines[1]
    assert not [line for line in lines if "stranger" in line]


def test_below_the_sentences_that_name_all_is_one_that_names_some(quay: Desk) -> None:
    lines = shown(quay, "did Petkova and Lika see wooden lanterns")
    assert "Dilyana Petkova" in lines[0]
    assert lines[1].startswith("Arben Lika had ordered wooden lanterns before")


@pytest.mark.parametrize("words", ["dawn Heron", "dawn began"])
def test_words_that_stand_in_one_sentence_but_apart_are_no_name_in_it(quay: Desk, words: str) -> None:
    found = page(quay, f"/event {words}")
    assert found.title.startswith(f"No record of “{words}”")
    assert not [line for line in found.lines if line.cites]


def test_where_somebody_is_near_no_sentence_is_shown_in_their_place(quay: Desk) -> None:
    """Though one has these very words."""
    found = page(quay, "/actor arben lorika")
    assert [choice.label for choice in found.choices] == ["Arben Lika"]
    assert not [line for line in found.lines if line.cites]


def test_the_ending_of_a_possessive_is_no_part_of_a_name(quay: Desk) -> None:
    assert "No article has the word “Zorgon”." in plain(page(quay, "did Petkova visit Zorgon's harbour"))
    assert "No article has the word" not in plain(page(quay, "did Petkova visit Heron's harbour"))


@pytest.mark.parametrize(
    "tail", ["now", "currently", "at present", "at the moment", "these days", "please", ", please?"]
)
@pytest.mark.parametrize(
    "question", ["how many wooden lanterns", "tell me about Petkova", "latest on lanterns"]
)
def test_what_is_said_of_the_present_at_the_end_is_not_asked_for(
    quay: Desk, question: str, tail: str
) -> None:
    short, long = page(quay, f"/ask {question}"), page(quay, f"/ask {question} {tail}")
    assert short.sources
    assert long.title == short.title
    assert [line.text for line in long.lines] == [line.text for line in short.lines]

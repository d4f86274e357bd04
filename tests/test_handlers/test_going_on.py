"""Sentences that go on about what the one before names are shown with it; those about others are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

TALKS = """title: Coast talks end
publisher: Adriatic Post
date: 19 June 2026

Officials of nine states met in Durres on 17 June 2026 for a conference on safe harbours.

The conference was chaired by Mr. Besnik Dervishi, Minister of Transport of Albania. It was paid for by the Kingdom of Norway.

This spring 200 boats landed, fewer than in 2025.

A treaty with Iceland lets forty boats in. It was signed in Bergen on 5 August 2020.
"""
REPORT = """title: Latvia counts its victims
publisher: Varna Wire
date: 2 July 2026

Latvia published its yearly report in Riga on Monday. The report of Latvia was long awaited.

In 2025 the police identified 412 victims of trafficking. Courts convicted 96 traffickers.

Of the neighbours of Latvia, Estonia was praised.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("talks")
    (folder / "talks.txt").write_text(TALKS)
    (folder / "report.txt").write_text(REPORT)
    desk = filled(folder)
    yield desk
    desk.store.close()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who chaired the Durres conference?", "chaired by Mr. Besnik Dervishi"),
        ("who paid for the conference in Durres?", "paid for by the Kingdom of Norway"),
        ("when was the treaty with Iceland signed?", "signed in Bergen on 5 August 2020"),
    ],
)
def test_the_sentence_behind_is_shown_that_has_what_is_asked(desk: Desk, question: str, told: str) -> None:
    answer = plain(page(desk, question))
    assert told in answer
    assert "Latvia" not in answer


def test_what_is_asked_of_one_country_is_not_answered_with_another(desk: Desk) -> None:
    for asked in ("how many victims were identified in {}?", "how many traffickers were convicted in {}?"):
        assert "412" not in plain(page(desk, asked.format("Estonia")))
        assert "96" not in plain(page(desk, asked.format("Estonia")))
        assert "Courts convicted 96" in plain(page(desk, "how many traffickers were convicted in Latvia?"))


@pytest.mark.parametrize("command", ["/event", "/who"])
def test_a_sentence_with_the_place_and_all_words_is_shown_where_nothing_is_read(
    desk: Desk, command: str
) -> None:
    assert "met in Durres" in plain(page(desk, f"{command} Durres conference"))
    assert page(desk, f"{command} Durres treaty").verdict == "nothing"


def test_the_year_that_is_asked_for_is_that_of_the_figure(desk: Desk) -> None:
    """The year of a figure, else of its report, and not one that its sentence has besides."""
    unread = "No figure was read on exactly this"
    assert (
        "412 victims" in page(desk, "how many victims of trafficking were identified in 2025?").lines[0].text
    )
    told = page(desk, "how many boats landed in 2026?").lines
    assert told[0].text.startswith("200 boats")
    assert page(desk, "how many boats landed in 2025?").lines[0].text.startswith(unread)

"""A figure of nobody that its sentence names stands under a name only where the article is about that one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

SEVERAL = """title: Norway's grant to the Harbour Action is settled
publisher: Adriatic Post
date: 2 June 2025

TIRANA - A grant of 3 million euros from Norway will reach the ports of Albania in July, the Albanian coast guard said.

Albania has asked for a second grant. The coast guard of Albania wants boats.

Thirty-one survivors were flown home on 26 May.

Albania, Greece and Italy were named as the countries of transit, and 1,900 people were carried.
"""
ONE = """title: Moldova counts its victims
publisher: Adriatic Post
date: 3 June 2025

Moldova published its yearly review on Monday. The review of Moldova was welcomed in Brussels.

Courts convicted 96 traffickers in 2024.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for name, text in (("several", SEVERAL), ("one", ONE)):
        (tmp_path / f"{name}.txt").write_text(text)
    desk = filled(tmp_path)
    yield desk
    desk.store.close()


def test_a_figure_is_on_the_card_of_the_one_country_of_its_article_and_of_no_other(desk: Desk) -> None:
    assert "96 traffickers" in plain(page(desk, "/country Moldova"))
    for country in ("Norway", "Greece", "Italy"):
        card = plain(page(desk, f"/country {country}"))
        assert "survivors" not in card


@pytest.mark.parametrize("words", ["survivors", "31", "survivors flown home"])
def test_it_is_found_by_its_words_and_by_its_number(desk: Desk, words: str) -> None:
    assert "Thirty-one survivors" in plain(page(desk, f"/figure {words}"))

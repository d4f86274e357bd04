"""Succession: who acts in an office is among its holders, and what is said of a change stands beside them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

EARLIER = """title: Talks in Varna
publisher: Port Gazette
published: 2024-05-06

VARNA, 6 May 2024 - Omar Haddad, Director General of the Border Agency of Atlantis, met Anna Lindqvist in Varna.
"""
LATER = """title: Farewell in Varna
publisher: Varna Wire
published: 2024-09-02

VARNA, 2 September 2024 - The ministers thanked the outgoing Director General, Omar Haddad, for his service. Ivo \
Brandt, acting Director General of the Border Agency of Atlantis, spoke in Varna. He said 40 officers had retired.
"""


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "a.txt").write_text(EARLIER)
    (tmp_path / "b.txt").write_text(LATER)
    desk = filled(tmp_path)
    yield desk
    desk.store.close()


def test_who_acts_in_an_office_is_among_its_holders_with_the_day_of_the_report(agency: Desk) -> None:
    told = plain(page(agency, "/who Director General of the Border Agency of Atlantis"))
    assert "Ivo Brandt, acting Director General" in told
    assert "(as of 2 Sep 2024)" in told
    assert "Omar Haddad, Director General" in told
    assert "(as of 6 May 2024)" in told


@pytest.mark.parametrize(
    "asked",
    [
        "/who Director General of the Border Agency of Atlantis",
        "is Omar Haddad still Director General of the Border Agency of Atlantis?",
        "is Omar Haddad still in office?",
    ],
)
def test_a_sentence_of_a_change_stands_beside_the_holders(agency: Desk, asked: str) -> None:
    told = plain(page(agency, asked))
    assert "Sentences that speak of a change in office" in told
    assert "thanked the outgoing Director General, Omar Haddad" in told


def test_what_others_did_is_no_change_of_an_office(agency: Desk) -> None:
    told = plain(page(agency, "/who Director General of the Border Agency of Atlantis"))
    assert "40 officers" not in told

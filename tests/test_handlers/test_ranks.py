"""An office that was asked for is not answered with one of another rank, however alike their names are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

MEETING = """title: Talks on the Adriatic corridor
publisher: Adriatic Post
date: 2 June 2025

The talks were led by Mirela Hoxhaj, Deputy Minister of Labour of Albania, and Goran Vidovik, State Secretary at the Ministry of Justice of Montenegro.

Lejla Begani, Secretary at the Ministry of Overseas Workers, took the chair. Besnik Dervishi, Minister of Transport of Albania, was absent.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "meeting.txt").write_text(MEETING)
    desk = filled(tmp_path)
    yield desk
    desk.store.close()


@pytest.mark.parametrize(
    ("office", "other"),
    [
        ("Minister of Labour of Albania", "Hoxhaj"),
        ("Labour Minister of Albania", "Hoxhaj"),
        ("Minister of Justice of Montenegro", "Vidovik"),
        ("Minister of Overseas Workers", "Begani"),
    ],
)
def test_nobody_of_another_rank_is_named_as_the_holder(desk: Desk, office: str, other: str) -> None:
    for ask in ("who is the {}?", "/who {}", "/actor {}"):
        told = page(desk, ask.format(office))
        assert other not in told.title
        assert not any(other in line.text and "Holders" in plain(told) for line in told.lines)


@pytest.mark.parametrize(
    ("office", "holder"),
    [
        ("Deputy Minister of Labour of Albania", "Mirela Hoxhaj"),
        ("deputy labour minister of Albania", "Mirela Hoxhaj"),
        ("State Secretary at the Ministry of Justice of Montenegro", "Goran Vidovik"),
        ("secretary overseas workers", "Lejla Begani"),
        ("Transport Minister of Albania", "Besnik Dervishi"),
        ("Minster of Transprt of Albania", "Besnik Dervishi"),
    ],
)
def test_who_is_of_the_rank_is_found(desk: Desk, office: str, holder: str) -> None:
    assert holder in plain(page(desk, f"who is the {office}?"))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("DG HPAA", ["DG HPA"]),
        ("DG HAP", []),
        ("DG HPX", []),
        ("DG ROC", []),
        ("Commissioner HPA", []),
    ],
)
def test_who_leads_a_body_of_another_acronym_is_offered_and_not_told(
    tmp_path: Path, typed: str, offered: list[str]
) -> None:
    (tmp_path / "harbour.txt").write_text(
        "title: Boats\ndate: 2 June 2025\n\nAnna Berg, Director General of the Harbour Police Agency (HPA), met"
        " Omar Sattar, Director General of the Road Office (RO), in Oslo.\n"
    )
    desk = filled(tmp_path)
    told = page(desk, f"/who {typed}")
    assert told.verdict == "nothing"
    assert "Berg" not in plain(told)
    assert [choice.label for choice in told.choices] == offered
    for choice in told.choices:
        assert "Anna Berg" in plain(page(desk, choice.command))
    desk.store.close()


def test_who_somebody_is_by_the_whole_name_is_told_by_the_card(desk: Desk) -> None:
    told = page(desk, "who is Mirela Hoxhaj?")
    assert told == page(desk, "/actor Mirela Hoxhaj").model_copy(update={"choices": told.choices})

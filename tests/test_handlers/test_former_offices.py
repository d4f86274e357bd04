"""Who held an office is told as such: never as its holder, and as all that is known where no holder is."""

from collections.abc import Iterator

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

TALKS = """title: Talks on safe routes
publisher: Harbour Post
date: 2 June 2025

The talks in Valletta were opened by Mara Okell, Director General of the Coast Bureau. Selma Kovan, who had been Director General of the Coast Bureau, was not invited.

Until last month, Peter Lunde was head of the Coast Patrol. Former Border Minister Olga Renn spoke. Jan Ekko, ex-director of the Sea Office, did not. Ida Storm, Governor of the Quay Bank until 2021, sent a note.

Interior Minister Ilir Dervo was absent. Goran Vidovik, Executive Director of UNODC, was late. Ghana and IOM sent nobody.

Lena Brandt has been named head of the Ferry Office. She takes office on 1 July.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("talks")
    (folder / "talks.txt").write_text(TALKS)
    desk = filled(folder)
    yield desk
    desk.store.close()


@pytest.mark.parametrize("ask", ["/who {}", "who is the {}?", "who was {}?"])
def test_who_held_an_office_is_no_holder_beside_the_one_who_holds_it(desk: Desk, ask: str) -> None:
    told = plain(page(desk, ask.format("Director General of the Coast Bureau")))
    assert "Mara Okell" in told
    assert "Selma Kovan" not in told


@pytest.mark.parametrize(
    ("office", "line"),
    [
        ("head of the Coast Patrol", "Peter Lunde, former head of the Coast Patrol (as of 2 Jun 2025)"),
        ("border minister", "Olga Renn, Former Border Minister (as of 2 Jun 2025)"),
        ("director of the Sea Office", "Jan Ekko, ex-director of the Sea Office (as of 2 Jun 2025)"),
        (
            "head of the Coast Patrol in 2020",
            "Peter Lunde, former head of the Coast Patrol (as of 2 Jun 2025)",
        ),
    ],
)
def test_where_no_holder_is_known_who_held_it_is_told_as_that(desk: Desk, office: str, line: str) -> None:
    for ask in ("/who {}", "who is the {}?"):
        told = plain(page(desk, ask.format(office)))
        assert "No source held says who holds it; who is reported to have held it:" in told
        assert line in told


def test_the_former_holder_is_asked_for_as_such(desk: Desk) -> None:
    told = plain(page(desk, "/who former director general of the Coast Bureau"))
    assert "Selma Kovan, former Director General of the Coast Bureau" in told
    assert "Okell" not in told
    assert "No source" not in told


def test_a_card_says_that_an_office_was_held_and_until_when(desk: Desk) -> None:
    assert "former Director General of the Coast Bureau (as of 2 Jun 2025)" in plain(
        page(desk, "/actor Kovan")
    )
    assert "Governor of the Quay Bank (until 2021)" in plain(page(desk, "/actor Ida Storm"))
    body = [line.text for line in page(desk, "/org Coast Bureau").lines if line.role == "lead"]
    assert body == [
        "Director General of the Coast Bureau: Mara Okell (as of 2 Jun 2025)",
        "former Director General of the Coast Bureau: Selma Kovan (as of 2 Jun 2025)",
    ]


def test_from_when_somebody_holds_an_office_is_told(desk: Desk) -> None:
    assert "Lena Brandt, head of the Ferry Office (from 1 Jul 2025)" in plain(
        page(desk, "/who head of the Ferry Office")
    )
    before = plain(page(desk, "/who head of the Ferry Office on 12 June 2025"))
    assert "Lena Brandt, head of the Ferry Office (from 1 Jul 2025)" in before
    assert "No record of who held it at that time" in before


@pytest.mark.parametrize("office", ["interior minister of Ghana", "executive director of IOM"])
def test_nobody_is_offered_for_the_office_of_another_land_or_body(desk: Desk, office: str) -> None:
    for ask in ("/who {}", "/actor {}", "who is the {}?"):
        told = plain(page(desk, ask.format(office)))
        assert "Dervo" not in told
        assert "Vidovik" not in told

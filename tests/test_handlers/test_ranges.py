"""Ranges, reports by their rubric, and sentences that hold less of a question than the nearest one."""

from collections.abc import Iterator

import pytest

from data.reading import figures
from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import desk_of
from tests.conversation import page

COURT = """title: Court jails boat ring
publisher: Quay Gazette
date: 9 November 2026

Presiding judge Hanna Castel said the group had charged between 4,000 and 7,000 euros a head.

Passengers waited for 40 to 50 days in a barn.

The dead were a Syrian girl, Rania Khatib, and her aunt. Her father, Mahmoud, came every day. "She did not get eighteen," he said.

Driver Arben Krasnik said he had been hired by a man he knew only as "Doctor".
"""
CENTRE = """Resource centre opens in Osh

Press release | Bishkek, 27 October 2026

In 2025 the Batken centre advised 2,312 people and referred 17 presumed victims of trafficking to the police.

The Central Asia Labour Mobility Programme (CALM) pays for it. A mid-term review is due in the first quarter of 2027.

Mayor Zhenish Tokto denied that the city had paid for the building. Building sites were visited as well.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk_of(tmp_path_factory.mktemp("ranges"), court=COURT, centre=CENTRE)


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        (
            "how much did the group charge?",
            "- Between 4,000 and 7,000 euros, according to Hanna Castel",
            "- 4,000",
        ),
        ("/actor Castel", "4,000 and 7,000 euros", "- 4,000,"),
        ("/quote eighteen", "She did not get eighteen", "Rania Khatib"),
        ("/actor Krasnik", "a man he knew only as", "Used the words"),
        ("/project CALM", "27 Oct 2026", "undated"),
        ("/upcoming", "A mid-term review is due in the first quarter of 2027", "undated"),
        ("who paid for the building?", "denied that the city had paid", "Building sites"),
    ],
)
def test_what_is_told_and_what_is_not(desk: Desk, question: str, told: str, other: str) -> None:
    answer = plain(page(desk, question))
    assert told in answer
    assert other not in answer


def test_of_a_sentence_the_figure_that_is_asked_for_comes_first(desk: Desk) -> None:
    answer = plain(page(desk, "how many victims were referred in 2025?"))
    assert answer.index("- 17 presumed victims (2025)") < answer.index("- 2,312 people")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They paid 4,000 to 7,000 euros each.", ("4,000 to 7,000 euros", "EUR", "", "")),
        ("They paid from 4,000 to 7,000 euros.", ("4,000 to 7,000 euros", "EUR", "", "from")),
        ("Between 40 and 50 migrants were found.", ("40 and 50", "count", "migrants", "Between")),
        ("between €4,000 and €7,000 each", ("€4,000 and €7,000", "EUR", "", "between")),
        (
            "between 20 and 30 per cent of the victims",
            ("20 and 30 per cent", "percent", "victims", "between"),
        ),
        ("some 300 to 400 people", ("300 to 400", "count", "people", "some")),
    ],
)
def test_a_range_is_one_figure_of_no_one_number(text: str, told: tuple[str, str, str, str]) -> None:
    (one,) = figures.find(text)
    assert (one.text, one.unit, one.counted, one.qualifier) == told
    assert one.number is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The number rose from 300 to 400 people.", [400.0]),
        ("Arrests in Graz surged from 300 to 400 people in 2025.", [400.0]),
        ("The number of districts rises from 14 to 22 districts.", [22.0]),
        ("Cases rose by 22 per cent to 908 people.", [22.0, 908.0]),
        ("Crossings rose by 3% to 51,400.", [3.0, 51_400.0]),
        ("We estimate between 45,000 and 60,000.", []),
        ("articles 3 to 5 of the Convention", []),
        ("between 2019 and 2020 migrants came", []),
    ],
)
def test_what_is_no_range(text: str, numbers: list[float]) -> None:
    assert [one.number for one in figures.find(text)] == numbers

"""What stands beside a name: units of bodies, counterparts, ministries, and who speaks to whom."""

from collections.abc import Iterator

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import desk_of
from tests.conversation import page

BORDER = """title: Slovenia and Italy to patrol together
publisher: Karst Courier
date: 14 October 2026

Slovenian Interior Minister Bojan Kralj and his Italian counterpart Lucia Ferrante signed a protocol on joint patrols.

The group will be chaired by Petra Zajc, director of the Slovenian police's uniformed branch, and Enzo Marini, head of the Frontex liaison office.

Citizens of Bangladesh and Afghanistan accounted for 6,200 and 5,500 of them respectively.

In September, Slovenian courts convicted 41 smugglers, including 9 Serbian nationals.

Croatia's ambassador, Ivana Babic, told Reuters that Zagreb had been informed "two days before it was announced".

A spokesman for Goran Lovrek said the protocol was "a step back".

The ministers agreed to set up a Joint Readmission Group, which will meet in Koper in March 2027.
"""
VICTIMS = """title: Ministry counts victims
publisher: Prut Post
date: 3 November 2026

The Ministry of Social Affairs of Moldova identified 312 victims of trafficking in 2025, Minister Ana Rusu told parliament.

She added that the shelters had 90 places and that a third one would be opened by the summer of 2027.

Fifty-seven per cent of the victims were exploited for labour, 31 per cent sexually and the others were forced to beg.

Opposition deputy Ion Sandu disputed the figures. He said the real number was twice as high, citing a survey by the NGO La Strada.

Frontex, accused by Vlad Ciobanu of "looking away", declined to comment.

The ferry cost 3 to 4 million euros, Josip Vela said. The centre cost 10 to 20 million euros, Nela Bura said.

South Sudanese police freed 12 boys in 2025. Prosecutors of Moldova spoke of a plot aimed at killing 60 people.

Officials of the Ministry of Social Affairs of Moldova welcomed guests, among them Minister Dora Finn.

Moldova intercepted 120 boats in January and February 2026, compared with 80 in the same period last year.

Police chief Radu Lupan and prosecutor Irina Popa said the network had moved 400 people.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk_of(tmp_path_factory.mktemp("beside"), border=BORDER, victims=VICTIMS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("/actor Zajc", "director of the Slovenian police's uniformed branch (as of 14 Oct 2026)"),
        ("/actor Marini", "head of the Frontex liaison office (as of 14 Oct 2026)"),
        ("/who director of the uniformed branch", "- Petra Zajc, director of the Slovenian police's"),
        (
            "/actor Ferrante",
            "- Slovenian Interior Minister Bojan Kralj and his Italian counterpart Lucia Ferrante",
        ),
        ("/who Italian interior minister", "his Italian counterpart Lucia Ferrante"),
        ("/actor Rusu", "Minister, Ministry of Social Affairs of Moldova (as of 3 Nov 2026)"),
        ("/who minister of social affairs of Moldova", "- Ana Rusu, Minister, Ministry of Social Affairs"),
        ("/actor Sandu", "- Opposition deputy Ion Sandu disputed the figures."),
        ("what did Sandu say?", "Ion Sandu said: the real number was twice as high"),
        ("/org La Strada", "a survey by the NGO La Strada"),
        ("/quote Babic", "“two days before it was announced”"),
        ("/quote Ciobanu", "“looking away”"),
        ("/quote Lupan", "Radu Lupan said: the network had moved 400 people"),
        ("/figure smugglers", "- 41 smugglers convicted"),
        ("/country Slovenia", "- 41 smugglers convicted"),
        ("/country Slovenia", "Slovenian Interior Minister: Bojan Kralj"),
        ("/country Serbia", "9 Serbian nationals"),
        ("/latest Serbia", "Slovenian courts convicted 41 smugglers"),
        ("/figure labour", "- Fifty-seven per cent of the victims exploited"),
        ("/figure boats", "(Jan 2025 - Feb 2025)"),
        ("/figure Bojan Kralj", "No figure of Bojan Kralj in the store."),
        ("/upcoming", "- Agreed to set up a Joint Readmission Group, which will meet in Koper in March 2027"),
    ],
)
def test_what_stands_beside_a_name_is_told_of_it(desk: Desk, question: str, told: str) -> None:
    assert told in plain(page(desk, question))


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("/who director of the Slovenian police", "Holders as of their reports"),
        ("/who head of Frontex", "Holders as of their reports"),
        ("/quote Reuters", "— Reuters"),
        ("/quote Frontex", "— Frontex"),
        ("/quote Lovrek", "“a step back” — Goran Lovrek"),
        ("/figure places", "(2027)"),
        ("/figure Bangladesh", "- 6,200 "),
        ("/figure labour", "- 31 per cent "),
        ("/actor Lupan", "according to Irina Popa"),
        ("/figure cost", "differ on who said it"),
        ("/country Sudan", "12 boys"),
        ("/figure plot", "killed"),
        ("/actor Dora Finn", "Minister, Ministry of Social Affairs"),
    ],
)
def test_what_stands_beside_another_name_is_not(desk: Desk, question: str, other: str) -> None:
    assert other not in plain(page(desk, question))

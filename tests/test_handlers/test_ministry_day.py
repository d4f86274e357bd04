"""Whose date, whose office and whose words: reports with several of each in one sentence."""

from collections.abc import Iterator

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import desk_of
from tests.conversation import page

WORKSHOP = """Prosecutors follow the money

Amman (Jordan), 12 May 2026 - Prosecutors from Iraq and Tunisia met on 5 May for a workshop on confiscation.

The workshop was hosted by the Judicial Council, whose President, Justice Hala Tarawi, said that her country had convicted 58 traffickers in 2025.

The opening was attended by the Ambassador of Oman to Jordan, Mr. Fahad Kharus; Director Samir Odeh spoke as well.

Nadim Fakhour, Regional Representative for Iraq and Tunisia, who came to Amman in 2023, thanked the Judicial Council for its help.

Morocco will join the next round, which UNODC plans to hold in Tunis in March 2027. The programme was extended in February, to September 2027.

A Memorandum of Understanding with Tunisia could not be signed.
"""
COURT = """title: Eleven years for the driver
publisher: Karst Courier
date: 19 June 2026

The court on Thursday sentenced Arben Krasnik for smuggling 23 people in a van that overturned near Koper in November 2024, killing four of them.

Ms Nevenka Struk said that guards had beaten Mr Dragan Milut. "They hit me and laughed," he said.

Theo Adjov met Clara Houes. Adjov denied reports on the border. "There is no such decision," he told reporters.

Ms Vera Lind spoke for an hour. "It was night when they came," he said.

In phases: in May 2024, 11 suspects were arrested in Slovenia, and in March 2025 Austrian police seized EUR 1.2 million.

Minister Tina Hrov said that her agency had opened 14 centres since 2024 and would open nine more by the end of 2027.

After it, then Justice Minister Andrej Polnik promised scanners.

The Minister of State for Interior, Rada Novik, was absent. So far this year 97 smugglers have been arrested in Slovenia. Last year 204 smugglers were arrested in Slovenia.
"""
UNIT = """title: An interview on drivers
publisher: Bosna Review
date: 2 November 2026

Colonel Aida Brkon has headed the anti-trafficking unit of the Federal Police in Sarajevo since 2021.

How many cases do you work on?

Brkon: Fifty at the moment, and most of them concern drivers.

You were criticised. Why?

Brkon: Because we were late, and two vans had left when we came.

She says she will retire in 2028 and that her deputy, Captain Selma Hadzon, is "more than ready".

Crossings from Algeria to France fell by a third in 2025, to about 900 people, from 1,350 the year before.
"""
LAUNCH = """title: New project for migrant workers
publisher: Steppe Herald
date: 3 March 2026

ICMPD today launched "Safe Ways and Fair Employment" (SAFE-STEPPE), a four-year regional project with a budget of EUR 14.5 million. SAFE-STEPPE covers Kyrgyzstan and Tajikistan.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk_of(
        tmp_path_factory.mktemp("day"), workshop=WORKSHOP, court=COURT, launch=LAUNCH, unit=UNIT
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("/source Prosecutors follow the money", "Published: 12 May 2026"),
        ("/actor Tarawi", "President, Judicial Council (as of 12 May 2026)"),
        ("/actor Kharus", "Ambassador of Oman to Jordan (as of 12 May 2026)"),
        ("/actor Fakhour", "Regional Representative for Iraq and Tunisia (as of 12 May 2026)"),
        ("/upcoming", "Morocco will join the next round, which UNODC plans to hold in Tunis"),
        ("did Tunisia sign an MoU?", "could not be signed"),
        ("how many people were killed near Koper?", "- Four killed"),
        ("how many suspects were arrested in Slovenia?", "- 11 suspects arrested, Slovenia (May 2024)"),
        ("who is the current Minister of State for Interior?", "Rada Novik"),
        ("how many smugglers were arrested last year?", "- 204 smugglers arrested, Slovenia (2025)"),
        ("how many smugglers were arrested this year?", "- 97 smugglers arrested, Slovenia (2026)"),
        ("/quote Brkon", "Answers in an interview:\n- Aida Brkon answered: Fifty at the moment"),
        ("/actor Brkon", "headed the anti-trafficking unit of the Federal Police in Sarajevo"),
        ("/figure France", "- About 900 people (2025)"),
        ("/figure France", "- 1,350 people (2024)"),
        ("/quote Adjov", "“There is no such decision,” — Theo Adjov"),
        ("/actor Polnik", "then Justice Minister (reported 19 Jun 2026)"),
        ("/who justice minister", "No source held says who holds it"),
        ("/who justice minister", "- Andrej Polnik, then Justice Minister (reported 19 Jun 2026)"),
        ("/project SAFE-STEPPE", "- Budget: EUR 14.5 million"),
        ("/project SAFE-STEPPE", "Safe Ways and Fair Employment (SAFE-STEPPE)"),
    ],
)
def test_it_is_told_of_whom_and_when_it_was(desk: Desk, question: str, told: str) -> None:
    assert told in plain(page(desk, question))


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("/event workshop", "- 58 traffickers"),
        ("/quote Struk", "— Nevenka Struk"),
        ("/quote Lind", "— Vera Lind"),
        ("/actor Fakhour", "(2023)"),
        ("/quote Hadzon", "— Selma Hadzon"),
        ("how many years did Krasnik get?", "- 23 people"),
        ("how many suspects were arrested in Slovenia?", "- EUR 1.2 million"),
        ("how many people were killed near Koper?", "- 23 people"),
        ("/actor Krasnik", "(Nov 2024)"),
        ("/actor Hrov", "opened: 14"),
        ("/who Minister of Interior", "Holders as of their reports"),
    ],
)
def test_it_is_not_told_of_another(desk: Desk, question: str, other: str) -> None:
    assert other not in plain(page(desk, question))

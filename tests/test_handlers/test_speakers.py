"""Who said it, when and of what it was: quotations, figures and projects of articles as they are sent in."""

from collections.abc import Iterator

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conftest import desk_of
from tests.conversation import page

COURT = """title: Court rules on net menders
publisher: Fjord Daily
date: 20 August 2026

The Bergen District Court on Thursday sentenced three people for the trafficking of 81 net menders.

Prosecutor Marta Solheim had asked for six years. She said she would decide within two weeks whether to appeal.

The menders had been promised a wage but were never paid, judge Per Hovland said. "They slept beside the nets," he said.

Prosecutor Ellen Strand opened the case. She had waited for years.

The harbour was closed. "It was long overdue," he said.

Prosecutor Ellen Strand spoke again.

The town was quiet, mender Xq Zyk said. "We heard nothing," she said.
"""
EXCHANGE = """title: Airports compare notes
publisher: Sava Wire
date: 14 October 2026

Officials of five states met in Zadar on 12 October to compare how victims are found at airports.

"A guard has ninety seconds. Give him three good questions," said Goran Lovrek, head of the airport unit, in Zadar.

According to Lovrek, Croatia found 64 victims in the first nine months of 2026, compared with 51 in the same period last year.

The project, called Open Gates, started in January 2025 with a budget of EUR 2.4 million and covers Croatia and Kosovo.

Austria registered 4,300 applications in March 2026, up from 3,900 in the same month a year earlier.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk_of(tmp_path_factory.mktemp("court"), court=COURT, exchange=EXCHANGE)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("/quote Hovland", "“They slept beside the nets,” — Per Hovland"),
        ("/quote Lovrek", "“A guard has ninety seconds. Give him three good questions,” — Goran Lovrek"),
        ("/figure Croatia victims", "51 victims, according to Goran Lovrek (Jan 2025 - Sep 2025)"),
        ("/figure Croatia victims", "64 victims, according to Goran Lovrek (Jan 2026 - Sep 2026)"),
        ("/figure Austria applications", "3,900 applications registered (Mar 2025)"),
        ("/project Open Gates", "Period: started in January 2025"),
        ("/project Open Gates", "Croatia and Kosovo"),
    ],
)
def test_it_is_told_of_whom_and_when_it_was(desk: Desk, question: str, told: str) -> None:
    assert told in plain(page(desk, question))


@pytest.mark.parametrize("person", ["Solheim", "Strand"])
@pytest.mark.parametrize("words", ["beside the nets", "long overdue", "heard nothing"])
def test_nobody_is_given_the_words_of_another(desk: Desk, person: str, words: str) -> None:
    """Not of him who is called 'she', and not where somebody spoke whose name was not read."""
    assert words not in plain(page(desk, f"/quote {person}"))
    assert words not in plain(page(desk, f"/actor {person}"))
    assert words in plain(page(desk, f"/search {words}"))


def test_a_number_of_a_quotation_is_told_by_the_quotation_alone(desk: Desk) -> None:
    card = plain(page(desk, "/actor Goran Lovrek"))
    assert card.count("ninety seconds") == 1
    assert "ninety seconds" in plain(page(desk, "/figure ninety"))


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        ("how many applications were registered in March 2025?", "3,900 applications", "4,300 applications"),
        ("how many applications were registered in March 2026?", "4,300 applications", "3,900 applications"),
        ("how many victims were found in May?", "No figure was read on exactly this", "64 victims"),
    ],
)
def test_of_a_month_the_figures_dated_in_it_are_told_alone(
    desk: Desk, asked: str, told: str, other: str
) -> None:
    answer = plain(page(desk, asked))
    assert told in answer
    assert f"- {other}" not in answer


def test_how_long_something_was_is_told_by_the_sentence_on_it(desk: Desk) -> None:
    answer = plain(page(desk, "how long did the prosecutor ask for?"))
    assert "Prosecutor Marta Solheim had asked for six years." in answer

"""Corrections across articles: a value that a later article says does not hold differs from the earlier one."""

from pathlib import Path

import pytest

from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

RELEASE = """title: TIDEWATCH begins
publisher: Port Gazette
published: 2024-05-06

VARNA, 6 May 2024 - The Sailors Bureau of the Adriatic (SBA) launched TIDEWATCH, a project worth USD 6.3 million, in \
Varna. The SBA helped 4,120 sailors in 9 ports. The Pilots Union of the Adriatic (PUA) lent it boats.
"""


def differing(folder: Path, later: str) -> list[tuple[str, str]]:
    """The values of both sides of each conflict."""
    (folder / "a.txt").write_text(RELEASE)
    (folder / "b.txt").write_text(
        f"title: A note\npublisher: Varna Wire\npublished: 2024-06-01\n\nVARNA, 1 June 2024 - {later}\n"
    )
    desk = filled(folder)
    rows = desk.shelf.rows(
        "SELECT a.value, b.value FROM conflict c JOIN fact a ON a.id = c.first JOIN fact b ON b.id = c.second"
    )
    desk.store.close()
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("later", "old", "new"),
    [
        ("TIDEWATCH will get 3.6 million US dollars, not 6.3 million as the release stated, the Sailors Bureau of the "
         "Adriatic (SBA) said.", "USD 6.3 million", "3.6 million US dollars"),
        ("The Sailors Bureau of the Adriatic (SBA) helped 3,980 sailors in 9 ports, and not 4,120 as reported earlier.",
         "4,120", "3,980"),
        ("The Sailors Bureau of the Adriatic (SBA) helped 3,980 sailors instead of 4,120.", "4,120", "3,980"),
        ("The Sailors Bureau of the Adriatic (SBA) has counted anew the number of sailors whom it helped. The figure is "
         "3,980, not 4,120 as was told in May.", "4,120", "3,980"),
        ("The total of sailors whom the Sailors Bureau of the Adriatic (SBA) helped was raised in turn, from 4,120 to "
         "4,320.", "4,120", "4,320"),
        ("The Pilots Union of the Adriatic (PUA) and the Sailors Bureau of the Adriatic (SBA) looked again. The tally was "
         "put at 3,980 rather than 4,120.", "4,120", "3,980"),
    ],
)  # fmt: skip
def test_a_value_that_is_denied_differs_from_the_article_that_gave_it(
    tmp_path: Path, later: str, old: str, new: str
) -> None:
    assert (old, new) in differing(tmp_path, later)


@pytest.mark.parametrize(
    "later",
    [
        "The Sailors Bureau of the Adriatic (SBA) helped 3,980 sailors.",
        "The Sailors Bureau of the Adriatic (SBA) trained 3,980 cooks, and not 4,120 as reported earlier.",
        "The Sailors Bureau of the Adriatic (SBA) helped 3,980 sailors, not more than 4,120.",
        "The Sailors Bureau of the Adriatic (SBA) helped 3,980 women sailors, and not 4,120 as reported earlier.",
        "The Sailors Bureau of the Adriatic (SBA) has 3.6 million US dollars, not 6.3 million as it stated.",
        "The Sailors Bureau of the Adriatic (SBA) has looked again. The figure rose from 4,120 to 4,389.",
        "The Inland Boat Office (IBO) has counted its sailors anew. The figure is 3,980, not 4,120 as announced.",
        "The Inland Boat Office (IBO) helped 3,980 sailors, and not 4,120 as reported earlier.",
        "The number of sailors whom the Sailors Bureau of the Adriatic (SBA) helped rose from 4,120 in 2023 to 4,320 in 2024.",
        "The Sailors Bureau of the Adriatic (SBA) raised the number of sailors in its care from 4,120 to 4,320.",
        "The Sailors Bureau of the Adriatic (SBA) looked at its lists of cooks again. The tally was put at 3,980 rather "
        "than 4,120.",
    ],
)
def test_other_things_other_bodies_and_undenied_values_are_no_conflict(tmp_path: Path, later: str) -> None:
    assert differing(tmp_path, later) == []


def test_a_figure_is_never_told_without_the_one_that_corrects_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE)
    (tmp_path / "b.txt").write_text(
        "title: A note\npublisher: Varna Wire\npublished: 2024-06-01\n\nThe Sailors Bureau of the Adriatic (SBA) has "
        "counted anew the number of sailors whom it helped. The figure is 3,980, not 4,120 as was told in May.\n"
    )
    desk = filled(tmp_path)
    for asked in ("/figure sailors", "/figure 4,120", "how many sailors were helped?", "/org SBA"):
        told = plain(page(desk, asked))
        assert "Sources differ" in told, asked
        assert "3,980" in told
    assert "3,980, not 4,120" in plain(page(desk, "/figure 3,980"))
    desk.store.close()

"""A figure that a later article corrects is shown with its correction, wherever it is asked for."""

from pathlib import Path

import pytest

from handlers.terminal import plain
from tests.conftest import filled
from tests.conversation import page

EARLIER = """title: Malta counts its pilots
publisher: Adriatic Post
date: 2 June 2025

VALLETTA - Malta trained 614 harbour pilots in May, the Sailors Bureau of the Adriatic (SBA) said.
"""
LATER = """title: Pilots: figure lowered
publisher: Island Wire
date: 9 June 2025

Malta has corrected the number of harbour pilots that the Sailors Bureau of the Adriatic (SBA) counted in May. \
The figure is 587, not 614 as told a week before.
"""


@pytest.mark.parametrize(
    "asked",
    [
        "/figure 587",
        "/figure 614",
        "/figure harbour pilots",
        "/country Malta",
        "How many harbour pilots did Malta train in May?",
    ],
)
def test_both_figures_are_shown_as_differing(tmp_path: Path, asked: str) -> None:
    (tmp_path / "a.txt").write_text(EARLIER)
    (tmp_path / "b.txt").write_text(LATER)
    desk = filled(tmp_path)
    shown = plain(page(desk, asked))
    desk.store.close()
    assert "Sources differ: 614 in one place; the other says 587 and not 614." in shown


def test_a_later_figure_that_corrects_nothing_is_no_difference(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(EARLIER)
    (tmp_path / "b.txt").write_text(
        LATER.replace("The figure is 587, not 614 as told a week before.", "It is growing.")
    )
    desk = filled(tmp_path)
    shown = plain(page(desk, "/figure 614"))
    desk.store.close()
    assert "614 harbour pilots" in shown
    assert "differ" not in shown

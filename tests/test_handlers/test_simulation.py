"""A month of briefs with everything that can go wrong, in small; `python -m tests.simulation` runs it whole."""

import os
from pathlib import Path

import pytest

from tests.simulation import simulate

WHOLE = os.environ.get("BRIEFING_SIMULATION") == "whole"
"""Set it to 'whole' for 1,000 chats over 30 days."""


@pytest.mark.parametrize("seed", [1, 2])
def test_every_brief_is_accepted_once_or_listed_with_the_true_reason(tmp_path: Path, seed: int) -> None:
    account = simulate(tmp_path, 1000 if WHOLE else 30, 30 if WHOLE else 3, seed)
    assert account.states["sent"]
    assert account.month.counts["killed"]
    assert account.delays[len(account.delays) // 2] < 20 * 60
    assert max(account.delays) < 60 * 60, "a chat waited for the penalty of another"

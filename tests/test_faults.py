"""The short table of faults: the whole program broken on purpose, a few times; `make test-faults` is the long one."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.cases import FAULTS

SHORT = (
    "kill -9 under load",
    "token revoked in mid-run",
    "store locked by another program",
    "clock set wrong and right again",
    "Bot API down for an hour",
    "outages one after another",
)
"""Those that need no right to mount a disk and are over in seconds: less than a minute of the processor in all.

A second instance and SIGTERM are tried by test_bot/test_crash.py and test_bot/test_serving.py as well.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that the sample store is made once."""
    return tmp_path_factory.mktemp("faults")


@pytest.mark.parametrize("name", SHORT)
def test_every_promise_is_kept(name: str, folder: Path) -> None:
    found = FAULTS[name](folder / str(SHORT.index(name)), 2)
    assert found.wrong == "", f"{found.said}: {found.wrong}"


@pytest.mark.parametrize("page", ["docs/reliability.md", "SECURITY.md"])
def test_every_test_that_is_named_for_a_promise_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:tests/)?((?:test_\w+/)?(?:test_)?\w+\.py)`", text)) - {"run_bot.py"}
    assert named
    assert not [one for one in named if not any((ROOT / at / one).is_file() for at in ("tests", "."))]
    for names in re.findall(r"`faults`: ([\w ,-]+?)(?:, which|\(| \||\n|$)", text):
        for name in names.split(", "):
            assert any(fault.startswith(name.strip()) for fault in FAULTS), name


def test_the_table_of_the_promises_shows_every_fault_that_is_tried() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert [name for name in FAULTS if f"| {name} |" not in text] == []

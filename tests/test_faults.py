"""The short table of faults: the whole program broken on purpose, a few times; `make test-faults` is the long one."""

from pathlib import Path

import pytest

from tests.faults.cases import FAULTS

SHORT = (
    "kill -9 under load",
    "second instance",
    "token revoked in mid-run",
    "SIGTERM under load",
    "store locked by another program",
    "clock set wrong and right again",
    "Bot API down for an hour",
    "outages one after another",
)
"""Those that need no right to mount a disk and are over in seconds: less than a minute of the processor in all."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that the sample store is made once."""
    return tmp_path_factory.mktemp("faults")


@pytest.mark.parametrize("name", SHORT)
def test_every_promise_is_kept(name: str, folder: Path) -> None:
    found = FAULTS[name](folder / str(SHORT.index(name)), 2)
    assert found.wrong == "", f"{found.said}: {found.wrong}"

"""What the README promises is there."""

import re

import pytest

from handlers.commands import COMMANDS
from tests.readme import README, table

ROOT = README.parent


def test_the_command_table_is_the_one_of_the_code() -> None:
    """When this fails: `python -m tests.readme` writes the table anew."""
    assert table() in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_file_and_folder_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|handlers|briefs|data|tests|benchmarks)/[\w./]*)`", text)
    assert named
    assert not [name for name in named if name != "data/briefing.db" and not (ROOT / name).exists()]


def test_every_make_target_that_is_named_exists() -> None:
    text = README.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|^|, `)make ([a-z]+)", text, re.MULTILINE))
    assert {"chat", "test", "serve", "lint", "bench"} <= targets
    assert not [t for t in targets if f"\n{t}:" not in makefile]


def test_every_command_has_a_usage_an_example_and_a_purpose() -> None:
    assert all(c.example.startswith(f"/{c.name}") and c.about for c in COMMANDS.values())

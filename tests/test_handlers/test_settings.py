"""Settings are checked once; every fault is told at the same time, in plain words."""

from pathlib import Path

import pytest

from data.errors import BadSettings
from handlers.settings import PREFIX, Settings, load

ROOT = Path(__file__).resolve().parents[2]


def test_without_any_variable_the_defaults_hold() -> None:
    assert load({"PATH": "/bin"}) == Settings()


def test_values_are_read() -> None:
    found = load(
        {"BRIEFING_ADMINS": "12, 34", "BRIEFING_TIMEZONE": "Europe/Vienna", "BRIEFING_ACCESS": "open"}
    )
    assert found.admins == (12, 34)
    assert found.timezone == "Europe/Vienna"
    assert found.access == "open"


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load({"BRIEFING_TIMEZONE": ""}) == Settings()


def test_all_faults_are_reported_together() -> None:
    bad = {
        "BRIEFING_ADMINS": "anna",
        "BRIEFING_ACCESS": "nobody",
        "BRIEFING_TIMEZONE": "Mars/Olympus",
        "BRIEFING_API_URL": "ftp://x",
        "BRIEFING_LANGAUGE": "en",
    }
    with pytest.raises(BadSettings) as refused:
        load(bad)
    assert all(name in str(refused.value) for name in bad)


def test_a_token_is_never_shown() -> None:
    settings = load({"BRIEFING_TOKEN": "123:geheim"})
    assert "geheim" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_in_the_readme(field: str) -> None:
    assert f"`{PREFIX}{field.upper()}`" in (ROOT / "README.md").read_text(encoding="utf-8")

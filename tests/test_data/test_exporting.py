"""Export and import: the whole store reads back equal; tables hold what may be shown, and nothing else."""

import csv
import io
import json
from pathlib import Path

import pytest

from data.errors import BadUsage
from data.exporting import FORMATS, STATEMENT, read_back, whole
from data.store.store import Store
from handlers.answer import answer
from handlers.desk import Desk
from handlers.settings import Settings
from tests.test_handlers.test_editing import Person, a_fact, editors

__all__ = ["editors"]


def edited(desk: Desk) -> Desk:
    """A store with every sort of change in its history."""
    anna, chef = Person(desk), Person(desk, 9, "admin", "Chef")
    number = a_fact(desk)
    draft = anna.says(
        "/addfact Zorbrek Ulmani met Igor Tamsin in Vienna on 3 Nov 2025 source: https://example.org/a"
    )
    for _name in range(2):
        draft = anna.taps(draft, "New: person")
    anna.taps(draft, "Confirm")
    anna.taps(anna.says(f"/edit {number} when 3 Feb 2024"), "Confirm")
    anna.says("/undo")
    anna.says(f"/withdraw {number} it was wrong")
    anna.says(f"/restore {number}")
    anna.taps(anna.says("/alias Zorbrek Ulmani = زوربریک"), "Confirm")
    anna.taps(anna.says("/merge Igor Tamsin into Zorbrek Ulmani"), "Confirm")
    chef.says("/tlp article 1 AMBER")
    chef.says(f"/grade {desk.shelf.row('SELECT name FROM publisher')[0]} B")
    return desk


def test_the_whole_store_reads_back_equal(editors: Desk) -> None:
    lines = list(whole(edited(editors).store.shelf().db))
    copy = Store()
    assert read_back(copy, lines) == len(lines) - 1
    assert list(whole(copy.shelf().db)) == lines
    for text in (
        "/find Ulmani",
        "/find زوربریک",
        "/find Igor Tamsin",
        "/about",
        "/search visas",
        "/figure visas",
        "/history 1",
    ):
        one, other = (Person(desk, 9, "admin") for desk in (editors, Desk(copy, Settings())))
        assert one.says(text) == other.says(text)
    copy.close()


def test_only_an_empty_store_is_filled(editors: Desk) -> None:
    lines = list(whole(editors.store.shelf().db))
    with pytest.raises(BadUsage, match="Only an empty store"):
        read_back(editors.store, lines)


@pytest.mark.parametrize("spoil", [
    lambda lines: lines[1:], lambda lines: [*lines, "junk"], lambda lines: [lines[0], '["person", {"user_id": 1}]'],
    lambda lines: [*lines, '["fact", {"id; DROP TABLE fact": 1}]'], lambda lines: [*lines, lines[-1]], lambda lines: [],
    lambda lines: [one for one in lines if not one.startswith('["entity"')], lambda lines: [*lines, "[1]"],
])  # fmt: skip
def test_a_spoilt_file_is_refused_whole_in_one_sentence(editors: Desk, spoil) -> None:  # type: ignore[no-untyped-def]
    copy = Store()
    with pytest.raises(BadUsage):
        read_back(copy, spoil(list(whole(editors.store.shelf().db))))
    assert not copy.shelf().row("SELECT count(*) FROM article")[0]
    copy.close()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), dialect=csv.unix_dialect))


def test_tables_hold_each_living_fact_with_its_source(editors: Desk) -> None:
    desk = edited(editors)
    files = dict(FORMATS["csv"](desk.shelf))
    living = desk.shelf.row("SELECT count(*) FROM fact WHERE state = 'current'")[0]
    found = rows(files["facts.csv"])
    assert len(found) == living
    assert all(row["article"] or row["entered with source"] for row in found)
    numbers = {row["number"] for row in rows(files["entities.csv"])}
    assert {row["subject number"] for row in found} <= numbers
    told = [json.loads(line) for line in dict(FORMATS["jsonl"](desk.shelf))["briefing.jsonl"].splitlines()]
    assert sum(one["is"] == "facts" for one in told) == living


def test_statements_have_the_columns_and_digests_of_followthemoney(editors: Desk) -> None:
    import hashlib

    found = rows(dict(FORMATS["ftm"](edited(editors).shelf))["statements.csv"])
    assert tuple(found[0]) == STATEMENT
    for row in found:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == hashlib.sha1(key.encode()).hexdigest()
    assert len({row["id"] for row in found}) == len(found)
    known = {row["entity_id"] for row in found}
    assert {row["value"] for row in found if row["prop"] in ("subject", "object")} <= known


def test_no_cell_is_taken_for_a_formula(editors: Desk) -> None:
    anna = Person(editors)
    page = anna.says(
        "/addfact subject: =cmd() | what: said | value: =HYPERLINK(1) | source: own knowledge of us"
    )
    anna.taps(anna.taps(page, "New: person"), "Confirm")
    for text in dict(FORMATS["csv"](editors.shelf)).values():
        assert '"=' not in text


def test_the_command_gives_files(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    assert [file.name for file in answer(editors, chef.request("/export csv")).files] == [
        "entities.csv",
        "facts.csv",
        "sources.csv",
    ]
    assert chef.says("/export xml").verdict == "usage"


def test_the_terminal_exports_and_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    import run_bot
    from tests.conftest import SAMPLE

    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_bytes((SAMPLE / "020.txt").read_bytes())
    monkeypatch.setenv("BRIEFING_ARTICLES", str(articles))
    monkeypatch.setenv("BRIEFING_DATABASE", str(tmp_path / "one.db"))
    assert CliRunner().invoke(run_bot.app, ["export", str(tmp_path / "whole.jsonl")]).exit_code == 0
    assert CliRunner().invoke(run_bot.app, ["export", str(tmp_path / "out"), "--as", "csv"]).exit_code == 0
    monkeypatch.setenv("BRIEFING_DATABASE", str(tmp_path / "two.db"))
    assert "rows read" in CliRunner().invoke(run_bot.app, ["import", str(tmp_path / "whole.jsonl")]).output
    CliRunner().invoke(run_bot.app, ["export", str(tmp_path / "again.jsonl")])
    assert (tmp_path / "whole.jsonl").read_text() == (tmp_path / "again.jsonl").read_text()
    assert (tmp_path / "out" / "facts.csv").exists()

"""Ceilings: whatever is asked, by whatever command, nothing that is marked above the ceiling of a chat leaves."""

import re
from collections.abc import Iterator

import pytest

from data.ingest import ingest
from data.store import facts
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.people import RED, ceiling_in
from handlers.request import Principal, Request, Role, Where
from handlers.terminal import plain
from tests.conftest import SAMPLE, filled
from tests.conversation import NOW
from tests.test_handlers.test_editing import Person, let_in

SECRET = """Vessaly Okhtarin visits Quendale

QUENDALE - Interior Minister Vessaly Okhtarin said on 3 November 2025 that 8,641 smugglers were arrested in Quendale.
Okhtarin met Director Brimund Tesslavik of the Ostrakine Border Bureau (OSBB) and UNODC in Quendale on 3 November 2025.
"The Marrowgate file stays closed", Okhtarin said.
"""
TOKENS = re.compile(
    r"Vessaly|Okhtarin|Tesslavik|Brimund|Ostrakine|OSBB|Quendale|8,641|Marrowgate|secret\.txt", re.IGNORECASE
)
WORDS = ("", "smugglers", "UNODC", "arrested 2025", "interior minister", "1", "27", "#{fact}", "#{entity}", "{fact}", "{article}",
         "since 1 Jan 2020", "Pakistan, UNODC", "file stays closed", "border bureau", "v", "change 1", "8640", "2026-03-02")  # fmt: skip


@pytest.fixture(scope="module")
def marked() -> Iterator[Desk]:
    """A store with one article marked RED, its facts with it, and one fact of another entered and marked AMBER."""
    desk = filled(SAMPLE / "014.txt", SAMPLE / "020.txt")
    report = ingest(desk.store, SECRET.encode(), "secret.txt", lambda: None, lambda: NOW)
    let_in(desk, -77)
    chef = Person(desk, 9, "admin", "Chef")
    assert chef.says(f"/tlp article {report.article_id} RED").verdict == "answer"
    yield desk
    desk.store.close()


def asked(desk: Desk, text: str, role: Role, where: Where) -> str:
    chat = -77 if where == "group" else 41
    who = Principal(user_id=41, chat_id=chat, role=role)
    page = answer(desk, Request(text=text, who=who, where=where, when=NOW, key=f"{where}{role}{text}"))
    return "\n".join([plain(page), *(c.command for c in page.choices), *(repr(f.data) for f in page.files)])


def secrets(desk: Desk) -> dict[str, int]:
    db = desk.store.shelf().db
    fact = db.execute("SELECT min(id) FROM fact WHERE tlp = 3").fetchone()[0]
    entity = db.execute("SELECT id FROM entity WHERE name LIKE '%Okhtarin%'").fetchone()[0]
    return {
        "fact": fact,
        "entity": entity,
        "article": db.execute("SELECT max(id) FROM article").fetchone()[0],
    }


def test_the_marked_facts_are_there_for_those_who_may_see_them(marked: Desk) -> None:
    assert [one for one in facts.newest(marked.shelf) if one.tlp == 3]
    assert TOKENS.search(asked(marked, "/find Okhtarin", "admin", "private"))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("role", "where"), [("reader", "private"), ("editor", "private"), ("admin", "group")]
)
def test_nothing_above_the_ceiling_leaves(marked: Desk, name: str, role: Role, where: Where) -> None:
    numbers = secrets(marked)
    for words in WORDS:
        text = f"/{name} {words}".format(**numbers)
        past = [f"/asof 2030-01-01 {text}"] if words in ("UNODC", "interior minister", "#{entity}") else []
        for line in (text, *past):
            assert not TOKENS.search(asked(marked, line, role, where)), line


@pytest.mark.parametrize(
    "name", ["find", "actor", "org", "event", "timeline", "latest", "brief", "history", "merge", "ask"]
)
def test_a_name_that_only_marked_articles_name_is_no_record(marked: Desk, name: str) -> None:
    """Nothing is said but what was typed."""
    told = asked(
        marked, f"/{name} Okhtarin" + (" into UNODC" if name == "merge" else ""), "editor", "private"
    )
    assert not TOKENS.search(re.sub("“?Okhtarin”?", "", told)), told


def test_what_is_typed_in_plain_words_brings_out_nothing(marked: Desk) -> None:
    for words in (
        "who is the interior minister",
        "how many smugglers were arrested",
        "what did the minister say",
        "border bureau",
    ):
        assert not TOKENS.search(asked(marked, words, "reader", "group"))


def test_who_is_no_administrator_any_more_keeps_no_ceiling_of_one(marked: Desk) -> None:
    chief = Person(marked, 66, "admin", "Chief")
    Person(marked, 9, "admin", "Chef").says("/grant 66 admin", "grant")
    Person(marked, 9, "admin", "Chef").says("/grant 9 admin", "stay")
    assert chief.says("/settings ceiling RED").verdict == "answer"
    assert TOKENS.search(plain(chief.says("/find Okhtarin")))
    assert ceiling_in(marked, 66) == RED
    Person(marked, 9, "admin", "Chef").says("/grant 66 editor", "demote")
    chief.role = "editor"
    assert not TOKENS.search(re.sub("“?Okhtarin”?", "", plain(chief.says("/find Okhtarin"))))
    assert ceiling_in(marked, 66) < RED

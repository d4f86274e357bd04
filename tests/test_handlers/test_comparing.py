"""Comparing: what is held of a kind is told, however much is held of other kinds and however old it is."""

from collections.abc import Iterator

import pytest

from data.ingest import ingest
from data.store.store import Store
from handlers.desk import Desk
from handlers.settings import Settings
from tests.conversation import NOW, page

FIRST = """Minister in Vienna

VIENNA, 3 March 2020 - Interior Minister Anna Lindqvist met Omar Haddad, Director General of the Border Agency of \
Atlantis (BAA), in Vienna on 3 March 2020.
"""
LATER = "Words of a minister\n\nVIENNA, 4 March 2024 - Interior Minister Anna Lindqvist spoke in Vienna.\n\n{}\n".format(
    "\n\n".join(f"\u201cRoute {n} is open and stays open,\u201d Anna Lindqvist said." for n in range(1, 161))
)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    desk = Desk(Store(), Settings())
    for name, text in (("first.txt", FIRST), ("later.txt", LATER)):
        assert ingest(desk.store, text.encode(), name, lambda: None, lambda: NOW).facts
    yield desk
    desk.store.close()


def told(desk: Desk, asked: str) -> dict[str, list[str]]:
    """The lines below each heading."""
    found: dict[str, list[str]] = {}
    for line in page(desk, asked).lines:
        if line.role == "heading":
            found[line.text] = []
        elif found:
            found[list(found)[-1]].append(line.text)
    return found


def test_an_old_office_is_told_beside_many_newer_words(desk: Desk) -> None:
    rows = told(desk, "/compare Anna Lindqvist, Omar Haddad")
    assert "Interior Minister" in rows["Office"][0]
    assert "Director General" in rows["Office"][1]
    assert "Route" in rows["Said"][0]
    assert "not stated" in rows["Said"][1]


def test_who_holds_an_office_of_a_body_is_told_of_the_body(desk: Desk) -> None:
    rows = told(desk, "/compare BAA, Omar Haddad")
    assert "Haddad" in rows["Office"][0]
    assert "not stated" not in rows["Office"][0]

"""Putting names right by message: previewed, confirmed once, undone exactly; and the queue of what waits."""

import re

import pytest

from data.ingest import ingest
from data.store import entities, facts
from handlers.desk import Desk
from handlers.terminal import plain
from tests.conversation import NOW
from tests.test_data.test_changes import dump, same_but_for_the_dead
from tests.test_handlers.test_editing import Person, editors, log

__all__ = ["editors"]
SECOND = b"Talks in Rome\n\nROME - Matteo Piantedosi met Igor Tamsin of the Quendale Border Agency (QBA) in Rome on 3 June 2025.\n"


def read_second(desk: Desk) -> None:
    ingest(desk.store, SECOND, "second.txt", lambda: None, lambda: NOW)


@pytest.mark.parametrize(("text", "after", "finds"), [
    ("/alias Piantedosi = پیانتدوسی", "پیانتدوسی", "Matteo Piantedosi"),
    ("/rename Piantedosi = Matteo Maria Piantedosi", "Piantedosi", "Matteo Maria Piantedosi"),
    ("/merge Igor Tamsin into Piantedosi", "Igor Tamsin", "Matteo Piantedosi"),
    ("/kind QBA = project", "QBA", "Quendale Border Agency"),
    ("/split Piantedosi articles 3 as Another Piantedosi", "Another Piantedosi", "Another Piantedosi"),
])  # fmt: skip
def test_a_name_is_put_right_and_back(editors: Desk, text: str, after: str, finds: str) -> None:
    read_second(editors)
    anna = Person(editors)
    before = dump(editors.store)
    preview = anna.says(text)
    assert log(editors) == 0
    done = anna.taps(preview, "Confirm")
    assert done.title.startswith("Done: ")
    assert anna.taps(preview, "Confirm") == done
    assert log(editors) == 1
    assert anna.says(f"/find {after}").title.startswith(finds)
    anna.taps(done, "Undo")
    same_but_for_the_dead(before, dump(editors.store))


def test_a_merge_says_what_will_move_and_moves_it(editors: Desk) -> None:
    read_second(editors)
    anna = Person(editors)
    a = editors.shelf.names.search("Igor Tamsin", 1)[0].entity_id
    held = facts.about(editors.shelf, a)
    preview = anna.says("/merge Igor Tamsin into Piantedosi")
    number = len(held)
    assert f"- {number} fact{'s move' if number != 1 else ' moves'}" in plain(preview)
    anna.taps(preview, "Confirm")
    b = entities.get(editors.shelf, a)
    assert b is not None
    assert b.name == "Matteo Piantedosi"
    assert {f.id for f in held} <= {f.id for f in facts.about(editors.shelf, b.id)}


def test_a_merged_name_is_split_again_after_other_changes(editors: Desk) -> None:
    read_second(editors)
    anna = Person(editors)
    a = editors.shelf.names.search("Igor Tamsin", 1)[0].entity_id
    anna.taps(anna.says("/merge Igor Tamsin into Piantedosi"), "Confirm")
    anna.taps(anna.says("/alias Piantedosi = The Minister Of Rome"), "Confirm")
    which = anna.says("/split Piantedosi")
    anna.taps(anna.taps(which, "Igor Tamsin"), "Confirm")
    one = entities.get(editors.shelf, a)
    assert one is not None
    assert one.name == "Igor Tamsin"
    assert anna.says("/find The Minister Of Rome").title.startswith("Matteo Piantedosi")


def test_a_plan_that_was_overtaken_is_not_carried_out(editors: Desk) -> None:
    read_second(editors)
    anna, bela = Person(editors), Person(editors, 8, "editor", "Bela")
    preview = anna.says("/rename Piantedosi = One")
    bela.taps(bela.says("/rename Piantedosi = Two"), "Confirm")
    refused = anna.taps(preview, "Confirm")
    assert "Bela renamed" in refused.title
    assert log(editors) == 1


@pytest.mark.parametrize("text", ["/alias", "/alias Piantedosi", "/alias Piantedosi = ...", "/merge Piantedosi into Matteo Piantedosi",
                                  "/merge x", "/split", "/split Piantedosi", "/kind Piantedosi = thing", "/grade Nobody A",
                                  "/tlp 1 PINK", "/tlp 99999 RED", "/merge #9999 into Piantedosi"])  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(editors: Desk, text: str) -> None:
    assert Person(editors, 9, "admin").says(text).verdict in ("usage", "nothing")
    assert log(editors) == 0


def test_only_an_administrator_lowers_a_marking(editors: Desk) -> None:
    anna, chef = Person(editors), Person(editors, 9, "admin", "Chef")
    anna.says("/tlp 1 AMBER")
    assert anna.says("/tlp 1 CLEAR").verdict == "refusal"
    assert chef.says("/tlp 1 CLEAR").verdict == "answer"


def test_the_log_chat_is_owed_one_line_for_each_change(editors: Desk) -> None:
    from dataclasses import replace

    from data.store import outbox
    from handlers.settings import Settings

    anna = Person(replace(editors, settings=Settings(log_chat=-5)))
    anna.says("/withdraw 1 wrong", key="7:1")
    anna.says("/withdraw 1 wrong", key="7:1")
    anna.says("/tlp 2 RED")
    owed = outbox.due(editors.shelf, "9999")
    assert [one.chat for one in owed] == [-5, -5]
    assert "Anna withdrew fact #1" in owed[0].page
    assert "marked above what is shown here" in owed[1].page


def test_the_queue_gives_each_reviewer_another_card_and_each_decision_once(editors: Desk) -> None:
    read_second(editors)
    anna, bela = Person(editors), Person(editors, 8, "editor", "Bela")
    one, other = anna.says("/review"), bela.says("/review")
    assert one.title != other.title
    assert anna.says("/review").title == one.title, "it stays hers until she decides"
    waiting = int(re.findall(r"(\d+) waits?", plain(one))[0])
    following = anna.says(one.choices[0].command)
    assert log(editors) == 1
    assert int(re.findall(r"(\d+) waits?", plain(following))[0]) < waiting
    assert "1 decided today" in plain(following)
    anna.says(one.choices[0].command)
    assert log(editors) == 1
    anna.says("/undo")
    anna.sent += 30
    assert anna.says("/review").title == one.title, "an undone decision waits again"


def test_what_is_put_off_comes_back_later(editors: Desk) -> None:
    anna = Person(editors)
    one = anna.says("/review")
    assert anna.taps(one, "Later").title != one.title
    anna.sent += 13 * 60
    assert anna.says("/review").title == one.title


def test_a_proposed_fact_is_shown_only_once_it_is_accepted(editors: Desk) -> None:
    anna = Person(editors)
    with editors.store.writing() as db:
        db.execute("UPDATE fact SET state = 'proposed' WHERE id = 1")
    assert 1 not in facts.get_all(editors.shelf, [1])
    card = anna.says("/review")
    assert card.title == "Proposed fact #1"
    anna.taps(card, "Accept")
    assert 1 in facts.get_all(editors.shelf, [1])
    anna.says("/undo")
    assert 1 not in facts.get_all(editors.shelf, [1])

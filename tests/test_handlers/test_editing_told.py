"""From the README: become administrator, add a fact, correct it, see the correction in a chat that was told, undo it."""

from datetime import timedelta

from data.store import facts, outbox
from handlers import correcting
from handlers.desk import Desk
from handlers.people import role_of
from handlers.settings import Settings
from tests.conversation import NOW
from tests.test_handlers.test_editing import Person, editors

__all__ = ["editors"]


def told(desk: Desk, fact: int) -> None:
    """Note that the group was told a fact, as delivery does."""
    with desk.store.writing() as db:
        outbox.note_told(db, -5, None, [fact], 900, (NOW + timedelta(hours=1)).isoformat())


def owed_after(desk: Desk, hours: int) -> list[str]:
    """What the group is owed after the next tick."""
    correcting.tick(desk, NOW + timedelta(hours=hours))
    return [one.page for one in outbox.due(desk.shelf, "9999") if one.chat == -5]


def test_a_correction_and_its_undoing_reach_the_chat_that_was_told(editors: Desk) -> None:
    assert role_of(Desk(editors.store, Settings(admins=(9,))), 9, 9) == "admin"
    chef = Person(editors, 9, "admin", "Chef")
    stored = chef.taps(
        chef.says("/addfact Piantedosi | counted | 12 visas | Nov 2025 | Rome | | article 1"), "Confirm"
    )
    number = facts.newest(editors.shelf, limit=1)[0].id
    assert stored.title == f"Stored as fact #{number}."
    owed_after(editors, 1)
    told(editors, number)
    chef.sent = 180
    corrected = chef.taps(chef.says(f"/edit {number} value 21 visas"), "Confirm")
    notices = owed_after(editors, 4)
    assert len(notices) == 1
    assert "21" in notices[0]
    assert "12" in notices[0]
    new = facts.newest(editors.shelf, limit=1)[0].id
    told(editors, new)
    chef.sent = 300
    chef.taps(corrected, "Undo")
    assert len(owed_after(editors, 6)) > 1
    assert facts.get_all(editors.shelf, [number])
    assert not facts.get_all(editors.shelf, [new])

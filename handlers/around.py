"""Around a name: the sentences that name it, and those behind them that go on without another of its kind."""

from data.store import articles, entities
from data.store.articles import StoredPassage
from data.values import Entity
from handlers.desk import Desk
from handlers.lookup import READ

REACH = 2
"""So many sentences behind one that names somebody are looked at, in the same paragraph."""


def around(desk: Desk, entity: Entity, most: int) -> list[StoredPassage]:
    """At most `most` sentences that name the entity, the newest article first, each with what goes on.

    What goes on stands in the same paragraph and names no other entity of that kind; of a place, it may
    name another ('in the capital').
    """
    naming = [one.passage for one in entities.seen(desk.shelf, entity.id, READ, most)]
    here = {one.paragraph for one in naming}
    behind = {
        one.id: one for one in articles.behind(desk.shelf, naming, READ, REACH) if one.paragraph in here
    }
    kinds = [] if entity.kind == "place" else [entity.kind]
    others = entities.naming_of_kinds(desk.shelf, behind, kinds)
    found: dict[int, StoredPassage] = {}
    for passage in naming:
        found.setdefault(passage.id, passage)
        for number in range(passage.id + 1, passage.id + REACH + 1):
            going_on = behind.get(number)
            if going_on is None or number in others or going_on.paragraph != passage.paragraph:
                break
            found.setdefault(number, going_on)
    return list(found.values())

"""What is withheld about an entity: passages that read as generated are named, never quoted."""

from briefs.card import withheld
from briefs.page import Line
from data.store import entities
from handlers.desk import Desk


def withheld_in(desk: Desk, entity: int) -> tuple[int, ...]:
    """The articles with suspect passages that name an entity."""
    return entities.named_in(desk.shelf, entity, ("suspect",))


def withheld_lines(desk: Desk, entity: int) -> list[Line]:
    """One line for these articles, where there are any."""
    return list(withheld(withheld_in(desk, entity)))

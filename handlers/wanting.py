"""Wanting: how a command is used whose words were left out, with two of it that this store can answer."""

from collections.abc import Sequence

from briefs import helping
from data.errors import BadUsage
from data.store import entities
from data.values import EntityKind
from handlers.desk import Desk


def unnamed(desk: Desk, usage: str, kinds: Sequence[EntityKind]) -> BadUsage:
    """What is raised when nothing follows a command; its examples are names of these kinds met often."""
    command = usage.partition(" ")[0]
    often = entities.often_named(desk.shelf, kinds)
    return BadUsage(helping.usage(usage, [f"{command} {one.name}" for one in often]))

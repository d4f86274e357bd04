"""/export: what may be shown here, as files."""

from briefs.page import Page
from handlers.desk import Desk
from handlers.request import Request


def export(desk: Desk, request: Request) -> Page:
    """The facts, entities and sources as files."""
    return Page(title="")

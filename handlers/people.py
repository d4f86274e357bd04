"""People: which role a principal has, how much a chat may be shown, and in which language."""

from briefs.language import spoken
from data.store import chats
from data.store.shelf import TLP
from handlers.desk import Desk
from handlers.request import Request, Role, Where

RED, AMBER, GREEN = TLP.index("RED"), TLP.index("AMBER"), TLP.index("GREEN")
CEILINGS = {"terminal": RED, "private": AMBER, "group": GREEN, "inline": GREEN}
"""What a chat may be shown that has no ceiling of its own."""
MOST = {"terminal": RED, "private": RED, "group": AMBER, "inline": GREEN}
"""What it may be shown at most: RED is for named persons (TLP 2.0), so never for a group."""


def role_of(desk: Desk, user_id: int, chat_id: int) -> Role:
    """The role of a person in a chat: by the settings, by what they were granted, or by the chat's approval.

    The first admins are in the settings; an approved group lets its members read there; access
    `open` lets everybody read. Whoever was denied stays a stranger everywhere.
    """
    if user_id in desk.settings.admins:
        return "admin"
    shelf = desk.shelf
    person = chats.person(shelf, user_id) if user_id > 0 else None
    if person is not None and person.state == "denied":
        return "stranger"
    if person is not None and person.state == "approved" and person.role != "stranger":
        return person.role
    chat = chats.chat(shelf, chat_id) if chat_id < 0 else None
    if chat is not None and chat.state == "denied":
        return "stranger"
    in_group = chat is not None and chat.state == "approved"
    return "reader" if in_group or desk.settings.access == "open" else "stranger"


def ceiling_in(desk: Desk, chat_id: int) -> int:
    """The highest marking that may be told in a chat without being asked, as an index into TLP."""
    where: Where = "group" if chat_id < 0 else "private"
    chat = chats.chat(desk.shelf, chat_id)
    wanted = chat.ceiling if chat is not None and chat.ceiling is not None else CEILINGS[where]
    return min(wanted, _most(where, role_of(desk, chat_id, chat_id) if where == "private" else "reader"))


def _most(where: Where, role: Role) -> int:
    """What may be shown at most to somebody in this role; who is no administrator any more keeps no RED."""
    return CEILINGS[where] if where == "private" and role != "admin" else MOST[where]


def ceiling_of(desk: Desk, request: Request) -> int:
    """The highest marking that may be shown where the request was made, as an index into TLP."""
    chat = chats.chat(desk.shelf, request.who.chat_id)
    alone = request.where in ("private", "terminal")
    usual = RED if request.who.role == "admin" and alone else CEILINGS[request.where]
    wanted = chat.ceiling if chat is not None and chat.ceiling is not None else usual
    return min(wanted, _most(request.where, request.who.role), desk.ceiling)


def numbers_of(desk: Desk, request: Request) -> str:
    """How the chat wants numbers written: a name of briefs.language.NUMBERS, or ''."""
    chat = chats.chat(desk.shelf, request.who.chat_id)
    return chat.numbers if chat else ""


def language_of(desk: Desk, request: Request) -> str:
    """The language of an answer: as the person chose, else as the chat chose, else as it is set up.

    A telephone that speaks Urdu asks for Urdu; one that speaks English says little, most do. In a
    group everybody reads the answer, so there only the group's own choice counts.
    """
    alone = request.where != "group"
    chat = chats.chat(desk.shelf, request.who.chat_id)
    person = chats.person(desk.shelf, request.who.user_id) if alone else None
    chosen = (person.language if person else "", chat.language if chat else "")
    phone = spoken(request.who.language) if alone else ""
    told = (*map(spoken, chosen), phone if phone != "en" else "", desk.settings.language)
    return next(filter(None, told))

"""Request: one question as it arrived, whoever brought it."""

from datetime import datetime
from typing import Literal

from data.dates import Value

Role = Literal["stranger", "reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("stranger", "reader", "editor", "admin")
"""From the least to the most that may be done."""
Where = Literal["private", "group", "terminal", "inline"]
"""Inline is a card chosen to be sent into any chat: nobody knows which."""
EVERYWHERE: tuple[Where, ...] = ("private", "group", "terminal", "inline")


class Principal(Value):
    """Who asks: a person in a chat, with the role they have there."""

    user_id: int
    """0 when it is nobody in particular: an anonymous administrator, a channel."""
    chat_id: int
    role: Role = "reader"
    name: str = ""
    """As they call themselves; shown to admins, never a key."""
    chat_title: str = ""
    topic: int | None = None
    """The forum topic they write in."""
    runs_group: bool = False
    """Whether they are an administrator of the group they write in."""
    language: str = ""
    """What their telephone speaks (IETF tag), '' when it does not say."""


class Attachment(Value):
    """What came with a message: a document, or the text of a message that was forwarded or pasted."""

    name: str = ""
    media_type: str = ""
    data: bytes = b""
    origin: str = ""
    """Whom it was forwarded from, '' when it was not."""
    link: str = ""
    """Where the forwarded message stands, '' when that is not public."""
    sent: datetime | None = None
    """When the forwarded message was first sent."""


class Request(Value):
    """One question: who asks, where, what (the raw text, '/actor Naqvi'), and when."""

    text: str
    who: Principal
    where: Where
    when: datetime
    """With its zone."""
    words: str = ""
    """What follows the command; `answer` fills it in."""
    key: str = ""
    """Unique per message or tap, so that the same update delivered twice writes once."""
    bot_name: str = ""
    """The bot's own @name without the @, '' in the terminal, where any name is accepted."""
    message: int | None = None
    """Telegram's id of the message that asks, or that carries the button."""
    tapped: bool = False
    """Whether it is a tap on a button: never said of what somebody typed."""
    attached: Attachment | None = None

"""Request: one question as it arrived, whoever brought it."""

from datetime import datetime
from typing import Literal

from data.dates import Value

Role = Literal["stranger", "reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("stranger", "reader", "editor", "admin")
"""From the least to the most that may be done."""
Where = Literal["private", "group", "terminal"]


class Principal(Value):
    """Who asks: a person in a chat, with the role they have there."""

    user_id: int
    chat_id: int
    role: Role = "reader"


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
    """Unique per message, so that the same update delivered twice writes once."""
    bot_name: str = ""
    """The bot's own @name without the @, '' in the terminal, where any name is accepted."""

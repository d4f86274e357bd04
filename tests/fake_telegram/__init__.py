"""A strict fake of Telegram's Bot API server, over real HTTP on a free loopback port."""

from .chats import ANONYMOUS, Chat, InlineQuery, Message, Tap, Topic, User
from .entities import utf16
from .faults import Fault, drop, flood, forbid, garble, gateway, refuse, slow
from .refusal import Refused
from .server import Call, FakeTelegram

__all__ = [
    "ANONYMOUS",
    "Call",
    "Chat",
    "FakeTelegram",
    "Fault",
    "InlineQuery",
    "Message",
    "Refused",
    "Tap",
    "Topic",
    "User",
    "drop",
    "flood",
    "forbid",
    "garble",
    "gateway",
    "refuse",
    "slow",
    "utf16",
]

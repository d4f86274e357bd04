"""Requests: what a person wrote or tapped, as the Request that the handlers answer."""

import re
from datetime import datetime

from telegram import CallbackQuery, Chat, Message, User

from bot.keys import Keeper, unpack
from bot.reactions import Place
from handlers.request import Principal, Request, Role

ANONYMOUS_ADMIN = 1087968824
"""Telegram's stand-in for every administrator who hides behind the group; it is nobody in particular."""


def of_message(message: Message, bot_name: str) -> Request | None:
    """The request that a message makes, or None when it is not for us.

    The text is as it was written, line breaks included. The principal is a stranger until
    `known_as` says better.
    """
    text = message.text or ""
    speaker = speaker_of(message.from_user, message.sender_chat, message.chat)
    if not text.strip() or speaker is None or message.is_automatic_forward or message.via_bot:
        return None
    if message.chat.type != Chat.PRIVATE:
        text = for_us(message, text, bot_name)
    if not text:
        return None
    return _request(
        text, speaker, message.chat, message.date, f"{message.chat.id}:{message.message_id}", bot_name
    )


def of_tap(query: CallbackQuery, when: datetime, bot_name: str, keeper: Keeper) -> Request | None:
    """The request that a press of a button makes, or None when its command is kept no longer."""
    command = unpack(query.data or "", keeper)
    if not command or query.message is None:
        return None
    chat = query.message.chat
    speaker = speaker_of(query.from_user, None, chat)
    return _request(command, speaker or 0, chat, when, f"tap:{query.id}", bot_name)


def speaker_of(user: User | None, sender_chat: Chat | None, chat: Chat) -> int | None:
    """Who speaks: a person's id; for an anonymous administrator the group's; None for bots and channels."""
    if user is not None and user.id == ANONYMOUS_ADMIN:
        return chat.id
    if sender_chat is not None or user is None or user.is_bot:
        return None
    return user.id


def for_us(message: Message, text: str, bot_name: str) -> str:
    """What a message in a group says to us: a command, a mention or a reply to us; '' for all other talk."""
    first = text.split(maxsplit=1)[0]
    if first.startswith("/"):
        _, at, name = first.partition("@")
        return text if not at or name.lower() == bot_name.lower() else ""
    rest, mentions = re.subn(rf"(?<!\w)@{re.escape(bot_name)}\b[,:]?", "", text, flags=re.IGNORECASE)
    replied = message.reply_to_message
    author = replied.from_user.username if replied and replied.from_user else None
    to_us = (author or "").lower() == bot_name.lower()
    return rest.strip() if mentions or to_us else ""


def _request(text: str, speaker: int, chat: Chat, when: datetime, key: str, bot_name: str) -> Request:
    return Request(
        text=text,
        who=Principal(user_id=speaker, chat_id=chat.id, role="stranger"),
        where="private" if chat.type == Chat.PRIVATE else "group",
        when=when,
        key=key,
        bot_name=bot_name,
    )


def known_as(request: Request, role: Role) -> Request:
    """The request with the role of who asks; whoever is no person is a reader at most."""
    if request.who.user_id <= 0 and role in ("editor", "admin"):
        role = "reader"
    return request.model_copy(update={"who": request.who.model_copy(update={"role": role})})


def place_of(message: Message) -> Place:
    """Where the answer to a message goes: in a group, to the message itself and its topic."""
    return Place(
        chat_id=message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=None if message.chat.type == Chat.PRIVATE else message.message_id,
    )


def place_of_tap(query: CallbackQuery) -> Place | None:
    """Where the answer to a tap goes: into the message that carries the button, when it is still there."""
    message = query.message
    if message is None:
        return None
    thread = place_of(message).thread_id if isinstance(message, Message) else None
    return Place(chat_id=message.chat.id, thread_id=thread, edit=message.message_id)

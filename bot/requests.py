"""Requests: what a person wrote or tapped, as the Request that the handlers answer."""

import re
from collections.abc import Collection
from datetime import datetime

from telegram import CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, User

from bot.keys import Keeper, unpack
from bot.owners import is_lasting, whose
from bot.reactions import Place
from handlers.request import Attachment, Principal, Request, Role

ANONYMOUS_ADMIN = 1087968824
"""Telegram's stand-in for every administrator who hides behind the group; it is nobody in particular."""
CONTENT = (
    "animation", "audio", "contact", "document", "location", "photo", "poll", "sticker", "story",
    "venue", "video", "video_note", "voice", "dice",
)  # fmt: skip
"""What somebody may send instead of words; all else that has no words is a service message."""


def of_message(message: Message, bot_name: str) -> Request | None:
    """The request that a message makes, or None when it is not for us.

    The text is as it was written, line breaks included. The principal is a stranger until
    `known_as` says better. What was forwarded is never a command: in private it is attached.
    """
    speaker = speaker_of(message.from_user, message.sender_chat, message.chat)
    if speaker is None or message.is_automatic_forward or message.via_bot:
        return None
    text = message.text or message.caption or ""
    attached = attachment_of(message)
    if message.chat.type != Chat.PRIVATE:
        text = "" if message.forward_origin else for_us(message, text, bot_name)
        return _of(message, text, speaker, bot_name) if text else None
    if not text.strip() and not any(getattr(message, kind) for kind in CONTENT):
        return None
    request = _of(message, text, speaker, bot_name)
    return request.model_copy(update={"attached": attached})


def _of(message: Message, text: str, speaker: int, bot_name: str) -> Request:
    return Request(
        text=text,
        who=_principal(message.from_user, speaker, message.chat, topic_of(message)),
        where="private" if message.chat.type == Chat.PRIVATE else "group",
        when=message.date,
        key=f"{message.chat.id}:{message.message_id}",
        bot_name=bot_name,
        message=message.message_id,
    )


def for_another(request: Request, known: Collection[str]) -> bool:
    """Whether a command in a group may be meant for another bot: it names none, and is none of the known."""
    if request.where != "group" or not request.text.startswith("/"):
        return False
    word = request.text.split(maxsplit=1)[0]
    return "@" not in word and word[1:].casefold() not in known


def of_tap(query: CallbackQuery, when: datetime, bot_name: str, keeper: Keeper) -> Request | None:
    """The request that a press of a button makes, or None when its command is kept no longer."""
    _, command = whose(unpack(query.data or "", keeper) or "")
    if not command or query.message is None:
        return None
    message, chat = query.message, query.message.chat
    speaker = speaker_of(query.from_user, None, chat)
    topic = topic_of(message) if isinstance(message, Message) else None
    return Request(
        text=command,
        who=_principal(query.from_user, speaker or 0, chat, topic),
        where="private" if chat.type == Chat.PRIVATE else "group",
        when=when,
        key=f"tap:{query.id}",
        bot_name=bot_name,
        message=message.message_id,
        tapped=True,
    )


def is_below(query: CallbackQuery, keeper: Keeper) -> bool:
    """Whether the message with the pressed button has to stay, so that the answer comes below it."""
    return is_lasting(unpack(query.data or "", keeper) or "")


def asker_of_tap(query: CallbackQuery, keeper: Keeper) -> int | None:
    """For whom the answer with the pressed button was made, as `speaker_of` names them; None: for anybody."""
    return whose(unpack(query.data or "", keeper) or "")[0]


def of_arrival(change: ChatMemberUpdated, number: int, bot_name: str) -> Request:
    """What it means that the bot was put into a group: that the group asks to be let in."""
    speaker = speaker_of(change.from_user, None, change.chat) or 0
    return Request(
        text="/access",
        who=_principal(change.from_user, speaker, change.chat, None),
        where="group",
        when=change.date,
        key=f"arrival:{number}",
        bot_name=bot_name,
    )


def of_inline(query: InlineQuery, when: datetime, bot_name: str) -> Request:
    """What is typed after the bot's name in any chat; nobody knows which, so the chat is the person's own."""
    who = _principal(query.from_user, query.from_user.id, None, None)
    text = query.query.strip()
    return Request(text=text, who=who, where="inline", when=when, key=f"inline:{query.id}", bot_name=bot_name)


def speaker_of(user: User | None, sender_chat: Chat | None, chat: Chat) -> int | None:
    """Who speaks: a person's id; for an anonymous administrator the group's; None for bots and channels."""
    if user is not None and user.id == ANONYMOUS_ADMIN:
        return chat.id
    if sender_chat is not None or user is None or user.is_bot:
        return None
    return user.id


def _principal(user: User | None, speaker: int, chat: Chat | None, topic: int | None) -> Principal:
    """Who asks, as far as the update says; nobody in particular has no name and no language."""
    person = user if user is not None and speaker == user.id else None
    return Principal(
        user_id=speaker,
        chat_id=chat.id if chat else speaker,
        role="stranger",
        name=person.full_name if person else "",
        chat_title=(chat.title or "") if chat else "",
        topic=topic,
        language=(person.language_code or "") if person else "",
    )


def for_us(message: Message, text: str, bot_name: str) -> str:
    """What a message in a group says to us: a command, a mention or a reply to us; '' for all other talk."""
    words = text.split(maxsplit=1)
    if not words:
        return ""
    if words[0].startswith("/"):
        _, at, name = words[0].partition("@")
        return text if not at or name.lower() == bot_name.lower() else ""
    rest, mentions = re.subn(rf"(?<!\w)@{re.escape(bot_name)}\b[,:]?", "", text, flags=re.IGNORECASE)
    replied = message.reply_to_message
    author = replied.from_user.username if replied and replied.from_user else None
    to_us = (author or "").lower() == bot_name.lower()
    return rest.strip() if mentions or to_us else ""


def attachment_of(message: Message) -> Attachment | None:
    """What came with a message: a document, its bytes still to be fetched, or words of somebody else."""
    origin, document = message.forward_origin, message.document
    if document is None and origin is None:
        return None
    chat = getattr(origin, "chat", None) or getattr(origin, "sender_chat", None)
    user = getattr(origin, "sender_user", None)
    number = getattr(origin, "message_id", None)
    public = f"https://t.me/{chat.username}/{number}" if chat and chat.username and number else ""
    said_by = (chat.title if chat else None) or (user.full_name if user else None)
    words = message.text or message.caption or ""
    return Attachment(
        name=(document.file_name or "") if document else "",
        media_type=(document.mime_type or "") if document else "text/plain",
        data=b"" if document else words.encode("utf-8", "replace"),
        origin=said_by or getattr(origin, "sender_user_name", None) or "",
        link=public,
        sent=origin.date if origin else None,
    )


def known_as(request: Request, role: Role) -> Request:
    """The request with the role of who asks; whoever is no person is a reader at most."""
    if request.who.user_id <= 0 and role in ("editor", "admin"):
        role = "reader"
    return request.model_copy(update={"who": request.who.model_copy(update={"role": role})})


def topic_of(message: Message) -> int | None:
    """The forum topic of a message; Telegram gives a thread to replies in any supergroup too."""
    return message.message_thread_id if message.is_topic_message else None


def place_of(message: Message) -> Place:
    """Where the answer to a message goes: in a group, to the message itself and its topic."""
    return Place(
        chat_id=message.chat.id,
        thread_id=topic_of(message),
        reply_to=None if message.chat.type == Chat.PRIVATE else message.message_id,
    )


def place_of_tap(query: CallbackQuery) -> Place | None:
    """Where the answer to a tap goes: into the message that carries the button, when it is still there."""
    message = query.message
    if message is None:
        return None
    thread = topic_of(message) if isinstance(message, Message) else None
    return Place(chat_id=message.chat.id, thread_id=thread, edit=message.message_id)

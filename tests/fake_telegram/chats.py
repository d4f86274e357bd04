"""What Telegram remembers: users, chats, topics, messages, the updates owed to the bot, and its menus."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .entities import utf16, utf16_slice
from .refusal import bad_request, forbidden

ANONYMOUS_ADMIN = 1087968824
SERVICE_SENDER = 777000
ENTITY = re.compile(
    r"(?<!\S)(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)|(?<!\w)(?P<mention>@\w{3,32})"
)


@dataclass(frozen=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str = ""
    is_bot: bool = False
    language_code: str = "en"

    def as_json(self) -> dict[str, Any]:
        shown = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            shown["username"] = self.username
        return shown if self.is_bot else {**shown, "language_code": self.language_code}


ANONYMOUS = User(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True)


@dataclass
class Message:
    """One message as everybody in the chat sees it now."""

    id: int
    chat: "Chat"
    sender: User | None
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    thread_id: int | None = None
    reply_to: int | None = None
    date: int = 0
    edit_date: int | None = None
    history: list[str] = field(default_factory=list)
    """Its earlier texts, oldest first."""
    deleted: bool = False
    preview: bool = True
    """Whether a link in it would be previewed."""
    extra: dict[str, Any] = field(default_factory=dict)
    """A document, photo, service notice and the like, as Telegram sends it."""

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]

    def covered(self, sort: str) -> list[str]:
        """The words that entities of this sort ('bold', 'expandable_blockquote', ...) cover."""
        found = [e for e in self.entities if e["type"] == sort]
        return [utf16_slice(self.text, e["offset"], e["length"]) for e in found]

    def as_json(self, *, replied: bool = True) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.as_json(),
            **self.extra,
        }
        caption = any(kind in self.extra for kind in ("document", "photo"))
        if self.text:
            shown["caption" if caption else "text"] = self.text
        if self.entities:
            shown["caption_entities" if caption else "entities"] = self.entities
        if self.sender:
            shown["from"] = self.sender.as_json()
            if self.sender is ANONYMOUS:
                shown["sender_chat"] = self.chat.as_json()
        if self.buttons:
            shown["reply_markup"] = {"inline_keyboard": self.buttons}
        if self.thread_id:
            shown |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.edit_date:
            shown["edit_date"] = self.edit_date
        if replied and self.reply_to:
            original = self.chat.find(self.reply_to)
            if original:
                shown["reply_to_message"] = original.as_json(replied=False)
        return shown


@dataclass
class Topic:
    """A forum topic; General has no thread id and is no Topic here."""

    id: int
    name: str
    closed: bool = False


@dataclass
class Tap:
    """A press of a button, and what the person saw of it."""

    id: str
    by: User
    message: Message
    data: str
    at: float
    answered: bool = False
    notice: str = ""
    alert: bool = False
    expired: bool = False


@dataclass
class InlineQuery:
    """Something typed after the bot's name in any chat, and the results shown for it."""

    id: str
    by: User
    query: str
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)


class World:
    """Everything the server knows. All access is under `lock`; `changed` is called after each change."""

    def __init__(self, bot: User, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.updates: list[dict[str, Any]] = []
        self.next_update = 700_000_001
        self.next_id = 5000
        self.taps: dict[str, Tap] = {}
        self.inline: dict[str, InlineQuery] = {}
        self.files: dict[str, bytes] = {}
        self.menus: dict[str, list[dict[str, str]]] = {}
        self.texts: dict[str, str] = {}
        self.allowed: set[str] | None = None
        self.privacy = True
        self.blunders: list[str] = []
        self.changed: Callable[[], None] = lambda: None

    def number(self) -> int:
        self.next_id += 1
        return self.next_id

    def push(self, kind: str, content: dict[str, Any]) -> None:
        """Owe the bot an update, when it asked for this kind."""
        # Telegram's own default leaves these out unless they are asked for by name.
        default = kind not in {"chat_member", "message_reaction", "message_reaction_count"}
        if default if not self.allowed else kind in self.allowed:
            self.updates.append({"update_id": self.next_update, kind: content})
            self.next_update += 1
        self.changed()

    def chat(self, chat_id: Any) -> "Chat":
        """The chat that a call names; refuses as Telegram does when it does not exist."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            chat = self.chats.get(int(chat_id))
        except ValueError:
            chat = None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: Any) -> "Chat":
        """The same, when the bot may write there."""
        chat = self.chat(chat_id)
        if chat.migrated_to:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        if chat.shut:
            raise forbidden(chat.shut)
        return chat


class Chat:
    """A conversation, and the hands of those who are in it besides the bot."""

    def __init__(self, world: World, chat_id: int, sort: str, title: str, members: list[User]) -> None:
        self.world, self.id, self.sort, self.title = world, chat_id, sort, title
        self.members = members
        self.admins: set[int] = set()
        self.all: list[Message] = []
        self.topics: dict[int, Topic] = {}
        self.forum = False
        self.shut = ""
        """Why the bot may not write here ('bot was blocked by the user'), '' when it may."""
        self.migrated_to: int | None = None
        self.actions: list[str] = []
        world.chats[chat_id] = self

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": self.id, "type": self.sort}
        if self.sort == "private":
            person = self.members[0]
            return {**shown, "first_name": person.first_name, **_username(person)}
        return {**shown, "title": self.title, **({"is_forum": True} if self.forum else {})}

    @property
    def messages(self) -> list[Message]:
        """All messages that can be seen now, oldest first."""
        return [message for message in self.all if not message.deleted]

    @property
    def answers(self) -> list[Message]:
        """Those of the bot."""
        return [message for message in self.messages if message.sender == self.world.bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        assert self.answers, f"the bot has said nothing in {self.title}"
        return self.answers[-1]

    def find(self, message_id: int) -> Message | None:
        return next((m for m in self.messages if m.id == message_id), None)

    def add(self, sender: User | None, text: str, **more: Any) -> Message:
        """Put a message into the chat (no update is sent)."""
        message = Message(self.world.number(), self, sender, text, date=int(self.world.clock()), **more)
        self.all.append(message)
        return message

    def says(
        self,
        text: str,
        by: User | None = None,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        **extra: Any,
    ) -> Message:
        """Somebody writes (or forwards, with `extra`); the bot is told when Telegram would tell it."""
        with self.world.lock:
            sender = by or self.members[0]
            message = self.add(
                sender,
                text,
                entities=_entities(text),
                reply_to=reply_to.id if reply_to else None,
                thread_id=topic.id if topic else None,
                extra=extra,
            )
            if self._heard(message):
                self.world.push("channel_post" if self.sort == "channel" else "message", message.as_json())
            return message

    def _heard(self, message: Message) -> bool:
        """Telegram's privacy mode: in groups the bot hears commands, its name, and replies to itself."""
        if self.shut:
            return False
        if self.sort in ("private", "channel") or not self.world.privacy:
            return True
        replied = self.find(message.reply_to) if message.reply_to else None
        named = f"@{self.world.bot.username}".lower()
        first = message.covered("bot_command")[:1]
        command = bool(first) and ("@" not in first[0] or first[0].lower().endswith(named))
        mentioned = any(name.lower() == named for name in message.covered("mention"))
        return command or mentioned or (replied is not None and replied.sender == self.world.bot)

    def edits(self, message: Message, text: str) -> None:
        """Somebody changes what they wrote."""
        with self.world.lock:
            message.history.append(message.text)
            message.text, message.entities = text, _entities(text)
            message.edit_date = int(self.world.clock())
            kind = "edited_channel_post" if self.sort == "channel" else "edited_message"
            self.world.push(kind, message.as_json())

    def taps(self, message: Message, label: str, by: User | None = None) -> Tap:
        """Somebody presses the button of this label."""
        with self.world.lock:
            button = next((b for row in message.buttons for b in row if b["text"] == label), None)
            assert button is not None, f"no button {label!r} among {message.labels}"
            assert "callback_data" in button, f"{label!r} sends nothing to the bot: {button}"
            sender = by or self.members[0]
            tap = Tap(
                str(10**15 + self.world.number()), sender, message, button["callback_data"], time.time()
            )
            self.world.taps[tap.id] = tap
            content = {
                "id": tap.id,
                "from": sender.as_json(),
                "message": message.as_json(),
                "chat_instance": str(self.id),
                "data": tap.data,
            }
            self.world.push("callback_query", content)
            return tap

    def sends_file(self, name: str, content: bytes, caption: str = "", by: User | None = None) -> Message:
        """Somebody sends a document."""
        with self.world.lock:
            file_id = f"file{self.world.number()}"
            self.world.files[file_id] = content
            document = {
                "file_id": file_id,
                "file_unique_id": "u" + file_id,
                "file_name": name,
                "file_size": len(content),
            }
            return self.says(caption, by, document=document)

    def block(self, why: str = "bot was blocked by the user") -> None:
        """The user blocks the bot; in a group the bot is thrown out."""
        if self.sort != "private" and why.startswith("bot was blocked"):
            why = f"bot was kicked from the {self.sort} chat"
        with self.world.lock:
            self.shut = why
            self._my_member("member", "kicked")

    def unblock(self) -> None:
        """The user starts the bot again, or the group takes it back."""
        with self.world.lock:
            self.shut = ""
            self._my_member("kicked", "member")

    def welcomes(self, by: User | None = None) -> None:
        """Somebody puts the bot into the group."""
        with self.world.lock:
            self.shut = ""
            self._my_member("left", "member", by)

    def forwards(self, text: str, origin: dict[str, Any], by: User | None = None) -> Message:
        """Somebody passes on what was written elsewhere; `origin` as Telegram tells it."""
        return self.says(text, by, forward_origin=origin)

    def appoints(self, user: User, *, admin: bool = True) -> None:
        """Somebody becomes an administrator of the group, or is none any more."""
        with self.world.lock:
            before = self.admins.copy()
            self.admins = before | {user.id} if admin else before - {user.id}
            if self.world.bot.id in self.admins:
                sort = {True: "administrator", False: "member"}
                self._changed_member("chat_member", user, sort[user.id in before], sort[admin])

    def _changed_member(self, kind: str, user: User, old: str, new: str, by: User | None = None) -> None:
        who = by or (self.members[0] if self.members else self.world.bot)
        states = [_state(user, status) for status in (old, new)]
        change = {
            "chat": self.as_json(),
            "from": who.as_json(),
            "date": int(self.world.clock()),
            "old_chat_member": states[0],
            "new_chat_member": states[1],
        }
        self.world.push(kind, change)

    def _my_member(self, old: str, new: str, by: User | None = None) -> None:
        self._changed_member("my_chat_member", self.world.bot, old, new, by)

    def topic(self, name: str) -> Topic:
        """Open a topic in a forum."""
        with self.world.lock:
            assert self.forum, "only a forum has topics"
            topic = Topic(self.world.number(), name)
            self.topics[topic.id] = topic
            return topic

    def migrate(self, *, announce: bool = True) -> "Chat":
        """Upgrade the group to a supergroup: a new id, the old one refuses; gives the new chat."""
        with self.world.lock:
            assert self.sort == "group", "only a basic group is upgraded"
            new = Chat(
                self.world, -1_000_000_000_000 - self.world.number(), "supergroup", self.title, self.members
            )
            new.admins = self.admins
            self.migrated_to = new.id
            if announce:
                left = self.add(self.members[0], "", extra={"migrate_to_chat_id": new.id})
                self.world.push("message", left.as_json())
                came = new.add(self.members[0], "", extra={"migrate_from_chat_id": self.id})
                self.world.push("message", came.as_json())
            return new


_RIGHTS = """can_be_edited can_manage_chat can_change_info can_delete_messages can_invite_users
    can_restrict_members can_pin_messages can_promote_members can_manage_video_chats is_anonymous
    can_post_stories can_edit_stories can_delete_stories"""
RIGHTS = _RIGHTS.split()


def _state(user: User, status: str) -> dict[str, Any]:
    """A member of a chat as Telegram shows one of this status."""
    more: dict[str, Any] = {"until_date": 0} if status == "kicked" else {}
    if status == "administrator":
        more = dict.fromkeys(RIGHTS, False)
    return {"user": user.as_json(), "status": status, **more}


def _username(user: User) -> dict[str, str]:
    return {"username": user.username} if user.username else {}


def _entities(text: str) -> list[dict[str, Any]]:
    """The commands and names that Telegram marks in what a person writes."""
    return [
        {
            "type": found.lastgroup,
            "offset": utf16(text[: found.start()]),
            "length": utf16(found.group()),
        }
        for found in ENTITY.finditer(text)
    ]

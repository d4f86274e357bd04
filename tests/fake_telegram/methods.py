"""The Bot API methods that the fake knows, each with the parameters it takes; any other is refused."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import keyboards
from .chats import Chat, Message, World
from .entities import read, utf16
from .refusal import Refused, bad_request

Params = dict[str, Any]
Handler = Callable[[World, Params], Any]

SEND = (
    "chat_id!int message_thread_id:int disable_notification:bool protect_content:bool reply_markup:json "
    "reply_parameters:json business_connection_id:str message_effect_id:str allow_paid_broadcast:bool "
    "direct_messages_topic_id:int suggested_post_parameters:json "
)
EDIT = "chat_id:int message_id:int inline_message_id:str reply_markup:json business_connection_id:str "
CAPTION = "caption:str parse_mode:str caption_entities:json "
_KINDS = """message edited_message channel_post edited_channel_post business_connection
    business_message edited_business_message deleted_business_messages message_reaction
    message_reaction_count inline_query chosen_inline_result callback_query shipping_query
    pre_checkout_query poll poll_answer my_chat_member chat_member chat_join_request chat_boost
    removed_chat_boost purchased_paid_media managed_bot"""
UPDATE_KINDS = set(_KINDS.split())
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Method:
    """One method: what to do, and its parameters with their types (a `!` marks a required one)."""

    handle: Handler
    takes: dict[str, str]
    required: frozenset[str]

    def parameters(self, given: dict[str, str | bytes]) -> Params:
        """The parameters as values; refuses an unknown, a missing or an unreadable one."""
        unknown = sorted(set(given) - set(self.takes))
        if unknown:
            raise bad_request(f"unknown parameter {', '.join(unknown)}")
        missing = sorted(self.required - set(given))
        if missing:
            raise bad_request(f"{missing[0]} is empty")
        return {name: _value(name, self.takes[name], raw) for name, raw in given.items()}


METHODS: dict[str, Method] = {}


def method(name: str, takes: str = "") -> Callable[[Handler], Handler]:
    """Enter a function into METHODS under Telegram's name for it."""

    def enter(handle: Handler) -> Handler:
        parts = [re.fullmatch(r"(\w+)([:!])(\w+)", part) for part in takes.split()]
        known = {part[1]: part[3] for part in parts if part}
        assert len(known) == len(parts), takes
        METHODS[name.lower()] = Method(handle, known, frozenset(p[1] for p in parts if p and p[2] == "!"))
        return handle

    return enter


def _value(name: str, kind: str, raw: str | bytes) -> Any:
    if kind == "file":
        return raw
    if isinstance(raw, bytes):
        raise bad_request(f"{name} must not be a file")
    if kind == "int":
        if not re.fullmatch(r"-?\d+", raw):
            raise bad_request(
                "chat not found" if name == "chat_id" else f"can't parse {name}: integer expected"
            )
        return int(raw)
    if kind == "bool":
        return raw.lower() in ("true", "yes", "1", "t", "y")
    if kind == "json":
        try:
            return json.loads(raw)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
    return raw


@method("getMe")
def get_me(world: World, given: Params) -> Any:
    rights = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy}
    return {**world.bot.as_json(), **rights, "supports_inline_queries": True}


def _body(
    world: World, given: Params, key: str, limit: int, too_long: str
) -> tuple[str, list[dict[str, Any]]]:
    text, entities = read(given.get(key, ""), given.get("parse_mode"), world.blunders)
    if utf16(text) > limit:
        raise bad_request(too_long)
    return text, entities or given.get("entities") or given.get("caption_entities") or []


def _place(world: World, given: Params) -> tuple[Chat, int | None, int | None]:
    """Where a message goes: the chat, the topic, and the message that it answers."""
    chat = world.open_chat(given["chat_id"])
    thread = given.get("message_thread_id")
    if thread is not None and not (chat.forum and thread in chat.topics):
        raise bad_request("message thread not found")
    if thread is not None and chat.topics[thread].closed:
        raise bad_request("TOPIC_CLOSED")
    reply = given.get("reply_parameters") or {}
    answered = chat.find(reply["message_id"]) if "message_id" in reply else None
    if reply and answered is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return chat, thread, answered.id if answered else None


def _send(world: World, given: Params, text: str, entities: list[Any], extra: Params | None = None) -> Any:
    chat, thread, reply = _place(world, given)
    buttons = keyboards.checked(given.get("reply_markup"))
    sent = chat.add(
        world.bot,
        text,
        entities=entities,
        buttons=buttons,
        thread_id=thread,
        reply_to=reply,
        preview=not (given.get("link_preview_options") or {}).get("is_disabled", False),
        extra=extra or {},
    )
    return sent.as_json()


@method("sendMessage", SEND + "text:str parse_mode:str entities:json link_preview_options:json")
def send_message(world: World, given: Params) -> Any:
    world.open_chat(given["chat_id"])
    if not given.get("text"):
        raise bad_request("message text is empty")
    text, entities = _body(world, given, "text", 4096, "message is too long")
    if not text:
        raise bad_request("text must be non-empty")
    return _send(world, given, text, entities)


def _editable(world: World, given: Params) -> Message:
    if "inline_message_id" in given:
        raise bad_request("inline messages are not kept here")
    chat = world.open_chat(given.get("chat_id"))
    if "message_id" not in given:
        raise bad_request("message identifier is not specified")
    message = chat.find(given["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, text: str, entities: list[Any], buttons: list[Any]) -> Any:
    if (message.text, message.entities, message.buttons) == (text, entities, buttons):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    message.history.append(message.text)
    message.text, message.entities, message.buttons = text, entities, buttons
    message.edit_date = int(world.clock())
    return message.as_json()


@method("editMessageText", EDIT + "text:str parse_mode:str entities:json link_preview_options:json")
def edit_message_text(world: World, given: Params) -> Any:
    message = _editable(world, given)
    if message.extra:
        raise bad_request("there is no text in the message to edit")
    if not given.get("text"):
        raise bad_request("message text is empty")
    text, entities = _body(world, given, "text", 4096, "MESSAGE_TOO_LONG")
    if not text:
        raise bad_request("text must be non-empty")
    message.preview = not (given.get("link_preview_options") or {}).get("is_disabled", False)
    return _edit(world, message, text, entities, keyboards.checked(given.get("reply_markup"), inline=True))


@method("editMessageReplyMarkup", EDIT)
def edit_message_reply_markup(world: World, given: Params) -> Any:
    message = _editable(world, given)
    buttons = keyboards.checked(given.get("reply_markup"), inline=True)
    return _edit(world, message, message.text, message.entities, buttons)


@method("deleteMessage", "chat_id!int message_id!int")
def delete_message(world: World, given: Params) -> Any:
    chat = world.open_chat(given["chat_id"])
    message = chat.find(given["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if message.sender != world.bot and chat.sort != "private" and world.bot.id not in chat.admins:
        raise bad_request("message can't be deleted")
    return setattr(message, "deleted", True) or True


@method("answerCallbackQuery", "callback_query_id!str text:str show_alert:bool url:str cache_time:int")
def answer_callback_query(world: World, given: Params) -> Any:
    tap = world.taps.get(given["callback_query_id"])
    if tap is None or tap.answered or tap.expired:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16(given.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answered, tap.notice = True, given.get("text", "")
    tap.alert = given.get("show_alert", False)
    return True


@method(
    "answerInlineQuery",
    "inline_query_id!str results!json cache_time:int is_personal:bool next_offset:str button:json",
)
def answer_inline_query(world: World, given: Params) -> Any:
    query = world.inline.get(given["inline_query_id"])
    if query is None or query.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = given["results"]
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(ident.encode()) <= 64 for ident in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _inline_result(world, result)
    query.answered, query.results = True, results
    query.options = {key: value for key, value in given.items() if key != "results"}
    return True


def _inline_result(world: World, result: Params) -> None:
    content = result.get("input_message_content") or {}
    if result.get("type") != "article":
        raise bad_request(f"inline result of type {result.get('type')!r} is not known here")
    if not result.get("title"):
        raise bad_request('can\'t parse inline query result: Field "title" must be of type String')
    text, _ = read(content.get("message_text", ""), content.get("parse_mode"), world.blunders)
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > 4096:
        raise bad_request("MESSAGE_TOO_LONG")
    keyboards.checked(result.get("reply_markup"))


def _scope(world: World, given: Params) -> str:
    scope = given.get("scope") or {"type": "default"}
    plain = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
    kind = scope.get("type")
    if kind not in plain | {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if kind not in plain:
        world.chat(scope.get("chat_id"))
    language = given.get("language_code", "")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad_request("invalid language_code specified")
    where = ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"{where}/{language}"


@method("setMyCommands", "commands!json scope:json language_code:str")
def set_my_commands(world: World, given: Params) -> Any:
    scope, commands = _scope(world, given), given["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if set(command) != {"command", "description"}:
            raise bad_request(f"can't parse BotCommand: {sorted(command)}")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.menus[scope] = commands
    return True


@method("getMyCommands", "scope:json language_code:str")
def get_my_commands(world: World, given: Params) -> Any:
    return world.menus.get(_scope(world, given), [])


@method("deleteMyCommands", "scope:json language_code:str")
def delete_my_commands(world: World, given: Params) -> Any:
    world.menus.pop(_scope(world, given), None)
    return True


def _told(world: World, given: Params, key: str, limit: int) -> bool:
    if utf16(given.get(key, "")) > limit:
        raise bad_request(f"{key.upper()}_TOO_LONG")
    world.texts[f"{key}/{given.get('language_code', '')}"] = given.get(key, "")
    return True


@method("setMyDescription", "description:str language_code:str")
def set_my_description(world: World, given: Params) -> Any:
    return _told(world, given, "description", 512)


@method("setMyShortDescription", "short_description:str language_code:str")
def set_my_short_description(world: World, given: Params) -> Any:
    return _told(world, given, "short_description", 120)


def _upload(world: World, content: Any, limit: int) -> tuple[str, bytes]:
    """The id and the bytes of what is sent; refuses an empty, too big or unknown file."""
    if isinstance(content, str):
        if content not in world.files:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        return content, world.files[content]
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > limit:
        raise Refused(413, "Request Entity Too Large")
    file_id = f"file{world.number()}"
    world.files[file_id] = content
    return file_id, content


@method("sendDocument", SEND + CAPTION + "document!file thumbnail:file disable_content_type_detection:bool")
def send_document(world: World, given: Params) -> Any:
    caption, entities = _body(world, given, "caption", 1024, "message caption is too long")
    file_id, content = _upload(world, given["document"], 50 * MEGABYTE)
    name = getattr(given["document"], "filename", "file")
    shown = {
        "file_id": file_id,
        "file_unique_id": "u" + file_id,
        "file_size": len(content),
        "file_name": name,
    }
    return _send(world, given, caption, entities, {"document": shown})


@method("sendPhoto", SEND + CAPTION + "photo!file show_caption_above_media:bool has_spoiler:bool")
def send_photo(world: World, given: Params) -> Any:
    caption, entities = _body(world, given, "caption", 1024, "message caption is too long")
    file_id, content = _upload(world, given["photo"], 10 * MEGABYTE)
    if not content.startswith(SIGNATURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    size = {"file_id": file_id, "file_unique_id": "u" + file_id, "width": 90, "height": 90}
    return _send(world, given, caption, entities, {"photo": [size]})


@method("getChat", "chat_id!int")
def get_chat(world: World, given: Params) -> Any:
    chat = world.open_chat(given["chat_id"])
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        True,
    )
    return {**chat.as_json(), "accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _member(chat: Chat, world: World, user_id: int) -> dict[str, Any]:
    user = next((u for u in [*chat.members, world.bot] if u.id == user_id), None)
    if user is None:
        known = world.users.get(user_id)
        if known is None:
            raise bad_request("PARTICIPANT_ID_INVALID")
        return {"status": "left", "user": known.as_json()}
    if user_id not in chat.admins:
        return {"status": "member", "user": user.as_json()}
    return {"status": "creator", "user": user.as_json(), "is_anonymous": False}


@method("getChatMember", "chat_id!int user_id!int")
def get_chat_member(world: World, given: Params) -> Any:
    return _member(world.open_chat(given["chat_id"]), world, given["user_id"])


@method("getChatAdministrators", "chat_id!int")
def get_chat_administrators(world: World, given: Params) -> Any:
    chat = world.open_chat(given["chat_id"])
    if chat.sort == "private":
        raise bad_request("there are no administrators in the private chat")
    return [_member(chat, world, user_id) for user_id in sorted(chat.admins)]


@method("leaveChat", "chat_id!int")
def leave_chat(world: World, given: Params) -> Any:
    chat = world.open_chat(given["chat_id"])
    if chat.sort == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.shut = f"bot is not a member of the {chat.sort} chat"
    return True


@method("sendChatAction", "chat_id!int action!str message_thread_id:int business_connection_id:str")
def send_chat_action(world: World, given: Params) -> Any:
    known = {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker", "record_voice"}
    if given["action"] not in known:
        raise bad_request("wrong parameter action in request")
    world.open_chat(given["chat_id"]).actions.append(given["action"])
    return True


@method("getFile", "file_id!str")
def get_file(world: World, given: Params) -> Any:
    content = world.files.get(given["file_id"])
    if content is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(content) > 20 * MEGABYTE:
        raise bad_request("file is too big")
    ident = given["file_id"]
    shown = {"file_id": ident, "file_unique_id": "u" + ident, "file_size": len(content)}
    return {**shown, "file_path": f"documents/{ident}"}


@method("logOut")
def log_out(world: World, given: Params) -> Any:
    return True


@method("close")
def close(world: World, given: Params) -> Any:
    return True

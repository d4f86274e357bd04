"""Inline keyboards as Telegram checks them: the shape, the limits, and one action a button."""

import re
from typing import Any

from .refusal import bad_request

ACTIONS = {
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query_chosen_chat",
    "pay",
}
EXTRA = {"text", "style", "icon_custom_emoji_id"}


def checked(markup: Any, *, inline: bool = False) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard; refuses what Telegram refuses. [] when there is none.

    With `inline` nothing but an inline keyboard will do, as in a message that is edited.
    """
    if markup is None or markup == {}:
        return []
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "force_reply" in markup and inline:
        raise bad_request("inline keyboard expected")
    if "force_reply" in markup:
        return _reply_box(markup)
    if set(markup) - {"inline_keyboard"}:
        raise bad_request(f"reply markup of this kind is not known here: {sorted(markup)}")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for row in rows:
        if len(row) > 8:
            raise bad_request("BUTTON_ROW_TOO_LONG")
        for button in row:
            _check(button)
    if sum(map(len, rows)) > 100:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _reply_box(markup: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """A box to reply in has no buttons."""
    unknown = set(markup) - {"force_reply", "selective", "input_field_placeholder"}
    if unknown or markup["force_reply"] is not True:
        raise bad_request(f"can't parse reply keyboard markup JSON object: {sorted(markup)}")
    if len(markup.get("input_field_placeholder", "")) > 64:
        raise bad_request("input field placeholder is too long")
    return []


def _check(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    unknown = set(button) - ACTIONS - EXTRA
    if unknown:
        raise bad_request(f"can't parse inline keyboard button: unknown fields {sorted(unknown)}")
    actions = ACTIONS & set(button)
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: more than one action, {sorted(actions)}")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not re.match(r"(https?|tg)://\S+$", button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
